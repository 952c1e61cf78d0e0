import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientNetworksOf } from '../../../../bff/http/middleware/client-address.ts';

const clients: Array<[address: string, ...networks: string[]]> = [
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:54321', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:54321', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ['2001:db8:12:3407::1', '2001:db8:12:3407::/64', '2001:db8:12:3400::/56', '2001:db8:12::/48'],
  [
    '2001:0DB8:0012:3407:1:2:3:4',
    '2001:db8:12:3407::/64',
    '2001:db8:12:3400::/56',
    '2001:db8:12::/48',
  ],
  [
    '[2001:db8:12:3407::1]:54321',
    '2001:db8:12:3407::/64',
    '2001:db8:12:3400::/56',
    '2001:db8:12::/48',
  ],
  ['2001:db8:0:7::203.0.113.7', '2001:db8:0:7::/64', '2001:db8:0:0::/56', '2001:db8:0::/48'],
  ['2001:db8::', '2001:db8:0:0::/64', '2001:db8:0:0::/56', '2001:db8:0::/48'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64', '2001:db8:0:0::/56', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0:0::/56', 'fe80:0:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0:0::/56', '0:0:0::/48'],
  ['', 'unknown'],
  ['unknown', 'unknown'],
  ['203.0.113.777', 'unknown'],
  ['<script>', 'unknown'],
];
for (const [address, ...networks] of clients) {
  test(`counts ${address || 'nothing'} as ${networks.join(', ')}`, () => {
    assert.deepEqual(
      clientNetworksOf(address).map(({ network }) => network),
      networks,
    );
  });
}

test('lets a wider network make more requests, and far less than one for each address in it', () => {
  const shares = clientNetworksOf('2001:db8::1').map(({ share }) => share);
  assert.deepEqual(shares, [1, 4, 16]);
});
