/** A gateway's failure, as PortOne reports and records it. */
import type { PaymentFailure } from '@portone/server-sdk/payment';
import type { Gateway, GatewayFailure } from '../gateways/gateway.ts';
import type { PgFailure } from './api-error.ts';

/** Completes a code with the message that the gateway has for it. */
export function pgFailureOf(
  gateway: Gateway,
  { pgCode, pgMessage }: { pgCode: string; pgMessage?: string },
): PgFailure {
  const known = gateway.declines.find((decline) => decline.pgCode === pgCode);
  return { pgCode, pgMessage: pgMessage ?? known?.pgMessage ?? '결제에 실패하였습니다.' };
}

export function failureMessage({ pgCode, pgMessage }: GatewayFailure): string {
  return pgCode ? `[${pgCode}] ${pgMessage}` : pgMessage;
}

export function paymentFailure(failure: GatewayFailure): PaymentFailure {
  return { reason: failureMessage(failure), ...failure };
}
