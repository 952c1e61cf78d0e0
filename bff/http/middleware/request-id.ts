import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';

const HEADER = 'X-Request-Id';

/** What may stand in a log and in a header without being looked at again. */
const HARMLESS = /^[\w.-]{1,64}$/;

/** One for the process, as a log is: what runs because of a request finds its id, however deep. */
const current = new AsyncLocalStorage<string>();

/** For pino's `mixin`: puts the id of the request that is being answered into each line. */
export function requestIdForLog(): { requestId?: string } {
  const requestId = current.getStore();
  return requestId === undefined ? {} : { requestId };
}

/**
 * Gives each request an id, and answers with it, for a caller to quote. A
 * proxy's own is kept, so that its log and ours can be read side by side;
 * anybody else's would let a caller write into the log.
 *
 * @param isBehindProxy whether the header is a proxy's
 */
export function requestId(isBehindProxy: boolean): Middleware {
  return (ctx, next) => {
    const given = isBehindProxy ? ctx.get(HEADER) : '';
    const id = HARMLESS.test(given) ? given : randomUUID();
    ctx.set(HEADER, id);
    return current.run(id, next);
  };
}
