/** The scripts and the API that PortOne's browser script loads and calls. */
import { setTimeout as delay } from 'node:timers/promises';
import Router from '@koa/router';
import type { Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { serveScript } from '../pages/serve-file.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import { CheckoutError, windowError } from '../request/checkout-error.ts';
import type { Checkout } from './checkout.ts';
import { checkClosedWindow } from './end-window.ts';

type CheckoutRoutesOptions = {
  payments: PaymentStore;
  checkout: Checkout;
  windowDelayMs: number;
  /** Aborts requests that still wait when the sandbox closes. */
  signal: AbortSignal;
};

const prepareBody = z.object({
  data: z.unknown(),
  /** `LOAD_UI` in requests of PayPal's buttons. */
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

/** Any page may call the checkout service: it is made for shops' pages, and uses no cookies. */
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
    throw windowError(400, 'BadRequest', error.message);
  },
});

const browserScript = (name: string) =>
  serveScript(new URL(`../browser/${name}.ts`, import.meta.url));

export function checkoutRoutes({
  payments,
  checkout,
  windowDelayMs,
  signal,
}: CheckoutRoutesOptions) {
  const router = new Router();

  router.use(['/v2', '/drivers', '/api'], anyOrigin, checkoutErrorResponder);
  router.options(/^\/api\//, (ctx) => {
    ctx.status = 204;
  });

  router.get('/v2/browser-sdk.js', browserScript('portone'));
  router.get('/drivers/iframe.js', browserScript('iframe-driver'));
  router.get('/drivers/popup.js', browserScript('popup-driver'));
  router.get('/drivers/paypal.js', browserScript('paypal-driver'));
  router.get('/drivers/redirection.js', browserScript('redirection-driver'));

  router.post('/api/prepare/v2', jsonBody, async (ctx) => {
    const body = prepareBody.safeParse(ctx.request.body);
    if (!body.success) {
      throw windowError(400, 'BadRequest', '요청을 파싱하는 과정에서 에러가 발생하였습니다.');
    }
    if (windowDelayMs > 0) await delay(windowDelayMs, undefined, { signal });
    const session = checkout.prepare({
      data: body.data.data,
      mobile: body.data.deviceInfo?.platformType === 'PLATFORM_TYPE_MOBILE',
      pageOrigin: ctx.get('Origin') || undefined,
      byUi: body.data.actionType === 'LOAD_UI',
      userAgent: ctx.get('User-Agent') || undefined,
      ipAddress: ctx.ip,
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
    ctx.body = { channelKey: checkout.pickChannelKey(body.data?.paymentRequest) };
  });

  router.get('/api/client-credentials/v2', (ctx) => {
    const { storeId, channelKey } = ctx.query;
    const pgProvider = checkout.pgProviderOf(String(storeId), String(channelKey));
    ctx.body = { pgProvider: `PG_PROVIDER_${pgProvider}` };
  });

  router.post('/api/initialize-payment/v2', jsonBody, (ctx) => {
    const body = prepareBody.safeParse(ctx.request.body);
    checkout.keepRequest(body.data?.data);
    ctx.body = { driverId: 'pg/paypal_v2/payment/ui', driverPath: '/drivers/paypal.js' };
  });

  router.get('/api/status/v2', (ctx) => {
    const session = checkout.session(String(ctx.query.txId));
    if (!session) {
      throw new CheckoutError(404, 'TransactionNotFound', '결제 시도를 찾을 수 없습니다.');
    }
    ctx.body = checkClosedWindow(payments, session);
  });

  return router.routes();
}
