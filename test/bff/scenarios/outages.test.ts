import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { Client } from 'pg';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import { paymentRequest } from '../../support/server/checkout-server.ts';
import { type Postgres, startPostgres, testDatabases } from '../../support/server/database.ts';
import { type ServerProcess, startServerProcess } from '../../support/server/server-process.ts';

const databases = testDatabases();
let server: ServerProcess;
afterEach(() => server.stop());

const orderOn = async () =>
  (await (await server.post('/api/orders', { itemId: 'shoes', page: null })).json()) as OrderAnswer;
const pay = (order: OrderAnswer) =>
  server.sandbox.pay(paymentRequest(order), { result: 'approve' });
const complete = ({ paymentId }: OrderAnswer) =>
  server.post('/api/payment/complete', { paymentId });
const comeBack = ({ paymentId, returnToken }: OrderAnswer) =>
  fetch(`${server.url}/return/${paymentId}${returnToken}?paymentId=${paymentId}`, {
    redirect: 'manual',
  });
const readiness = async () => (await fetch(`${server.url}/readyz`)).status;

async function becomes(status: number): Promise<void> {
  while ((await readiness()) !== status);
}

/** No order can be stored, every client is told to come again, and a buyer's page does so by itself. */
async function assertUnavailable(order: OrderAnswer, codes = /^STORE_UNAVAILABLE$/): Promise<void> {
  for (const answer of await Promise.all([
    complete(order),
    server.post('/api/orders', { itemId: 'shoes' }),
  ])) {
    assert.equal(answer.status, 503);
    assert.match(((await answer.json()) as { code: string }).code, codes);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
  }
  const waiting = await comeBack(order);
  assert.equal(waiting.status, 503);
  assert.match(await waiting.text(), /http-equiv="refresh" content="3"/);
  await becomes(503);
}

/** The same server takes the payment that was made meanwhile, and the buyer who waits comes back. */
async function assertHealed(order: OrderAnswer): Promise<void> {
  await becomes(200);
  const answer = await complete(order);
  assert.equal(answer.status, 200);
  assert.equal(((await answer.json()) as { status: string }).status, 'PAID');
  let back = await comeBack(order);
  while (back.status === 503) back = await comeBack(order);
  assert.equal(back.status, 303);
  const location = back.headers.get('location') ?? '';
  assert.match(location, /^\/checkout\/shoes\?portone-checkout=[a-z2-7]{26}#$/);
}

describe('SQLite', () => {
  let file: string;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'outage-'));
    file = join(folder, 'checkout.db');
    server = await startServerProcess({ DATABASE_URL: `sqlite:${file}` });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const stored = (sql: string) => {
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare(sql).all();
    database.close();
    return rows;
  };

  test('[E7] disk full: 503, not ready, no row that was not answered for, and it heals', async () => {
    const order = await orderOn();
    await pay(order);
    // A limit on the size of files is to SQLite what a full disk is: nothing grows any more.
    const limit = (bytes: number | 'unlimited') =>
      execFileSync('prlimit', [`--pid=${server.process.pid}`, `--fsize=${bytes}:unlimited`]);
    limit(statSync(`${file}-wal`).size);
    await assertUnavailable(order);
    const unpaid = await (await fetch(`${server.url}/api/payment/${order.paymentId}`)).json();
    assert.notEqual(unpaid.status, 'PAID');
    limit('unlimited');
    await assertHealed(order);
    assert.deepEqual(
      stored('select payment_id from orders').map((row) => row.payment_id),
      [order.paymentId],
    );
    assert.equal(stored('select * from fulfilments').length, 1);
    assert.equal(stored('pragma integrity_check')[0]?.integrity_check, 'ok');
  });

  test('[E6] DB down, locked: by a process that keeps the lock', async () => {
    const order = await orderOn();
    await pay(order);
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    // SQLite waits for a lock with the whole process, so that PortOne's answer may be too late as well.
    await assertUnavailable(order, /^(STORE|UPSTREAM)_UNAVAILABLE$/);
    other.exec('rollback');
    other.close();
    await assertHealed(order);
  });

  test('[E6] DB down, locked: a file that was moved away, until it is back', async () => {
    const order = await orderOn();
    await pay(order);
    renameSync(file, `${file}.away`);
    await assertUnavailable(order);
    renameSync(`${file}.away`, file);
    await assertHealed(order);
  });

  test('tables of an older version, restored under the server: not ready', async () => {
    const other = new DatabaseSync(file);
    other.exec(
      'delete from kysely_migration where name = (select max(name) from kysely_migration)',
    );
    other.close();
    await becomes(503);
  });
});

describe('PostgreSQL', () => {
  let postgres: Postgres | undefined;
  after(() => postgres?.stop());

  test('[E6] DB down, locked: stopped and started again under the server', async () => {
    postgres = await startPostgres();
    server = await startServerProcess({ DATABASE_URL: postgres.url });
    const order = await orderOn();
    await pay(order);
    // A statement is under way, waiting for a lock, when its connection is cut.
    const other = new Client({ connectionString: postgres.url });
    other.on('error', () => {});
    await other.connect();
    await other.query('begin');
    await other.query('lock table orders in share mode');
    let status: number | undefined;
    const underWay = complete(order).then((answer) => {
      status = answer.status;
    });
    // Not by stopping it: the lock might be gone before the connection is, and the statement succeed.
    const cut = 'select pg_terminate_backend(pid) from pg_locks where not granted';
    while (status === undefined) await other.query(cut);
    await underWay;
    assert.equal(status, 503);
    await postgres.suspend();
    await assertUnavailable(order);
    await postgres.resume();
    await assertHealed(order);
  });

  test('[E6] DB down, locked: gone without a word', async () => {
    const { hostname, port, pathname, username, password } = new URL(
      await databases.empty('PostgreSQL'),
    );
    const line = await telephoneLine(hostname, Number(port));
    server = await startServerProcess({
      DATABASE_URL: `postgres://${username}:${password}@127.0.0.1:${line.port}${pathname}`,
    });
    const order = await orderOn();
    await pay(order);
    line.fallSilent();
    await assertUnavailable(order);
    line.speakAgain();
    await assertHealed(order);
    line.close();
  });
});

/** A way to PostgreSQL that may fall silent: what was connected then is never heard of again. */
async function telephoneLine(host: string, port: number) {
  let isSilent = false;
  const sockets = new Set<Socket>();
  const exchange = createServer((caller) => {
    sockets.add(caller);
    caller.on('error', () => {});
    if (isSilent) return;
    const callee = connect(port, host);
    sockets.add(callee);
    callee.on('error', () => {});
    caller.pipe(callee).pipe(caller);
  });
  await new Promise<void>((listening) => exchange.listen(0, '127.0.0.1', listening));
  return {
    port: (exchange.address() as AddressInfo).port,
    fallSilent() {
      isSilent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    speakAgain() {
      isSilent = false;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      exchange.close();
    },
  };
}
