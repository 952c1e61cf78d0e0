import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCatalog } from '../../../../bff/catalog/parse-catalog.ts';
import type { CatalogItem } from '../../../../bff/domain/catalog.ts';
import { sellsDelivery } from '../../../../bff/domain/sale/sells-delivery.ts';
import { aCatalog } from '../../../support/server/checkout-server.ts';

const terms = { fee: 3_000 };

const catalogs: Array<[title: string, store: object, items: object[], sells: boolean]> = [
  ['nothing where neither store nor item says so', {}, [{}], false],
  ['every item of a store that does', { delivery: terms }, [{}], true],
  ['one item of a store that does not', {}, [{}, { delivery: terms }], true],
  ['nothing where each item is excepted', { delivery: terms }, [{ delivery: false }], false],
  ['the item that is not excepted', { delivery: terms }, [{ delivery: false }, {}], true],
  ['nothing where nothing is sold', { delivery: terms }, [], false],
];
for (const [title, store, items, sells] of catalogs) {
  test(`an address is needed for ${title}`, () => {
    const catalog = parseCatalog(aCatalog());
    const [shoes] = catalog.items.values() as Iterable<CatalogItem>;
    const sold = items.map((item, index) => [
      `item-${index}`,
      { ...shoes, ...item } as CatalogItem,
    ]);
    const changed = {
      store: { ...catalog.store, ...store },
      items: new Map(sold as Array<[string, CatalogItem]>),
    };
    assert.equal(sellsDelivery(changed), sells);
  });
}
