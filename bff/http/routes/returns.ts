import { setTimeout } from 'node:timers/promises';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { OrderProof, ReturnAnswer } from '../../../component/api/contract.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { ReturnStore } from '../../domain/order-return.ts';
import { hashOf, isSecret, SECRET_FORM } from '../../domain/order-secret.ts';
import type { SettlePayment } from '../../domain/settle-payment.ts';
import { settleSoon } from '../../domain/settle-soon.ts';
import { presentPayment } from '../present-payment.ts';

/** More than a browser keeps. */
const MAX_ORDERS = 8;
/** PortOne may take this long to say more than is known here, in milliseconds. */
const SETTLE_TIMEOUT_MS = 2_000;

const proofShape = z.object({ paymentId: z.string().max(64), secret: z.string().max(100) });

const returnRequestShape = z.object({
  mark: z.string().regex(SECRET_FORM),
  orders: z.array(proofShape).max(MAX_ORDERS).default([]),
});

export type RedeemDependencies = {
  returns: Pick<ReturnStore, 'redeem'>;
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
  const { returns, settlePayment, clock } = dependencies;
  return async (ctx) => {
    const request = returnRequestShape.safeParse(ctx.request.body);
    const origins = originsOf(ctx, dependencies.publicOrigin);
    if (!request.success || origins.length === 0) throw returnUnknown();
    const { mark, orders } = request.data;
    const redeemed = await returns.redeem(hashOf(mark), origins, clock());
    if (!redeemed) throw returnUnknown();

    const late = setTimeout(SETTLE_TIMEOUT_MS, undefined, { ref: false });
    const order = await settleSoon(redeemed, settlePayment, late);
    const isYours = orders.some((proof) => isProof(proof, redeemed));
    ctx.set('Cache-Control', 'no-store');
    ctx.body = {
      ...presentPayment(order, isYours ? 'private' : 'returned', clock()),
      ...(isYours && { yours: true }),
    } satisfies ReturnAnswer;
  };
}

function isProof(proof: OrderProof, order: { paymentId: string; secretHash?: string }): boolean {
  return proof.paymentId === order.paymentId && isSecret(proof.secret, order.secretHash);
}

/** As marks name the page that asks: by its origin, or by nothing where it is this server's own. */
function originsOf(ctx: Context, publicOrigin: string | undefined): string[] {
  const origin = ctx.get('Origin');
  if (origin === '' || origin === 'null') return [];
  const isOwn =
    origin === publicOrigin || (ctx.host !== '' && URL.parse(origin)?.host === ctx.host);
  return isOwn ? [origin, ''] : [origin];
}

function returnUnknown(): CheckoutError {
  return new CheckoutError('RETURN_UNKNOWN', 'There is no such return, or not any more');
}
