import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { ApprovePayment } from '../../domain/approve-payment.ts';
import type { Catalog } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import {
  countsVisit,
  isOpen,
  type OrderReturn,
  PAGE_LIFE_MS,
  RETURN_OPEN_MS,
  type ReturnStore,
  type ReturnVisit,
} from '../../domain/order-return.ts';
import { hashOf, isSecret, newSecret, secretEntropy } from '../../domain/order-secret.ts';
import type { PaymentToken } from '../../domain/payment-token.ts';
import type { RateLimiter } from '../../domain/rate-limiter.ts';
import type { OrderStore, SettlePayment } from '../../domain/settle-payment.ts';
import type { Metrics } from '../../observability/metrics.ts';
import { hostedPage, isListed, locationOf, originOf, type PageRule } from '../buyer-page.ts';
import { type BodyOptions, readForm } from '../middleware/body.ts';
import { methodNotAllowed } from '../middleware/error-responder.ts';
import { countRequest } from '../middleware/rate-limit.ts';
import { styleHash } from '../pages/page-frame.ts';
import { languages, type PageLanguage } from '../pages/page-words.ts';
import { leavingPage, noReturnPage, waitingPage } from '../pages/return-page.ts';

/** As logs and metrics name it, without the key, which is a secret. */
const RETURN_ROUTE = '/return/:key';
const PATH = /^\/return\//i;
/** A payment's id and its return token. Gateways append to it in their own ways. */
const KEY = /^\/return\/([a-z0-9]{25})([a-z2-7]{26})/;

/** A buyer who has paid is not kept waiting: what is not here by then is asked for again by a page. */
const ANSWER_DEADLINE_MS = 900;
const REFRESH_SECONDS = 3;
const MAX_TOKEN_LENGTH = 1_000;
/** Visits of one return that may come at the same moment and still all be kept. */
const MAX_RACES = 20;

const PAGE_POLICY = `default-src 'none';img-src data:;style-src ${styleHash};base-uri 'none';frame-ancestors 'none'`;

export type ReturnDependencies = PageRule & {
  currentCatalog: () => Catalog;
  orders: OrderStore;
  returns: ReturnStore;
  settlePayment: SettlePayment;
  approvePayment: ApprovePayment;
  log: Logger;
  /** Milliseconds since 1970. */
  clock: () => number;
  rateLimiter?: RateLimiter;
  metrics: Pick<Metrics, 'rateLimited'>;
  body?: BodyOptions;
  returnDeadlineMs?: number;
};

/** What of an answer is decided before it is sent. */
type Answer =
  | { page: 'unknown' | 'over' }
  | { page: 'leave'; address: string }
  | { location: string }
  | { retryAfter: number };

/**
 * Answers `GET` and `POST /return/…`, where PortOne sends a buyer after a redirect: keeps what the
 * payment needs of what was appended, and sends the buyer to the very page of the order. It never
 * waits for PortOne, and no text of the query is shown, kept or logged. The query is as forgeable as
 * a page's: a payment token, which PortOne itself checks, and whether there was a code, is all that
 * is read.
 */
export function returnRoute(dependencies: ReturnDependencies): Middleware {
  const {
    currentCatalog,
    rateLimiter,
    metrics,
    returnDeadlineMs = ANSWER_DEADLINE_MS,
  } = dependencies;

  return async (ctx, next) => {
    if (!PATH.test(ctx.path)) return next();
    ctx._matchedRoute = RETURN_ROUTE;
    if (!['GET', 'HEAD', 'POST'].includes(ctx.method)) {
      ctx.set('Allow', 'GET, POST');
      throw methodNotAllowed();
    }
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.set('X-Robots-Tag', 'noindex');
    const { store } = currentCatalog();
    const language = languageOf(ctx);
    const key = KEY.exec(ctx.url.toLowerCase());
    if (!key) return sendPage(ctx, 404, noReturnPage('unknown', language, store));
    const [matched, paymentId = '', token = ''] = key;
    // Looked at in advance, or by something that looks at everything: the buyer is still to come.
    if (ctx.method === 'HEAD' || isPrefetch(ctx)) {
      return sendPage(ctx, 503, waitingPage(language, store, REFRESH_SECONDS));
    }
    const form = ctx.method === 'POST' ? await readForm(ctx, dependencies.body) : {};
    const fields = fieldsOf(ctx.url.slice(matched.length), form);
    const wait = (status: number, seconds: number) => {
      ctx.set('Retry-After', String(seconds));
      const again = ctx.method === 'POST' ? addressWith(paymentId + token, fields) : undefined;
      sendPage(ctx, status, waitingPage(language, store, seconds, again));
    };

    const limitedVisit = async (): Promise<Answer> => {
      const retryAfter =
        rateLimiter && (await countRequest(ctx, rateLimiter, 'return', metrics.rateLimited));
      return retryAfter === undefined
        ? answerVisit(dependencies, paymentId, token, fields)
        : { retryAfter };
    };
    const answer = await answerInTime(limitedVisit(), returnDeadlineMs);
    if (!answer) return wait(503, REFRESH_SECONDS);
    if ('retryAfter' in answer) return wait(429, answer.retryAfter);
    if ('location' in answer) {
      ctx.status = 303;
      ctx.set('Location', answer.location);
      ctx.body = '';
      return;
    }
    if (answer.page === 'leave') {
      return sendPage(ctx, 200, leavingPage(language, store, answer.address));
    }
    const status = answer.page === 'unknown' ? 404 : 410;
    sendPage(ctx, status, noReturnPage(answer.page, language, store));
  };
}

async function answerVisit(
  dependencies: ReturnDependencies,
  paymentId: string,
  token: string,
  fields: Fields,
): Promise<Answer> {
  const { returns, clock } = dependencies;
  for (let race = 0; race < MAX_RACES; race += 1) {
    const found = await returns.find(paymentId);
    if (!isSecret(token, found?.returnHash) || !found) return { page: 'unknown' };
    const now = clock();
    const { order } = found;
    const page = found.page ?? hostedPage(order.itemId, dependencies.publicOrigin);
    if (now - Date.parse(order.createdAt) > PAGE_LIFE_MS) return { page: 'over' };
    if (!countsVisit(found, Date.parse(order.expiresAt), now))
      return leadTo(found, page, dependencies);

    const mark = newSecret(randomBytes(secretEntropy));
    const visit: ReturnVisit = {
      ...readVisit(fields, paymentId),
      mark: { hash: hashOf(mark), origin: originOf(page) ?? '' },
      now,
    };
    const kept = await returns.visit(found, visit);
    // Another visit came in between: what it left is looked at again.
    if (!kept) continue;
    startSettling(paymentId, dependencies);
    return kept.isMarked ? { location: locationOf(page, mark) } : leadTo(found, page, dependencies);
  }
  throw new CheckoutError('STORE_UNAVAILABLE', 'Too many visits of one return at once');
}

/** Where a visit without a mark leads. A host that only the order's request has named is asked about first. */
function leadTo(found: OrderReturn, page: string, dependencies: ReturnDependencies): Answer {
  const now = dependencies.clock();
  const origin = originOf(page);
  // Its address is erased after a while; the hosted page is not where this buyer was.
  const mayBeErased = found.closedAt !== undefined && now >= found.closedAt + RETURN_OPEN_MS;
  if (mayBeErased && found.page === undefined) return { page: 'over' };
  const isSafe = origin === undefined || isListed(origin, dependencies) || isOpen(found, now);
  return isSafe ? { location: locationOf(page, undefined) } : { page: 'leave', address: page };
}

/** Goes on after the answer: the buyer's page asks for the result by itself. */
function startSettling(
  paymentId: string,
  { orders, settlePayment, approvePayment, log }: ReturnDependencies,
): void {
  const settle = async () => {
    const order = await orders.find(paymentId);
    if (order?.approval) await approvePayment(order);
    await settlePayment(paymentId);
  };
  settle().catch((error: unknown) => {
    const reason = error instanceof CheckoutError ? error.code : 'unexpected';
    // The order is asked about again by itself.
    log.warn({ paymentId, reason }, 'a payment that came back cannot be settled now');
  });
}

/** What is read of a visit. A query about another payment is none. */
function readVisit(fields: Fields, paymentId: string): { withCode: boolean; token?: PaymentToken } {
  const named = fields.get('paymentid');
  if (named !== undefined && named.toLowerCase() !== paymentId) return { withCode: false };
  const paymentToken = fields.get('paymenttoken');
  const txId = fields.get('txid');
  const isToken =
    paymentToken !== undefined && paymentToken !== '' && paymentToken.length <= MAX_TOKEN_LENGTH;
  return {
    withCode: (fields.get('code') ?? '') !== '',
    ...(isToken && {
      token: { paymentToken, ...(txId !== undefined && txId.length <= 100 && { txId }) },
    }),
  };
}

/** By their names in lower case, since a gateway may have written the whole address so. */
type Fields = ReadonlyMap<string, string>;

/** What is of use to a visit. Nothing else of a query or a form is looked at. */
const READ = new Set(['paymentid', 'paymenttoken', 'txid', 'code']);

/** @param appended what follows the key, which may begin with anything */
function fieldsOf(appended: string, form: Record<string, unknown>): Fields {
  const start = appended.search(/[?&]/);
  const query = start === -1 ? '' : appended.slice(start + 1);
  const fields = new Map<string, string>();
  for (const [name, value] of [...Object.entries(form), ...new URLSearchParams(query)]) {
    const lower = name.toLowerCase();
    if (typeof value === 'string' && READ.has(lower) && !fields.has(lower))
      fields.set(lower, value);
  }
  return fields;
}

/** Of the same return, for a page that asks again and cannot post. Next to the page's own address. */
function addressWith(key: string, fields: Fields): string {
  return `${key}?${new URLSearchParams([...fields])}`;
}

/** @returns `undefined` where it fails, or takes too long */
async function answerInTime(
  answer: Promise<Answer>,
  deadlineMs: number,
): Promise<Answer | undefined> {
  const late = new AbortController();
  const tooLate = setTimeout(deadlineMs, undefined, { ref: false, signal: late.signal });
  try {
    return await Promise.race([answer, tooLate]);
  } catch (error) {
    if (error instanceof CheckoutError) return undefined;
    throw error;
  } finally {
    late.abort();
    tooLate.catch(() => {});
    answer.catch(() => {});
  }
}

/** A browser says so when it fetches what may never be looked at. */
function isPrefetch(ctx: Context): boolean {
  return ['Sec-Purpose', 'Purpose', 'X-Moz', 'X-Purpose'].some((name) =>
    /prefetch|preview|prerender/i.test(ctx.get(name)),
  );
}

function languageOf(ctx: Context): PageLanguage {
  const preferred = ctx.acceptsLanguages(...languages);
  const language = languages.find((known) => known === preferred) ?? 'en';
  ctx.set('Content-Language', language);
  ctx.vary('Accept-Language');
  return language;
}

function sendPage(ctx: Context, status: number, page: string): void {
  ctx.status = status;
  ctx.set('Content-Security-Policy', PAGE_POLICY);
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page;
}
