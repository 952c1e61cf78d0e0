/**
 * One of the servers: the real one, put together as `npm start` does it, but
 * quicker, with places in it where it can be made to die. Its parent forks it,
 * and it ends with its parent.
 */
import { flushCompileCache } from 'node:module';
import { type Dialect, Kysely, sql } from 'kysely';
import { pino } from 'pino';
import { assembleCheckout } from '../../bff/assemble-checkout.ts';
import { parseCatalog } from '../../bff/catalog/parse-catalog.ts';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore, type Store } from '../../bff/database/open-store.ts';
import { fulfilmentWebhook } from '../../bff/fulfilment/webhook-receiver.ts';
import { closeServer, httpServer } from '../../bff/http/http-server.ts';
import { prometheusMetrics } from '../../bff/observability/metrics.ts';
import { requestIdForLog } from '../../bff/observability/request-context.ts';
import { portOneClient } from '../../bff/portone/portone-client.ts';
import { webhookVerifier } from '../../bff/portone/webhook-verifier.ts';
import { type Failpoint, failpoints } from '../support/server/failpoints.ts';
import { noElement } from '../support/server/no-element.ts';
import { apiSecret, catalog as catalogSource, fulfilmentSecret, webhookSecret } from './shop.ts';

export type ServerSettings = {
  databaseUrl: string;
  /** PortOne's API, as far as the server knows. */
  apiUrl: string;
  fulfilmentUrl: string;
  port: number;
  pace: number;
  /** Where to die while starting. */
  failpoint?: Failpoint;
  migrationStep?: number;
};

/** A command to a server. */
export type Order =
  | { order: 'arm'; failpoint: Failpoint | undefined }
  | { order: 'fill disk'; isFull: boolean }
  | { order: 'stop' };

/** A report of a server. */
export type Report =
  | { ready: true }
  /** Bytes, and sockets to PortOne, the receiver and the database. */
  | { rss: number; sockets: number };

/** Milliseconds between two reports. */
const REPORT_INTERVAL_MS = 500;

/** What real servers wait for, in milliseconds; divided by the pace. */
const intervalsMs = {
  delivery: 1_000,
  polling: 5_000,
  /** Real ones wait for a minute; a run lasts as long as a pause or two would. */
  changes: 8_000,
};

/** How many times shorter the lease for reading changes is, beyond the pace: a dead server keeps it until its end. */
const LEASE_SPEED = 8;

/**
 * Milliseconds that PortOne may take, half of the real ones: on a busy machine
 * less would pass as well, and PortOne count as down.
 */
const PORTONE_TIMEOUT_MS = 4_000;

/** Seconds to wait after each delivery that failed: capped, or a run would have to last a day. */
const DELIVERY_SCHEDULE: readonly number[] = [1, 2, ...Array.from({ length: 200 }, () => 5)];

const settings = JSON.parse(process.env.CHAOS ?? '') as ServerSettings;
const { pace } = settings;
const points = failpoints({ migrationStep: settings.migrationStep ?? 0 });
points.arm(settings.failpoint);

const log = pino({ level: 'warn', mixin: requestIdForLog });
const metrics = prometheusMetrics();
const catalog = parseCatalog(catalogSource);
const dialect = databaseDialect(settings.databaseUrl);
const store = points.store(
  quicker(await openStore(points.dialect(dialect), { sendsEvents: true }), pace),
);
const portOne = points.portOne(
  portOneClient({
    apiSecret,
    apiUrl: settings.apiUrl,
    storeId: catalog.store.id,
    timeoutMs: PORTONE_TIMEOUT_MS,
    alert: (message) => log.fatal(message),
    onAnswered: metrics.upstreamAnswered,
  }),
);
const checkout = assembleCheckout({
  config: {
    allowedOrigins: [],
    environment: 'sandbox',
    channelType: 'TEST',
    trustedProxies: 0,
    sdkUrl: `${settings.apiUrl}/v2/browser-sdk.js`,
  },
  currentCatalog: () => catalog,
  store,
  portOne,
  verifyWebhook: webhookVerifier([webhookSecret]),
  element: noElement,
  log,
  metrics,
  receivers: [
    {
      name: 'receiver',
      deliver: points.deliver(fulfilmentWebhook(settings.fulfilmentUrl, fulfilmentSecret)),
    },
  ],
  intervals: {
    delivery: intervalsMs.delivery / pace,
    polling: intervalsMs.polling / pace,
    changes: intervalsMs.changes / pace,
    deliverySchedule: DELIVERY_SCHEDULE.map((seconds) => seconds / pace),
  },
});
const server = httpServer(checkout.app.callback());
checkout.startWorkers();
server.listen(settings.port, '127.0.0.1', () => {
  report({ ready: true });
  // Node writes it down when a process ends, which this one will not live to see.
  flushCompileCache();
});
setInterval(() => {
  const all = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap');
  // Of those that came in, the callers decide how long they stay.
  server.getConnections((_error, incoming) =>
    report({ rss: process.memoryUsage.rss(), sockets: all.length - incoming }),
  );
}, REPORT_INTERVAL_MS).unref();

process.on('message', async (order: Order) => {
  switch (order.order) {
    case 'arm':
      points.arm(order.failpoint);
      break;
    case 'fill disk':
      await limitPages(dialect, order.isFull);
      break;
    case 'stop':
      await Promise.all([closeServer(server, 5_000), checkout.stopWorkers()]);
      await portOne.close();
      await store.close();
      process.exit(0);
  }
});
process.on('disconnect', () => process.exit(1));

function report(what: Report): void {
  process.send?.(what);
}

/** The same store, in which what a server has taken is free again sooner after its death. */
function quicker(store: Store, pace: number): Store {
  const sooner = (now: number, until: number) => now + (until - now) / pace / LEASE_SPEED;
  return {
    ...store,
    outbox: {
      ...store.outbox,
      acquire: (now, until, limit) => {
        const lease = (Date.parse(until) - Date.parse(now)) / pace;
        return store.outbox.acquire(now, new Date(Date.parse(now) + lease).toISOString(), limit);
      },
    },
    watermark: {
      ...store.watermark,
      acquire: (now, until) => store.watermark.acquire(now, sooner(now, until)),
      renew: (turn, until) => store.watermark.renew(turn, sooner(Date.now(), until)),
    },
  };
}

/** A disk that is full, as SQLite has it: the file may not grow by a page. */
async function limitPages(dialect: Dialect, isFull: boolean): Promise<void> {
  const database = new Kysely<unknown>({ dialect });
  const limit = isFull ? 1 : 4_294_967_294;
  await sql`PRAGMA max_page_count = ${sql.lit(limit)}`.execute(database);
}
