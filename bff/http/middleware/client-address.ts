import { isIPv4, isIPv6 } from 'node:net';

/**
 * The client that an address stands for. A household or a machine has a whole /64 of IPv6
 * addresses, and could use another one for each request.
 */
export function clientAddressOf(address: string): string {
  const [plain = ''] = withoutPort(address).split('%');
  const mapped = plain.slice(plain.lastIndexOf(':') + 1);
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const all = [...groups, ...Array(8 - groups.length - after.length).fill('0'), ...after];
  return `${all.slice(0, 4).map(withoutZeros).join(':')}::/64`;
}

/** Some proxies write the client's port as well. */
export function withoutPort(address: string): string {
  return /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

function withoutZeros(group: string): string {
  return Number.parseInt(group, 16).toString(16);
}
