import { randomBytes } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Environment, ErrorCode } from '../../../component/api/contract.ts';
import { type Catalog, type CatalogItem, pictureOf } from '../../domain/catalog.ts';
import { ownOrigin } from '../own-origin.ts';
import { checkoutPage, type FixedChoice } from '../pages/checkout-page.ts';
import { errorPage } from '../pages/error-page.ts';
import { styleHash } from '../pages/page-frame.ts';
import { paymentPolicy, plainOrigin, setPageHeaders, UNFRAMED } from '../pages/page-policy.ts';
import { languages, type PageLanguage } from '../pages/page-words.ts';
import { type QrType, qrPictures } from '../pages/qr-picture.ts';
import { itemNotFound } from './items.ts';

const PATH = '/checkout/';
export const HOSTED_PAGE_ROUTE = `${PATH}:itemId`;

export type HostedPageOptions = {
  currentCatalog: () => Catalog;
  environment: Environment;
  sdkUrl?: string;
  /** Where buyers reach this server, e.g. `https://pay.example.com`; what the request says, where absent. */
  publicOrigin?: string;
};

/**
 * Answers `GET /checkout/:itemId`: a page with the element and nothing around it, for links, for
 * QR codes and for sites that take no scripts. It reads the catalog and nothing else.
 * A payment that leaves it comes back to it.
 *
 * `?lang=` is `ko`, `en` or `ja`; `?quantity=` and `?method=` are the element's attributes. What
 * does not fit the item is left to the buyer.
 */
export function getHostedPage(options: HostedPageOptions): Middleware {
  const { currentCatalog, environment, sdkUrl, publicOrigin } = options;
  return (ctx) => {
    const { store, items } = currentCatalog();
    const item = itemOf(ctx, items);
    const nonce = randomBytes(16).toString('base64');
    const choice = choiceOf(ctx, item);
    setPageHeaders(
      ctx,
      paymentPolicy(nonce, [plainOrigin(sdkUrl), plainOrigin(pictureOf(item, store))]),
    );
    ctx.body = checkoutPage({
      language: setLanguage(ctx),
      store,
      item,
      environment,
      choice,
      nonce,
      ...(publicOrigin !== undefined && { address: addressOf(publicOrigin, item, {}).href }),
    });
  };
}

/** Answers `GET /checkout/:itemId/qr.svg` and `qr.png`: the page's address, for a camera. */
export function getQrCode(options: HostedPageOptions, type: QrType): Middleware {
  const { currentCatalog, publicOrigin } = options;
  const picture = qrPictures();
  return async (ctx) => {
    const item = itemOf(ctx, currentCatalog().items);
    const address = addressOf(ownOrigin(publicOrigin, ctx.req), item, choiceOf(ctx, item));
    const lang = askedLanguage(ctx);
    if (lang) address.searchParams.set('lang', lang);
    // Owners show it on pages of theirs.
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.set('Cache-Control', 'public, max-age=3600');
    ctx.type = type;
    ctx.body = await picture(address.href, type);
  };
}

/** Words for a buyer in place of an error body, where a page was asked for. */
export function errorPages(
  currentCatalog: () => Catalog,
): (ctx: Context, code: ErrorCode) => string | undefined {
  return (ctx, code) => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    // A picture has no place for words.
    const wantsPage = isRead && ctx.path.startsWith(PATH) && ctx.accepts('html', 'json') === 'html';
    if (!wantsPage) return undefined;
    setPageHeaders(ctx, `default-src 'none';img-src data:;style-src ${styleHash};${UNFRAMED}`);
    return errorPage(code, setLanguage(ctx), currentCatalog().store);
  };
}

function itemOf(ctx: Context, items: Catalog['items']): CatalogItem {
  const item = items.get(ctx.params.itemId);
  if (!item) throw itemNotFound();
  return item;
}

/** What of the query the item can be sold with. */
function choiceOf(ctx: Context, item: CatalogItem): FixedChoice {
  const quantity = Number(ctx.query.quantity);
  const method = item.methods.find((id) => id === ctx.query.method);
  return {
    ...(Number.isInteger(quantity) &&
      quantity >= 1 &&
      quantity <= item.maxQuantity && { quantity }),
    ...(method !== undefined && { method }),
  };
}

function addressOf(origin: string, { id }: CatalogItem, { quantity, method }: FixedChoice): URL {
  const address = new URL(`${PATH}${id}`, origin);
  if (quantity !== undefined) address.searchParams.set('quantity', String(quantity));
  if (method !== undefined) address.searchParams.set('method', method);
  return address;
}

function askedLanguage(ctx: Context): PageLanguage | undefined {
  return languages.find((language) => language === ctx.query.lang);
}

/** As asked for, else as the browser prefers. A browser that prefers none of ours gets English, as from the element. */
function setLanguage(ctx: Context): PageLanguage {
  const preferred = ctx.acceptsLanguages(...languages);
  const language = askedLanguage(ctx) ?? languages.find((known) => known === preferred) ?? 'en';
  ctx.set('Content-Language', language);
  ctx.vary('Accept-Language');
  return language;
}
