/**
 * `npm test`: everything that has to hold, the quickest first, each step with
 * its time. It gets a browser itself where there is none.
 */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser.ts';
import { installBrowser } from './install-browser.ts';

const steps = ['lint', 'typecheck', 'build', 'test:node', 'test:component'];

process.env.CHROME_PATH = await findBrowser().catch(installBrowser);

const start = performance.now();
for (const step of steps) {
  const stepStart = performance.now();
  console.log(`\n▶ npm run ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
  console.log(`${status === 0 ? '✔' : '✖'} ${step} in ${seconds(stepStart)} s`);
  if (status !== 0) process.exit(status ?? 1);
}
console.log(`\n✔ everything in ${seconds(start)} s`);

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
