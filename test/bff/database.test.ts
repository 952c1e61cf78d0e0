import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore } from '../../bff/database/open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'database-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const script = resolve(import.meta.dirname, '../../bff/start-database.js');

function database(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: unknown; out: string; err: string }>((ended) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: folder, env: { PATH: process.env.PATH, ...env } },
      (error, out, err) => ended({ code: error?.code ?? 0, out, err }),
    );
  });
}

test('makes no database where there is none, and no backup of it', async () => {
  const { code, out, err } = await database(['backup', '--to', 'backups']);
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /^DATABASE_URL: there is no database .*checkout\.db\. .*\n$/);
  assert.equal(existsSync(join(folder, 'data')), false);
  assert.equal(existsSync(join(folder, 'backups')), false);
});

test('says why nothing is moved, without a password, and leaves the file to its server', async () => {
  const url = `sqlite:${join(folder, 'checkout.db')}`;
  const open = () => openStore(databaseDialect(url), { sendsEvents: true });
  await (await open()).close();
  for (const [to, problem] of [
    ['postgres://shop:hunter2@127.0.0.1:1/shop', /ECONNREFUSED/],
    ['postgres://shop:hunter2#@db.example/shop', /^--to has a #/],
  ] as const) {
    const { code, err } = await database(['move', '--to', to], { DATABASE_URL: url });
    assert.equal(code, 1);
    assert.match(err, problem);
    assert.doesNotMatch(err, /hunter2|\n\s+at /);
  }
  await (await open()).close();
});

test('moves from a SQLite file only', async () => {
  const env = { DATABASE_URL: 'postgres://shop@db.example/shop' };
  const { code, err } = await database(['move', '--to', 'postgres://db.example/other'], env);
  assert.equal(code, 1);
  assert.match(err, /^DATABASE_URL is a PostgreSQL database, and move is for a SQLite file/);
});
