import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { ApprovePayment } from '../domain/approve-payment.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { ConfirmPayment } from '../domain/confirm-payment.ts';
import type { ReturnStore } from '../domain/order-return.ts';
import type { PortOne } from '../domain/portone.ts';
import type { RateLimiter } from '../domain/rate-limiter.ts';
import type { OrderStore, SettlePayment } from '../domain/settle-payment.ts';
import type { VerifyWebhook } from '../domain/webhook.ts';
import type { Metrics } from '../observability/metrics.ts';
import { refusedOrigins } from '../observability/refused-origins.ts';
import { windowAlerts } from '../observability/window-alerts.ts';
import type { ElementFiles } from './element-files.ts';
import { type BodyOptions, jsonBody, rawJsonBody } from './middleware/body.ts';
import { errorResponder, methodNotAllowed } from './middleware/error-responder.ts';
import { openPreflight, originPolicy, originRule } from './middleware/origin-policy.ts';
import { noteLimit, rateLimit } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { answerReport, requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { webhookResults } from './middleware/webhook-results.ts';
import { getElement, getElementVersion } from './routes/element.ts';
import { getHealth, getReadiness } from './routes/health.ts';
import { errorPages, getHostedPage, getQrCode, HOSTED_PAGE_ROUTE } from './routes/hosted-page.ts';
import { getUnknownItem, ITEM_ROUTE, itemAnswers } from './routes/items.ts';
import { getMetrics } from './routes/metrics.ts';
import { postOrder, postOrderPage } from './routes/orders.ts';
import { completePayment, getPayment } from './routes/payments.ts';
import { returnRoute } from './routes/return.ts';
import { postReturn } from './routes/returns.ts';
import { receiveWebhook } from './routes/webhook.ts';

export type AppDependencies = {
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  approvePayment: ApprovePayment;
  config: Pick<
    Config,
    'allowedOrigins' | 'environment' | 'channelType' | 'sdkUrl' | 'publicOrigin' | 'trustedProxies'
  >;
  currentCatalog: () => Catalog;
  store: { orders: OrderStore; returns: ReturnStore; ping(): Promise<void> };
  portOne: PortOne;
  verifyWebhook: VerifyWebhook;
  element: ElementFiles;
  log: Logger;
  metrics: Metrics;
  /** Absent where requests are not limited. */
  rateLimiter?: RateLimiter;
  /** For marks, which are for guessing even less than anything else; absent where requests are not limited. */
  returnLimiter?: RateLimiter;
  /** For calls about one order with its secret; absent where requests are not limited. */
  orderLimiter?: RateLimiter;
  body?: BodyOptions;
  /** Milliseconds since 1970. */
  clock?: () => number;
  issuePaymentId?: () => string;
};

const WEBHOOK_PATH = '/api/payment/webhook';

/** Whether browsers call this address from the merchant's pages, and only from there. */
function isForPages(path: string): boolean {
  return path.startsWith('/api/') && path !== WEBHOOK_PATH;
}

/** Composes the server out of what it is given. It neither listens nor reads the environment. */
export function createApp(dependencies: AppDependencies): Koa {
  const { config, currentCatalog, store, settlePayment, confirmPayment, element, log } =
    dependencies;
  const { approvePayment, metrics, rateLimiter, returnLimiter, orderLimiter } = dependencies;
  const { orders, returns } = store;
  const clock = dependencies.clock ?? Date.now;
  const limited = (route: string) => (rateLimiter ? [rateLimit(rateLimiter, route)] : []);
  const body = jsonBody(dependencies.body);
  const hosted = { ...config, currentCatalog };
  const nameRefused = refusedOrigins(log, clock);
  const tellWindow = windowAlerts(log, clock);

  const router = new Router()
    .get(ITEM_ROUTE, getUnknownItem())
    .post(
      '/api/orders',
      ...limited('orders'),
      body,
      postOrder({ ...dependencies, ...config, orders, returns, clock }),
    )
    .post(
      '/api/orders/page',
      ...limited('orders/page'),
      body,
      postOrderPage({ ...config, orders, returns }),
    )
    .post(
      '/api/payment/complete',
      ...(rateLimiter ? [noteLimit(rateLimiter, 'complete')] : []),
      body,
      completePayment({
        orders,
        settlePayment,
        confirmPayment,
        approvePayment,
        onWindowRefused: (refused) => {
          tellWindow(refused);
          metrics.windowRefused(refused);
        },
        clock,
        ...(orderLimiter && { orderLimiter }),
      }),
    )
    .post(
      '/api/returns',
      ...(returnLimiter ? [rateLimit(returnLimiter, 'returns')] : []),
      body,
      postReturn({ ...dependencies, ...config, orders, returns, clock }),
    )
    // Not limited: PortOne calls for many buyers, and proves that it is PortOne.
    .post(
      WEBHOOK_PATH,
      webhookResults(log, metrics.webhookAnswered, clock),
      rawJsonBody(dependencies.body),
      receiveWebhook(dependencies),
    )
    // Neither is the id of a payment.
    .all(['/api/payment/complete', WEBHOOK_PATH], onlyPost())
    .get('/api/payment/:paymentId', ...limited('payment'), getPayment({ orders, clock }))
    .get(HOSTED_PAGE_ROUTE, ...limited('page'), getHostedPage(hosted))
    .get(`${HOSTED_PAGE_ROUTE}/qr.svg`, ...limited('qr'), getQrCode(hosted, 'svg'))
    .get(`${HOSTED_PAGE_ROUTE}/qr.png`, ...limited('qr'), getQrCode(hosted, 'png'))
    // A page's instrumentation adds headers to this call, too.
    .options('/portone-checkout.json', openPreflight())
    .get('/portone-checkout.json', getElementVersion(element, originRule(config.allowedOrigins)))
    .get('/healthz', getHealth())
    .get('/readyz', getReadiness(store.ping))
    .get('/metrics', getMetrics(metrics))
    .get('/:file', getElement(element));

  const isBehindProxy = config.trustedProxies > 0;
  // Of what stands in X-Forwarded-For, Koa believes what the trusted proxies added: the last ones.
  const app = new Koa({ proxy: isBehindProxy, maxIpsCount: config.trustedProxies });
  // What Koa cannot answer any more, it would write to the console: a buyer who has gone, mostly.
  app.on('error', (error: Error) => log.info({ reason: error.message }, 'connection lost'));
  const report = answerReport(log, metrics);
  app.use(itemAnswers(currentCatalog, config, report));
  app.use(requestId(isBehindProxy));
  app.use(requestLog(report));
  app.use(securityHeaders());
  app.use(errorResponder(log, errorPages(currentCatalog)));
  app.use(returnRoute({ ...dependencies, ...config, orders, returns, clock }));
  app.use(
    originPolicy(config.allowedOrigins, isForPages, (origin) => {
      nameRefused(origin);
      metrics.originRefused();
    }),
  );
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

function onlyPost(): Koa.Middleware {
  return (ctx) => {
    ctx.set('Allow', 'POST');
    throw methodNotAllowed();
  };
}
