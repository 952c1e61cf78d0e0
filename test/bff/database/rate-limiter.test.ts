import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();
const serverOn = (url: string) => openStore(databaseDialect(url), { sendsEvents: false });

for (const engine of engines) {
  test(`lets a client pass so often in a minute, and others as well: ${engine}`, async () => {
    const store = await serverOn(await databases.empty(engine));
    const limiter = store.rateLimiter(2);
    assert.equal(await limiter.consume('complete 203.0.113.1'), undefined);
    assert.equal(await limiter.consume('complete 203.0.113.1'), undefined);
    const wait = (await limiter.consume('complete 203.0.113.1')) as number;
    assert.ok(wait >= 1 && wait <= 60, String(wait));
    assert.equal(await limiter.consume('orders 203.0.113.1'), undefined);
    assert.equal(await limiter.consume('complete 203.0.113.2'), undefined);
    await store.close();
  });
}

test('two servers on one PostgreSQL count together, and after a restart as before', async () => {
  const url = await databases.empty('PostgreSQL');
  const [first, second] = await Promise.all([serverOn(url), serverOn(url)]);
  const limiters = [first.rateLimiter(10), second.rateLimiter(10)];
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => limiters[index % 2]?.consume('complete 203.0.113.1')),
  );
  assert.equal(answers.filter((wait) => wait === undefined).length, 10);
  await first.close();
  const restarted = await serverOn(url);
  assert.ok(await restarted.rateLimiter(10).consume('complete 203.0.113.1'));
  await Promise.all([restarted.close(), second.close()]);
});

for (const engine of engines) {
  test(`a client that has used up the minute may come back with the next one: ${engine}`, async (context) => {
    const store = await serverOn(await databases.empty(engine));
    const start = Date.now();
    context.mock.timers.enable({ apis: ['Date'], now: start });
    const limiter = store.rateLimiter(2);
    const thrice = () => Promise.all([1, 2, 3].map(() => limiter.consume('complete 203.0.113.1')));
    assert.deepEqual(await thrice(), [undefined, undefined, 60]);
    context.mock.timers.setTime(start + 59_999);
    assert.equal(await limiter.consume('complete 203.0.113.1'), 1);
    context.mock.timers.setTime(start + 60_000);
    assert.deepEqual(await thrice(), [undefined, undefined, 60]);
    await store.close();
  });
}

test('a client that has used up the minute costs PostgreSQL nothing more', async () => {
  const url = await databases.empty('PostgreSQL');
  const store = await serverOn(url);
  const limiter = store.rateLimiter(2);
  for (let request = 0; request < 5; request += 1) await limiter.consume('complete 203.0.113.1');
  const other = new Client({ connectionString: url });
  await other.connect();
  const { rows } = await other.query('select points from rate_limits');
  assert.deepEqual(rows, [{ points: 2 }]);
  await other.end();
  await store.close();
});

test('a PostgreSQL that does not answer rejects no buyer: each server counts by itself', async () => {
  const url = await databases.empty('PostgreSQL');
  const store = await serverOn(url);
  const limiter = store.rateLimiter(2);
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query('begin');
  await other.query('lock table rate_limits');
  const unanswered = async () => {
    const { rows } = await other.query(
      `select from pg_locks where relation = 'rate_limits'::regclass and not granted`,
    );
    return rows.length;
  };
  assert.equal(await limiter.consume('complete 203.0.113.1'), undefined);
  assert.equal(await unanswered(), 1, 'its answer is not waited for');
  assert.equal(await limiter.consume('complete 203.0.113.1'), undefined);
  assert.ok(await limiter.consume('complete 203.0.113.1'), 'the limit holds all the same');
  assert.equal(await unanswered(), 1, 'it is not asked every time');
  await other.query('rollback');
  await other.end();
  await store.close();
});

test('forgets clients that have not come back', async (context) => {
  const url = await databases.empty('PostgreSQL');
  const store = await serverOn(url);
  const other = new Client({ connectionString: url });
  await other.connect();
  const clients = async () =>
    (await other.query('select key from rate_limits')).rows.map(({ key }) => key);
  const start = Date.now();
  context.mock.timers.enable({ apis: ['Date'], now: start });
  const limiter = store.rateLimiter(2);
  await limiter.consume('complete 203.0.113.1');
  assert.deepEqual(await clients(), ['complete 203.0.113.1']);
  context.mock.timers.setTime(start + 290_000);
  await limiter.consume('complete 203.0.113.2');
  context.mock.timers.setTime(start + 300_000);
  await limiter.consume('complete 203.0.113.3');
  while ((await clients()).includes('complete 203.0.113.1'));
  assert.deepEqual((await clients()).sort(), ['complete 203.0.113.2', 'complete 203.0.113.3']);
  await other.end();
  await store.close();
});
