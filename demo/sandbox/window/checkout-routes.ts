/** What PortOne's browser script and its payment window call. */
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import type { PaymentBook } from '../payments/payment-book.ts';
import { CheckoutError, windowRefused } from '../request/checkout-error.ts';
import type { Checkout } from './checkout.ts';
import { checkClosedWindow, endWindow } from './end-window.ts';
import type { WindowOutcome } from './outcome.ts';
import { endingPage, type Language, missingPage, windowPage } from './window-page.ts';
import type { WindowSession } from './window-session.ts';

type CheckoutRoutesOptions = {
  book: PaymentBook;
  checkout: Checkout;
  /** Milliseconds that PortOne takes to open a window. */
  windowDelay: number;
  /** Aborts what is waiting when the sandbox closes. */
  signal: AbortSignal;
};

const prepareBody = z.object({
  data: z.unknown(),
  /** `LOAD_UI` where PayPal's buttons ask. */
  actionType: z.string().optional(),
  deviceInfo: z.looseObject({ platformType: z.string() }).optional(),
});

/** The only writer of the checkout service's errors. */
const checkoutErrorResponder: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    ctx.status = error.status;
    ctx.body = { code: error.code, message: error.message };
  }
};

/** Any page may call the checkout service: it is meant for shops' pages, and knows no cookies. */
const anyOrigin: Middleware = async (ctx, next) => {
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
  ctx.set('Access-Control-Allow-Headers', 'content-type');
  ctx.set('Access-Control-Allow-Methods', 'GET, POST');
  await next();
};

const jsonBody = koaBody({
  text: false,
  urlencoded: false,
  multipart: false,
  patchNode: false,
  onError: (error) => {
    throw windowRefused(400, 'BadRequest', error.message);
  },
});

const formBody = koaBody({ json: false, text: false, multipart: false, patchNode: false });

const outcomeNames = [
  'approve',
  'issue',
  'pending',
  'cancel',
  'close',
  'close-after-approval',
  'status-check-fails',
  'approve-silently',
] as const;

/** An outcome as the window's buttons spell it: its name, and behind `fail:` the gateway's code. */
function parseOutcome(value: unknown): WindowOutcome | undefined {
  if (typeof value !== 'string') return undefined;
  for (const result of ['fail', 'fail-at-confirm'] as const) {
    if (value.startsWith(`${result}:`)) return { result, pgCode: value.slice(result.length + 1) };
  }
  const result = outcomeNames.find((name) => name === value);
  return result && { result };
}

function languageOf(ctx: Context, session?: WindowSession): Language {
  const locale = session?.request.locale;
  if (locale) return locale.toUpperCase().startsWith('KO') ? 'ko' : 'en';
  return ctx.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko';
}

function showPage(ctx: Context, html: string): void {
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  // No form-action: Chromium applies it to the redirect back to the shop as well.
  ctx.set(
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'",
  );
  ctx.body = html;
}

const browserFile = (name: string) =>
  readFile(new URL(`../browser/${name}`, import.meta.url), 'utf8');

/** Serves a browser script straight from its TypeScript: nothing to build, nothing to go stale. */
function script(name: string): Middleware {
  return async (ctx) => {
    ctx.type = 'text/javascript';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = stripTypeScriptTypes(await browserFile(`${name}.ts`));
  };
}

export function checkoutRoutes({ book, checkout, windowDelay, signal }: CheckoutRoutesOptions) {
  const router = new Router();

  router.use(['/v2', '/drivers', '/api'], anyOrigin, checkoutErrorResponder);
  router.options(/^\/api\//, (ctx) => {
    ctx.status = 204;
  });

  router.get('/v2/browser-sdk.js', script('portone'));
  router.get('/drivers/iframe.js', script('iframe-driver'));
  router.get('/drivers/popup.js', script('popup-driver'));
  router.get('/drivers/paypal.js', script('paypal-driver'));
  router.get('/drivers/redirection.js', script('redirection-driver'));
  router.get('/static/payment-window.js', script('payment-window'));
  router.get('/static/payment-window.css', async (ctx) => {
    ctx.type = 'css';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = await browserFile('payment-window.css');
  });

  router.post('/api/prepare/v2', jsonBody, async (ctx) => {
    const body = prepareBody.safeParse(ctx.request.body);
    if (!body.success) {
      throw windowRefused(400, 'BadRequest', '요청을 파싱하는 과정에서 에러가 발생하였습니다.');
    }
    if (windowDelay > 0) await delay(windowDelay, undefined, { signal });
    const session = checkout.prepare({
      data: body.data.data,
      mobile: body.data.deviceInfo?.platformType === 'PLATFORM_TYPE_MOBILE',
      pageOrigin: ctx.get('Origin') || undefined,
      byUi: body.data.actionType === 'LOAD_UI',
    });
    const { channel, windowType, transactionId: txId, request } = session;
    ctx.body = {
      transactionType: 'PAYMENT',
      pgProvider: `PG_PROVIDER_${channel.pgProvider}`,
      windowType,
      txId,
      paymentId: request.paymentId,
      storeId: request.storeId,
      driverId: `pg/${channel.pgProvider.toLowerCase()}/payment/${windowType.toLowerCase()}`,
      driverPath: `/drivers/${windowType.toLowerCase()}.js`,
      windowPath: `/window/${txId}`,
    };
  });

  router.post('/api/route-payment/v2', jsonBody, (ctx) => {
    const body = z.object({ paymentRequest: z.unknown() }).safeParse(ctx.request.body);
    ctx.body = { channelKey: checkout.route(body.data?.paymentRequest) };
  });

  router.get('/api/client-credentials/v2', (ctx) => {
    const { storeId, channelKey } = ctx.query;
    const pgProvider = checkout.pgProviderOf(String(storeId), String(channelKey));
    ctx.body = { pgProvider: `PG_PROVIDER_${pgProvider}` };
  });

  router.post('/api/initialize-payment/v2', jsonBody, (ctx) => {
    const body = prepareBody.safeParse(ctx.request.body);
    checkout.note(body.data?.data);
    ctx.body = { driverId: 'pg/paypal_v2/payment/ui', driverPath: '/drivers/paypal.js' };
  });

  router.get('/api/status/v2', (ctx) => {
    const session = checkout.session(String(ctx.query.txId));
    if (!session) {
      throw new CheckoutError(404, 'TransactionNotFound', '결제 시도를 찾을 수 없습니다.');
    }
    ctx.body = checkClosedWindow(book, session);
  });

  router.get('/window/:txId', (ctx) => {
    const session = checkout.session(ctx.params.txId ?? '');
    if (!session) {
      ctx.status = 404;
      return showPage(ctx, missingPage(languageOf(ctx)));
    }
    const language = languageOf(ctx, session);
    if (session.ending) return showPage(ctx, endingPage(session, session.ending, language));
    showPage(ctx, windowPage(session, language));
  });

  router.post('/window/:txId', formBody, (ctx) => {
    const session = checkout.session(ctx.params.txId ?? '');
    const form: unknown = ctx.request.body;
    const chosen = form && typeof form === 'object' && 'outcome' in form && form.outcome;
    const outcome = parseOutcome(chosen);
    if (!session || !outcome) {
      ctx.status = session ? 400 : 404;
      return showPage(ctx, missingPage(languageOf(ctx, session)));
    }
    const ending = endWindow(book, session, outcome);
    const returnUrl = ending.kind === 'settled' && ending.settlement.returnUrl;
    if (session.windowType === 'REDIRECTION' && returnUrl) {
      ctx.status = 303;
      ctx.set('Location', returnUrl);
      return;
    }
    showPage(ctx, endingPage(session, ending, languageOf(ctx, session)));
  });

  return router.routes();
}
