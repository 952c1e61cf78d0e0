import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { someDetails } from '../../support/server/private-details.ts';
import { anOrder } from '../../support/server/seen-payment.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('only the server’s own user reads the files of a database, and its folder', async (t) => {
  const parent = mkdtempSync(join(tmpdir(), 'private-'));
  const umask = process.umask(0);
  t.after(() => {
    process.umask(umask);
    rmSync(parent, { recursive: true, force: true });
  });
  const folder = join(parent, 'data');
  const file = join(folder, 'checkout.db');
  const names = [file, `${file}-wal`, `${file}-shm`];
  const open = () => openStore(databaseDialect(`sqlite:${file}`), { sendsEvents: true });

  const store = await open();
  assert.equal(modeOf(folder), '700');
  for (const name of names) assert.equal(modeOf(name), '600', name);
  await store.close();

  // As an earlier version left them, killed: with journals beside the file.
  const killed = await open();
  for (const name of names) if (existsSync(name)) chmodSync(name, 0o644);
  writeFileSync(`${file}-journal`, '', { mode: 0o644 });
  const next = await open();
  for (const name of [...names, `${file}-journal`].filter((name) => existsSync(name))) {
    assert.equal(modeOf(name), '600', name);
  }
  await next.close();
  await killed.close();
});

test('what is forgotten of a buyer is overwritten in the file of a database', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'private-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'checkout.db');
  const mark = 'zqxmarkzqx';
  const open = () => openStore(databaseDialect(`sqlite:${file}`), { sendsEvents: true });
  const isInFile = () => readFileSync(file).includes(mark);

  const { paymentId } = anOrder();
  const placed = await open();
  await placed.orders.insert(anOrder(), undefined, someDetails(mark));
  await placed.close();
  assert.ok(isInFile());

  const forgetting = await open();
  assert.ok(await forgetting.buyers.forget(paymentId));
  await forgetting.close();
  assert.ok(!isInFile());
});
