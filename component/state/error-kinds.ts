import type { FailureKind } from '../api/contract.ts';

/** What a failure means for the buyer's next step. */
export type ErrorKind = { kind: FailureKind; retryable: boolean };

export const unknownFailure: ErrorKind = { kind: 'UNKNOWN', retryable: true };

/**
 * What PortOne's own codes mean, for payments that were refused before any gateway (and so before
 * our server) knew of them. The server's table explains gateways' codes.
 */
export function kindOfCode(code: string | undefined): ErrorKind {
  switch (code) {
    case 'StoreNotFound':
    case 'ChannelNotFound':
    case 'ParseChannelFailed':
    case 'AllChannelsNotSatisfied':
    case 'ConfirmUrlRequired':
    case 'Unauthenticated':
    case 'PermissionDenied':
      return { kind: 'MERCHANT_CONFIG', retryable: false };
    case 'BadRequest':
    case 'RequestParseFailed':
    case 'InvalidArgument':
    case 'InvalidEntityState':
    case 'FailedPrecondition':
    case 'AmountNotEqualToPredefined':
      return { kind: 'INVALID_REQUEST', retryable: false };
    case 'PaymentAlreadyPaid':
      return { kind: 'DUPLICATE', retryable: false };
    case 'DeadlineExceeded':
      return { kind: 'EXPIRED_OR_TIMEOUT', retryable: true };
    case 'Unavailable':
    case 'Internal':
    case 'ResourceExhausted':
      return { kind: 'PG_UNAVAILABLE', retryable: true };
    default:
      return unknownFailure;
  }
}
