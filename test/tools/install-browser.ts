import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { SHELL } from '../support/browser/browser.ts';

/** Whether Debian's packages can be installed without a question. */
export const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');

/**
 * Gets a Chromium: Debian's package where this is root on Debian, Playwright's
 * build elsewhere, which `CHROME_PATH` names from then on.
 *
 * @throws Error that says in one line what a person can do
 */
export function installBrowser(): void {
  console.log('No Chromium here: installing one for the tests …');
  if (isRootOnDebian) {
    installPackages('chromium', 'fonts-noto-cjk');
    installShell();
    return;
  }
  run('npx', ['playwright-core', 'install', 'chromium']);
  process.env.CHROME_PATH = chromium.executablePath();
}

/** Tests are quicker in it, and run without it: Ubuntu, for one, has no such package. */
export function installShell(): void {
  try {
    installPackages(SHELL);
  } catch {
    console.log(`There is no ${SHELL} to be had: the tests take the whole Chromium, and longer.`);
  }
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
