/** A gateway's failure as PortOne reports and records it. */
import type { PaymentFailure } from '@portone/server-sdk/payment';
import type { Gateway, GatewayFailure } from '../gateways/gateway.ts';
import type { PgRefusal } from './api-error.ts';

export function refusalOf(
  gateway: Gateway,
  { pgCode, pgMessage }: { pgCode: string; pgMessage?: string },
): PgRefusal {
  const known = gateway.refusals.find((refusal) => refusal.pgCode === pgCode);
  return { pgCode, pgMessage: pgMessage ?? known?.pgMessage ?? '결제에 실패하였습니다.' };
}

export function messageOf({ pgCode, pgMessage }: GatewayFailure): string {
  return pgCode ? `[${pgCode}] ${pgMessage}` : pgMessage;
}

export function failureOf(failure: GatewayFailure): PaymentFailure {
  return { reason: messageOf(failure), ...failure };
}
