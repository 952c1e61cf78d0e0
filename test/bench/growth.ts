import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore } from '../../bff/database/open-store.ts';
import { subjectOf } from '../../bff/domain/order.ts';
import { openOperatorStore } from '../../bff/operator/operator-store.ts';
import { type Engine, engines } from '../support/server/database.ts';
import { benchOrder, benchPayment } from './bench-order.ts';
import { benchPlace } from './bench-place.ts';
import { measureLoad, median } from './load.ts';
import { startCheckoutServer, startUpstream } from './processes.ts';
import { runStatement, seededId, seedOrders } from './seed.ts';

const COMPLETES = 2_000;
const CONNECTIONS = 50;
const LOOKS = 15;

/** How the server does with so many paid orders already stored. */
export function growthPart(sizes: readonly number[]) {
  return {
    steps: engines.length * sizes.length,
    async measure(onStep: (step: string) => void) {
      const place = await benchPlace();
      const upstream = await place.start(startUpstream(benchPayment));
      const rows: object[] = [];
      for (const engine of engines) {
        for (const size of sizes) {
          const databaseUrl = await place.database(engine);
          await seedPaid(databaseUrl, size);
          await seedOrders(databaseUrl, benchOrder, size, COMPLETES);
          // Autovacuum would do so by itself in a while.
          if (engine === 'PostgreSQL') await runStatement(databaseUrl, 'ANALYZE');
          const bytes = await sizeOf(databaseUrl, engine);
          const looks = await measureLooks(databaseUrl);
          const server = await startCheckoutServer({
            databaseUrl,
            upstreamUrl: upstream.url,
            folder: place.folder,
          });
          let order = size;
          const { rate, cpu } = await measureLoad(server, {
            path: '/api/payment/complete',
            amount: COMPLETES,
            connections: CONNECTIONS,
            next: () => ({ body: JSON.stringify({ paymentId: seededId(order++) }) }),
          });
          await server.stop();
          rows.push({
            engine,
            'stored orders': size,
            'completes/s': Math.round(rate),
            'CPU µs each': Math.round(cpu),
            ...looks,
            MB: Math.round(bytes / 1_000_000),
          });
          onStep(`${engine} with ${size} orders: ${Math.round(rate)} completes a second`);
        }
      }
      await place.close();
      return rows;
    },
  };
}

/** Paid orders whose events have been delivered: what most rows of a shop are. */
async function seedPaid(databaseUrl: string, count: number): Promise<void> {
  await seedOrders(databaseUrl, benchOrder, 0, count, async (store, order) => {
    const at = order.createdAt;
    const settlement = {
      status: 'PAID' as const,
      transactionId: 'transaction',
      statusChangedAt: '2026-01-01T00:00:00.000000000Z',
      paidAmount: order.totalAmount,
      fulfilledAt: at,
    };
    const { paymentId, orderName } = order;
    const data = {
      paymentId,
      ...subjectOf(order),
      orderName,
      status: settlement.status,
      transactionId: settlement.transactionId,
    };
    await store.orders.settle(order, settlement, [
      { key: paymentId, type: 'payment.paid', paymentId, timestamp: at, data },
    ]);
    await runStatement(databaseUrl, 'UPDATE orders SET poll_at = NULL');
    await runStatement(
      databaseUrl,
      'UPDATE fulfilment_events SET due_at = NULL, delivered_at = created_at, attempts = 1',
    );
  });
}

/** Milliseconds of what the server looks for by itself, and of what an operator asks for. */
async function measureLooks(databaseUrl: string) {
  const store = await openStore(databaseDialect(databaseUrl), { sendsEvents: true });
  const operator = await openOperatorStore(databaseDialect(databaseUrl));
  const now = Date.now();
  const at = new Date(now).toISOString();
  const looks = {
    'due orders ms': await timed(() => store.openOrders.acquireDue(now, now, 20)),
    'outbox ms': await timed(() => store.outbox.acquire(at, at, 20)),
    'held list ms': await timed(() => operator.held()),
  };
  await operator.close();
  await store.close();
  return looks;
}

async function timed(look: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < LOOKS; n += 1) {
    const start = performance.now();
    await look();
    times.push(performance.now() - start);
  }
  return Number(median(times).toFixed(2));
}

async function sizeOf(databaseUrl: string, engine: Engine): Promise<number> {
  const [row] = await runStatement(
    databaseUrl,
    engine === 'SQLite'
      ? 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size'
      : 'SELECT pg_database_size(current_database()) AS bytes',
  );
  return Number(row?.bytes);
}
