import type { Context, Middleware } from 'koa';

/** The operations of the REST API, as {@link Fault.only} and the call counts name them. */
export type Operation =
  | 'getPayment'
  | 'getPayments'
  | 'preRegister'
  | 'cancel'
  | 'confirm'
  | 'resendWebhook'
  | 'other';

/** A fault of the REST API. `only` limits it to one operation. */
export type Fault = { only?: Operation } & (
  | { kind: 'status'; status: 401 | 403 | 429 | 500 | 502 | 503; retryAfter?: number }
  /** 502 with a proxy's HTML page. */
  | { kind: 'html' }
  /** Reads the request and never answers. */
  | { kind: 'hang' }
  /** The true answer, once what `until` returns has resolved. It is called as a request comes. */
  | { kind: 'hold'; until: () => Promise<unknown> }
  | { kind: 'redirect'; location: string }
  /** 200 with something that is not JSON. */
  | { kind: 'malformed' }
  /** 200 with `null`. */
  | { kind: 'null' }
  /** The true answer with 10 MB of padding. */
  | { kind: 'huge' }
  /** Ends the connection with a TCP reset. */
  | { kind: 'reset' }
  /** The true answer, one byte a second. */
  | { kind: 'drip' }
  /** The first half of the true answer, then the end of the connection. */
  | { kind: 'truncated' }
);

const errorTypes: Record<(Fault & { kind: 'status' })['status'], string> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
};

/** Takes the response out of Koa's hands: from here on the fault writes to the socket itself. */
function detachResponse(ctx: Context): Context['res'] {
  ctx.respond = false;
  return ctx.res;
}

function drip(ctx: Context, text: string): void {
  const bytes = Buffer.from(text);
  const response = detachResponse(ctx);
  response.writeHead(ctx.status, { 'content-type': 'application/json' });
  let sent = 0;
  const sendByte = () => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= bytes.length) response.end();
  };
  sendByte();
  const timer = setInterval(sendByte, 1_000);
  response.on('close', () => clearInterval(timer));
}

function truncate(ctx: Context, text: string): void {
  const bytes = Buffer.from(text);
  const response = detachResponse(ctx);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

/** Applies the fault that `current` returns, if it is one for the request's operation. */
export function faultInjector(
  current: () => Fault | undefined,
  operationOf: (ctx: Context) => Operation,
): Middleware {
  return async (ctx, next) => {
    const fault = current();
    if (!fault || (fault.only && fault.only !== operationOf(ctx))) return next();
    switch (fault.kind) {
      case 'status':
        ctx.status = fault.status;
        if (fault.retryAfter !== undefined) ctx.set('Retry-After', String(fault.retryAfter));
        ctx.body = { type: errorTypes[fault.status], message: `SANDBOX: ${fault.status}` };
        return;
      case 'html':
        ctx.status = 502;
        ctx.type = 'html';
        ctx.body = '<html><body><h1>502 Bad Gateway</h1></body></html>';
        return;
      case 'hang':
        detachResponse(ctx);
        return;
      case 'hold':
        await fault.until();
        return next();
      case 'redirect':
        ctx.status = 302;
        ctx.set('Location', fault.location);
        return;
      case 'malformed':
        ctx.type = 'json';
        ctx.body = '{"status":"PAID","id":';
        return;
      case 'null':
        ctx.type = 'json';
        ctx.body = 'null';
        return;
      case 'huge':
        await next();
        ctx.body = { ...(ctx.body as object), padding: ' '.repeat(10 * 1024 * 1024) };
        return;
      case 'reset':
        detachResponse(ctx);
        ctx.req.socket.resetAndDestroy();
        return;
      case 'drip':
        await next();
        drip(ctx, JSON.stringify(ctx.body ?? null));
        return;
      case 'truncated':
        await next();
        truncate(ctx, JSON.stringify(ctx.body ?? null));
        return;
    }
  };
}
