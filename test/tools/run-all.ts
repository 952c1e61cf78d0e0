/**
 * `npm test`: everything that has to hold, the quickest first, each step with
 * its time. It gets a Chromium itself where there is none, and tests in Firefox
 * and WebKit as well where they are installed.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findBrowser } from '../support/browser/browser.ts';
import { startPostgres } from '../support/server/database.ts';
import { installBrowser } from './install-browser.ts';

const steps: Array<{ script: string; env?: Record<string, string> }> = [
  { script: 'lint' },
  { script: 'typecheck' },
  { script: 'build' },
  { script: 'test:node' },
  // What the server promises over HTTP, once more on the other engine.
  { script: 'test:routes', env: { TEST_ENGINE: 'PostgreSQL' } },
  { script: 'test:package' },
  { script: 'chaos' },
  { script: 'test:component', env: { ENGINES: 'all' } },
];

// Some sixty processes start from the same files: each is read and compiled once.
process.env.NODE_COMPILE_CACHE ??= resolve(import.meta.dirname, '../../node_modules/.cache/tests');
process.env.CHROME_PATH = await findBrowser().catch(installBrowser);
const postgres = process.env.TEST_DATABASE_URL ? undefined : await startPostgres();
if (postgres) process.env.TEST_DATABASE_URL = postgres.url;

const start = performance.now();
let failed = false;
for (const { script, env = {} } of steps) {
  const stepStart = performance.now();
  const title = [script, ...Object.values(env)].join(' on ');
  console.log(`\n▶ ${title}`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  failed = status !== 0;
  console.log(`${failed ? '✖' : '✔'} ${title} in ${seconds(stepStart)} s`);
  if (failed) break;
}
await postgres?.stop();
if (failed) process.exit(1);
console.log(`\n✔ everything in ${seconds(start)} s`);

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
