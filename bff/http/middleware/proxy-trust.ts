import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import type { TrustedProxies } from '../../config.ts';
import { isPrivate } from '../routes/private-network.ts';
import { withoutPort } from './client-address.ts';

/** Whose word about the client of a request is believed. */
export type ProxyTrust = {
  /** Whether the peer of the connection is a proxy that may be believed. */
  isProxy(request: IncomingMessage): boolean;
  /** The address of the client, as the trusted proxies give it. */
  clientOf(request: IncomingMessage): string;
};

/**
 * Of `X-Forwarded-For` only what the trusted proxies appended counts: so many entries from its end, or
 * those after the first address from the end that is no proxy's. No other forwarding header is read.
 */
export function proxyTrust(trusted: TrustedProxies): ProxyTrust {
  if (typeof trusted === 'number') {
    return {
      isProxy: () => trusted > 0,
      clientOf: (request) =>
        (trusted > 0 ? forwardedFor(request).slice(-trusted)[0] : undefined) ?? peerOf(request),
    };
  }
  const proxies = networks(trusted);
  const isKnown = (address: string) => contains(proxies, address);
  return {
    isProxy: (request) => isKnown(peerOf(request)),
    clientOf(request) {
      let client = peerOf(request);
      for (const before of forwardedFor(request).toReversed()) {
        if (!isKnown(client)) break;
        client = before;
      }
      return client;
    },
  };
}

/** Has Koa's `ctx.ip` be the client, and warns of forwarding headers that do not fit the setting. */
export function forwardedClient(
  trusted: TrustedProxies,
  trust: ProxyTrust,
  log: Pick<Logger, 'warn'>,
): Middleware {
  const warned = new Set<string>();
  return (ctx, next) => {
    ctx.request.ip = trust.clientOf(ctx.req);
    const warning = warningOf(trusted, trust, ctx.req);
    // Anybody can send such a request, so that each warning comes once.
    if (warning && !warned.has(warning)) {
      warned.add(warning);
      log.warn(warning);
    }
    return next();
  };
}

function warningOf(
  trusted: TrustedProxies,
  trust: ProxyTrust,
  request: IncomingMessage,
): string | undefined {
  const { 'x-forwarded-for': forwardedFor, forwarded } = request.headers;
  if (forwardedFor === undefined && forwarded === undefined) return undefined;
  if (trusted === 0) {
    return 'Requests come with X-Forwarded-For, which TRUST_PROXY=0 does not believe. Behind a proxy all buyers share one rate limit until TRUST_PROXY has the number of proxies, or their addresses, e.g. TRUST_PROXY=10.0.0.0/8';
  }
  if (typeof trusted === 'number') {
    return isPrivate(peerOf(request))
      ? undefined
      : `A request with X-Forwarded-For came from a public address, and TRUST_PROXY=${trusted} believes it whoever wrote it. Unless that is your proxy, close the port to the public (HOST=127.0.0.1), or write the addresses of your proxies, e.g. TRUST_PROXY=10.0.0.0/8`;
  }
  return trust.isProxy(request)
    ? undefined
    : 'A request with X-Forwarded-For came from an address that TRUST_PROXY does not name, and is not believed. If that is a proxy of yours, add its address to TRUST_PROXY';
}

/**
 * What is wrong with listening there, if anything is.
 *
 * @param address that the server listens on
 */
export function openPortWarning(trusted: TrustedProxies, address: string): string | undefined {
  if (typeof trusted !== 'number' || trusted === 0 || isPrivate(address)) return undefined;
  return `The server listens on ${address} with TRUST_PROXY=${trusted}: whoever reaches its port without the proxy writes an address of their own into X-Forwarded-For, and passes by the rate limit. Set HOST=127.0.0.1, or the addresses of the proxies in place of their number, e.g. TRUST_PROXY=10.0.0.0/8`;
}

function peerOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? '';
}

function forwardedFor({ headers }: IncomingMessage): string[] {
  // Node joins several headers of this name with a comma.
  const { 'x-forwarded-for': list } = headers;
  const text = Array.isArray(list) ? list.join() : list;
  return text ? text.split(',').map((entry) => entry.trim()) : [];
}

function networks(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const written of addresses) {
    const [address = '', bits] = written.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

function contains(list: BlockList, written: string): boolean {
  const [address = ''] = withoutPort(written).split('%');
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
