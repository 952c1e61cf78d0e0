import type { Logger } from 'pino';
import type { Store } from './database/open-store.ts';
import { type ApprovePayment, paymentApprover } from './domain/approve-payment.ts';
import { type ConfirmPayment, paymentConfirmer } from './domain/confirm-payment.ts';
import type { Order } from './domain/order.ts';
import type { PortOne } from './domain/portone.ts';
import {
  movedMoney,
  paymentSettler,
  type SettlePayment,
  type UnmatchedPayment,
} from './domain/settle-payment.ts';
import type { Metrics } from './observability/metrics.ts';
import { operatorAlerts } from './observability/operator-alerts.ts';

export type SettlingDependencies = {
  store: Pick<Store, 'orders' | 'returns' | 'unmatched'>;
  portOne: PortOne;
  log: Logger;
  metrics: Pick<Metrics, 'orderSettled' | 'rankRegressed' | 'unmatchedRecorded'>;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Called after an order has changed and its events are in the outbox. */
  onEventsPending?: (() => void) | undefined;
};

export type Settling = {
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  approvePayment: ApprovePayment;
  /** Keeps money that came in without an order, and says so; notes what has become of what is kept. */
  recordUnmatched(payment: UnmatchedPayment): Promise<void>;
};

/** More than ever happen; a limit all the same. */
const MOST_REGRESSIONS = 1_000;

/** The two ways in which an order moves on, shared by the routes and the workers of one server. */
export function settling(dependencies: SettlingDependencies): Settling {
  const { store, portOne, log, metrics, clock, onEventsPending } = dependencies;
  const { orders, unmatched } = store;
  const alerts = operatorAlerts(log);
  const now = () => new Date(clock()).toISOString();
  /** What was told last of each payment: for ten minutes every reading of PortOne's changes sees it again. */
  const regressions = new Map<string, string>();
  const onSettled = (order: Order) => {
    alerts.settled(order);
    metrics.orderSettled(order);
    onEventsPending?.();
  };
  async function recordUnmatched(payment: UnmatchedPayment): Promise<void> {
    if (!movedMoney(payment.status)) {
      await unmatched.note(payment);
    } else if (await unmatched.hold(payment, now())) {
      alerts.unmatched(payment);
      metrics.unmatchedRecorded();
    }
  }
  const confirmPayment = paymentConfirmer({ orders, portOne, now, secondsOf, onSettled });
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
      onSettled,
      onRegression: (order, observed) => {
        const { paymentId, statusChangedAt } = observed;
        if (regressions.get(paymentId) === statusChangedAt) return;
        if (regressions.size === MOST_REGRESSIONS) regressions.clear();
        regressions.set(paymentId, statusChangedAt);
        alerts.regression(order, observed);
        metrics.rankRegressed();
      },
    }),
  };
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
