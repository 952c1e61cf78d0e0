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
import type { StockStore } from '../domain/sale/stock.ts';
import type { OrderStore, SettlePayment } from '../domain/settle-payment.ts';
import { requireSignature, type VerifyWebhook } from '../domain/webhook.ts';
import { boundedErrors } from '../observability/bounded-errors.ts';
import type { Metrics } from '../observability/metrics.ts';
import { refusedOrigins } from '../observability/refused-origins.ts';
import { windowAlerts } from '../observability/window-alerts.ts';
import type { ElementFiles } from './element-files.ts';
import { type BodyOptions, jsonBody, rawJsonBody } from './middleware/body.ts';
import { errorResponder, methodNotAllowed } from './middleware/error-responder.ts';
import { openPreflight, originPolicy, originRule } from './middleware/origin-policy.ts';
import { forwardedClient, proxyTrust } from './middleware/proxy-trust.ts';
import { noteLimit, rateLimit } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { answerReport, requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { targetPath } from './middleware/target-path.ts';
import { webhookResults } from './middleware/webhook-results.ts';
import { BUILDER_ROUTE, getBuilder, getBuilderFile } from './routes/builder.ts';
import { getElement, getElementVersion } from './routes/element.ts';
import { getHealth, getReadiness } from './routes/health.ts';
import { orderPieces } from './routes/hold-pieces.ts';
import { errorPages, getHostedPage, getQrCode, HOSTED_PAGE_ROUTE } from './routes/hosted-page.ts';
import {
  getPreview,
  getUnknownItem,
  ITEM_ROUTE,
  itemAnswers,
  PREVIEW_ROUTE,
} from './routes/items.ts';
import { getListedItems, LISTED_ITEMS_ROUTE, readableByAll } from './routes/listed-items.ts';
import { getMetrics, hasToken } from './routes/metrics.ts';
import { postOrder, postOrderHold, postOrderPage } from './routes/orders.ts';
import { completePayment, getPayment } from './routes/payments.ts';
import { getPostcode, POSTCODE_ROUTE } from './routes/postcode.ts';
import { returnRoute } from './routes/return.ts';
import { postReturn } from './routes/returns.ts';
import { receiveWebhook } from './routes/webhook.ts';
import type { ShelfView } from './shelf-view.ts';

export type AppDependencies = {
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  approvePayment: ApprovePayment;
  config: Pick<
    Config,
    | 'allowedOrigins'
    | 'environment'
    | 'channelType'
    | 'sdkUrl'
    | 'postcodeUrl'
    | 'publicOrigin'
    | 'trustedProxies'
    | 'metricsToken'
    | 'mail'
  >;
  currentCatalog: () => Catalog;
  store: { orders: OrderStore; returns: ReturnStore; stock: StockStore; ping(): Promise<void> };
  shelves: ShelfView;
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
  /** For webhooks that are refused; absent where requests are not limited. */
  webhookLimiter?: RateLimiter;
  /** For the orders of all clients together; absent where there is no ceiling. */
  orderCeiling?: RateLimiter;
  body?: BodyOptions;
  /** Milliseconds in which a buyer who comes back is sent on, or shown a page that asks again. */
  returnDeadlineMs?: number;
  /** Milliseconds since 1970. */
  clock?: () => number;
  issuePaymentId?: () => string;
};

const WEBHOOK_PATH = '/api/payment/webhook';

/**
 * How addresses are read: letters as they are written, so that what the origin policy looks for and
 * what the router finds cannot differ by them, and with or without a slash at the end.
 */
const ROUTING = { sensitive: true, strict: false };

/** What is no matter of a page's origin: PortOne calls the first, and any page may read the others. */
const FOR_ALL_ORIGINS: readonly string[] = [WEBHOOK_PATH, LISTED_ITEMS_ROUTE];
const PREVIEWS = PREVIEW_ROUTE.replace(':itemId', '');

/** Whether browsers call this address from the merchant's pages, and only from there. */
function isForPages(path: string): boolean {
  const isForAll = FOR_ALL_ORIGINS.includes(path.replace(/\/$/, '')) || path.startsWith(PREVIEWS);
  return path.startsWith('/api/') && !isForAll;
}

/** Composes the server out of what it is given. It neither listens nor reads the environment. */
export function createApp(dependencies: AppDependencies): Koa {
  const { config, currentCatalog, store, settlePayment, confirmPayment, element, log } =
    dependencies;
  const { shelves } = dependencies;
  const { approvePayment, metrics, rateLimiter, returnLimiter, orderLimiter } = dependencies;
  const { orders, returns } = store;
  const clock = dependencies.clock ?? Date.now;
  const { rateLimited } = metrics;
  const limited = (route: string) =>
    rateLimiter ? [rateLimit(rateLimiter, route, rateLimited)] : [];
  const logError = boundedErrors(log, 1);
  const body = jsonBody(dependencies.body);
  const pieces = orderPieces({
    currentCatalog,
    stock: store.stock,
    shelves,
    limitsClients: rateLimiter !== undefined,
    clock,
  });
  const hosted = { ...config, currentCatalog };
  const nameRefused = refusedOrigins(log, clock);
  const tellWindow = windowAlerts(log, clock);

  const router = new Router(ROUTING)
    .get(ITEM_ROUTE, getUnknownItem())
    .get(
      LISTED_ITEMS_ROUTE,
      readableByAll(),
      ...limited('items'),
      getListedItems(currentCatalog, shelves),
    )
    .options(PREVIEW_ROUTE, openPreflight())
    .get(
      PREVIEW_ROUTE,
      readableByAll(),
      ...limited('previews'),
      getPreview(currentCatalog, config, shelves),
    )
    .post(
      '/api/orders',
      ...limited('orders'),
      jsonBody(dependencies.body, () => currentCatalog().asksMore === true),
      postOrder({
        ...dependencies,
        ...config,
        orders,
        returns,
        pieces,
        clock,
        mailsBuyers: config.mail !== undefined,
        onCeiling: () => {
          rateLimited('orders', 'server');
          logError('ceiling', {}, 'no more orders are placed in this minute: ORDERS_PER_MINUTE');
        },
      }),
    )
    .post(
      '/api/orders/page',
      ...limited('orders/page'),
      body,
      postOrderPage({ ...config, orders, returns }),
    )
    .post('/api/orders/hold', ...limited('orders/hold'), body, postOrderHold({ orders, pieces }))
    .post(
      '/api/payment/complete',
      ...(rateLimiter ? [noteLimit(rateLimiter, 'complete', rateLimited)] : []),
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
        returns,
        clock,
        ...(orderLimiter && { orderLimiter }),
      }),
    )
    .post(
      '/api/returns',
      ...(returnLimiter ? [rateLimit(returnLimiter, 'returns', rateLimited)] : []),
      body,
      postReturn({ ...dependencies, ...config, orders, returns, clock }),
    )
    // PortOne calls for many buyers, and proves that it is PortOne: only what is refused is limited.
    .post(
      WEBHOOK_PATH,
      webhookResults(log, metrics, clock, dependencies.webhookLimiter),
      rawJsonBody((ctx) => requireSignature(ctx.req.headersDistinct), dependencies.body),
      receiveWebhook(dependencies),
    )
    // Neither is the id of a payment.
    .all(['/api/payment/complete', WEBHOOK_PATH], onlyPost())
    .get('/api/payment/:paymentId', ...limited('payment'), getPayment({ orders, clock }))
    .get(HOSTED_PAGE_ROUTE, ...limited('page'), getHostedPage(hosted))
    .get(`${HOSTED_PAGE_ROUTE}/qr.svg`, ...limited('qr'), getQrCode(hosted, 'svg'))
    .get(`${HOSTED_PAGE_ROUTE}/qr.png`, ...limited('qr'), getQrCode(hosted, 'png'))
    .get(POSTCODE_ROUTE, ...limited('postcode'), getPostcode(hosted))
    // A page's instrumentation adds headers to this call, too.
    .options('/portone-checkout.json', openPreflight())
    .get('/portone-checkout.json', getElementVersion(element, originRule(config)))
    .get('/healthz', getHealth())
    .get('/readyz', getReadiness(store.ping))
    .get('/metrics', getMetrics(metrics, hasToken(config.metricsToken)));
  // With real money there is nothing to try out.
  if (element.builder && config.environment !== 'live') {
    router
      .get(BUILDER_ROUTE, ...limited('builder'), getBuilder(element.builder, hosted))
      .get(`${BUILDER_ROUTE}/:file`, getBuilderFile(element.builder));
  }
  router.get('/:file', getElement(element));

  const trust = proxyTrust(config.trustedProxies);
  // Koa's own `proxy` believes X-Forwarded-Host and X-Forwarded-Proto as well. It stays off.
  const app = new Koa();
  // What Koa cannot answer any more, it would write to the console: a buyer who has gone, mostly.
  app.on('error', (error: Error) => log.info({ reason: error.message }, 'connection lost'));
  const report = answerReport(log, metrics);
  app.use(targetPath());
  app.use(itemAnswers(currentCatalog, config, report, shelves));
  app.use(requestId(trust.isProxy));
  app.use(forwardedClient(config.trustedProxies, trust, log));
  app.use(requestLog(report));
  app.use(securityHeaders());
  app.use(errorResponder(log, errorPages(currentCatalog)));
  app.use(returnRoute({ ...dependencies, ...config, orders, returns, clock }));
  app.use(
    originPolicy(config, isForPages, (origin) => {
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
