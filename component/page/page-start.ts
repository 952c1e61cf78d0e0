/**
 * How long after it has loaded a page may take to show its elements, in milliseconds: what happens
 * before is told at one of them, later at the document.
 */
const START_MS = 3_000;

/** How long its loading is waited for, in milliseconds. */
const LOAD_MS = 10_000;

/** Resolves once the page has had its time. */
export const pageStarted: Promise<void> =
  typeof document === 'undefined' ? Promise.resolve() : loaded().then(() => wait(START_MS));

function loaded(): Promise<unknown> {
  if (document.readyState === 'complete') return Promise.resolve();
  // A stranger's script or picture may keep a page from ever having loaded.
  return Promise.race([
    new Promise((resolve) => addEventListener('load', resolve, { once: true })),
    wait(LOAD_MS),
  ]);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
