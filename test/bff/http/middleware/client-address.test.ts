import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAddressOf } from '../../../../bff/http/middleware/client-address.ts';

const clients: Array<[address: string, client: string]> = [
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:54321', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
  ['2001:0DB8:0000:0007:1:2:3:4', '2001:db8:0:7::/64'],
  ['[2001:db8:0:7::1]:54321', '2001:db8:0:7::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
  ['unknown', 'unknown'],
  ['<script>', 'unknown'],
];
for (const [address, client] of clients) {
  test(`takes ${address || 'nothing'} for ${client}`, () => {
    assert.equal(clientAddressOf(address), client);
  });
}
