import { createHash } from 'node:crypto';
import type { Middleware } from 'koa';
import type { ItemsAnswer, ListedItem } from '../../../component/api/contract.ts';
import type { Catalog, CatalogItem, Method } from '../../domain/catalog.ts';
import type { LeftOn } from '../../domain/sale/availability.ts';
import { type ShelfView, shelvesIn } from '../shelf-view.ts';
import { publicFacts } from './public-facts.ts';

/** Pickers are opened now and then, and an owner who lists an item wants to see it there soon. */
const CACHE_CONTROL = 'public, max-age=60';

export const LISTED_ITEMS_ROUTE = '/api/items';

/**
 * Lets pages of any origin read the answer, an error as well: an owner looks at a site of theirs that
 * `ALLOWED_ORIGINS` may not have yet. It stands before whatever may refuse.
 */
export function readableByAll(): Middleware {
  return (ctx, next) => {
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.set('Access-Control-Expose-Headers', 'Retry-After,X-Request-Id');
    return next();
  };
}

/**
 * Answers `GET /api/items`: the items that the catalog lists, for whoever puts one of them on a page.
 * Of some shops an item's id is a secret between them and a buyer, so that nothing is listed unless
 * the owner says so.
 */
export function getListedItems(currentCatalog: () => Catalog, shelves: ShelfView): Middleware {
  const written = new WeakMap<Catalog, { lefts: string; body: string; etag: string }>();
  return async (ctx) => {
    const leftOn = await shelves.left();
    const catalog = currentCatalog();
    const lefts = [...shelvesIn(catalog).keys()].map(leftOn).join();
    const known = written.get(catalog);
    const answer = known?.lefts === lefts ? known : { lefts, ...writeAnswer(catalog, leftOn) };
    written.set(catalog, answer);
    ctx.set('Cache-Control', CACHE_CONTROL);
    ctx.set('ETag', answer.etag);
    // Koa's own `fresh` is never so for a request that says `no-cache`, as those of scripts do.
    if (ctx.get('If-None-Match') === answer.etag) {
      ctx.status = 304;
      return;
    }
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = answer.body;
  };
}

function writeAnswer(catalog: Catalog, leftOn: LeftOn): { body: string; etag: string } {
  const items = [...catalog.items.values()]
    .filter(({ listed }) => listed)
    .map((item) => presentListed(item, catalog, leftOn));
  const body = JSON.stringify({ items } satisfies ItemsAnswer);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, etag };
}

/** An item for a picker. */
export function presentListed(
  item: CatalogItem,
  { store, methods }: Pick<Catalog, 'store' | 'methods'>,
  leftOn?: LeftOn,
): ListedItem {
  return {
    ...publicFacts(item, store, leftOn),
    methods: item.methods.map((id) => {
      const { label } = methods.get(id) as Method;
      return { id, label };
    }),
  };
}
