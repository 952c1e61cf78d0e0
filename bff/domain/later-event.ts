import { defined } from './defined.ts';
import type { LaterEvents } from './dispute.ts';
import type { ObservedPayment } from './observed-payment.ts';
import type { Settlement } from './order.ts';

/**
 * What is known after this sight. What was seen once stays: an answer that is late, or of a status
 * with which PortOne lists no disputes, takes nothing back.
 */
export function laterEvents(
  known: Settlement | undefined,
  observed: ObservedPayment,
  cancellationIds: readonly string[],
): LaterEvents {
  const before = known?.transactionId === observed.transactionId ? known : undefined;
  const disputes = new Map(before?.disputes?.map((dispute) => [dispute.id, dispute]));
  for (const dispute of observed.disputes ?? []) {
    if (!disputes.get(dispute.id)?.isResolved) disputes.set(dispute.id, dispute);
  }
  const undone = observed.undoneCancellations ?? [];
  const failed = new Map(before?.failedCancellations?.map((refund) => [refund.id, refund]));
  for (const { id, amount, isFailed } of undone) if (isFailed) failed.set(id, { id, amount });
  const asked = undone.filter(({ isFailed }) => !isFailed).map(({ id }) => id);
  const pending = new Set([...(before?.pendingCancellationIds ?? []), ...asked]);
  for (const id of [...failed.keys(), ...cancellationIds]) pending.delete(id);
  return defined({
    disputes: disputes.size > 0 ? [...disputes.values()] : undefined,
    failedCancellations: failed.size > 0 ? [...failed.values()] : undefined,
    pendingCancellationIds: pending.size > 0 ? [...pending] : undefined,
  });
}

/** The settlement with what this sight adds, or `undefined` where it adds nothing of this kind. */
export function withLaterEvents(
  known: Settlement,
  observed: ObservedPayment,
): Settlement | undefined {
  if (known.transactionId !== observed.transactionId) return undefined;
  const now = laterEvents(known, observed, known.cancellationIds ?? []);
  const { rest, later } = parted(known);
  return JSON.stringify(now) === JSON.stringify(later) ? undefined : { ...rest, ...now };
}

/** Whether nothing else has changed. */
export function differOnlyLater(
  before: Settlement | undefined,
  after: Settlement | undefined,
): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    JSON.stringify(parted(before).rest) === JSON.stringify(parted(after).rest)
  );
}

function parted(settlement: Settlement) {
  const { disputes, failedCancellations, pendingCancellationIds, ...rest } = settlement;
  return { rest, later: defined({ disputes, failedCancellations, pendingCancellationIds }) };
}

/** What of this the owner has not been told. */
export function untoldLaterEvents(before: Settlement | undefined, settlement: Settlement) {
  const told = before?.transactionId === settlement.transactionId ? before : undefined;
  const disputeBefore = (id: string) => told?.disputes?.find((dispute) => dispute.id === id);
  const { disputes = [], failedCancellations = [] } = settlement;
  return {
    created: disputes.filter(({ id }) => !disputeBefore(id)),
    resolved: disputes.filter(({ id, isResolved }) => isResolved && !disputeBefore(id)?.isResolved),
    failed: failedCancellations.filter(
      ({ id }) => !told?.failedCancellations?.some((refund) => refund.id === id),
    ),
  };
}
