/** The answers of gateways that approve a payment. */
import { randomUUID } from 'node:crypto';
import type { Gateway } from './gateway.ts';

export const randomHex = (length: number) => randomUUID().replaceAll('-', '').slice(0, length);

/** Korean gateways write local time without a zone. */
export const koreanTime = (at: Date) =>
  new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19);

/** A raw answer for gateways whose real answers we have not recorded. */
export function genericApproval(prefix: string, successCode: string): Gateway['approval'] {
  return (request, approvedAt) => {
    const pgTxId = `${prefix}${randomHex(20)}`;
    return {
      pgTxId,
      pgResponse: {
        resultCode: successCode,
        tid: pgTxId,
        orderId: request.paymentId,
        goodsName: request.orderName,
        amount: request.totalAmount,
        approvedAt: koreanTime(approvedAt),
        sandbox: true,
      },
    };
  };
}
