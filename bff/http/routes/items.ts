import { createHash } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Environment, ItemAnswer } from '../../../component/api/contract.ts';
import { buyerFieldsFor } from '../../catalog/buyer-fields.ts';
import { type Catalog, type CatalogItem, type Method, requestOf } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { isStocked, type LeftOn } from '../../domain/sale/availability.ts';
import { shelvesOf } from '../../domain/sale/shelves.ts';
import { corsHeaders, type OriginSettings, originRule } from '../middleware/origin-policy.ts';
import type { ReportAnswer } from '../middleware/request-log.ts';
import { securityHeaderFields } from '../middleware/security-headers.ts';
import type { ShelfView } from '../shelf-view.ts';
import { publicFacts } from './public-facts.ts';

/** Prices change; a buyer may look at an old one for this long, and is charged what the order then says. */
const CACHE_CONTROL = 'public, max-age=30';

export type ItemOptions = { environment: Environment; sdkUrl?: string };

const PATH = '/api/items/';

/** The router's name for what is answered here before it. */
export const ITEM_ROUTE = '/api/items/:itemId';

/**
 * Answers `GET /api/items/:itemId`, the one call that every visitor of a shop
 * makes. It stands before everything that another answer needs (a request's id
 * among it, which a cache would hand to the next client), and writes each item
 * once for each catalog, not once for each request: `npm run bench` compares it
 * with a bare `node:http` server. One whose pieces are counted is written anew when what is left changes. Whatever is not simply an item for a page that
 * may have it goes on to the router.
 */
export function itemAnswers(
  currentCatalog: () => Catalog,
  options: ItemOptions & OriginSettings,
  report: ReportAnswer,
  shelves: ShelfView,
): Middleware {
  const written = new WeakMap<Catalog, ReadonlyMap<string, ItemWriter>>();
  const isAllowed = originRule(options);

  return (ctx, next) => {
    const start = performance.now();
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!isRead || !ctx.path.startsWith(PATH) || !isAllowed(ctx)) return next();
    const catalog = currentCatalog();
    let items = written.get(catalog);
    if (!items) {
      items = writeItems(catalog, options);
      written.set(catalog, items);
    }
    const write = items.get(ctx.path.slice(PATH.length));
    if (!write) return next();

    // Nothing is left to decide about what is sent, so Koa's own way of deciding
    // it is passed by: this is the one answer that every visitor of a shop asks for.
    ctx.respond = false;
    const left = write.isCounted ? shelves.left() : notCounted;
    if (left instanceof Promise) {
      return left.then((leftOn) => answer(ctx, write.item(leftOn), start));
    }
    answer(ctx, write.item(left), start);
    return Promise.resolve();
  };

  function answer(ctx: Context, item: WrittenItem, start: number): void {
    const origin = ctx.get('Origin');
    const isKnown = ctx.get('If-None-Match') === item.etag;
    const prepared = isKnown ? item.cacheHeaders : item.headers;
    const headers =
      origin === '' ? prepared : { ...prepared, ...corsHeaders(origin, options.allowedOrigins) };
    const status = isKnown ? 304 : 200;
    ctx.res.writeHead(status, headers).end(isKnown ? undefined : item.body);
    const milliseconds = performance.now() - start;
    report({ method: ctx.method, route: ITEM_ROUTE, status, milliseconds });
  }
}

const notCounted: LeftOn = () => undefined;

/** For frames without an origin of their own, as editors show a page in before it is published. */
export const PREVIEW_ROUTE = '/api/previews/:itemId';

/**
 * Answers `GET /api/previews/:itemId`: the same, to pages of any origin. An editor's preview is a page
 * without one (`Origin: null`), which no list of origins can allow. It is for looking at: an order is
 * refused there as before.
 */
export function getPreview(
  currentCatalog: () => Catalog,
  options: ItemOptions,
  shelves: ShelfView,
): Middleware {
  return async (ctx) => {
    const catalog = currentCatalog();
    const item = catalog.items.get(ctx.params.itemId);
    if (!item) throw itemNotFound();
    ctx.set('Cache-Control', CACHE_CONTROL);
    ctx.body = presentItem(item, catalog, options, await shelves.left());
  };
}

/** Answers what {@link itemAnswers} does not: an item that does not exist. */
export function getUnknownItem(): Middleware {
  return () => {
    throw itemNotFound();
  };
}

export function itemNotFound(): CheckoutError {
  return new CheckoutError('ITEM_NOT_FOUND', 'There is no such item in the catalog');
}

type WrittenItem = {
  body: Buffer;
  etag: string;
  cacheHeaders: Record<string, string>;
  headers: Record<string, string>;
};

/** An item's answer, ready to be sent. */
type ItemWriter = { isCounted: boolean; item(leftOn: LeftOn): WrittenItem };

function writeItems(catalog: Catalog, options: ItemOptions): ReadonlyMap<string, ItemWriter> {
  return new Map([...catalog.items.values()].map((item) => [item.id, itemWriter(item)]));

  function itemWriter(item: CatalogItem): ItemWriter {
    const isCounted = isStocked(item);
    const ids = [...shelvesOf([item]).keys()];
    const whole = isCounted
      ? undefined
      : writeItem(presentItem(item, catalog, options, notCounted));
    let last: { lefts: string; written: WrittenItem } | undefined;
    return {
      isCounted,
      item(leftOn) {
        if (whole) return whole;
        const lefts = ids.map(leftOn).join();
        if (last?.lefts !== lefts) {
          last = { lefts, written: writeItem(presentItem(item, catalog, options, leftOn)) };
        }
        return last.written;
      },
    };
  }
}

function writeItem(answer: ItemAnswer): WrittenItem {
  const body = Buffer.from(JSON.stringify(answer));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const cacheHeaders = {
    'Cache-Control': CACHE_CONTROL,
    ETag: etag,
    Vary: 'Origin',
    ...securityHeaderFields,
  };
  const headers = {
    ...cacheHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(body.length),
  };
  return { body, etag, cacheHeaders, headers };
}

function presentItem(
  item: CatalogItem,
  catalog: Catalog,
  options: ItemOptions,
  leftOn: LeftOn,
): ItemAnswer {
  return {
    item: publicFacts(item, catalog.store, leftOn),
    checkout: {
      environment: options.environment,
      storeId: catalog.store.id,
      ...(options.sdkUrl !== undefined && { sdkUrl: options.sdkUrl }),
      methods: item.methods.map((id) => presentMethod(catalog.methods.get(id) as Method, item)),
    },
  };
}

function presentMethod(
  method: Method,
  item: CatalogItem,
): ItemAnswer['checkout']['methods'][number] {
  return {
    id: method.id,
    label: method.label,
    payMethod: method.payMethod,
    ...(method.channelKey !== undefined && { channelKey: method.channelKey }),
    pgProvider: method.pgProvider,
    buyerFields: buyerFieldsFor(method, item),
    request: requestOf(method, item),
    ...(method.agreements && { agreements: method.agreements }),
    ...(method.takesAddress && item.delivery && { takesAddress: true }),
  };
}
