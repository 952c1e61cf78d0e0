/** Part of selenium-webdriver, of which its types do not know. */
declare module 'selenium-webdriver/http/util.js' {
  /** @param cancelled ends the wait once it resolves */
  export function waitForServer(
    url: string,
    milliseconds: number,
    cancelled?: Promise<unknown>,
  ): Promise<unknown>;
}
