import type { Logger } from 'pino';
import type { Order } from '../domain/order.ts';
import { lineLimit } from './line-limit.ts';

/** A method and a code are told once in this time. */
const QUIET_MS = 60 * 60_000;

/** A payment window that was refused before a buyer could pay in it. */
export type RefusedWindow = {
  methodId: string;
  /** Of {@link windowCodeOf}, or `FAILURE_TYPE_PG`. */
  code: string;
  /** The gateway, and its own code, where it has told them. */
  pgProvider?: string;
  pgCode?: string;
};

/**
 * Logs payment windows that do not open, which else only a buyer sees.
 *
 * @param clock milliseconds since 1970
 */
export function windowAlerts(log: Logger, clock: () => number): (refused: RefusedWindow) => void {
  const limit = lineLimit(clock, QUIET_MS);
  return (refused) => {
    const key = `${refused.methodId} ${refused.code} ${refused.pgCode ?? ''}`;
    if (limit(key) !== undefined) log.warn({ ...refused }, adviceFor(refused));
  };
}

/** The window of a payment that failed because the gateway does not take what the shop has set. */
export function refusedWindowOf({ methodId, settlement }: Order): RefusedWindow | undefined {
  const { kind, pgProvider, pgCode } = settlement?.failure ?? {};
  if (kind !== 'MERCHANT_CONFIG' && kind !== 'INVALID_REQUEST') return undefined;
  return {
    methodId,
    code: 'FAILURE_TYPE_PG',
    ...(pgProvider !== undefined && { pgProvider }),
    ...(pgCode !== undefined && { pgCode }),
  };
}

/** What an owner is to look at. */
export function adviceFor({ methodId, code, pgCode }: RefusedWindow): string {
  return `a payment window of the method "${methodId}" was refused (${pgCode ?? code}): check this method’s channelKey and pgProvider and store.id in the catalog, and the channel and its contract in PortOne’s console`;
}

/** The codes of PortOne's browser SDK (0.1.11) for a window that does not open. */
const CODES: ReadonlySet<string> = new Set([
  'AllChannelsNotSatisfied',
  'AmountNotEqualToPredefined',
  'BadRequest',
  'ChannelNotFound',
  'ConfirmUrlRequired',
  'FAILURE_TYPE_PG',
  'FailedPrecondition',
  'Internal',
  'InvalidArgument',
  'InvalidEntityState',
  'NotFound',
  'PGProviderError',
  'ParseChannelFailed',
  'ParsePrepareResponseFailed',
  'PermissionDenied',
  'RequestParseFailed',
  'ResourceExhausted',
  'StoreNotFound',
  'Unauthenticated',
  'Unavailable',
  'Unimplemented',
  'UnknownError',
]);

/** What a browser says of a window, as one of a few words: a browser may say anything. */
export function windowCodeOf(said: string): string {
  return CODES.has(said) ? said : 'other';
}
