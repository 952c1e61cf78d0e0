import type { Failure, FailureKind } from '../../component/contract.ts';

/**
 * The codes by which the gateways of the demo say that the buyer left the
 * window, or what was wrong with the card. A code means different things at
 * different gateways, so it is never looked up without one.
 * Sources: docs.tosspayments.com/reference/error-codes, and KakaoPay's table in
 * PortOne's developer documentation.
 */
const kinds: Readonly<Record<string, Readonly<Record<string, FailureKind>>>> = {
  KAKAOPAY: {
    CANCEL: 'USER_CANCELLED',
    LACK_BALANCE: 'INSUFFICIENT_FUNDS',
    LIMIT_ONE_TIME: 'LIMIT_EXCEEDED',
    LIMIT_USE_PER_DAY: 'LIMIT_EXCEEDED',
    '-780': 'DECLINED',
    '-723': 'EXPIRED_OR_TIMEOUT',
    '-7': 'PG_UNAVAILABLE',
  },
  TOSSPAYMENTS: {
    PAY_PROCESS_CANCELED: 'USER_CANCELLED',
    REJECT_ACCOUNT_PAYMENT: 'INSUFFICIENT_FUNDS',
    REJECT_CARD_PAYMENT: 'LIMIT_EXCEEDED',
    REJECT_CARD_COMPANY: 'DECLINED',
    INVALID_CARD_NUMBER: 'INVALID_CARD',
    INVALID_CARD_EXPIRATION: 'INVALID_CARD',
    INVALID_PASSWORD: 'AUTHENTICATION_FAILED',
    NOT_FOUND_PAYMENT_SESSION: 'EXPIRED_OR_TIMEOUT',
    PROVIDER_ERROR: 'PG_UNAVAILABLE',
  },
};

/** What a gateway's refusal means for the buyer's next step. */
export function classifyFailure(
  pgProvider: string | undefined,
  said: { pgCode?: string; pgMessage?: string },
): Failure {
  const table = pgProvider !== undefined && Object.hasOwn(kinds, pgProvider) && kinds[pgProvider];
  const kind = table && said.pgCode !== undefined && Object.hasOwn(table, said.pgCode);
  return {
    kind: kind ? (table[said.pgCode as string] as FailureKind) : 'UNKNOWN',
    retryable: true,
    ...(said.pgCode !== undefined && { code: 'FAILURE_TYPE_PG', pgCode: said.pgCode }),
    ...(said.pgMessage !== undefined && { pgMessage: said.pgMessage }),
  };
}
