import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { GatewayDetails } from './checkout-failure.ts';

/** What came back from a payment window, unread. */
export type WindowEnd =
  | { resolved: PaymentResponse | undefined; pgProvider?: string }
  /** `mayBeBlocked`: the window was one that browsers may keep from opening. */
  | { rejected: unknown; pgProvider?: string; mayBeBlocked?: boolean }
  /** The query of a redirect. */
  | { query: URLSearchParams }
  /** No result: another window replaced it, or it will never settle. */
  | 'silent';

/** Why a window must not open now: the buyer reads the reason. */
export type BlockedBy =
  /** Another payment of the page is in its window. */
  | 'busy'
  /** The payment would leave for the gateway's page, which does not let itself be framed. */
  | 'framed'
  /** The press was too long ago for a browser to let a popup open. */
  | 'pressAgain';

/**
 * How a payment window ended, as far as the browser can tell. Never more than a hint: whether
 * anything was paid is the server's to say.
 */
export type WindowResult =
  | { name: 'returned'; txId?: string | undefined; paymentToken?: string | undefined }
  | ({ name: 'cancelled'; txId?: string | undefined } & GatewayDetails)
  | ({
      name: 'refused';
      txId?: string | undefined;
      /** Whether the browser, rather than PortOne or the gateway, may have refused it. */
      mayBeBlocked?: boolean;
      /** The code of an address: it selects among the element's own messages, and is passed on to no event. */
      hint?: string;
    } & GatewayDetails)
  /** No result: the promise resolved to `undefined`, or will never settle. */
  | { name: 'silent'; txId?: undefined };

/** Reads the end of a window, in whichever form it was reported. */
export function readWindowEnd(end: WindowEnd): WindowResult {
  if (end === 'silent') return { name: 'silent' };
  if ('query' in end) return windowResultOfQuery(end.query);
  const result =
    'resolved' in end
      ? windowResultOfResponse(end.resolved)
      : windowResultOfRejection(end.rejected);
  const { pgProvider } = end;
  // What the browser does goes under the one code that PortOne's script has for all it has no name for.
  if (result.name === 'refused' && 'mayBeBlocked' in end && result.code === 'UnknownError') {
    result.mayBeBlocked = !!end.mayBeBlocked;
  }
  return pgProvider && (result.name === 'refused' || result.name === 'cancelled')
    ? { ...result, pgProvider }
    : result;
}

/** A resolved `requestPayment`: cancelled and declined payments resolve too, with a `code`. */
export function windowResultOfResponse(response: PaymentResponse | undefined): WindowResult {
  return response ? windowResultOf(response) : { name: 'silent' };
}

/** A rejected `requestPayment`. PortOne's errors carry details as fields; any other error is `refused` without. */
export function windowResultOfRejection(reason: unknown): WindowResult {
  const fields: WindowFields = typeof reason === 'object' && reason !== null ? reason : {};
  const result = windowResultOf(fields);
  return result.name === 'returned' ? { name: 'refused' } : result;
}

/** The server rejects a request with longer ones. */
const MAX_LENGTHS = { txId: 100, paymentToken: 1_000 };

/**
 * The query of a redirect back from the payment window. Any site can link to such an address: `message` and
 * `pgMessage` are not read, and the codes only tell a cancellation from a refusal, and of which kind.
 */
export function windowResultOfQuery(query: URLSearchParams): WindowResult {
  const [code, pgCode] = [query.get('code'), query.get('pgCode')];
  const keptOf = (name: keyof typeof MAX_LENGTHS) => {
    const value = query.get(name);
    return value && value.length <= MAX_LENGTHS[name] ? value : undefined;
  };
  const txId = keptOf('txId');
  if (code === null) return { name: 'returned', txId, paymentToken: keptOf('paymentToken') };
  return isCancellation({ code, pgCode: pgCode ?? undefined })
    ? { name: 'cancelled', txId }
    : { name: 'refused', txId, hint: code };
}

type WindowFields = GatewayDetails & {
  txId?: string | undefined;
  paymentToken?: string | undefined;
  message?: string | undefined;
};

/** PortOne's rule: success is the absence of `code`. */
function windowResultOf({
  txId,
  paymentToken,
  code,
  message,
  pgCode,
  pgMessage,
}: WindowFields): WindowResult {
  if (code === undefined) return { name: 'returned', txId, paymentToken };
  // SDKs before February 2025 had no `pgCode`, only a message of the form `[pgCode] pgMessage`.
  const [, codeInside, wordsInside] = /^\[([^\]]+)\]\s*(.*)$/s.exec(message ?? '') ?? [];
  const words = { code, pgCode: pgCode ?? codeInside, pgMessage: pgMessage ?? wordsInside };
  return { name: isCancellation(words) ? 'cancelled' : 'refused', txId, ...words };
}

/**
 * The codes that mean "the buyer changed their mind" whatever the gateway. Numeric ones are left
 * out, since they mean different things at different gateways: those the server knows.
 */
function isCancellation({ code, pgCode }: GatewayDetails): boolean {
  return (
    code === 'FAILURE_TYPE_STOPPED' ||
    code === 'Cancelled' ||
    pgCode === 'CANCEL' ||
    pgCode === 'PAY_PROCESS_CANCELED' ||
    (pgCode?.startsWith('userCancel') ?? false)
  );
}
