/**
 * A server of its own on a database, in a thread: orders one piece after another until none is left,
 * and pays for each. Says how many it has sold.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import { CheckoutError } from '../../../bff/domain/checkout-error.ts';
import { heldAsSoldOut } from '../../../bff/domain/sale/stock.ts';
import { transition } from '../../../bff/domain/transition.ts';
import { anOrder, NOW, secondsOf, seen } from './seen-payment.ts';

const { url, name, stock } = workerData as { url: string; name: string; stock: number };
const now = Date.parse(NOW);
const store = await openStore(databaseDialect(url), { sendsEvents: true });
parentPort?.postMessage('ready');
await new Promise((started) => parentPort?.once('message', started));

/** On a busy machine the other server may hold SQLite's lock for longer than a statement waits: pages and PortOne repeat a 503. */
async function asOftenAsItTakes<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CheckoutError && error.code === 'STORE_UNAVAILABLE')) throw error;
    }
  }
}

let sold = 0;
let refused = 0;
async function buy(index: number): Promise<void> {
  const order = anOrder({
    paymentId: `payment-${name}-${index}`,
    sale: { lines: [], stock: { shelf: 'mug', quantity: 1 } },
  });
  // Every other one holds nothing until it is paid.
  const hold = index % 2 === 0 ? { stock, now } : undefined;
  try {
    await asOftenAsItTakes(() => store.orders.insert(order, undefined, undefined, hold));
  } catch (error) {
    if (!(error instanceof CheckoutError && error.code === 'SOLD_OUT')) throw error;
    refused += 1;
    return;
  }
  const settlement = transition(order, seen('PAID'), NOW, secondsOf);
  if (!settlement) throw new Error('A payment changes nothing');
  const soldOut = { settlement: heldAsSoldOut(settlement), events: [] };
  const settled = await asOftenAsItTakes(() =>
    store.orders.settle(order, settlement, [], { stock, now, soldOut }),
  );
  if (settled?.settlement?.fulfilledAt) sold += 1;
  else refused += 1;
}
// Some at a time, as buyers come.
for (let index = 0; index < 40; index += 8) {
  await Promise.all(Array.from({ length: 8 }, (_, offset) => buy(index + offset)));
}
await store.close();
parentPort?.postMessage({ sold, refused });
