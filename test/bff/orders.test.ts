import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore } from '../../bff/database/open-store.ts';
import { testDatabases } from '../support/server/database.ts';
import { anOrder } from '../support/server/seen-payment.ts';

const databases = testDatabases();
const folder = mkdtempSync(join(tmpdir(), 'orders-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function orders(args: string[], env: Record<string, string> = {}) {
  const script = resolve(import.meta.dirname, '../../bff/start-orders.js');
  return new Promise<{ code: unknown; out: string; err: string }>((ended) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: folder, env: { PATH: process.env.PATH, ...env } },
      (error, out, err) => ended({ code: error?.code ?? 0, out, err }),
    );
  });
}

test('works beside a server that has the database open', async () => {
  for (const engine of ['SQLite', 'PostgreSQL'] as const) {
    const url = await databases.empty(engine);
    const server = await openStore(databaseDialect(url), { sendsEvents: true });
    const order = anOrder();
    await server.orders.insert(order);
    const { code, out, err } = await orders(['list', '--json'], { DATABASE_URL: url });
    assert.equal(code, 0, err);
    assert.equal(JSON.parse(out)[0].paymentId, order.paymentId);
    await server.close();
  }
});

test('writes what went wrong to the other stream, with an exit code', async () => {
  const { code, out, err } = await orders(['pay']);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /no command "pay"/);
});

test('makes no database where there is none', async () => {
  const { code, err } = await orders(['list']);
  assert.equal(code, 1);
  assert.match(err, /DATABASE_URL: there is no database .*checkout\.db/);
  assert.doesNotMatch(err, /\n\s+at /);
  assert.equal(existsSync(join(folder, 'data')), false);
});

test('says that a database is no server’s, and makes no tables in it', async () => {
  const url = await databases.empty('PostgreSQL');
  for (let time = 0; time < 2; time += 1) {
    const { code, err } = await orders(['list'], { DATABASE_URL: url });
    assert.equal(code, 1);
    assert.match(err, /no server has ever used this database/);
  }
});

test('says that a database does not answer, without its password', async () => {
  const { code, err } = await orders(['list'], {
    DATABASE_URL: 'postgres://shop:hunter2@127.0.0.1:1/shop',
  });
  assert.equal(code, 1);
  assert.match(err, /ECONNREFUSED/);
  assert.doesNotMatch(err, /hunter2|\n\s+at /);
});
