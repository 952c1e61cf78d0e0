import { Agent, type Dispatcher } from 'undici';
import { defined } from '../domain/defined.ts';

/**
 * A payment is a few kilobytes, and whatever its page put into `customData`,
 * which must not keep it from being looked at: a megabyte of it is read, and held.
 */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** What the SDK does not tell about its call. */
export type CallRecord = {
  /** HTTP status, of an answer that was complete or was rejected. */
  status?: number;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number;
  /** Rejected for its size. */
  isTooLarge?: true;
};

/** A call that is under way, and how it is aborted. */
type Call = CallRecord & { abort?: (reason: Error) => void };

export type Guard = {
  /**
   * Runs one SDK call, which makes one request before it waits for anything.
   *
   * @param timeoutMs milliseconds
   * @returns what the call returned, or threw, with what HTTP said of it
   */
  run<Value>(
    call: () => Promise<Value>,
    timeoutMs: number,
  ): Promise<CallRecord & ({ ok: true; value: Value } | { ok: false; error: unknown })>;
  /** Closes the connections. */
  close(): Promise<void>;
};

/**
 * undici checks this about once a second, so the time limit of a call is more precise.
 */
const CONNECT_TIMEOUT_MS = 5_000;

/** What PortOne's SDK reads of an answer. */
type Answer = Pick<Response, 'ok' | 'status' | 'json' | 'text'>;

/**
 * PortOne's server SDK calls the global `fetch` with no time limit, follows
 * redirects (a forged PAID behind a redirect would be believed), reads
 * answers of any size and drops the HTTP status. It takes no `fetch` of ours, so
 * ours stands in the global one's place while the SDK makes its request, which it
 * does before it waits for anything. No other code can run in that moment: what else this process
 * asks PortOne, or anyone, goes through its own `fetch`. It can be handed over when the SDK
 * accepts one.
 *
 * It is undici's, as Node's own is, without web streams, which are not needed
 * here: they cost more than everything else about a call.
 */
export function guardedCalls(): Guard {
  const agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS } });

  /** Starts an SDK call, whose one request is ours to make. */
  function start<Value>(call: () => Promise<Value>, record: Call): Promise<Value> {
    let isAsked = false;
    const former = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      isAsked = true;
      return ask(agent, new URL(String(input)), init ?? {}, record) as Promise<Response>;
    };
    let called: Promise<Value>;
    try {
      called = call();
    } finally {
      globalThis.fetch = former;
    }
    if (isAsked) return called;
    // It went out without any of the limits, or will: what it brings is not to be believed.
    called.catch(() => {});
    throw new Error('PortOne’s SDK did not ask at once, so that its request has no limits');
  }

  return {
    async run(call, timeoutMs) {
      const record: Call = {};
      const timer = setTimeout(
        () => record.abort?.(new Error(`No answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      try {
        const value = await start(call, record);
        return { ...httpOf(record), ok: true, value };
      } catch (error) {
        return { ...httpOf(record), ok: false, error };
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => agent.destroy(),
  };
}

function httpOf({ status, retryAfter, isTooLarge }: Call): CallRecord {
  return defined({ status, retryAfter, isTooLarge });
}

function ask(agent: Agent, url: URL, init: RequestInit, call: Call): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let status = 0;
  let started: Dispatcher.DispatchController | undefined;
  let failure: Error | undefined;
  const abort = (reason: Error) => {
    failure = reason;
    reject(reason);
    started?.abort(reason);
  };
  // An aborted answer has no status, whatever its first line said.
  call.abort = (reason) => {
    delete call.status;
    abort(reason);
  };

  agent.dispatch(
    {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: headersOf(init),
      body: init.body as string,
    },
    {
      onRequestStart(controller) {
        started = controller;
        // Aborted while it waited for a connection: it must not be sent any more.
        if (failure) controller.abort(failure);
      },
      onResponseStart(_controller, statusCode, headers) {
        status = statusCode;
        call.status = statusCode;
        const retryAfter = secondsUntil(headers['retry-after']);
        if (retryAfter !== undefined) call.retryAfter = retryAfter;
        if (statusCode >= 300 && statusCode < 400) {
          abort(new Error(`Refused to follow a redirect (${statusCode})`));
        }
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length;
        if (bytes > MAX_RESPONSE_BYTES) {
          call.isTooLarge = true;
          abort(new Error(`Refused an answer of more than ${MAX_RESPONSE_BYTES} bytes`));
        } else {
          chunks.push(chunk);
        }
      },
      onResponseEnd() {
        resolve(answerOf(status, chunks));
      },
      onResponseError(_controller, error) {
        if (!failure) delete call.status;
        reject(error);
      },
    },
  );
  return promise;
}

/** PortOne may not be left alone for longer, whatever it or a clock says: a day, in seconds. */
const LONGEST_RETRY_AFTER = 24 * 60 * 60;

/** Reads a `Retry-After`, which is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsUntil(retryAfter: string | string[] | undefined): number | undefined {
  if (typeof retryAfter !== 'string' || retryAfter.trim() === '') return undefined;
  const seconds = Number(retryAfter);
  const wait = Number.isNaN(seconds)
    ? Math.ceil((Date.parse(retryAfter) - Date.now()) / 1_000)
    : seconds;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), LONGEST_RETRY_AFTER);
}

/** The content type that `fetch` sets for a body without one: the SDK relies on it. */
function headersOf({ headers, body }: RequestInit): Record<string, string> {
  return {
    ...(body !== undefined && { 'Content-Type': 'text/plain;charset=UTF-8' }),
    ...(headers as Record<string, string>),
  };
}

function answerOf(status: number, chunks: readonly Buffer[]): Answer {
  const text = () => Buffer.concat(chunks).toString();
  return {
    ok: status >= 200 && status < 300,
    status,
    text: async () => text(),
    json: async () => JSON.parse(text()),
  };
}
