import { Webhook } from 'standardwebhooks';
import { engines } from '../support/server/database.ts';
import { benchOrder, benchPayment } from './bench-order.ts';
import { benchPlace } from './bench-place.ts';
import { type Load, measureLoad } from './load.ts';
import { startCheckoutServer, startUpstream, webhookSecret } from './processes.ts';
import { seededId, seedOrders } from './seed.ts';

const AMOUNT = 3_000;
const CONNECTIONS = 50;
/** Milliseconds that PortOne takes where the server's own share of the time is measured. */
const UPSTREAM_DELAY_MS = 50;

/** How many steps {@link measureUnderLoad} reports. */
export const underLoadSteps = engines.length * 4;

/** Besides completing: repeated completes, webhooks, the server's own share of an answer's time, memory, start. */
export async function measureUnderLoad(onStep: (step: string) => void) {
  const place = await benchPlace();
  const quick = await place.start(startUpstream(benchPayment));
  const slow = await place.start(startUpstream(benchPayment, UPSTREAM_DELAY_MS));
  const rows: object[] = [];
  for (const engine of engines) {
    const databaseUrl = await place.database(engine);
    await seedOrders(databaseUrl, benchOrder, 0, 4 * AMOUNT);
    const { folder } = place;
    const server = await place.start(
      startCheckoutServer({ databaseUrl, upstreamUrl: quick.url, folder }),
    );
    const idle = await server.usage();
    let order = 0;
    const run = async (what: string, load: Pick<Load, 'path' | 'next'>, target = server) => {
      const measured = await measureLoad(target, {
        ...load,
        amount: AMOUNT,
        connections: CONNECTIONS,
      });
      onStep(`${engine}, ${what}: ${Math.round(measured.rate)} a second`);
      return measured;
    };
    const complete = (id: () => string) => ({
      path: '/api/payment/complete',
      next: () => ({ body: JSON.stringify({ paymentId: id() }) }),
    });
    const webhook = (id: () => string) => ({
      path: '/api/payment/webhook',
      next: () => signed(id()),
    });

    const first = await run(
      'webhooks',
      webhook(() => seededId(order++)),
    );
    const repeated = await run(
      'webhooks that come again',
      webhook(() => seededId(0)),
    );
    const completes = await run(
      'repeated completes',
      complete(() => seededId(0)),
    );
    const { residentMemory } = await server.usage();
    const waiting = await place.start(
      startCheckoutServer({ databaseUrl, upstreamUrl: slow.url, folder }),
    );
    const late = await run(
      `completes with ${UPSTREAM_DELAY_MS} ms at PortOne`,
      complete(() => seededId(order++)),
      waiting,
    );
    rows.push({
      engine,
      'webhooks/s': Math.round(first.rate),
      'the same one/s': Math.round(repeated.rate),
      'repeated completes/s': Math.round(completes.rate),
      'own p50 ms': late.p50 - UPSTREAM_DELAY_MS,
      'own p99 ms': late.p99 - UPSTREAM_DELAY_MS,
      'ready ms': Math.round(server.startup),
      'idle MB': megabytes(idle.residentMemory),
      'loaded MB': megabytes(residentMemory),
    });
  }
  await place.close();
  return rows;
}

const webhooks = new Webhook(webhookSecret);
let sent = 0;

function signed(paymentId: string) {
  const id = `msg_${sent++}`;
  const time = new Date();
  const body = JSON.stringify({
    type: 'Transaction.Paid',
    timestamp: time.toISOString(),
    data: { paymentId, storeId: benchOrder.storeId, transactionId: 'transaction' },
  });
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(time.getTime() / 1_000)),
      'webhook-signature': webhooks.sign(id, time, body),
    },
  };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
