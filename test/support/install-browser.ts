import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.ts';

/**
 * Gets a Chromium: Debian's package where this is root on Debian, Playwright's
 * build elsewhere.
 *
 * @returns its path
 * @throws Error that says in one line what a person can do
 */
export async function installBrowser(): Promise<string> {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  console.log('No Chromium here: installing one for the tests …');
  if (isRootOnDebian) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk']);
    return findBrowser();
  }
  run('npx', ['playwright-core', 'install', 'chromium']);
  return chromium.executablePath();
}

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  throw new Error(
    `No Chromium for the tests: "${command} ${args.join(' ')}" failed. Install Chromium, or set CHROME_PATH to one.`,
  );
}
