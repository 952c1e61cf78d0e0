/**
 * `npm run test:poolers`: the server's store through a real PgBouncer, in both ways of pooling. It is no
 * part of `npm test`, which is to run wherever npm does: PgBouncer is a program of its own.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore, type Store } from '../../bff/database/open-store.ts';
import { testDatabases } from '../support/server/database.ts';
import { freePort } from '../support/server/free-port.ts';
import { anOrder, seen } from '../support/server/seen-payment.ts';
import { installPackages, isRootOnDebian } from '../tools/install-browser.ts';

const databases = testDatabases();

function pgbouncer(): string {
  const find = () => spawnSync('sh', ['-c', 'PATH=$PATH:/usr/sbin command -v pgbouncer']).stdout;
  if (String(find()).trim() === '' && isRootOnDebian) installPackages('pgbouncer');
  const path = String(find()).trim();
  assert.ok(
    path,
    'PgBouncer is not here. Install it, on Debian as root: apt-get install pgbouncer',
  );
  return path;
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** A PgBouncer in front of a database, and the database's address through it. */
async function startPooler(mode: string, databaseUrl: string, folder: string) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const listenPort = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
auth_type = any
pool_mode = ${mode}
default_pool_size = ${mode === 'session' ? 40 : 5}
unix_socket_dir =
`,
  );
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['--user=nobody'] : [];
  const pooler = spawn(pgbouncer(), [...user, '--quiet', file], { stdio: 'ignore' });
  for (;;) {
    const socket = connect(listenPort, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) break;
    assert.equal(pooler.exitCode, null, 'PgBouncer has ended');
  }
  const stop = async () => {
    const ended = once(pooler, 'exit');
    if (pooler.kill('SIGKILL')) await ended;
  };
  return { url: `postgres://anyone:x@127.0.0.1:${listenPort}${pathname}`, stop };
}

for (const mode of ['session', 'transaction']) {
  describe(`PgBouncer, pool_mode = ${mode}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
    let direct: string;
    let url: string;
    let stopPooler: () => Promise<void>;
    let stores: Store[] = [];
    before(async () => {
      direct = await databases.empty('PostgreSQL');
      const pooler = await startPooler(mode, direct, folder);
      url = pooler.url;
      stopPooler = pooler.stop;
      stores = await Promise.all(
        [1, 2, 3].map(() => openStore(databaseDialect(url), { sendsEvents: true })),
      );
    });
    after(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await stopPooler();
      rmSync(folder, { recursive: true, force: true });
    });

    test('three servers start at once, and say what is to be set', () => {
      for (const { warning } of stores)
        assert.match(String(warning), /ALTER ROLE .*statement_timeout/);
    });

    test('orders are placed, settled, polled and told of, each once', async () => {
      const ids = Array.from({ length: 60 }, (_, index) => `order-${index}`);
      const orders = ids.map((paymentId) => anOrder({ paymentId }));
      const storeOf = (index: number) => stores[index % 3] as Store;
      await Promise.all(orders.map((order, index) => storeOf(index).orders.insert(order)));
      const { status, transactionId, statusChangedAt } = seen('PAID');
      const settled = await Promise.all(
        orders.flatMap((order) =>
          stores.map(({ orders }) =>
            orders.settle(
              order,
              { status, transactionId, statusChangedAt, fulfilledAt: statusChangedAt } as never,
              [
                {
                  key: order.paymentId,
                  type: 'payment.paid',
                  paymentId: order.paymentId,
                  timestamp: order.createdAt,
                  data: {} as never,
                },
              ],
            ),
          ),
        ),
      );
      assert.equal(settled.filter(Boolean).length, 60);
      const now = '2026-11-24T00:00:00.000Z';
      const taken = await Promise.all(
        stores.map(({ outbox }) => outbox.acquire(now, '2026-11-24T00:01:00.000Z', 20)),
      );
      assert.equal(new Set(taken.flat().map(({ id }) => id)).size, taken.flat().length);
      const counts = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          storeOf(index).rateLimiter(10).consume('one address'),
        ),
      );
      assert.equal(counts.filter((wait) => wait === undefined).length, 10);
      for (const store of stores) await store.ping();
    });

    test('a statement that waits too long is given up, and the next one succeeds', async () => {
      const blocker = new Client({ connectionString: direct });
      await blocker.connect();
      await blocker.query('begin');
      await blocker.query('lock table orders');
      const [store] = stores;
      assert.ok(store);
      await assert.rejects(store.orders.insert(anOrder({ paymentId: 'waits' })), {
        code: 'STORE_UNAVAILABLE',
      });
      await blocker.query('rollback');
      await blocker.end();
      await store.orders.insert(anOrder({ paymentId: 'after-the-wait' }));
    });

    test('the time limits of the role end what waits, and nothing is left to be said', async () => {
      const name = new URL(direct).pathname.slice(1);
      await run(
        direct,
        `ALTER ROLE CURRENT_USER IN DATABASE ${name} SET statement_timeout = '5s'`,
        `ALTER ROLE CURRENT_USER IN DATABASE ${name} SET lock_timeout = '2s'`,
        // The pooler's own connections were made before.
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`,
      );
      const later = await openStore(databaseDialect(url), { sendsEvents: true });
      assert.equal(later.warning, undefined);
      await later.close();
    });
  });
}
