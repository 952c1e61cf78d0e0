import { benchOrder, benchPayment } from './bench-order.ts';
import { benchPlace } from './bench-place.ts';
import { measureLoad, median } from './load.ts';
import { startCheckoutServer, startUpstream } from './processes.ts';
import { seededId, seedOrders } from './seed.ts';

const ROUNDS = 3;
const AMOUNT = 2_000;
const CONNECTIONS = 50;

/** How many steps {@link measureTwoServers} reports. */
export const twoServersSteps = (ROUNDS + 1) * 2;

/** Completing distinct payments with one server on a PostgreSQL, and with two. */
export async function measureTwoServers(onStep: (step: string) => void) {
  const place = await benchPlace();
  const upstream = await place.start(startUpstream(benchPayment));
  const databaseUrl = await place.database('PostgreSQL');
  await seedOrders(databaseUrl, benchOrder, 0, (ROUNDS + 1) * 2 * AMOUNT);
  const start = () =>
    place.start(
      startCheckoutServer({ databaseUrl, upstreamUrl: upstream.url, folder: place.folder }),
    );
  const servers = [await start(), await start()];
  let order = 0;
  const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const count of [1, 2] as const) {
      const begin = performance.now();
      await Promise.all(
        servers.slice(0, count).map((server) =>
          measureLoad(server, {
            path: '/api/payment/complete',
            amount: AMOUNT / count,
            connections: CONNECTIONS / count,
            next: () => ({ body: JSON.stringify({ paymentId: seededId(order++) }) }),
          }),
        ),
      );
      const rate = AMOUNT / ((performance.now() - begin) / 1_000);
      // The first round only warms up.
      if (round > 0) rates[count].push(rate);
      onStep(`servers: ${count}, ${Math.round(rate)} payments a second`);
    }
  }
  await place.close();
  return ([1, 2] as const).map((count) => ({
    servers: count,
    'payments/s': Math.round(median(rates[count])),
    ratio: Number((median(rates[count]) / median(rates[1])).toFixed(2)),
  }));
}
