import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';

/** What a server without `PUBLIC_ORIGIN` is called on the machine that it runs on. */
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** What a proxy adds to the requests that it hands on. */
const PROXY_HEADERS =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|true-client-ip|cf-.*|x-client-ip)$/;

/** Whether an address is one that each computer has for itself. */
export function isLoopback(origin: string): boolean {
  const { hostname = '' } = URL.parse(origin) ?? {};
  return LOOPBACK_HOSTS.includes(hostname) || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * Whether a request surely comes from a browser on the server's own computer. A name that leads here
 * by another's DNS is not its own, and neither is what a proxy on the same computer hands on.
 */
export function isFromThisMachine({ headers, headersDistinct, socket }: IncomingMessage): boolean {
  const { host = [] } = headersDistinct;
  return (
    /^(::1|(::ffff:)?127(\.\d+){3})$/.test(socket.remoteAddress ?? '') &&
    host.length === 1 &&
    isLoopback(`http://${host[0]}`) &&
    !Object.keys(headers).some((name) => PROXY_HEADERS.test(name))
  );
}

/**
 * Where buyers reach this server. Nothing of it is taken from the request, whose `Host` its sender
 * writes: without `PUBLIC_ORIGIN`, which only a server for trying out may lack, it is this machine.
 */
export function ownOrigin(publicOrigin: string | undefined, request: IncomingMessage): string {
  return publicOrigin ?? `http://127.0.0.1:${request.socket.localPort}`;
}

/**
 * Whether the page that makes a request is one of this server's own. Without `PUBLIC_ORIGIN` that is a
 * page of this machine at the port that was connected to, or one that its browser calls so: no page
 * can write `Sec-Fetch-Site`.
 */
export function isOwnPage(
  ctx: Context,
  publicOrigin: string | undefined,
  origin = ctx.get('Origin'),
): boolean {
  if (origin === '' || origin === 'null') return false;
  if (publicOrigin !== undefined) return origin === publicOrigin;
  if (ctx.get('Sec-Fetch-Site') === 'same-origin') return true;
  const { localPort } = ctx.req.socket;
  return LOOPBACK_HOSTS.some((host) => origin === `http://${host}:${localPort}`);
}
