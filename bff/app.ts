import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { ElementFiles } from './adapters/element-files.ts';
import type { PortOne } from './adapters/portone-client.ts';
import type { Store } from './adapters/store.ts';
import type { VerifyWebhook } from './adapters/webhook-verifier.ts';
import type { Config } from './config.ts';
import type { Catalog } from './domain/catalog.ts';
import { jsonBody, rawJsonBody } from './middleware/body.ts';
import { errorResponder } from './middleware/error-responder.ts';
import { originPolicy } from './middleware/origin-policy.ts';
import { requestLog } from './middleware/request-log.ts';
import { getElement, getElementVersion } from './routes/element.ts';
import { getHealth, getReadiness } from './routes/health.ts';
import { itemAnswers } from './routes/items.ts';
import { postOrder } from './routes/orders.ts';
import { completePayment, getPayment } from './routes/payments.ts';
import { receiveWebhook } from './routes/webhook.ts';
import type { Settling } from './settling.ts';

export type AppDependencies = Settling & {
  config: Pick<Config, 'allowedOrigins' | 'environment' | 'channelType' | 'sdkUrl'>;
  currentCatalog: () => Catalog;
  store: Pick<Store, 'orders' | 'ping'>;
  portOne: PortOne;
  verifyWebhook: VerifyWebhook;
  element: ElementFiles;
  log: Logger;
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
  const { orders } = store;
  const clock = dependencies.clock ?? Date.now;
  const router = new Router()
    .post('/api/orders', jsonBody(), postOrder({ ...dependencies, ...config, orders, clock }))
    .post(
      '/api/payment/complete',
      jsonBody(),
      completePayment({ orders, settlePayment, confirmPayment }),
    )
    .get('/api/payment/:paymentId', getPayment(orders))
    .post(WEBHOOK_PATH, rawJsonBody(), receiveWebhook(dependencies))
    .get('/portone-checkout.json', getElementVersion(element))
    .get('/healthz', getHealth())
    .get('/readyz', getReadiness(store.ping))
    .get('/:file', getElement(element));

  const app = new Koa();
  app.use(requestLog(log));
  app.use(errorResponder(log));
  app.use(originPolicy(config.allowedOrigins, isForPages));
  app.use(itemAnswers(currentCatalog, config));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
