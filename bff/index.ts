import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Koa from 'koa';
import type { Logger } from 'pino';
import { assembleCheckout } from './assemble-checkout.ts';
import { readCatalogFile, watchCatalog } from './catalog/catalog-file.ts';
import { type Config, ConfigError, parseEnvironment, parsePlaces } from './config.ts';
import { databaseDialect } from './database/dialects.ts';
import { openStore, type Store } from './database/open-store.ts';
import { memoryRateLimiter } from './database/rate-limiter.ts';
import type { Catalog } from './domain/catalog.ts';
import { recordAccepted } from './domain/webhook.ts';
import { addressReceivers } from './fulfilment/address-receivers.ts';
import type { Receiver } from './fulfilment/deliver-events.ts';
import { fulfilmentHandler, type OwnerHandlers } from './fulfilment/handler-receiver.ts';
import { readElementFiles } from './http/element-files.ts';
import { metricsApp } from './http/metrics-app.ts';
import type { Mail } from './mail/mail-receivers.ts';
import { checkoutLog } from './observability/log.ts';
import { prometheusMetrics } from './observability/metrics.ts';
import { version } from './observability/version.ts';
import { portOneClient } from './portone/portone-client.ts';
import { webhookVerifier } from './portone/webhook-verifier.ts';

export { ConfigError } from './config.ts';
export type { OwnerEvent, OwnerHandlers } from './fulfilment/handler-receiver.ts';

export type CheckoutOptions = OwnerHandlers & {
  /** The settings, by the names that the README gives them; usually `process.env`. */
  env: Readonly<Record<string, string | undefined>>;
};

/** A checkout server that runs: it has a database open, and workers that deliver and ask PortOne. */
export type Checkout = {
  /** Listen with `http.createServer(checkout.app.callback())`. */
  app: Koa;
  /**
   * For a server that has more to do: answers what buyers' pages and PortOne ask the checkout for,
   * and calls `next`, at once, for everything else, `/healthz`, `/readyz` and `/metrics` among it.
   * It goes before whatever reads the bodies of requests.
   */
  middleware(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  /** What `METRICS_PORT` is for: answers `/metrics` and nothing else. */
  metricsApp: Koa;
  config: Pick<Config, 'port' | 'host' | 'environment' | 'metricsPort' | 'trustedProxies'>;
  log: Logger;
  /**
   * Ends the workers after what they are at, and closes what is open.
   *
   * @param requests settles once no request is under way any more, if any was
   */
  close(requests?: Promise<unknown>): Promise<void>;
};

/**
 * The folder of the built element. It is found by the package's own name, which means the same in
 * this repository and where the package is installed.
 */
function builtElement(): string {
  return dirname(fileURLToPath(import.meta.resolve('portone-checkout/dist/portone-checkout.js')));
}

/**
 * Marks that an address may redeem in a minute, and calls that a buyer may make about one order. A mark
 * cannot be guessed; behind one address of a carrier many telephones come back.
 */
const RETURNS_PER_MINUTE = 60;
const COMPLETES_PER_ORDER = 30;
/** Refused webhooks of one address after which the answer is 429. */
const REFUSED_WEBHOOKS_PER_MINUTE = 60;

/** What pages and PortOne ask for, by path. */
const OURS =
  /^\/(return\/[a-z0-9]{25}[a-z2-7]{26}|api\/(items|orders|payment|previews)\/|api\/(items|orders|returns)$|portone-checkout\b[^/]*$|checkout\/|postcode$)/;

/** The name of the receiver that is the owner's own code. */
const HANDLERS = 'onPaid';

/** Collects the problems of several steps, so that a start reports them together. */
function checker() {
  const problems: string[] = [];
  return {
    problems,
    check<Value>(step: () => Value): Value | undefined {
      try {
        return step();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        problems.push(...error.problems);
        return undefined;
      }
    },
  };
}

/**
 * Starts a checkout server that does not listen: `npm start` listens for it, and
 * so can a server of the owner's. With `onPaid`, what is paid is handed to the
 * owner's code instead of `FULFILMENT_URL`, as surely and as often.
 *
 * @throws {ConfigError} with everything that is wrong with the settings, the
 * catalog and the database
 */
export async function createCheckout(options: CheckoutOptions): Promise<Checkout> {
  const { env } = options;
  const { check, problems } = checker();
  const config = check(() => parseEnvironment(env));
  const { catalogPath = 'catalog.json', databaseUrl } = parsePlaces(env);
  const file = check(() => readCatalogFile(resolve(catalogPath)));
  const element = check(() => readElementFiles(builtElement()));
  const dialect = databaseUrl === undefined ? undefined : check(() => databaseDialect(databaseUrl));
  const told = config && check(() => receiversOf(config, options));
  if (!config || !file || !element || !dialect || !told || problems.length > 0) {
    throw new ConfigError(problems);
  }

  const { bytes, catalog } = file;
  const log = checkoutLog(config.logLevel);
  const metrics = prometheusMetrics();
  const store = await openStore(dialect, {
    sendsEvents: told.length > 0 || config.mail !== undefined,
    mailsOwner: config.mail !== undefined && config.mail.owners.length > 0,
    keepBuyersDays: config.keepBuyersDays,
    version,
  }).catch((error: Error) => {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([
      `DATABASE_URL: the database cannot be brought up to date (${error.message || String(error)}).`,
    ]);
  });
  const mail = await mailOf(config, store);
  const alerts = await alertsOf(config, store, mail, log);
  const portOne = portOneClient({
    ...config,
    storeId: catalog.store.id,
    alert: (message) => log.fatal(message),
    onAnswered(attempt) {
      metrics.upstreamAnswered(attempt);
      alerts?.upstreamAnswered(attempt);
    },
    onPreRegistrationSkipped: metrics.preRegistrationSkipped,
    onUnreadable: metrics.paymentUnreadable,
  });

  /** `said`: notes of the catalog before, which stay true and are not said again. */
  const warn = (
    next: Pick<Catalog, 'warnings'> & Partial<Pick<Catalog, 'notes'>>,
    said: readonly string[] = [],
  ) => {
    // What has to be set at a gateway is nothing to a sandbox, which has none.
    const notes = config.environment === 'sandbox' ? [] : (next.notes ?? []);
    for (const warning of [...notes, ...next.warnings]) {
      if (!said.includes(warning)) log.warn(warning);
    }
  };
  warn(config);
  warn({ warnings: warningsOfReceiver(config, options) });
  warn(catalog);
  if (store.warning !== undefined) log.warn(store.warning);
  let current = catalog;
  const stopWatching = watchCatalog(
    resolve(catalogPath),
    (changed) => {
      // PortOne's client asks for the payments of one store, and open orders belong to that one.
      if (changed.store.id !== catalog.store.id) {
        const problem = `The catalog’s store.id is ${changed.store.id}, and the server runs for ${catalog.store.id}. Start it again to change the store, once no order is open.`;
        log.error({ problems: [problem] }, 'catalog not reloaded');
        return;
      }
      log.info('catalog reloaded');
      warn(changed, current.notes);
      current = changed;
    },
    (error) =>
      log.error(
        error instanceof ConfigError ? { problems: error.problems } : { err: error },
        'catalog not reloaded',
      ),
    { bytes },
  );

  const verify = recordAccepted(webhookVerifier(config.webhookSecrets), store.webhooks, Date.now);
  const checkout = assembleCheckout({
    config,
    currentCatalog: () => current,
    store,
    portOne,
    verifyWebhook: alerts?.watching(verify) ?? verify,
    element,
    log,
    metrics,
    receivers: [...told, ...(mail?.receivers ?? [])],
    ...(config.ordersPerMinute > 0 && {
      orderCeiling: store.rateLimiter(config.ordersPerMinute),
    }),
    ...(config.rateLimitPerMinute > 0 && {
      rateLimiter: store.rateLimiter(config.rateLimitPerMinute),
      returnLimiter: store.rateLimiter(RETURNS_PER_MINUTE),
      // Each server counts by itself: a statement more for each call would cost more than it saves.
      orderLimiter: memoryRateLimiter(COMPLETES_PER_ORDER),
      webhookLimiter: memoryRateLimiter(REFUSED_WEBHOOKS_PER_MINUTE),
    }),
  });
  checkout.startWorkers();
  const answer = checkout.app.callback();
  return {
    app: checkout.app,
    middleware(request, response, next) {
      const [path = ''] = request.url?.split('?') ?? [];
      if (OURS.test(path)) void answer(request, response);
      else next();
    },
    metricsApp: metricsApp(metrics, config.metricsToken, log),
    config,
    log,
    async close(requests) {
      stopWatching();
      await Promise.all([requests, checkout.stopWorkers()]);
      await alerts?.stop();
      mail?.close();
      await portOne.close();
      await store.close();
    },
  };
}

/** What is sold and then delivered by no code, as far as the server can know. */
function warningsOfReceiver(
  { environment, fulfilment, mail }: Config,
  { onPaid, onEvent }: OwnerHandlers,
): string[] {
  // In the sandbox nothing is to be delivered.
  const isMailed = mail !== undefined && mail.owners.length > 0;
  if (onPaid || fulfilment || isMailed || environment === 'sandbox') return [];
  return [
    onEvent
      ? 'onEvent is passed without onPaid: no code is told of what is paid'
      : 'no system is told of what is paid: set FULFILMENT_URL and FULFILMENT_SECRET, or SMTP_URL, MAIL_FROM and OWNER_EMAIL, or pass onPaid to createCheckout, or ask GET /api/payment/… for each payment',
  ];
}

/** The code that sends mail is loaded only where mail is sent. */
async function mailOf(
  { mail, ownerLanguage }: Config,
  store: Pick<Store, 'rateLimiter'>,
): Promise<Mail | undefined> {
  if (!mail) return undefined;
  const { mailReceivers } = await import('./mail/mail-receivers.ts');
  return mailReceivers(mail, ownerLanguage, store.rateLimiter);
}

/** The code that tells the owner of troubles is loaded only where the owner gets mail. */
async function alertsOf(
  { mail: settings, ownerLanguage }: Config,
  store: Store,
  mail: Mail | undefined,
  log: Logger,
) {
  if (!mail || !settings || settings.owners.length === 0) return undefined;
  const { startAlerts } = await import('./alerts/start-alerts.ts');
  return startAlerts({ store, mail, log, language: ownerLanguage === 'ko' ? 'ko' : 'en' });
}

/** Where events go, if anywhere: to addresses, or to the owner's code. */
function receiversOf(
  { fulfilment, ownerLanguage }: Config,
  { onPaid, onEvent }: OwnerHandlers,
): Receiver[] {
  if (!onPaid && !onEvent) {
    const { addresses = [], secret } = fulfilment ?? {};
    return addressReceivers(addresses, { secret, language: ownerLanguage });
  }
  if (fulfilment) {
    throw new ConfigError([
      'FULFILMENT_URL is set, and onPaid or onEvent is passed as well: an event goes to one of them. Leave the other out.',
    ]);
  }
  const deliver = fulfilmentHandler({ ...(onPaid && { onPaid }), ...(onEvent && { onEvent }) });
  return [{ name: HANDLERS, deliver }];
}
