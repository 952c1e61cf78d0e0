import { BlockList, isIPv6 } from 'node:net';
import type { Context, Middleware } from 'koa';
import type { Metrics } from '../adapters/metrics.ts';
import { CheckoutError } from '../domain/checkout-error.ts';

/**
 * Answers `GET /metrics` to an operator's Prometheus, and 404 to the public: the
 * numbers name nobody, but a shop's turnover is nobody else's business. A caller
 * of ours is in a private network and came straight, not through the proxy that
 * stands before the server.
 */
export function getMetrics(metrics: Metrics): Middleware {
  return async (ctx) => {
    if (isForwarded(ctx) || !isPrivate(ctx.req.socket.remoteAddress)) {
      throw new CheckoutError('NOT_FOUND', 'There is nothing at this address');
    }
    const { type, text } = await metrics.write();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Type', type);
    ctx.body = text;
  };
}

function isForwarded(ctx: Context): boolean {
  return ['Forwarded', 'X-Forwarded-For', 'X-Real-IP', 'Via'].some((name) => ctx.get(name) !== '');
}

/** RFC 1918, RFC 4193, RFC 6598 (what VPNs use), loopback and link-local. */
const privateNetworks = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const) {
  privateNetworks.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  privateNetworks.addSubnet(network, bits, 'ipv6');
}

export function isPrivate(address = ''): boolean {
  return privateNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
