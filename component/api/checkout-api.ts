import type {
  BuyerField,
  ErrorAnswer,
  ErrorCode,
  Failure,
  FieldProblem,
  PaymentAnswer,
  PaymentSubject,
} from './contract.ts';

/** For an answer of the server. */
const TIMEOUT_MS = 10_000;

/** The server refused (`code` is its own), or nothing that speaks our contract answered (`UNREACHABLE`). */
export class BffError extends Error {
  override readonly name = 'BffError';
  declare readonly code: ErrorCode | 'UNREACHABLE';
  declare readonly failure: Failure | undefined;
  /** The payment that was asked about, and what it is for, where the server knows it. */
  declare readonly paymentId: string | undefined;
  declare readonly itemId: PaymentSubject['itemId'] | undefined;
  declare readonly itemName: PaymentSubject['itemName'] | undefined;
  declare readonly quantity: PaymentSubject['quantity'] | undefined;
  declare readonly totalAmount: PaymentSubject['totalAmount'] | undefined;
  declare readonly currency: PaymentSubject['currency'] | undefined;
  declare readonly environment: PaymentSubject['environment'] | undefined;
  declare readonly returned: PaymentAnswer['returned'];
  declare readonly keep: PaymentAnswer['keep'];
  /** What about the buyer is missing or wrong. */
  declare readonly buyerFields: BuyerField[] | undefined;
  /** What of the order is missing or wrong. */
  declare readonly fields: FieldProblem[] | undefined;
  /** How many can still be had. */
  declare readonly left: number | undefined;
  /** Milliseconds that the server asks to wait before the next try. */
  declare readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode | 'UNREACHABLE',
    message: string,
    details: Partial<PaymentSubject> & {
      failure?: Failure | undefined;
      buyerFields?: BuyerField[] | undefined;
      fields?: FieldProblem[] | undefined;
      left?: number | undefined;
      retryAfter?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message);
    Object.assign(this, details, { code });
  }
}

/** The client of the checkout server. */
export type BffClient = {
  /** Its address, without a slash at the end. */
  readonly server: string;
  /**
   * Rejects with a {@link BffError}; once `signal` is aborted, with its reason.
   *
   * @param path below `/api/`
   * @param request is posted; without one it is a GET
   */
  ask<Answer>(
    path: string,
    signal: AbortSignal,
    request?: unknown,
    timeoutMs?: number,
  ): Promise<Answer>;
  /** Sends what will be asked for in a moment: {@link BffClient.ask} takes the answer, once. */
  askAhead(path: string): void;
  /**
   * Posts what is not waited for, even while the page is being left. Rejects where it cannot be sent.
   *
   * @returns the answer's HTTP status
   */
  tell(path: string, request: unknown): Promise<number>;
};

/** @param base where the server is */
export function bffClient(base: string): BffClient {
  const server = base.replace(/\/+$/, '');
  return {
    server,
    ask: (path, signal, request, timeoutMs) => ask(server, path, signal, request, timeoutMs),
    askAhead(path) {
      const url = `${server}/api/${path}`;
      const call = ahead.get(url) ?? send(url);
      // It may be dropped, and fails for who asks.
      call.response.catch(() => {});
      ahead.set(url, call);
    },
    tell: async (path, request) => {
      const call = { ...posted(request), keepalive: true };
      return (await fetch(`${server}/api/${path}`, call)).status;
    },
  };
}

/** A request that is under way. */
type Call = { abort: AbortController; response: Promise<Response> };

/** What was sent ahead, by its address. */
const ahead = new Map<string, Call>();

/** Drops what was sent ahead and not asked for: later answers have to be new ones. */
export function dropSentAhead(): void {
  ahead.clear();
}

function send(url: string, request?: unknown): Call {
  // Not AbortSignal.any(): Safari has it since 17.4 only.
  const abort = new AbortController();
  const body = request === undefined ? undefined : posted(request);
  return { abort, response: fetch(url, { signal: abort.signal, ...body }) };
}

/** Servers that have answered this page: they do not refuse its origin, unless it has none. */
const answered = new Set<string>();

async function ask<Answer>(
  server: string,
  path: string,
  signal: AbortSignal,
  request?: unknown,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  signal.throwIfAborted();
  const url = `${server}/api/${path}`;
  const call = ahead.get(url) ?? send(url, request);
  ahead.delete(url);
  const forward = () => call.abort.abort();
  signal.addEventListener('abort', forward);
  const timer = setTimeout(forward, timeoutMs);
  try {
    const response = await call.response;
    answered.add(server);
    const body: unknown = await response.json();
    // A refusal that was asked for quietly comes with 200.
    if (response.ok && !(body as Partial<ErrorAnswer>).code) return body as Answer;
    const { code, message, ...details } = errorAnswerIn(body, response);
    // Our server gives seconds, no dates.
    const retryAfter = Number(response.headers.get('retry-after')) * 1000 || undefined;
    throw new BffError(code, message, { ...details, retryAfter });
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof BffError) throw cause;
    const isKnown = answered.has(server) && origin !== 'null';
    const refused = !isKnown && (await refusalOf(server, call.abort.signal));
    if (signal.aborted) throw signal.reason;
    throw refused
      ? new BffError('ORIGIN_FORBIDDEN', refused, { cause })
      : new BffError('UNREACHABLE', `${url}: ${cause}`, { cause });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', forward);
  }
}

/** A browser keeps from a page that it was refused for its origin. The server says so where anyone may ask. */
async function refusalOf(server: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const url = `${server}/portone-checkout.json?origin=${encodeURIComponent(origin)}`;
    return (await (await fetch(url, { signal })).json()).refused;
  } catch {
    // It is not reachable at all.
    return undefined;
  }
}

function posted(request: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  };
}

type ReadError = Omit<ErrorAnswer, 'code'> & { code: BffError['code'] };

function errorAnswerIn(body: unknown, { url, status }: Response): ReadError {
  const { code, message } = (body ?? {}) as Partial<ErrorAnswer>;
  return code && message
    ? (body as ErrorAnswer)
    : { code: 'UNREACHABLE', message: `${url} answered ${status}` };
}
