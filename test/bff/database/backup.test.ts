import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { backUp } from '../../../bff/database/backup.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { anOrder } from '../../support/server/seen-payment.ts';

const root = mkdtempSync(join(tmpdir(), 'backup-'));
after(() => rmSync(root, { recursive: true, force: true }));
const DAY_MS = 86_400_000;
const now = Date.parse('2026-11-30T03:04:05Z');
const env = { PATH: process.env.PATH };

async function aDatabase(name: string) {
  const url = `sqlite:${join(root, `${name}.db`)}`;
  return { url, store: await openStore(databaseDialect(url), { sendsEvents: true }) };
}

test('copies SQLite while the server writes: what was committed, for its user alone', async () => {
  const { url, store } = await aDatabase('live');
  await store.orders.insert(anOrder({ paymentId: 'before' }));
  const folder = join(root, 'backups/of/live');
  const { file, bytes, deleted } = await backUp(url, { folder, keep: 3, now, env });
  await store.orders.insert(anOrder({ paymentId: 'later' }));
  await store.close();
  assert.equal(file, join(folder, 'checkout-2026-11-30T03-04-05Z.db'));
  assert.deepEqual([bytes, deleted], [statSync(file).size, []]);
  assert.deepEqual([statSync(file).mode & 0o777, statSync(folder).mode & 0o777], [0o600, 0o700]);
  const copy = await openStore(databaseDialect(`sqlite:${file}`), { sendsEvents: true });
  assert.ok(await copy.orders.find('before'));
  assert.equal(await copy.orders.find('later'), undefined);
  await copy.close();
});

test('keeps the newest, and deletes nothing that is not a backup of its own', async () => {
  const { url, store } = await aDatabase('many');
  const folder = join(root, 'many-backups');
  mkdirSync(folder);
  const others = ['checkout-2020-01-01.db', 'checkout.db', 'notes.txt'];
  for (const name of others) writeFileSync(join(folder, name), '');
  for (let day = 0; day < 4; day += 1) {
    await backUp(url, { folder, keep: 2, now: now + day * DAY_MS, env });
  }
  await store.close();
  assert.deepEqual(readdirSync(folder).toSorted(), [
    'checkout-2020-01-01.db',
    'checkout-2026-12-02T03-04-05Z.db',
    'checkout-2026-12-03T03-04-05Z.db',
    'checkout.db',
    'notes.txt',
  ]);
});

test('a database that is damaged, or no server’s, is no backup, and costs none of the others', async () => {
  const folder = join(root, 'kept');
  const { url, store } = await aDatabase('good');
  await backUp(url, { folder, keep: 1, now, env });
  await store.close();
  writeFileSync(join(root, 'damaged.db'), 'no database at all');
  writeFileSync(join(root, 'empty.db'), '');
  for (const name of ['damaged', 'empty']) {
    const other = `sqlite:${join(root, `${name}.db`)}`;
    const later = { folder, keep: 1, now: now + DAY_MS, env };
    await assert.rejects(backUp(other, later), /^ConfigError: No backup was made: /, name);
  }
  assert.deepEqual(readdirSync(folder), ['checkout-2026-11-30T03-04-05Z.db']);
});

/** A stand-in for PostgreSQL’s programs, which are not on every machine: it writes down how it was called. */
function postgresPrograms(dump: string, list: string): { PATH: string } {
  const bin = mkdtempSync(join(root, 'bin-'));
  const write = (name: string, script: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  write('pg_dump', `printf '%s\\n' "$PGPASSWORD" "$@" >${bin}/called; ${dump}`);
  write('pg_restore', list);
  return { PATH: `${bin}:${process.env.PATH}` };
}

const POSTGRES = 'postgres://shop:p%40ss@db.example:5433/checkout?sslmode=require';

test('dumps PostgreSQL with its own program, whose arguments have no password', async () => {
  const dumped = postgresPrograms(
    'printf dump >"$4"',
    "echo '1; 0 16 TABLE DATA public orders shop'",
  );
  const folder = join(root, 'dumps');
  const { file } = await backUp(POSTGRES, { folder, keep: 2, now, env: dumped });
  assert.equal(readFileSync(file, 'utf8'), 'dump');
  const called = readFileSync(join(dumped.PATH.split(':')[0] ?? '', 'called'), 'utf8');
  assert.deepEqual(called.trim().split('\n'), [
    'p@ss',
    '--no-unlogged-table-data',
    '-Fc',
    '-f',
    `${file}.part`,
    'postgres://shop@db.example:5433/checkout?sslmode=require',
  ]);
});

test('says why PostgreSQL was not dumped, and leaves nothing that looks like a backup', async () => {
  const folder = join(root, 'no-dumps');
  const to = (env: NodeJS.ProcessEnv) => backUp(POSTGRES, { folder, keep: 2, now, env });
  const mismatch = postgresPrograms('echo server version mismatch >&2; exit 1', '');
  await assert.rejects(to(mismatch), /pg_dump says: server version mismatch/);
  await assert.rejects(to(postgresPrograms(':', 'echo nothing')), /the dump has no orders/);
  await assert.rejects(to({ PATH: folder }), /pg_dump is not on this machine.*postgresql-client/);
  assert.deepEqual(readdirSync(folder), []);
});
