import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, type Dispatcher } from 'undici';
import { defined } from '../domain/defined.ts';

/**
 * A payment is a few kilobytes, and whatever its page put into `customData`,
 * which must not keep it from being looked at: a megabyte of it is read, and held.
 */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** What the SDK keeps to itself about the call that it made. */
export type CallRecord = {
  /** HTTP status, of an answer that came whole or was refused. */
  status?: number;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number;
  /** Refused for its size. */
  isTooLarge?: true;
};

/** A call that is under way, and how it is broken off. */
type Call = CallRecord & { breakOff?: (reason: Error) => void };

export type Guard = {
  /**
   * Runs one SDK call.
   *
   * @param limit milliseconds after which it has taken long enough
   * @returns what the call returned, or threw, with what HTTP said of it
   */
  run<Value>(
    call: () => Promise<Value>,
    limit: number,
  ): Promise<CallRecord & ({ ok: true; value: Value } | { ok: false; error: unknown })>;
  /** Closes the connections and puts the former `fetch` back. */
  close(): Promise<void>;
};

/**
 * How long connecting may take, in milliseconds: undici looks at it about once a
 * second, so the limit of a call is the finer one.
 */
const CONNECT_TIMEOUT = 5_000;

/** What PortOne's SDK reads of an answer. */
type Answer = Pick<Response, 'ok' | 'status' | 'json' | 'text'>;

/**
 * PortOne's server SDK calls the global `fetch` with no time limit, follows
 * redirects (a redirected, made-up PAID would be taken at its word), reads
 * answers of any size and drops the HTTP status. It takes no `fetch` of ours, so
 * ours stands in the global one's place, for PortOne's origin only. It can be
 * handed over when the SDK accepts one.
 *
 * It is undici's, as Node's own is, without the streams of the web that nobody
 * here reads from: they cost more than everything else about a call.
 */
export function guardOrigin(origin: string): Guard {
  const calls = new AsyncLocalStorage<Call>();
  const agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT } });
  const former = globalThis.fetch;
  const guarded: typeof fetch = (input, init) => {
    const url = urlOf(input);
    if (url?.origin !== origin) return former(input, init);
    return ask(agent, url, init ?? {}, calls.getStore() ?? {}) as Promise<Response>;
  };
  globalThis.fetch = guarded;

  return {
    async run(call, limit) {
      const record: Call = {};
      const timer = setTimeout(
        () => record.breakOff?.(new Error(`No answer within ${limit} ms`)),
        limit,
      );
      try {
        const value = await calls.run(record, call);
        return { ...httpOf(record), ok: true, value };
      } catch (error) {
        return { ...httpOf(record), ok: false, error };
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      if (globalThis.fetch === guarded) globalThis.fetch = former;
      await agent.destroy();
    },
  };
}

/** A text is looked at first: the name `Request` alone has Node load a fetch of its own, 3 MB of it. */
function urlOf(input: string | URL | Request): URL | null {
  if (typeof input === 'string') return URL.parse(input);
  return input instanceof URL ? input : URL.parse(input.url);
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
  let refusal: Error | undefined;
  const refuse = (reason: Error) => {
    refusal = reason;
    reject(reason);
    started?.abort(reason);
  };
  // An answer that broke off is none, whatever its first line said.
  call.breakOff = (reason) => {
    delete call.status;
    refuse(reason);
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
        // Given up while it waited for a connection: it must not be sent any more.
        if (refusal) controller.abort(refusal);
      },
      onResponseStart(_controller, statusCode, headers) {
        status = statusCode;
        call.status = statusCode;
        const retryAfter = secondsUntil(headers['retry-after']);
        if (retryAfter !== undefined) call.retryAfter = retryAfter;
        if (statusCode >= 300 && statusCode < 400) {
          refuse(new Error(`Refused to follow a redirect (${statusCode})`));
        }
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length;
        if (bytes > MAX_RESPONSE_BYTES) {
          call.isTooLarge = true;
          refuse(new Error(`Refused an answer of more than ${MAX_RESPONSE_BYTES} bytes`));
        } else {
          chunks.push(chunk);
        }
      },
      onResponseEnd() {
        resolve(answerOf(status, chunks));
      },
      onResponseError(_controller, error) {
        if (!refusal) delete call.status;
        reject(error);
      },
    },
  );
  return promise;
}

/** Reads a `Retry-After`, which is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsUntil(retryAfter: string | string[] | undefined): number | undefined {
  if (typeof retryAfter !== 'string' || retryAfter.trim() === '') return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1_000));
}

/** What a body is that says nothing of itself: `fetch` has it so, and the SDK leaves it to `fetch`. */
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
