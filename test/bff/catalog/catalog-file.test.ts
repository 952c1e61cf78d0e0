import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCatalog, watchCatalog } from '../../../bff/catalog/catalog-file.ts';
import { ConfigError } from '../../../bff/config.ts';
import type { Catalog } from '../../../bff/domain/catalog.ts';
import { aCatalog, anItem } from '../../support/server/checkout-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'catalog.json');

/** As an editor saves: whole, under another name, then renamed. */
function save(source: string): void {
  writeFileSync(`${path}.new`, source);
  renameSync(`${path}.new`, path);
}

test('says which file is missing', () => {
  assert.throws(
    () => readCatalog(join(folder, 'absent.json')),
    (error: ConfigError) => /absent\.json cannot be read \(ENOENT\)/.test(error.problems.join()),
  );
});

test('takes up a catalog when its file changes', async () => {
  save(aCatalog());
  const changed = Promise.withResolvers<Catalog>();
  const stop = watchCatalog(path, changed.resolve, changed.reject);
  save(aCatalog({ items: [anItem({ price: 2000 })] }));
  assert.equal((await changed.promise).items.get('shoes')?.price, 2000);
  stop();
});

test('reports a catalog that is wrong instead of taking it up', async () => {
  save(aCatalog());
  const problem = Promise.withResolvers<unknown>();
  const stop = watchCatalog(path, () => problem.reject(new Error('taken up')), problem.resolve);
  save(aCatalog({ items: [anItem({ price: -1 })] }));
  assert.ok((await problem.promise) instanceof ConfigError);
  stop();
});
