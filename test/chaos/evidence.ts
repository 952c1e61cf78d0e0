import type { Store } from '../../bff/database/open-store.ts';
import type { Sandbox } from '../../demo/sandbox/sandbox.ts';
import type { Stored, Truth, Violation } from './checker.ts';
import type { History } from './history.ts';

/** What PortOne has of every payment that a buyer attempted. */
export function readTruths(sandbox: Sandbox, history: History): Truth[] {
  return [...history.natures.keys()].map((paymentId) => readTruth(sandbox, history, paymentId));
}

/** What PortOne has of a payment. */
export function readTruth(sandbox: Sandbox, history: History, paymentId: string): Truth {
  const nature = history.natures.get(paymentId) as Truth['nature'];
  const payment = sandbox.payment(paymentId) as
    | {
        status: NonNullable<Truth['status']>;
        transactionId: string;
        cancellations?: Array<{ id: string }>;
      }
    | undefined;
  return {
    paymentId,
    nature,
    ...(payment && { status: payment.status, transactionId: payment.transactionId }),
    cancellationIds: payment?.cancellations?.map(({ id }) => id) ?? [],
  };
}

/** What the store has of these payments, by `paymentId`. */
export async function readStored(
  store: Store,
  paymentIds: Iterable<string>,
): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (const paymentId of paymentIds) {
    const order = await store.orders.find(paymentId);
    if (!order) continue;
    const { settlement, sale } = order;
    stored.set(paymentId, {
      ...(settlement && { status: settlement.status }),
      isHeld: settlement?.hold !== undefined,
      ...(settlement?.hold?.reason === 'SOLD_OUT' && { isSoldOut: true }),
      isFulfilled: settlement?.fulfilledAt !== undefined,
      ...(sale?.stock && { pieces: sale.stock.quantity }),
    });
  }
  return stored;
}

/** How far PortOne's changes have been read, in milliseconds since 1970. */
export async function readWatermark({ watermark }: Store): Promise<number> {
  const now = Date.now();
  return Math.round(now - (await watermark.lag(now)) * 1_000);
}

/** A violation for each time that a forgery was accepted. */
export function acceptedForgeries(times: number, what: string): Violation[] {
  return Array.from({ length: times }, () => ({ kind: 'unexpected', paymentId: '', what }));
}
