import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prometheusMetrics } from '../../../bff/observability/metrics.ts';

test('reads a backlog when it is asked, and leaves out one that cannot be read', async () => {
  const metrics = prometheusMetrics();
  let backlog = 3;
  let isBroken = false;
  metrics.readOnScrape('checkout_backlog', 'Work that waits', async () => {
    if (isBroken) throw new Error('The database is not available');
    return backlog;
  });
  assert.match((await metrics.write()).text, /^checkout_backlog 3$/m);
  backlog = 5;
  assert.match((await metrics.write()).text, /^checkout_backlog 5$/m);
  isBroken = true;
  const { text } = await metrics.write();
  assert.doesNotMatch(text, /^checkout_backlog \d/m);
  assert.match(text, /^process_cpu_seconds_total/m, 'the rest is there');
});
