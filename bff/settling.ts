import type { Logger } from 'pino';
import type { Metrics } from './adapters/metrics.ts';
import { operatorAlerts } from './adapters/operator-alerts.ts';
import type { PortOne } from './adapters/portone-client.ts';
import type { Store } from './adapters/store.ts';
import { type ConfirmPayment, paymentConfirmer } from './domain/confirm-payment.ts';
import type { Order } from './domain/order.ts';
import {
  bringsMoney,
  paymentSettler,
  type SeenStray,
  type SettlePayment,
} from './domain/settle-payment.ts';

export type SettlingDependencies = {
  store: Pick<Store, 'orders' | 'strays'>;
  portOne: PortOne;
  log: Logger;
  metrics: Pick<Metrics, 'orderSettled' | 'rankRegressed' | 'strayKept'>;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Hears that an order has moved on, and that the owner may be owed the news. */
  onOwed?: (() => void) | undefined;
};

export type Settling = {
  settlePayment: SettlePayment;
  confirmPayment: ConfirmPayment;
  /** Keeps money that came in without an order, and says so; notes what has become of what is kept. */
  noticeStray(stray: SeenStray): Promise<void>;
};

/** More than ever happen; a limit all the same. */
const MOST_REGRESSIONS = 1_000;

/** The two ways in which an order moves on, shared by the routes and the workers of one server. */
export function settling(dependencies: SettlingDependencies): Settling {
  const { store, portOne, log, metrics, clock, onOwed } = dependencies;
  const { orders, strays } = store;
  const alerts = operatorAlerts(log);
  const now = () => new Date(clock()).toISOString();
  /** What was told last of each payment: for ten minutes every reading of PortOne's changes sees it again. */
  const regressions = new Map<string, string>();
  const onSettled = (order: Order) => {
    alerts.settled(order);
    metrics.orderSettled(order);
    onOwed?.();
  };
  async function noticeStray(stray: SeenStray): Promise<void> {
    if (!bringsMoney(stray.status)) {
      await strays.note(stray);
    } else if (await strays.hold(stray, now())) {
      alerts.stray(stray);
      metrics.strayKept();
    }
  }
  return {
    noticeStray,
    settlePayment: paymentSettler({
      orders,
      noticeStray,
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
    confirmPayment: paymentConfirmer({ orders, portOne, now, secondsOf, onSettled }),
  };
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
