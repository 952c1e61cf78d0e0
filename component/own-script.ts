/**
 * What the element's script knows of itself where the server hands it out: a main file, and its
 * parts beside it. In the npm package own-script-bundled.ts takes this file's place.
 */

/** Where the script came from: the checkout server, unless the element is told of another. */
export function ownOrigin(): string {
  return new URL(import.meta.url).origin;
}

/**
 * Fetches a part whose first fetch failed. Browsers older than
 * https://github.com/whatwg/html/pull/10327 keep a failed import for the page's life, under its
 * whole address: the fragment makes another address of the same file. It would also get around the
 * integrity that an import map gives for this one.
 */
export function fetchPartAgain<Module>(
  name: string,
  failures: number,
  fetchFirst: () => Promise<Module>,
): Promise<Module> {
  const file = `portone-checkout.${name}.js`;
  if (document.querySelector('script[type=importmap]')?.textContent?.includes(file)) {
    return fetchFirst();
  }
  return import(/* @vite-ignore */ `${new URL(file, import.meta.url)}#${failures}`);
}
