import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivate } from '../../../../bff/http/routes/private-network.ts';

const inside = [
  '127.0.0.1',
  '10.20.30.40',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '::1',
  '::ffff:10.0.0.1',
  'fd12:3456::1',
  'fe80::1',
];
const outside = [
  '8.8.8.8',
  '172.32.0.1',
  '11.0.0.1',
  '192.169.0.1',
  '100.128.0.1',
  '2001:db8::1',
  '::ffff:8.8.8.8',
  '',
];
for (const address of inside) {
  test(`${address} is in a private network`, () => assert.equal(isPrivate(address), true));
}
for (const address of outside) {
  test(`${address || 'nothing'} is not in a private network`, () =>
    assert.equal(isPrivate(address), false));
}
test('a client without an address is in no private network', () => {
  assert.equal(isPrivate(undefined), false);
});
