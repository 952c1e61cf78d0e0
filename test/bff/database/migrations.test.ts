import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { Kysely, sql } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { engines, testDatabases } from '../../support/server/database.ts';

const databases = testDatabases();
const script = resolve(import.meta.dirname, '../../support/server/open-store.ts');

/** A server's start, as far as its database goes, in a process of its own. */
function start(url: string, fatalStatement?: number) {
  const parameters = [
    '--disable-warning=ExperimentalWarning',
    script,
    url,
    ...(fatalStatement === undefined ? [] : [String(fatalStatement)]),
  ];
  return new Promise<{ signal?: string; failed: boolean; said: string }>((ended) => {
    execFile(process.execPath, parameters, (error, stdout, stderr) => {
      ended({
        failed: error !== null,
        ...(error?.signal && { signal: error.signal }),
        said: stdout + stderr,
      });
    });
  });
}

/** Tables with their columns, and indexes. */
async function schemaOf(url: string) {
  const database = new Kysely<unknown>({ dialect: databaseDialect(url) });
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  const { rows: indexes } = await (url.startsWith('sqlite:')
    ? sql`select name, sql from sqlite_master where type = 'index' order by name`
    : sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`
  ).execute(database);
  await database.destroy();
  return JSON.stringify({ tables, indexes });
}

for (const engine of engines) {
  describe(`tables in ${engine}`, () => {
    let whole: string;
    let statements: number;
    test('are made by the first start, and a second one leaves them alone', async () => {
      const url = await databases.empty(engine);
      const first = await start(url);
      assert.equal(first.failed, false, first.said);
      statements = Number(first.said);
      whole = await schemaOf(url);
      assert.match(whole, /fulfilment_events/);
      assert.equal((await start(url)).failed, false);
      assert.equal(await schemaOf(url), whole);
    });

    test('are made once when four servers start at once on an empty database', async () => {
      const url = await databases.empty(engine);
      const servers = await Promise.all([1, 2, 3, 4].map(() => start(url)));
      assert.deepEqual(
        servers.filter(({ failed }) => failed).map(({ said }) => said),
        [],
      );
      assert.equal(await schemaOf(url), whole);
    });

    test('[E4] K6 mid reconcile page, K7 mid migration: K7, wherever that was', async () => {
      assert.ok(statements > 20, `${statements} statements`);
      for (let fatal = 1; fatal < statements; fatal += 6) {
        const url = await databases.empty(engine);
        assert.equal((await start(url, fatal)).signal, 'SIGKILL', `at ${fatal}`);
        const next = await start(url);
        assert.equal(next.failed, false, `at ${fatal}: ${next.said}`);
        assert.equal(await schemaOf(url), whole, `at ${fatal}`);
      }
    });
  });
}
