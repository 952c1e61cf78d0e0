import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { TLSSocket } from 'node:tls';
import { Client } from 'pg';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { startPostgres, testDatabases } from '../../support/server/database.ts';
import { anOrder } from '../../support/server/seen-payment.ts';
import { selfSigned } from '../../support/server/self-signed.ts';

const databases = testDatabases();
const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function open(url: string): Promise<Store> {
  const store = await openStore(databaseDialect(url), { sendsEvents: true });
  closing.push(() => store.close());
  return store;
}

/** An address that leads to one server, and after a turn to another, as a name or a proxy does after a failover. */
async function turningProxy(first: string) {
  let target = new URL(first);
  const server: Server = createServer((socket: Socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    socket.on('error', () => upstream.destroy()).pipe(upstream);
    upstream.on('error', () => socket.destroy()).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  return {
    port: (server.address() as { port: number }).port,
    turnTo(other: string) {
      target = new URL(other);
    },
  };
}

const insert = (store: Store, paymentId: string) => store.orders.insert(anOrder({ paymentId }));

test('[E10] failover: the server in use becomes a read-only copy', async () => {
  const old = await startPostgres();
  closing.push(() => old.stop());
  const fresh = await databases.empty('PostgreSQL');
  const role = `r${new URL(fresh).pathname.slice(1)}`;
  for (const url of [old.url, fresh])
    await run(url, `CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD 'pw'`);
  await run(old.url, `CREATE DATABASE ${new URL(fresh).pathname.slice(1)}`);
  const through = (port: number | string) =>
    `postgres://${role}:pw@127.0.0.1:${port}${new URL(fresh).pathname}`;
  closing.push(() => run(fresh, `REASSIGN OWNED BY ${role} TO CURRENT_USER`, `DROP ROLE ${role}`));
  const proxy = await turningProxy(old.url);

  const other = await openStore(databaseDialect(fresh), { sendsEvents: true });
  await other.close();
  const store = await open(through(proxy.port));
  // Several connections, all of them to the old server.
  await Promise.all(Array.from({ length: 8 }, (_, index) => insert(store, `before-${index}`)));
  await run(
    old.url,
    'ALTER SYSTEM SET default_transaction_read_only = on',
    'SELECT pg_reload_conf()',
  );
  proxy.turnTo(fresh);

  // Each connection of the old server hears in its own time that it takes no writes any more.
  const writeOn = async () => {
    for (let index = 0; ; index++) await insert(store, `during-${index}`);
  };
  await assert.rejects(writeOn, { code: 'STORE_UNAVAILABLE' });
  const after = Array.from({ length: 8 }, (_, index) => `after-${index}`);
  await Promise.all(after.map((paymentId) => insert(store, paymentId)));
  assert.ok(await store.orders.find('after-7'));
  assert.equal(await store.orders.find('before-7'), undefined);
});

test('makes other connections after all of them were ended by the server', async () => {
  const url = await databases.empty('PostgreSQL');
  const store = await open(url);
  await Promise.all(Array.from({ length: 8 }, (_, index) => insert(store, `before-${index}`)));
  await run(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'portone-checkout'`,
  );
  // One that has not heard of it yet may fail, and none after it.
  await insert(store, 'during').catch(() => {});
  await Promise.all(Array.from({ length: 8 }, (_, index) => insert(store, `after-${index}`)));
});

test('refuses a database that cannot keep every letter, and says how to make one that can', async () => {
  const url = new URL(await databases.empty('PostgreSQL'));
  for (const encoding of ['SQL_ASCII', 'EUC_KR', 'LATIN1']) {
    const name = `${url.pathname.slice(1)}_${encoding.toLowerCase()}`;
    await run(
      url.href,
      `CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`,
    );
    const other = new URL(url);
    other.pathname = `/${name}`;
    await assert.rejects(open(other.href), ({ message }: Error) => {
      assert.match(message, new RegExp(encoding));
      assert.match(message, /ENCODING 'UTF8'/);
      return true;
    });
  }
});

/** A PostgreSQL with TLS, of which no authority says whose it is. */
async function withTls(url: string): Promise<string> {
  const { port, hostname, username, password, pathname } = new URL(url);
  const server = createServer((socket) => {
    // What a client asks first is whether there is TLS (SSLRequest), and the answer is S.
    socket.once('data', () => {
      socket.write('S');
      const secure = new TLSSocket(socket, { isServer: true, ...selfSigned });
      const upstream = connect(Number(port), hostname);
      secure.on('error', () => upstream.destroy()).pipe(upstream);
      upstream.on('error', () => secure.destroy()).pipe(secure);
    });
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  const { port: tlsPort } = server.address() as { port: number };
  return `postgres://${username}:${password}@127.0.0.1:${tlsPort}${pathname}`;
}

test('reads sslmode as other programs of PostgreSQL do: require encrypts, verify-full asks whose server it is', async (t) => {
  const url = await withTls(await databases.empty('PostgreSQL'));
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const root = join(folder, 'root.crt');
  writeFileSync(root, selfSigned.cert);
  for (const query of [
    'sslmode=require',
    'sslmode=prefer',
    'application_name=shop&sslmode=require',
    `sslmode=require&sslrootcert=${root}`,
    `sslmode=verify-ca&sslrootcert=${root}`,
  ]) {
    const store = await openStore(databaseDialect(`${url}?${query}`), { sendsEvents: true });
    await store.ping();
    await store.close();
  }
  for (const query of ['sslmode=verify-full', `sslmode=verify-full&sslrootcert=${root}`]) {
    await assert.rejects(open(`${url}?${query}`), query);
  }
});

test('gives PostgreSQL its time limits, and warns of nothing then', async () => {
  const url = await databases.empty('PostgreSQL');
  const store = await open(url);
  assert.equal(store.warning, undefined);
  const blocker = new Client({ connectionString: url });
  await blocker.connect();
  closing.push(() => blocker.end());
  await insert(store, 'ordered-once');
  await blocker.query('begin');
  await blocker.query('lock table orders');
  // With the code of a lock that was not available: PostgreSQL itself has ended the wait.
  await assert.rejects(insert(store, 'waits'), ({ cause }: Error) => {
    assert.equal((cause as { code: string }).code, '55P03');
    return true;
  });
});
