/**
 * For script tags without `type="module"`: theme functions, tag managers, a CMS's field for scripts.
 * It loads the element from beside itself, under the same query.
 */
import(document.currentScript.src.replace('.classic.js', '.js'));
