import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { runWithRequestId } from '../../observability/request-context.ts';

const HEADER = 'X-Request-Id';

/** Texts that are safe in a log and in a header. */
const SAFE_ID = /^[\w.-]{1,64}$/;

/**
 * Gives each request an id, and answers with it, so that a client can quote it. A
 * proxy's own is kept, so that its log and ours can be read side by side;
 * another client's would let it write into the log.
 *
 * @param isProxys whether the header is a trusted proxy's
 */
export function requestId(isProxys: (request: IncomingMessage) => boolean): Middleware {
  return (ctx, next) => {
    const given = isProxys(ctx.req) ? ctx.get(HEADER) : '';
    const id = SAFE_ID.test(given) ? given : randomUUID();
    ctx.set(HEADER, id);
    return runWithRequestId(id, next);
  };
}
