import { setTimeout } from 'node:timers/promises';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { OrderProof, PaymentAnswer, ReturnAnswer } from '../../../component/api/contract.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { ReturnStore } from '../../domain/order-return.ts';
import { hashOf, isSecret, SECRET_FORM } from '../../domain/order-secret.ts';
import type { OrderStore, SettlePayment } from '../../domain/settle-payment.ts';
import { settleSoon } from '../../domain/settle-soon.ts';
import { isOwnPage } from '../own-origin.ts';
import { presentPayment } from '../present-payment.ts';

/** More than a browser keeps. */
const MAX_ORDERS = 8;
/** PortOne may take this long to say more than is known here, in milliseconds. */
const SETTLE_TIMEOUT_MS = 2_000;

const proofShape = z.object({ paymentId: z.string().max(64), secret: z.string().max(100) });

const returnRequestShape = z.object({
  mark: z.string().regex(SECRET_FORM),
  orders: z.array(proofShape).max(MAX_ORDERS).default([]).catch([]),
});

/** Of a page of 0.1: its address names the payment itself. Can go on 2026-12-31. */
const legacyRequestShape = z.object({ paymentId: z.string().max(64), itemId: z.string().max(200) });
/** How long after it was placed such an order may still come back, in milliseconds. */
const LEGACY_RETURN_MS = 60 * 60_000;

export type RedeemDependencies = {
  orders: Pick<OrderStore, 'find'>;
  returns: Pick<ReturnStore, 'redeem' | 'noteOwnVisit'>;
  settlePayment: SettlePayment;
  publicOrigin?: string;
  /** Milliseconds since 1970. */
  clock: () => number;
};

/**
 * Answers `POST /api/returns`: the status of the payment that a mark stands for, once. A
 * mark may have come in a link, so it opens what anybody may read; the private part takes a secret.
 * Every mark that does not count is answered alike.
 */
export function postReturn(dependencies: RedeemDependencies): Middleware {
  const { orders, returns, settlePayment, clock } = dependencies;
  return async (ctx) => {
    const legacy = legacyRequestShape.safeParse(ctx.request.body);
    if (legacy.success) {
      const found = await findLegacy(legacy.data);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = presentPayment(found, 'public', clock()) satisfies PaymentAnswer;
      return;
    }
    const request = returnRequestShape.safeParse(ctx.request.body);
    const origins = originsOf(ctx, dependencies.publicOrigin);
    if (!request.success || origins.length === 0) throw returnUnknown();
    const { mark, orders: proofs } = request.data;
    const redeemed = await returns.redeem(hashOf(mark), origins, clock());
    if (!redeemed) throw returnUnknown();

    const isYours = proofs.some((proof) => isProof(proof, redeemed));
    if (isYours && redeemed.approval) await returns.noteOwnVisit(redeemed.paymentId, hashOf(mark));
    const order = await settleSoon(redeemed, settlePayment, late());
    ctx.set('Cache-Control', 'no-store');
    ctx.body = {
      ...presentPayment(order, isYours ? 'private' : 'returned', clock()),
      ...(isYours && { yours: true }),
    } satisfies ReturnAnswer;
  };

  /** An id in an address adopts no order that has a secret. */
  async function findLegacy({ paymentId, itemId }: z.infer<typeof legacyRequestShape>) {
    const order = await orders.find(paymentId);
    const isLegacy =
      order?.itemId === itemId &&
      order.secretHash === undefined &&
      clock() - Date.parse(order.createdAt) < LEGACY_RETURN_MS;
    if (!order || !isLegacy) throw returnUnknown();
    return settleSoon(order, settlePayment, late());
  }
}

function late(): Promise<void> {
  return setTimeout(SETTLE_TIMEOUT_MS, undefined, { ref: false });
}

function isProof(proof: OrderProof, order: { paymentId: string; secretHash?: string }): boolean {
  return proof.paymentId === order.paymentId && isSecret(proof.secret, order.secretHash);
}

/** As marks name the page that asks: by its origin, or by nothing where it is this server's own. */
function originsOf(ctx: Context, publicOrigin: string | undefined): string[] {
  const origin = ctx.get('Origin');
  if (origin === '' || origin === 'null') return [];
  return isOwnPage(ctx, publicOrigin) ? [origin, ''] : [origin];
}

function returnUnknown(): CheckoutError {
  return new CheckoutError('RETURN_UNKNOWN', 'There is no such return, or not any more');
}
