/**
 * For script tags without `type="module"`: theme functions, tag managers, a CMS's field for scripts.
 * It loads the element from beside itself, under the same query. Where it is run in another way, as by
 * a script that fetches it, or with a type that it does not need, its address is that of its tag.
 */
import(
  (document.currentScript?.src.includes('.classic.js')
    ? document.currentScript
    : document.querySelector('script[src*=".classic.js"]')
  ).src.replace('.classic.js', '.js')
);
