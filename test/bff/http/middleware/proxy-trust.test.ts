import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { Context } from 'koa';
import {
  forwardedClient,
  openPortWarning,
  proxyTrust,
} from '../../../../bff/http/middleware/proxy-trust.ts';

/** What is warned of when a client at this address sends the header. */
async function warningsFor(trusted: number | string[], peers: readonly string[]) {
  const warned: string[] = [];
  const log = { warn: (message: string) => warned.push(message) };
  const answer = forwardedClient(trusted, proxyTrust(trusted), log as never);
  for (const remoteAddress of peers) {
    const headers = { 'x-forwarded-for': '198.51.100.1' };
    const req = { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
    await answer({ req, request: {} } as Context, async () => {});
  }
  return warned;
}

test('[S5] X-Forwarded-For of a peer that is no proxy: from a public address, with a number', async () => {
  const warned = await warningsFor(1, ['203.0.113.9', '203.0.113.10', '2001:db8::1']);
  assert.equal(warned.length, 1);
  assert.match(String(warned[0]), /public address, and TRUST_PROXY=1 believes it/);
  assert.doesNotMatch(String(warned[0]), /203\.0\.113/);
});

test('does not warn of a proxy', async () => {
  for (const proxy of ['127.0.0.1', '::ffff:172.17.0.1', '10.0.0.9', '::1', 'fd12::1']) {
    assert.deepEqual(await warningsFor(1, [proxy]), [], proxy);
  }
  assert.deepEqual(await warningsFor(['203.0.113.0/24'], ['203.0.113.9']), []);
});

test('warns at the start where a port is open to all and a number of proxies is believed', () => {
  for (const open of ['0.0.0.0', '::', '203.0.113.9', '2001:db8::1']) {
    assert.match(String(openPortWarning(1, open)), /TRUST_PROXY=1/, open);
    assert.equal(openPortWarning(0, open), undefined);
    assert.equal(openPortWarning(['10.0.0.0/8'], open), undefined);
  }
  for (const closed of ['127.0.0.1', '::1', '10.0.0.9']) {
    assert.equal(openPortWarning(1, closed), undefined, closed);
  }
});
