import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { installPackages } from '../tools/install-browser.ts';

const deploy = resolve(import.meta.dirname, '../../bff/deploy');

/** Prometheus's own checker, of Debian's package. */
function promtool(...args: string[]) {
  if (spawnSync('promtool', ['--version']).error) {
    installPackages('--no-install-recommends', 'prometheus');
  }
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: deploy, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

test('Prometheus takes the rules, and the configuration that names them', () => {
  for (const args of [
    ['check', 'rules', 'alerts.yml'],
    // Without the token's file, which is on the machine that Prometheus runs on.
    ['check', 'config', '--syntax-only', 'prometheus.yml'],
  ]) {
    const { status, said } = promtool(...args);
    assert.equal(status, 0, said);
    assert.match(said, /SUCCESS/);
  }
});
