import type { Backlogs } from '../domain/backlogs.ts';
import type { OpenOrders, Watermark } from '../domain/reconciliation.ts';
import type { Metrics } from './metrics.ts';

/**
 * Lets Prometheus read what waits. Servers on one database give the same numbers.
 *
 * @param clock milliseconds since 1970
 */
export function watchBacklogs(
  metrics: Pick<Metrics, 'readOnScrape'>,
  {
    backlogs,
    openOrders,
    watermark,
  }: {
    backlogs: Backlogs;
    openOrders: Pick<OpenOrders, 'countDue'>;
    watermark: Pick<Watermark, 'lag'>;
  },
  clock: () => number,
): void {
  const { readOnScrape } = metrics;
  readOnScrape(
    'checkout_outbox_backlog',
    'Events that the receiver has not accepted yet',
    backlogs.countPending,
  );
  readOnScrape(
    'checkout_outbox_oldest_seconds',
    'Age of the oldest event that the receiver has not accepted yet',
    () => backlogs.ageOfOldestPending(clock()),
  );
  readOnScrape(
    'checkout_outbox_failing',
    'Events whose last delivery failed, and that are sent again',
    backlogs.countFailing,
  );
  readOnScrape('checkout_outbox_dead', 'Events that were given up', backlogs.countGivenUp);
  readOnScrape('checkout_held_orders', 'Orders whose payment is held', backlogs.countHeld);
  readOnScrape(
    'checkout_strays',
    'Payments without an order that no operator has marked as seen',
    backlogs.countUnmatched,
  );
  readOnScrape('checkout_reconcile_backlog', 'Orders that PortOne is to be asked about now', () =>
    openOrders.countDue(clock()),
  );
  readOnScrape(
    'checkout_reconcile_lag_seconds',
    'How far reading PortOne’s changes is behind',
    () => watermark.lag(clock()),
  );
}
