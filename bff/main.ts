import { resolve } from 'node:path';
import { pino } from 'pino';
import { readCatalog, watchCatalog } from './adapters/catalog-file.ts';
import { databaseDialect } from './adapters/database.ts';
import { readElementFiles } from './adapters/element-files.ts';
import { fulfilmentWebhook } from './adapters/fulfilment-webhook.ts';
import { prometheusMetrics } from './adapters/metrics.ts';
import { portOneClient } from './adapters/portone-client.ts';
import { memoryRateLimiter } from './adapters/rate-limiter.ts';
import { openStore } from './adapters/store.ts';
import { webhookVerifier } from './adapters/webhook-verifier.ts';
import { createApp } from './app.ts';
import { ConfigError, parseEnvironment, parsePlaces } from './config.ts';
import type { Catalog } from './domain/catalog.ts';
import { closeServer, httpServer } from './http-server.ts';
import { requestIdForLog } from './middleware/request-id.ts';
import { settling } from './settling.ts';
import { fulfilmentDelivery } from './workers/deliver-fulfilments.ts';
import { changeReading, orderPolling } from './workers/reconcile.ts';
import { repeat } from './workers/repeat.ts';

/** Milliseconds in which requests that are under way may finish after SIGTERM: longer than PortOne may take. */
const FINISH_DEADLINE = 8_500;

/** Milliseconds after SIGTERM when the process ends, whatever is still under way. */
const STOP_DEADLINE = 10_000;

/** Milliseconds between two looks at what is owed; an order that moves on is not waited for. */
const DELIVERY_PAUSE = 1_000;

/** Milliseconds between two looks for orders that are due to be asked about. */
const POLL_PAUSE = 5_000;

/** Milliseconds between two readings of what changed at PortOne. */
const CHANGES_PAUSE = 60_000;

/** Collects what several steps have to say against starting. */
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

async function start(): Promise<void> {
  const { check, problems } = checker();
  const config = check(() => parseEnvironment(process.env));
  const { catalogPath = 'catalog.json', databaseUrl } = parsePlaces(process.env);
  const catalog = check(() => readCatalog(resolve(catalogPath)));
  const element = check(() => readElementFiles(resolve(import.meta.dirname, '../dist')));
  const dialect = databaseUrl === undefined ? undefined : check(() => databaseDialect(databaseUrl));
  if (!config || !catalog || !element || !dialect || problems.length > 0) {
    throw new ConfigError(problems);
  }

  const log = pino({ level: config.logLevel, base: null, mixin: requestIdForLog });
  const metrics = prometheusMetrics();
  const store = await openStore(dialect, { owesEvents: config.fulfilment !== undefined }).catch(
    (error: Error) => {
      throw new ConfigError([
        `DATABASE_URL: the database cannot be brought up to date (${error.message || String(error)}).`,
      ]);
    },
  );
  const portOne = portOneClient({
    ...config,
    storeId: catalog.store.id,
    alert: (message) => log.fatal(message),
    onAnswered: metrics.upstreamAnswered,
  });

  const warn = ({ warnings }: Catalog) => {
    for (const warning of warnings) log.warn(warning);
  };
  warn(catalog);
  let current = catalog;
  const stopWatching = watchCatalog(
    resolve(catalogPath),
    (changed) => {
      current = changed;
      log.info('catalog reloaded');
      warn(changed);
    },
    (error) => log.error({ problems: (error as ConfigError).problems }, 'catalog not reloaded'),
  );

  const delivery =
    config.fulfilment &&
    repeat(
      fulfilmentDelivery({
        outbox: store.outbox,
        deliver: fulfilmentWebhook(config.fulfilment.url, config.fulfilment.secret),
        clock: Date.now,
        onGivenUp: ({ id, type, paymentId }, error) =>
          log.fatal({ id, type, paymentId, error }, 'an event that nobody took is given up'),
      }),
      DELIVERY_PAUSE,
      (error) => log.error({ err: error }, 'events cannot be delivered now'),
    );

  const settle = settling({
    store,
    portOne,
    log,
    metrics,
    clock: Date.now,
    onOwed: () => delivery?.wake(),
  });
  const complain = (what: string) => (error: unknown) => log.error({ err: error }, what);
  const workers = [
    repeat(
      orderPolling({ ...settle, openOrders: store.openOrders, clock: Date.now }),
      POLL_PAUSE,
      complain('open orders cannot be asked about now'),
    ),
    repeat(
      changeReading({
        ...settle,
        watermark: store.watermark,
        portOne,
        findOrder: store.orders.find,
        clock: Date.now,
      }),
      CHANGES_PAUSE,
      complain('PortOne’s changes cannot be read now'),
    ),
  ];

  const app = createApp({
    ...settle,
    config,
    currentCatalog: () => current,
    store,
    portOne,
    verifyWebhook: webhookVerifier(config.webhookSecrets),
    element,
    log,
    metrics,
    ...(config.rateLimitPerMinute > 0 && {
      rateLimiter: memoryRateLimiter(config.rateLimitPerMinute),
    }),
  });
  const server = httpServer(app.callback());
  server.on('error', (error: NodeJS.ErrnoException) => {
    refuse([
      error.code === 'EADDRINUSE'
        ? `PORT: ${config.port} is taken by another program. Stop it, or set PORT to another.`
        : `PORT: the server cannot listen on ${config.host}:${config.port} (${error.message}).`,
    ]);
  });
  server.listen(config.port, config.host, () => {
    log.info({ address: server.address(), environment: config.environment }, 'listening');
    // To whoever forked this: a process manager that waits for it, or the demo.
    process.send?.('ready');
  });

  let stopping = false;
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('not everything was finished in time');
      process.exit(1);
    }, STOP_DEADLINE).unref();
    stopWatching();
    await Promise.all([
      closeServer(server, FINISH_DEADLINE),
      ...[...workers, ...(delivery ? [delivery] : [])].map((worker) => worker.stop()),
    ]);
    await portOne.close();
    await store.close();
    log.info('stopped');
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function refuse(problems: readonly string[]): never {
  console.error('The server does not start:');
  for (const problem of problems) console.error(`  - ${problem}`);
  process.exit(1);
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError) refuse(error.problems);
  throw error;
});
