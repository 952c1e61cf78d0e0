import { constants, globSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findBrowser } from './browser.ts';

/** The engines that buyers' browsers are made of. */
export type Engine = 'Chromium' | 'Firefox' | 'WebKit';

/** WebKit's GTK port, driven through its own WebDriver on a virtual screen. */
export type WebKitPaths = { driver: string; miniBrowser: string; xvfbRun: string };

export const INSTALL_ENGINES = 'npm run browsers';

/** The first of these on the PATH. */
export async function onPath(...names: string[]): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** `FIREFOX_PATH`, or the first Firefox on the PATH. */
export async function findFirefox(): Promise<string | undefined> {
  const { FIREFOX_PATH } = process.env;
  if (FIREFOX_PATH && (await isExecutable(FIREFOX_PATH))) return FIREFOX_PATH;
  return onPath('firefox-esr', 'firefox');
}

/** What Debian's packages webkit2gtk-driver and xvfb bring, if all of it is here. */
export async function findWebKit(): Promise<WebKitPaths | undefined> {
  const [driver, xvfbRun] = await Promise.all([onPath('WebKitWebDriver'), onPath('xvfb-run')]);
  const miniBrowser = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser').toSorted().at(-1);
  return driver && xvfbRun && miniBrowser ? { driver, miniBrowser, xvfbRun } : undefined;
}

/** Chromium, and the others where they are installed. */
export async function installedEngines(): Promise<Engine[]> {
  await findBrowser();
  return [
    'Chromium',
    ...((await findFirefox()) ? (['Firefox'] as const) : []),
    ...((await findWebKit()) ? (['WebKit'] as const) : []),
  ];
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
