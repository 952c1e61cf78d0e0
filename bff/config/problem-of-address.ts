import { BlockList, isIP } from 'node:net';

const network = new BlockList();
network.addSubnet('10.0.0.0', 8);
network.addSubnet('172.16.0.0', 12);
network.addSubnet('192.168.0.0', 16);
network.addSubnet('169.254.0.0', 16);
network.addSubnet('100.64.0.0', 10);
network.addSubnet('fc00::', 7, 'ipv6');
network.addSubnet('fe80::', 10, 'ipv6');

const machine = new BlockList();
machine.addSubnet('127.0.0.0', 8);
machine.addAddress('0.0.0.0');
machine.addAddress('::1', 'ipv6');

/** Ports that the fetch standard never connects to. Source: fetch.spec.whatwg.org, "bad port". */
const BAD_PORTS = new Set(
  '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'.split(
    ' ',
  ),
);

/**
 * Why `fetch` never gets an answer from an address, or not the one that is meant. It quotes nothing: an
 * address may have a password in it.
 */
export function problemOfAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return 'is not an http(s) address, e.g. https://shop.example/fulfilment';
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    return 'has a user or a password in it. No request is ever sent to such an address, which would show both in logs: take them out. What the server sends has a signature to be checked instead';
  }
  if (url.hash !== '' || text.endsWith('#')) {
    return 'has a # in it, and what follows is never sent: write %23 where the # is part of a value, else leave it out';
  }
  if (BAD_PORTS.has(url.port)) {
    return `has port ${url.port}, which is another protocol's: no request is ever sent there. Choose another port`;
  }
  return undefined;
}

/** The same, for an address that only has a host and a port. */
export function problemOfServer(text: string): string | undefined {
  const problem = problemOfAddress(text);
  if (problem !== undefined) return problem;
  const { origin, pathname, search } = new URL(text);
  return pathname === '/' && search === '' && !text.endsWith('?')
    ? undefined
    : `has a path or a query, which is not asked for: write ${origin}`;
}

/** Who can read what is sent to an address without TLS. */
export type Reach = 'this machine' | 'a private network' | 'the internet';

export function reachOf(text: string): Reach {
  const host = new URL(text).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(host)) {
    if (machine.check(host, family)) return 'this machine';
    return network.check(host, family) ? 'a private network' : 'the internet';
  }
  if (/(^|\.)localhost$/.test(host)) return 'this machine';
  // Names of containers and of machines beside this one. None of these endings is sold.
  return !host.includes('.') || /\.(local|internal|lan|intranet|home\.arpa|svc|test)$/.test(host)
    ? 'a private network'
    : 'the internet';
}
