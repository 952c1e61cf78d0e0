import type {
  CompleteRequest,
  ErrorAnswer,
  ErrorCode,
  Failure,
  ItemAnswer,
  OrderAnswer,
  OrderRequest,
  PaymentAnswer,
} from './contract.ts';

/** In milliseconds. Completing is given more: the server asks PortOne meanwhile. */
const TIME_LIMITS = { item: 10_000, order: 10_000, complete: 20_000 };

/** The server refused (`code` is its own), or nothing that speaks our contract answered (`UNREACHABLE`). */
export class BffError extends Error {
  override readonly name = 'BffError';
  readonly code: ErrorCode | 'UNREACHABLE';
  readonly failure: Failure | undefined;
  /** Milliseconds that the server asks to wait before the next try. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode | 'UNREACHABLE',
    message: string,
    details: {
      failure?: Failure | undefined;
      retryAfter?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.failure = details.failure;
    this.retryAfter = details.retryAfter;
  }
}

/** Each call rejects with a {@link BffError}; once `signal` is aborted, with its reason. */
export type BffClient = {
  item(itemId: string, signal: AbortSignal): Promise<ItemAnswer>;
  order(request: OrderRequest, signal: AbortSignal): Promise<OrderAnswer>;
  complete(request: CompleteRequest, signal: AbortSignal): Promise<PaymentAnswer>;
};

/** @param base where the server is; `/api/…` is added to it. */
export function bffClient(base: string): BffClient {
  const root = base.replace(/\/+$/, '');
  const post = <Answer>(path: string, body: unknown, limit: number, signal: AbortSignal) =>
    askForJson<Answer>(`${root}${path}`, limit, signal, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    item: (itemId, signal) =>
      askForJson(`${root}/api/items/${encodeURIComponent(itemId)}`, TIME_LIMITS.item, signal),
    order: (request, signal) => post('/api/orders', request, TIME_LIMITS.order, signal),
    complete: (request, signal) =>
      post('/api/payment/complete', request, TIME_LIMITS.complete, signal),
  };
}

async function askForJson<Answer>(
  url: string,
  limit: number,
  signal: AbortSignal,
  init: RequestInit = {},
): Promise<Answer> {
  signal.throwIfAborted();
  // Not AbortSignal.any(): Safari has it since 17.4 only.
  const call = new AbortController();
  const forward = () => call.abort(signal.reason);
  signal.addEventListener('abort', forward);
  const timer = setTimeout(() => call.abort(new Error(`no answer in ${limit} ms`)), limit);
  try {
    const response = await fetch(url, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
      signal: call.signal,
    });
    const body: unknown = await response.json();
    if (response.ok) return body as Answer;
    throw refusal(response, body);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof BffError) throw cause;
    throw new BffError('UNREACHABLE', `${url} did not answer in JSON: ${String(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', forward);
  }
}

function refusal(response: Response, body: unknown): BffError {
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  if (!isErrorAnswer(body)) {
    return new BffError('UNREACHABLE', `${response.url} answered ${response.status}`, {
      retryAfter,
    });
  }
  return new BffError(body.code, body.message, { failure: body.failure, retryAfter });
}

function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

/** `Retry-After` in its form of seconds; our server sends no dates. */
function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header);
  return header && seconds >= 0 ? seconds * 1000 : undefined;
}
