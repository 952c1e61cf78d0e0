import { isIPv4, isIPv6 } from 'node:net';

/** A network that a client calls from, and how many times the limit of one client all of it may use up. */
export type ClientNetwork = { network: string; share: number };

/**
 * The networks of IPv6 that are counted, the narrowest first. A household, a telephone or a machine has a
 * whole /64, a customer of a provider a /56, and who asks a provider for more, a /48: 65 536 networks of
 * the narrowest kind. A carrier puts many telephones into one /48, hence the growing shares.
 */
const IPV6_NETWORKS = [
  { bits: 64, share: 1 },
  { bits: 56, share: 4 },
  { bits: 48, share: 16 },
] as const;

/**
 * What the requests from an address are counted as, the narrowest network first. IPv4 inside IPv6 is
 * IPv4: mapped by a socket that listens for both, or translated by NAT64 (RFC 6052, 64:ff9b::/96).
 */
export function clientNetworksOf(address: string): ClientNetwork[] {
  const [plain = ''] = withoutPort(address).split('%');
  if (isIPv4(plain)) return [{ network: plain, share: 1 }];
  if (!isIPv6(plain)) return [{ network: 'unknown', share: 1 }];
  const groups = groupsOf(plain);
  const embedded = embeddedIPv4(groups);
  if (embedded !== undefined) return [{ network: embedded, share: 1 }];
  return IPV6_NETWORKS.map(({ bits, share }) => ({ network: networkOf(groups, bits), share }));
}

/** Some proxies write the client's port as well. */
export function withoutPort(address: string): string {
  return /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

/** @param address a valid one, in any of its spellings */
function groupsOf(address: string): number[] {
  const [before = [], after = []] = address
    .split('::')
    .map((half) => half.split(':').flatMap(numbersOf));
  return [...before, ...Array(8 - before.length - after.length).fill(0), ...after];
}

/** One group of IPv6 is a number; the dotted end of some addresses is two. */
function numbersOf(group: string): number[] {
  if (group === '') return [];
  if (!group.includes('.')) return [Number.parseInt(group, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

function embeddedIPv4(groups: readonly number[]): string | undefined {
  const prefix = groups.slice(0, 6).join(':');
  if (prefix !== MAPPED && prefix !== NAT64) return undefined;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

const MAPPED = [0, 0, 0, 0, 0, 0xffff].join(':');
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0].join(':');

function networkOf(groups: readonly number[], bits: number): string {
  const kept = groups.slice(0, Math.ceil(bits / 16));
  const last = kept.pop() ?? 0;
  // A /56 ends in the middle of a group.
  const spare = (16 - (bits % 16)) % 16;
  kept.push((last >> spare) << spare);
  return `${kept.map((group) => group.toString(16)).join(':')}::/${bits}`;
}
