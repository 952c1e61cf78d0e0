import type Koa from 'koa';
import { createSettlement, type SettlementFunctions } from './create-settlement.ts';
import type { Store } from './database/open-store.ts';
import { type Deliver, fulfilmentDelivery } from './fulfilment/deliver-events.ts';
import { type AppDependencies, createApp } from './http/app.ts';
import { watchBacklogs } from './observability/backlog-gauges.ts';
import { boundedErrors } from './observability/bounded-errors.ts';
import { deliveryAlerts } from './observability/delivery-alerts.ts';
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
  /** Between two looks for what is kept too long: addresses of pages, payment tokens, marks, orders never taken to a window. */
  sweeping?: number;
  /** Seconds to wait after each delivery that failed; absent for the documented ones. */
  deliverySchedule?: readonly number[];
};

const SWEEPING_INTERVAL_MS = 60_000;

const INTERVALS_MS: WorkerIntervals = { delivery: 1_000, polling: 5_000, changes: 60_000 };

export type CheckoutParts = Omit<AppDependencies, keyof SettlementFunctions | 'store'> & {
  store: Store;
  /** Hands events to the owner; absent where no receiver is configured. */
  deliver?: Deliver | undefined;
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
    portOne,
    log,
    metrics,
    deliver,
    intervals = INTERVALS_MS,
    clock = Date.now,
  } = parts;
  let delivery: Worker | undefined;
  let workers: Worker[] = [];
  const settle = createSettlement({
    store,
    portOne,
    log,
    metrics,
    channelType: parts.config.channelType,
    clock,
    onEventsPending: () => delivery?.wake(),
  });
  watchBacklogs(metrics, store, clock);
  const logBounded = boundedErrors(log, 5);
  const logError = (what: string) => (error: unknown) => log.error({ err: error }, what);

  function startDelivery(deliver: Deliver): Worker {
    const pass = fulfilmentDelivery({
      outbox: store.outbox,
      deliver,
      clock,
      onFailed: deliveryAlerts(log, clock).failed,
      onGivenUp: ({ id, type, paymentId }, error) =>
        log.fatal(
          { id, type, paymentId, error },
          'an event is given up: the receiver never accepted it',
        ),
      ...(intervals.deliverySchedule && { schedule: intervals.deliverySchedule }),
    });
    return repeat(pass, intervals.delivery, logError('events cannot be delivered now'));
  }

  return {
    ...settle,
    app: createApp({ ...parts, ...settle }),
    startWorkers() {
      delivery = deliver && startDelivery(deliver);
      workers = [
        ...(delivery ? [delivery] : []),
        repeat(
          orderPolling({ ...settle, openOrders: store.openOrders, clock }),
          intervals.polling,
          logError('open orders cannot be asked about now'),
        ),
        repeat(
          async () =>
            (await store.returns.sweep(clock())) + (await store.expiry.deleteUnopened(clock())),
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
