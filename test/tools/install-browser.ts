import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowser } from '../support/browser/browser.ts';

/** Whether Debian's packages can be installed without a question. */
export const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');

/**
 * Gets a Chromium: Debian's package where this is root on Debian, Playwright's
 * build elsewhere.
 *
 * @returns its path
 * @throws Error that says in one line what a person can do
 */
export async function installBrowser(): Promise<string> {
  console.log('No Chromium here: installing one for the tests …');
  if (isRootOnDebian) {
    installPackages('chromium', 'fonts-noto-cjk');
    return findBrowser();
  }
  run('npx', ['playwright-core', 'install', 'chromium']);
  return chromium.executablePath();
}

/** @throws Error that says in one line what a person can do */
export function installPackages(...names: string[]): void {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', ...names]);
}

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  throw new Error(
    `No browser for the tests: "${command} ${args.join(' ')}" failed. Install one, or set CHROME_PATH or FIREFOX_PATH to one.`,
  );
}
