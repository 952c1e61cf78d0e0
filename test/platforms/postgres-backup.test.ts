/** `npm run test:platforms`: backups of PostgreSQL by its own programs, of one version as Debian has them. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { backUp } from '../../bff/database/backup.ts';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore } from '../../bff/database/open-store.ts';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { freePort } from '../support/server/free-port.ts';
import { anOrder } from '../support/server/seen-payment.ts';
import { installPackages, isRootOnDebian } from '../tools/install-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'postgres-backup-'));
const PASSWORD = 'p@ss';
let port: number;
let programs: string;
let stop = async () => {};

const programsHere = () => globSync('/usr/lib/postgresql/*/bin/postgres').toSorted().at(-1);
const urlOf = (name: string) =>
  `postgres://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${name}`;

async function query(statement: string): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  await client.query(statement);
  await client.end();
}

before(async () => {
  if (!programsHere() && isRootOnDebian) {
    // Debian starts no service of a package at this run level; the test starts its own.
    process.env.RUNLEVEL = '1';
    installPackages('--no-install-recommends', 'postgresql', 'postgresql-client');
  }
  const found = programsHere();
  assert.ok(
    found,
    'PostgreSQL is not here. Install it, on Debian as root: apt-get install postgresql',
  );
  programs = dirname(found);
  port = await freePort();
  const data = join(folder, 'data');
  mkdirSync(data);
  chmodSync(folder, 0o755);
  // It refuses to run as root; Debian's package has a user for it.
  const isRoot = process.getuid?.() === 0;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const as = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (isRoot) chownSync(data, idOf('-u'), idOf('-g'));
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--no-sync', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    {
      ...as,
      cwd: data,
      stdio: 'ignore',
    },
  );
  const settings = ['-c', 'fsync=off', '-c', `unix_socket_directories=${data}`];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings],
    {
      ...as,
      cwd: data,
      stdio: 'ignore',
    },
  );
  stop = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
  };
  for (;;) {
    const isUp = await query('select 1').then(
      () => true,
      () => false,
    );
    if (isUp) break;
    assert.equal(server.exitCode, null, 'PostgreSQL has ended');
  }
  await query(`alter role postgres password '${PASSWORD}'`);
});
after(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a dump that was taken while orders are placed has those before it, and is restored by the guide', async () => {
  await query('create database shop');
  const store = await openStore(databaseDialect(urlOf('shop')), { sendsEvents: true });
  await store.orders.insert(anOrder({ paymentId: 'before' }));
  const env = { PATH: `${programs}:${process.env.PATH}` };
  const options = { folder: join(folder, 'backups'), keep: 2, now: Date.now(), env };
  let isDone = false;
  const buyers = (async () => {
    for (let index = 0; !isDone; index += 1) {
      await store.orders.insert(anOrder({ paymentId: `meanwhile${index}` }));
    }
  })();
  const { file } = await backUp(urlOf('shop'), options);
  isDone = true;
  await buyers;
  await store.orders.insert(anOrder({ paymentId: 'later' }));
  await store.close();

  const restore = documentBlock('docs/operations.md', 'Backups', 4);
  await promisify(execFile)('sh', ['-ec', restore.replace(/\S+\.dump/, file)], {
    env: { ...env, DATABASE_URL: urlOf('shop') },
  });
  const restored = await openStore(databaseDialect(urlOf('shop')), { sendsEvents: true });
  assert.ok(await restored.orders.find('before'));
  assert.equal(await restored.orders.find('later'), undefined);
  await restored.orders.insert(anOrder({ paymentId: 'after' }));
  await restored.ping();
  await restored.close();
});
