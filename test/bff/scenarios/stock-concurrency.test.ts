/** Several servers on one database, each in a thread of its own, sell the same pieces. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();
const STOCK = 25;
const script = new URL('../../support/server/order-in-thread.ts', import.meta.url);

for (const engine of engines) {
  test(`[J1] no more are sold than there are: by two servers at once, on ${engine}`, async (t) => {
    const url = await databases.empty(engine);
    const store = await openStore(databaseDialect(url), { sendsEvents: true });
    t.after(() => store.close());
    const servers = ['one', 'two'].map(
      (name) => new Worker(script, { workerData: { url, name, stock: STOCK } }),
    );
    await Promise.all(servers.map((server) => once(server, 'message')));
    const results = servers.map((server) => once(server, 'message'));
    for (const server of servers) server.postMessage('start');
    const told = (await Promise.all(results)).map(([result]) => result) as Array<{
      sold: number;
      refused: number;
    }>;
    const sum = (what: 'sold' | 'refused') => told.reduce((total, one) => total + one[what], 0);
    assert.deepEqual([sum('sold'), sum('refused')], [STOCK, 80 - STOCK]);
    assert.deepEqual((await store.stock.count(0)).get('mug'), { sold: STOCK, held: 0 });
  });
}
