import type { Logger } from 'pino';
import type { Store } from './database/open-store.ts';
import { type ApprovePayment, paymentApprover } from './domain/approve-payment.ts';
import { CheckoutError } from './domain/checkout-error.ts';
import { type ConfirmPayment, paymentConfirmer } from './domain/confirm-payment.ts';
import { type FulfilmentEvent, isLaterEvent } from './domain/fulfilment-event.ts';
import { differOnlyLater } from './domain/later-event.ts';
import type { ChannelType, Order } from './domain/order.ts';
import type { PortOne } from './domain/portone.ts';
import { isCounted } from './domain/sale/stock.ts';
import {
  movedMoney,
  paymentSettler,
  type SettlePayment,
  type UnmatchedPayment,
} from './domain/settle-payment.ts';
import type { Metrics } from './observability/metrics.ts';
import { operatorAlerts } from './observability/operator-alerts.ts';
import { rfc3339, secondsOf } from './time/rfc3339.ts';

export type SettlementDependencies = {
  store: Pick<Store, 'orders' | 'returns' | 'stock' | 'unmatched'>;
  portOne: PortOne;
  log: Logger;
  metrics: Pick<
    Metrics,
    'laterEventTold' | 'orderSettled' | 'rankRegressed' | 'unmatchedNoted' | 'unmatchedRecorded'
  >;
  /** The kind of channel that this server sells through; absent where both kinds count as money. */
  channelType?: ChannelType;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How many pieces there are on a shelf; absent where none are counted. */
  stockOf?: ((shelf: string) => number | undefined) | undefined;
  /** Called after an order has changed whose pieces are counted. */
  onStockChanged?: (() => void) | undefined;
  /** Called after an order has changed and its events are in the outbox. */
  onEventsPending?: (() => void) | undefined;
};

export type SettlementFunctions = {
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  approvePayment: ApprovePayment;
  /** Stores a payment that moved money without an order, and alerts; updates one that is stored. */
  recordUnmatched(payment: UnmatchedPayment): Promise<void>;
};

/** A limit on memory. Regressions are so rare that it is never reached. */
const MAX_REGRESSIONS = 1_000;

/** Creates the functions that change an order, for the routes and the workers of one server. */
export function createSettlement(dependencies: SettlementDependencies): SettlementFunctions {
  const { store, portOne, log, metrics, channelType, clock, stockOf, onEventsPending } =
    dependencies;
  const { orders, unmatched } = store;
  const alerts = operatorAlerts(log, clock);
  const now = () => rfc3339(clock());
  /** The last alert about each payment: every reading of PortOne's changes sees the payment again for ten minutes. */
  const regressions = new Map<string, string>();
  const onSettled = (order: Order, before?: Order, events: readonly FulfilmentEvent[] = []) => {
    if (!differOnlyLater(before?.settlement, order.settlement)) {
      alerts.settled(order);
      metrics.orderSettled(order);
    }
    for (const event of events) {
      if (!isLaterEvent(event)) continue;
      alerts.later(event);
      metrics.laterEventTold(event.type);
    }
    if (isCounted(order)) dependencies.onStockChanged?.();
    onEventsPending?.();
  };
  async function recordUnmatched(payment: UnmatchedPayment): Promise<void> {
    if (!movedMoney(payment, channelType)) {
      await unmatched.note(payment);
      // Anyone may have one issued, for nothing.
      if (payment.status === 'VIRTUAL_ACCOUNT_ISSUED') metrics.unmatchedNoted();
    } else if (await unmatched.hold(payment, now())) {
      alerts.unmatched(payment);
      metrics.unmatchedRecorded();
    }
  }
  /** Without a ceiling: who has come so far has been at the gateway. */
  async function holdPieces(order: Order): Promise<boolean> {
    if (!isCounted(order)) return true;
    const stock = stockOf?.(order.sale.stock.shelf);
    if (stock === undefined) return true;
    try {
      await store.stock.hold(order, { stock, now: clock() });
      return true;
    } catch (error) {
      if (error instanceof CheckoutError && error.code === 'SOLD_OUT') return false;
      throw error;
    }
  }
  const confirmPayment = paymentConfirmer({
    orders,
    portOne,
    now,
    secondsOf,
    holdPieces,
    onSettled,
  });
  return {
    recordUnmatched,
    confirmPayment,
    approvePayment: paymentApprover({ confirmPayment, dropToken: store.returns.dropToken }),
    settlePayment: paymentSettler({
      orders,
      recordUnmatched,
      portOne,
      now,
      secondsOf,
      stockOf,
      onSettled,
      onRegression: (order, observed) => {
        const { paymentId, statusChangedAt } = observed;
        if (regressions.get(paymentId) === statusChangedAt) return;
        if (regressions.size === MAX_REGRESSIONS) regressions.clear();
        regressions.set(paymentId, statusChangedAt);
        alerts.regression(order, observed);
        metrics.rankRegressed();
      },
    }),
  };
}
