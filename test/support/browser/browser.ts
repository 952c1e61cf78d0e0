import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Chromium without windows, which takes a page about half of the processor's time. */
export const SHELL = 'chromium-headless-shell';

const WHOLE = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * The Chromium that the tests use: `CHROME_PATH`, or the first one on the PATH.
 *
 * @throws Error that says in one line how to get one
 */
export function findBrowser(): Promise<string> {
  return findOneOf([SHELL, ...WHOLE]);
}

/**
 * For what the shell lacks: pages that the browser keeps whole, for the way back to them.
 *
 * @throws Error that says in one line how to get one
 */
export function findWholeBrowser(): Promise<string> {
  return findOneOf(WHOLE);
}

async function findOneOf(names: readonly string[]): Promise<string> {
  const { CHROME_PATH, PATH = '' } = process.env;
  const onPath = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  for (const path of CHROME_PATH ? [CHROME_PATH, ...onPath] : onPath) {
    if (await isExecutable(path)) return path;
  }
  throw new Error(
    'No Chromium found: set CHROME_PATH, or install one with "apt-get install chromium" or "npx playwright install --with-deps chromium".',
  );
}

/** Quiet, and without the calls home that would make a test depend on the network. */
export const browserArgs: string[] = [
  // Chromium's sandbox refuses to run as root, as containers do.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
