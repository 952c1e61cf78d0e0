import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

/**
 * A payment is a few kilobytes, and whatever its page put into `customData`,
 * which must not keep it from being looked at: a megabyte of it is read, and held.
 */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** What the SDK keeps to itself about the call that it made. */
export type CallRecord = {
  /** HTTP status, once there was one. */
  status?: number;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number;
  /** Refused for its size. */
  isTooLarge?: true;
};

type Call = CallRecord & { signal: AbortSignal };

export type Guard = {
  /**
   * Runs one SDK call until a signal says that it has taken long enough.
   *
   * @returns what the call returned, or threw, with what HTTP said of it
   */
  run<Value>(
    call: () => Promise<Value>,
    signal: AbortSignal,
  ): Promise<CallRecord & ({ ok: true; value: Value } | { ok: false; error: unknown })>;
  /** Closes the connections and puts the former dispatcher back. */
  close(): Promise<void>;
};

/**
 * How long connecting may take, in milliseconds: undici looks at it about once a
 * second, so the signal of a call is the finer limit.
 */
const CONNECT_TIMEOUT = 5_000;

/**
 * PortOne's server SDK calls the global `fetch` with no time limit, follows
 * redirects (a redirected, made-up PAID would be taken at its word), reads
 * answers of any size and drops the HTTP status. It takes no `fetch` of ours,
 * so the guard stands below it, in undici's dispatcher, and only for PortOne's
 * origin. It can go when the SDK accepts a `fetch`.
 */
export function guardOrigin(origin: string): Guard {
  const calls = new AsyncLocalStorage<Call>();
  const former = getGlobalDispatcher();
  const agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT } }).compose(
    (dispatch) => (options, handler) =>
      dispatch(options, guardedHandler(handler, calls.getStore())),
  );
  const guarded = former.compose(
    (dispatch) => (options, handler) =>
      options.origin?.toString() === origin
        ? agent.dispatch(options, handler)
        : dispatch(options, handler),
  );
  setGlobalDispatcher(guarded);

  return {
    async run(call, signal) {
      const record: Call = { signal };
      try {
        const value = await calls.run(record, call);
        return { ...httpOf(record), ok: true, value };
      } catch (error) {
        return { ...httpOf(record), ok: false, error };
      }
    },
    async close() {
      if (getGlobalDispatcher() === guarded) setGlobalDispatcher(former);
      await agent.destroy();
    },
  };
}

function httpOf({ status, retryAfter, isTooLarge }: Call): CallRecord {
  return {
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(isTooLarge && { isTooLarge }),
  };
}

function guardedHandler(
  handler: Dispatcher.DispatchHandler,
  call: Call | undefined,
): Dispatcher.DispatchHandler {
  let bytes = 0;
  return {
    onRequestStart(controller, context) {
      const signal = call?.signal;
      signal?.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade(...upgrade) {
      handler.onRequestUpgrade?.(...upgrade);
    },
    onResponseStart(controller, statusCode, headers, statusMessage) {
      if (call) {
        call.status = statusCode;
        const retryAfter = Number(headers['retry-after']);
        if (Number.isFinite(retryAfter)) call.retryAfter = retryAfter;
      }
      if (statusCode >= 300 && statusCode < 400) {
        controller.abort(new Error(`Refused to follow a redirect (${statusCode})`));
        return;
      }
      handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
    },
    onResponseData(controller, chunk) {
      bytes += chunk.length;
      if (bytes > MAX_RESPONSE_BYTES) {
        if (call) call.isTooLarge = true;
        controller.abort(new Error(`Refused an answer of more than ${MAX_RESPONSE_BYTES} bytes`));
        return;
      }
      handler.onResponseData?.(controller, chunk);
    },
    onResponseEnd(controller, trailers) {
      handler.onResponseEnd?.(controller, trailers);
    },
    onResponseError(controller, error) {
      handler.onResponseError?.(controller, error);
    },
  };
}
