import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import type { ConfigError } from '../../../../bff/config.ts';
import { readElementFiles } from '../../../../bff/http/element-files.ts';
import { type Checkout, startCheckout } from '../../../support/server/checkout-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'element-'));
const source = Buffer.from(`export const text = '${'결제 '.repeat(500)}';`);
writeFileSync(join(folder, 'portone-checkout.js'), source);
const classic = Buffer.from("import(document.currentScript.src.replace('.classic.js', '.js'));");
writeFileSync(join(folder, 'portone-checkout.classic.js'), classic);
writeFileSync(join(folder, 'portone-checkout.js.map'), '{}');
const element = readElementFiles(folder);

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({ element });
});
after(async () => {
  await checkout.stop();
  rmSync(folder, { recursive: true });
});

/** Without the decompression that `fetch` does by itself. */
async function raw(address: string, acceptEncoding: string) {
  const { statusCode, headers, body } = await request(`${checkout.url}${address}`, {
    headers: { 'accept-encoding': acceptEncoding },
  });
  return { statusCode, headers, body: Buffer.from(await body.arrayBuffer()) };
}

test('serves brotli to who takes it, gzip to who takes that, and plain to the rest', async () => {
  const brotli = await raw('/portone-checkout.js', 'gzip, deflate, br');
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.ok(brotliDecompressSync(brotli.body).equals(source));
  const gzip = await raw('/portone-checkout.js', 'gzip');
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.ok(gunzipSync(gzip.body).equals(source));
  const plain = await raw('/portone-checkout.js', 'identity');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.ok(plain.body.equals(source));
  assert.match(String(plain.headers['content-type']), /^text\/javascript/);
  assert.match(String(plain.headers.vary), /Accept-Encoding/);
});

test('may be used as a module by every page', async () => {
  const { headers } = await fetch(`${checkout.url}/portone-checkout.js`, {
    headers: { origin: 'https://any.example' },
  });
  assert.equal(headers.get('access-control-allow-origin'), '*');
});

test('is not sent again to a browser that has it', async () => {
  const first = await fetch(`${checkout.url}/portone-checkout.js`);
  await first.arrayBuffer();
  const second = await fetch(`${checkout.url}/portone-checkout.js`, {
    headers: { 'if-none-match': first.headers.get('etag') as string },
  });
  assert.equal(second.status, 304);
});

test('publishes an address that may be cached for ever, with the hash for integrity', async () => {
  const { body } = await checkout.send('/portone-checkout.json');
  const hash = createHash('sha384').update(source).digest('base64');
  assert.equal(body.integrity, `sha384-${hash}`);
  const twin = await fetch(`${checkout.url}${body.src}`);
  assert.match(twin.headers.get('cache-control') as string, /immutable/);
  assert.ok(Buffer.from(await twin.arrayBuffer()).equals(source));
});

test('[M4] a page of an origin that is not allowed: hears so where anyone may ask', async () => {
  const ask = (origin: string) =>
    checkout.send(`/portone-checkout.json?origin=${encodeURIComponent(origin)}`, {
      headers: { origin },
    });
  const refused = await ask('https://www.shop.example');
  assert.equal(refused.headers.get('access-control-allow-origin'), '*');
  assert.equal(refused.headers.get('cache-control'), 'no-store');
  assert.match(String(refused.body.refused), /add https:\/\/www\.shop\.example to ALLOWED_ORIGINS/);
  assert.match(String((await ask('null')).body.refused), /a file, or a frame/);
  assert.doesNotMatch(String((await ask('https://<script>')).body.refused), /<script>/);
  assert.equal((await ask(checkout.url)).body.refused, undefined);
});

test('says that one hash covers all that runs', async () => {
  const { body } = await checkout.send('/portone-checkout.json');
  assert.deepEqual(body.parts, {});
});

test('serves the loader for classic tags, and nothing else of what the build made', async () => {
  const loader = await fetch(`${checkout.url}/portone-checkout.classic.js`);
  assert.doesNotMatch(loader.headers.get('cache-control') as string, /immutable/);
  assert.ok(Buffer.from(await loader.arrayBuffer()).equals(classic));
  for (const other of ['portone-checkout.js.map', 'portone-checkout.fr.js', 'package.json']) {
    const { status, body } = await checkout.send(`/${other}`);
    assert.equal(status, 404);
    assert.equal(body.code, 'NOT_FOUND');
  }
});

test('answers a cached script of 0.1.0, which asks for its parts under their version', async () => {
  for (const part of ['payment', 'after-window', 'choices', 'messages-en', 'paypal-buttons']) {
    const name = `portone-checkout.${part}.js`;
    const answer = await fetch(`${checkout.url}/${name}?v=2b9791`);
    assert.equal(answer.status, 200, name);
    assert.match(answer.headers.get('cache-control') as string, /immutable/);
    const other = await fetch(`${checkout.url}/${name}?v=123456`);
    assert.doesNotMatch(other.headers.get('cache-control') as string, /immutable/);
    await Promise.all([answer.arrayBuffer(), other.arrayBuffer()]);
  }
});

test('says how to build the element where it is not built', () => {
  assert.throws(
    () => readElementFiles(join(folder, 'absent')),
    (error: ConfigError) => /npm run build/.test(error.problems.join()),
  );
});

test('lets pages of any origin run the script, for what it says it is', async () => {
  for (const address of [
    '/portone-checkout.js',
    `/${element.immutableName}`,
    '/portone-checkout.classic.js',
  ]) {
    const { headers } = await raw(address, 'br');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});
