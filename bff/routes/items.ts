import { createHash } from 'node:crypto';
import type { Middleware } from 'koa';
import type { Environment, Item, ItemAnswer } from '../../component/contract.ts';
import type { Catalog, CatalogItem, Method } from '../domain/catalog.ts';
import { CheckoutError } from '../domain/checkout-error.ts';

/** Prices change; a buyer may look at an old one for this long, and is charged what the order then says. */
const CACHE_CONTROL = 'public, max-age=30';

export type ItemOptions = { environment: Environment; sdkUrl?: string };

/** Answers `GET /api/items/:itemId`. Each item is written once for each catalog, not once for each request. */
export function getItem(currentCatalog: () => Catalog, options: ItemOptions): Middleware {
  const written = new WeakMap<Catalog, ReadonlyMap<string, WrittenItem>>();

  return (ctx) => {
    const catalog = currentCatalog();
    let items = written.get(catalog);
    if (!items) {
      items = writeItems(catalog, options);
      written.set(catalog, items);
    }
    const item = items.get(ctx.params.itemId);
    if (!item) throw itemNotFound();

    ctx.set('Cache-Control', CACHE_CONTROL);
    ctx.set('ETag', item.etag);
    if (ctx.get('If-None-Match') === item.etag) {
      ctx.status = 304;
      return;
    }
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = item.body;
  };
}

export function itemNotFound(): CheckoutError {
  return new CheckoutError('ITEM_NOT_FOUND', 'There is no such item in the catalog');
}

type WrittenItem = { body: Buffer; etag: string };

function writeItems(catalog: Catalog, options: ItemOptions): ReadonlyMap<string, WrittenItem> {
  return new Map(
    [...catalog.items.values()].map((item) => {
      const body = Buffer.from(JSON.stringify(presentItem(item, catalog, options)));
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      return [item.id, { body, etag }];
    }),
  );
}

function presentItem(item: CatalogItem, catalog: Catalog, options: ItemOptions): ItemAnswer {
  return {
    item: {
      id: item.id,
      name: item.name,
      price: item.price,
      currency: item.currency,
      ...(item.image !== undefined && { image: item.image }),
      ...(item.description !== undefined && { description: item.description }),
      ...(item.maxQuantity > 1 && { maxQuantity: item.maxQuantity }),
    } satisfies Item,
    checkout: {
      environment: options.environment,
      storeId: catalog.store.id,
      ...(options.sdkUrl !== undefined && { sdkUrl: options.sdkUrl }),
      methods: item.methods.map((id) => presentMethod(catalog.methods.get(id) as Method)),
    },
  };
}

function presentMethod(method: Method): ItemAnswer['checkout']['methods'][number] {
  return {
    id: method.id,
    label: method.label,
    payMethod: method.payMethod,
    ...(method.channelKey !== undefined && { channelKey: method.channelKey }),
    pgProvider: method.pgProvider,
    buyerFields: method.buyerFields,
    request: method.request,
  };
}
