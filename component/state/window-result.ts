import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { GatewayWords } from './checkout-failure.ts';

/** What came back from a payment window, unread. */
export type WindowEnd =
  | { resolved: PaymentResponse | undefined; pgProvider?: string }
  /** `mayBeBlocked`: the window was one that browsers may keep from opening. */
  | { rejected: unknown; pgProvider?: string; mayBeBlocked?: boolean }
  /** The query of a redirect. */
  | { query: URLSearchParams }
  /** Nothing was heard: another window took its place, or it never will settle. */
  | 'silent';

/** Why a window had better not open now, which the buyer is told instead. */
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
  | ({ name: 'cancelled'; txId?: string | undefined } & GatewayWords)
  | ({
      name: 'refused';
      txId?: string | undefined;
      /** By the browser, rather than by anybody else. */
      mayBeBlocked?: boolean;
      /** The code of an address: it chooses among the element's own words, and is told to no one. */
      hint?: string;
    } & GatewayWords)
  /** Nothing was heard: the promise resolved to `undefined`, or never will settle. */
  | { name: 'silent'; txId?: undefined };

/** However the window ended. */
export function readWindowEnd(end: WindowEnd): WindowResult {
  if (end === 'silent') return { name: 'silent' };
  if ('query' in end) return outcomeOfQuery(end.query);
  const outcome =
    'resolved' in end ? outcomeOfResponse(end.resolved) : outcomeOfRejection(end.rejected);
  const { pgProvider } = end;
  // What the browser does goes under the one code that PortOne's script has for all it has no name for.
  if (outcome.name === 'refused' && 'mayBeBlocked' in end && outcome.code === 'UnknownError') {
    outcome.mayBeBlocked = !!end.mayBeBlocked;
  }
  return pgProvider && (outcome.name === 'refused' || outcome.name === 'cancelled')
    ? { ...outcome, pgProvider }
    : outcome;
}

/** A resolved `requestPayment`: cancelled and declined payments resolve too, with a `code`. */
export function outcomeOfResponse(response: PaymentResponse | undefined): WindowResult {
  return response ? outcomeOf(response) : { name: 'silent' };
}

/** A rejected `requestPayment`. PortOne's errors carry their words as fields; any other is `refused` bare. */
export function outcomeOfRejection(reason: unknown): WindowResult {
  const fields: Words = typeof reason === 'object' && reason !== null ? reason : {};
  const outcome = outcomeOf(fields);
  return outcome.name === 'returned' ? { name: 'refused' } : outcome;
}

/** The server takes no longer ones; a question with one in it would get no answer at all. */
const LONGEST = { txId: 100, paymentToken: 1_000 };

/**
 * The query of a redirect back from the payment window. Anybody can write an address: `message` and
 * `pgMessage` are not read, and the codes only tell a cancellation from a refusal, and of which kind.
 */
export function outcomeOfQuery(query: URLSearchParams): WindowResult {
  const [code, pgCode] = [query.get('code'), query.get('pgCode')];
  const keptOf = (name: keyof typeof LONGEST) => {
    const value = query.get(name);
    return value && value.length <= LONGEST[name] ? value : undefined;
  };
  const txId = keptOf('txId');
  if (code === null) return { name: 'returned', txId, paymentToken: keptOf('paymentToken') };
  return isCancellation({ code, pgCode: pgCode ?? undefined })
    ? { name: 'cancelled', txId }
    : { name: 'refused', txId, hint: code };
}

type Words = GatewayWords & {
  txId?: string | undefined;
  paymentToken?: string | undefined;
  message?: string | undefined;
};

/** PortOne's rule: success is the absence of `code`. */
function outcomeOf({ txId, paymentToken, code, message, pgCode, pgMessage }: Words): WindowResult {
  if (code === undefined) return { name: 'returned', txId, paymentToken };
  // SDKs before February 2025 had no `pgCode`, only a message of the form `[pgCode] pgMessage`.
  const words = { code, pgCode: pgCode ?? /^\[([^\]]+)\]/.exec(message ?? '')?.[1], pgMessage };
  return { name: isCancellation(words) ? 'cancelled' : 'refused', txId, ...words };
}

/**
 * The codes that mean "the buyer changed their mind" whatever the gateway. Numeric ones are left
 * out, since they mean different things at different gateways: those the server knows.
 */
function isCancellation({ code, pgCode }: GatewayWords): boolean {
  return (
    code === 'FAILURE_TYPE_STOPPED' ||
    code === 'Cancelled' ||
    pgCode === 'CANCEL' ||
    pgCode === 'PAY_PROCESS_CANCELED' ||
    (pgCode?.startsWith('userCancel') ?? false)
  );
}
