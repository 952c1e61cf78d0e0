import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isListed } from '../domain/classify-failure.ts';
import type { Order } from '../domain/order.ts';
import { isHeldWithMoney } from '../domain/transition.ts';
import { type RefusedWindow, refusedWindowOf } from './window-alerts.ts';

/** What an operator's Prometheus reads here. No label says who, or which payment. */
export type Metrics = {
  /** @param answer its `route` as the router writes it, `none` where no route matched */
  requestAnswered(answer: { route: string; status: number; seconds: number }): void;
  /** @param attempt one call of PortOne's API; its `result` is `ok`, the HTTP status of an error, or `no_answer` */
  upstreamAnswered(attempt: { operation: string; result: string; seconds: number }): void;
  /** Called with each order that has changed. */
  orderSettled(order: Order): void;
  /** Called for each dispute, its end, and each refund that failed, by the event's type. */
  laterEventTold(type: string): void;
  /** Called for each payment that came in without an order. */
  unmatchedRecorded(): void;
  /** Called for each that may: a virtual account that waits for its deposit. */
  unmatchedNoted(): void;
  /** Called for each payment in PortOne's list that cannot be read, or cannot be kept. */
  paymentUnreadable(): void;
  /** Called for each payment whose status PortOne has moved backward. */
  rankRegressed(): void;
  /** Called for each request that exceeds a limit: of an `address`, a `network`, or the whole `server`. */
  rateLimited(route: string, limit: 'address' | 'network' | 'server'): void;
  /** Called for each order that is placed without PortOne having pinned its amount. */
  preRegistrationSkipped(): void;
  /** @param result of a webhook: `settled`, `unchanged`, `ignored`, or the code of its error */
  webhookAnswered(result: string): void;
  /** Called for each page of another origin that was refused. */
  originRefused(): void;
  /** Called for each payment window that a browser could not open. */
  windowRefused(refused: Pick<RefusedWindow, 'methodId' | 'code'>): void;
  /** Adds a number that is read when Prometheus asks, e.g. a backlog; one that cannot be read is left out. */
  readOnScrape(name: string, help: string, read: () => number | Promise<number>): void;
  /** Everything, in Prometheus's text format. */
  write(): Promise<{ type: string; text: string }>;
};

/** Seconds. The server's own work takes milliseconds; with PortOne it is up to its deadline. */
const DURATIONS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Collects the server's numbers, in a registry of its own. */
export function prometheusMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });

  const requests = new Histogram({
    name: 'checkout_http_request_duration_seconds',
    help: 'Time from a request’s headers to its answer',
    labelNames: ['route', 'status'],
    buckets: DURATIONS,
    registers,
  });
  const upstream = new Histogram({
    name: 'checkout_portone_request_duration_seconds',
    help: 'Time of one call of PortOne’s API, each attempt by itself; result is ok, an HTTP status, or no_answer',
    labelNames: ['operation', 'result'],
    buckets: DURATIONS,
    registers,
  });
  const upstreamErrors = new Counter({
    name: 'checkout_portone_errors_total',
    help: 'Calls of PortOne’s API that brought nothing to go by',
    labelNames: ['operation', 'result'],
    registers,
  });
  const payments = new Counter({
    name: 'checkout_payments_total',
    help: 'Payments that came to a status, PortOne’s or HELD',
    labelNames: ['status'],
    registers,
  });
  const held = new Counter({
    name: 'checkout_payments_held_total',
    help: 'Payments that a person has to look at',
    labelNames: ['reason'],
    registers,
  });
  const noted = new Counter({
    name: 'checkout_payments_noted_total',
    help: 'Payments that would be held, but have moved no money so far',
    labelNames: ['reason'],
    registers,
  });
  const rateLimited = new Counter({
    name: 'checkout_rate_limited_total',
    help: 'Requests that exceeded a limit: of an address, of the network around it, or of the server',
    labelNames: ['route', 'limit'],
    registers,
  });
  const notPreRegistered = new Counter({
    name: 'checkout_orders_not_preregistered_total',
    help: 'Orders whose amount PortOne was too busy to pin; it is compared after the payment all the same',
    registers,
  });
  const notes = new Counter({
    name: 'checkout_payment_notes_total',
    help: 'Paid payments that differ from their order in what costs nothing; none of them is held for it',
    labelNames: ['field'],
    registers,
  });
  const regressions = new Counter({
    name: 'checkout_rank_regressions_total',
    help: 'Payments that PortOne says have moved backward; nothing was changed',
    registers,
  });
  const laterEvents = new Counter({
    name: 'checkout_later_events_total',
    help: 'Disputes, their ends, and refunds that failed, by the type of the event',
    labelNames: ['type'],
    registers,
  });
  const unreadable = new Counter({
    name: 'checkout_unreadable_payments_total',
    help: 'Payments in PortOne’s list that cannot be read or kept, and are passed over',
    registers,
  });
  const unknownCodes = new Counter({
    name: 'checkout_unknown_failure_codes_total',
    help: 'Failures with a code that the table does not list',
    labelNames: ['pg_provider'],
    registers,
  });
  const webhooks = new Counter({
    name: 'checkout_webhooks_total',
    help: 'Webhooks by their result',
    labelNames: ['result'],
    registers,
  });

  const origins = new Counter({
    name: 'checkout_origins_refused_total',
    help: 'Requests of pages whose origin ALLOWED_ORIGINS does not name',
    registers,
  });
  const windows = new Counter({
    name: 'checkout_windows_refused_total',
    help: 'Payment windows that PortOne or a gateway refused to open; code is PortOne’s, other, or FAILURE_TYPE_PG',
    labelNames: ['method', 'code'],
    registers,
  });
  // A rate over an hour counts the first one, too, where it begins at 0.
  for (const result of ['webhook_invalid', 'settled', 'unchanged', 'ignored']) {
    webhooks.inc({ result }, 0);
  }

  const requestSeries = new Map<string, ReturnType<typeof requests.labels>>();

  return {
    requestAnswered({ route, status, seconds }) {
      const statusClass = `${Math.floor(status / 100)}xx`;
      const key = `${route} ${statusClass}`;
      // Finding a series by its labels costs as much as answering with an item.
      let series = requestSeries.get(key);
      if (!series) {
        series = requests.labels({ route, status: statusClass });
        requestSeries.set(key, series);
      }
      series.observe(seconds);
    },

    upstreamAnswered({ operation, result, seconds }) {
      upstream.observe({ operation, result }, seconds);
      if (result !== 'ok') upstreamErrors.inc({ operation, result });
    },

    orderSettled(order) {
      const { settlement } = order;
      if (!settlement) return;
      const refused = refusedWindowOf(order);
      if (refused) windows.inc({ method: refused.methodId, code: refused.code });
      const isHeld = isHeldWithMoney(settlement);
      payments.inc({ status: isHeld ? 'HELD' : settlement.status });
      if (settlement.hold) (isHeld ? held : noted).inc({ reason: settlement.hold.reason });
      if (settlement.status === 'PAID') {
        for (const { field } of settlement.notes ?? []) notes.inc({ field });
      }
      const { pgProvider, pgCode } = settlement.failure ?? {};
      if (pgProvider !== undefined && pgCode !== undefined && !isListed(pgProvider, pgCode)) {
        unknownCodes.inc({ pg_provider: pgProvider });
      }
    },

    unmatchedRecorded: () => held.inc({ reason: 'STRAY' }),

    laterEventTold: (type) => laterEvents.inc({ type }),

    unmatchedNoted: () => noted.inc({ reason: 'STRAY' }),

    rateLimited: (route, limit) => rateLimited.inc({ route, limit }),

    preRegistrationSkipped: () => notPreRegistered.inc(),

    paymentUnreadable: () => unreadable.inc(),

    rankRegressed: () => regressions.inc(),

    originRefused: () => origins.inc(),

    windowRefused: ({ methodId, code }) => windows.inc({ method: methodId, code }),

    webhookAnswered: (result) => webhooks.inc({ result: result.toLowerCase() }),

    readOnScrape(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          try {
            this.set(await read());
          } catch {
            // The scrape goes on: the failure raises an alarm of its own, and a stale number would hide it.
            this.remove();
          }
        },
      });
    },

    write: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}
