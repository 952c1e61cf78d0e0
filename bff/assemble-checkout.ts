import type Koa from 'koa';
import { createSettlement, type SettlementFunctions } from './create-settlement.ts';
import type { Store } from './database/open-store.ts';
import { fulfilmentDelivery, type Receiver } from './fulfilment/deliver-events.ts';
import { type AppDependencies, createApp } from './http/app.ts';
import { shelfView, shelvesIn } from './http/shelf-view.ts';
import { watchBacklogs } from './observability/backlog-gauges.ts';
import { boundedErrors } from './observability/bounded-errors.ts';
import { deliveryAlerts } from './observability/delivery-alerts.ts';
import { rfc3339 } from './time/rfc3339.ts';
import { orderPolling } from './workers/poll-orders.ts';
import { changeReading } from './workers/read-changes.ts';
import { repeat, type Worker } from './workers/repeat.ts';

/** Milliseconds between two passes of each worker, and the schedule of deliveries that failed. */
export type WorkerIntervals = {
  /** Between two reads of the outbox; a change of an order wakes the worker at once. */
  delivery: number;
  /** Between two searches for orders that are due to be polled. */
  polling: number;
  /** Between two readings of what changed at PortOne. */
  changes: number;
  /** Between two looks for what is kept too long: addresses of pages, payment tokens, marks, holds of stock, orders never taken to a window. */
  sweeping?: number;
  /** Seconds to wait after each delivery that failed; absent for the documented ones. */
  deliverySchedule?: readonly number[];
};

const SWEEPING_INTERVAL_MS = 60_000;

/** Events of one pass that are addressed to their receivers. */
const ADDRESSED_AT_ONCE = 100;

/** For how long events of other receivers may be due: another server may have them, or get its new settings. */
const OTHERS_GRACE_MS = 10 * 60_000;

const INTERVALS_MS: WorkerIntervals = { delivery: 1_000, polling: 5_000, changes: 60_000 };

export type CheckoutParts = Omit<
  AppDependencies,
  keyof SettlementFunctions | 'store' | 'shelves'
> & {
  store: Store;
  /** Who is told of events; empty where no receiver is configured. */
  receivers?: readonly Receiver[];
  intervals?: WorkerIntervals;
};

export type AssembledCheckout = SettlementFunctions & {
  app: Koa;
  /** Starts delivering events, polling open orders and reading PortOne’s changes. */
  startWorkers(): void;
  /** Ends after the passes that are under way. */
  stopWorkers(): Promise<void>;
};

/** Puts the whole server together out of adapters: routes and workers over one store. */
export function assembleCheckout(parts: CheckoutParts): AssembledCheckout {
  const {
    store,
    currentCatalog,
    portOne,
    log,
    metrics,
    receivers = [],
    intervals = INTERVALS_MS,
    clock = Date.now,
  } = parts;
  let deliveries: Worker[] = [];
  let workers: Worker[] = [];
  const shelves = shelfView({ stock: store.stock, currentCatalog, clock });
  const settle = createSettlement({
    store,
    portOne,
    log,
    metrics,
    channelType: parts.config.channelType,
    clock,
    stockOf: (shelf) => shelvesIn(currentCatalog()).get(shelf),
    onStockChanged: shelves.changed,
    onEventsPending: () => {
      for (const delivery of deliveries) delivery.wake();
    },
  });
  watchBacklogs(metrics, store, clock);
  const logBounded = boundedErrors(log, 5);
  const logError = (what: string) => (error: unknown) => log.error({ err: error }, what);

  function startDelivery({ name, deliver, concurrency }: Receiver): Worker {
    const pass = fulfilmentDelivery({
      outbox: store.outbox,
      deliver,
      receiver: { name, isOnly: receivers.length === 1 },
      ...(concurrency !== undefined && { concurrency }),
      clock,
      onFailed: deliveryAlerts(log, clock, name).failed,
      onGivenUp: ({ id, type, paymentId }, error) =>
        log.fatal(
          { receiver: name, id, type, paymentId, error },
          'an event is given up: the receiver never accepted it',
        ),
      ...(intervals.deliverySchedule && { schedule: intervals.deliverySchedule }),
    });
    return repeat(pass, intervals.delivery, logError('events cannot be delivered now'));
  }

  /** Writes down whom an event is for, where that are several. */
  function startAddressing(): Worker {
    const names = receivers.map(({ name }) => name);
    const pass = async () => {
      const count = await store.outbox.address(rfc3339(clock()), names, ADDRESSED_AT_ONCE);
      if (count > 0) for (const delivery of deliveries.slice(1)) delivery.wake();
      return count;
    };
    return repeat(pass, intervals.delivery, logError('events cannot be addressed now'));
  }

  /** Where there is no receiver at all, what is due waits for one. */
  async function giveUpOthers(): Promise<number> {
    if (receivers.length === 0) return 0;
    const names = receivers.map(({ name }) => name);
    const before = rfc3339(clock() - OTHERS_GRACE_MS);
    for (const [receiver, count] of await store.outbox.giveUpOthers(names, before)) {
      log.fatal(
        { receiver, count },
        'events are given up: the settings do not have their receiver any more',
      );
    }
    return 0;
  }

  return {
    ...settle,
    app: createApp({ ...parts, ...settle, shelves }),
    startWorkers() {
      // The first one wakes the others.
      deliveries = [
        ...(receivers.length > 1 ? [startAddressing()] : []),
        ...receivers.map(startDelivery),
      ];
      workers = [
        ...deliveries,
        repeat(
          orderPolling({ ...settle, openOrders: store.openOrders, clock }),
          intervals.polling,
          logError('open orders cannot be asked about now'),
        ),
        repeat(
          async () =>
            (await store.returns.sweep(clock())) +
            (await store.expiry.deleteUnopened(clock())) +
            (await store.buyers.sweep(clock())) +
            (await store.stock.sweep(clock())) +
            (await giveUpOthers()),
          intervals.sweeping ?? SWEEPING_INTERVAL_MS,
          logError('what is kept too long cannot be erased now'),
        ),
        repeat(
          changeReading({
            ...settle,
            store,
            portOne,
            channelType: parts.config.channelType,
            clock,
            onUnsettled: (paymentId, error) =>
              // By itself in each pass, but any visitor can begin many that PortOne answers too much about.
              logBounded(
                'unsettled',
                { paymentId, err: error },
                'a payment that changed cannot be settled now',
              ),
            onUnreadable: ({ status, statusChangedAt }, error) => {
              metrics.paymentUnreadable();
              logBounded(
                'unreadable',
                { status, statusChangedAt, err: error },
                'a payment cannot be kept here: look for it at PortOne, by this time',
              );
            },
          }),
          intervals.changes,
          logError('PortOne’s changes cannot be read now'),
        ),
      ];
    },
    async stopWorkers() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}
