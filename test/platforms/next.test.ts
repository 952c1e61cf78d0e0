/** React 19 and Next.js as consumers of the packed package, with the code of the documents. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { choose, overlay, payButton, said } from '../support/pages/shop-visit.ts';
import { type Consumer, startConsumer } from './consumer.ts';

let consumer: Consumer;
before(async () => {
  consumer = await startConsumer({
    name: 'next',
    files: {
      'app/client-only/buy-shoes.tsx': documentBlock('docs/developers.md', 'React 19'),
      'app/buy-shoes.tsx': documentBlock('docs/developers.md', 'React 19', 2),
      'app/script/page.tsx': documentBlock('docs/platforms.md', 'Next.js'),
    },
    // It checks the types as well, and fails where they are wrong.
    build: [['next', 'build']],
    start: ['next', 'start'],
    develop: (port) => ['next', 'dev', '--port', String(port)],
  });
});
after(() => consumer?.stop());

test('a client component is rendered on the server, and is sold by', async () => {
  const html = await (await fetch(consumer.production.origin)).text();
  assert.match(html, /<portone-checkout item-id="shoes" bff="[^"]+"><\/portone-checkout>/);
  const { page } = await consumer.visit(consumer.production.origin);
  const paid = await consumer.pay(page);
  assert.deepEqual(paid, { status: 'PAID', total: 1_000, email: 'kim@example.com' });
});

for (const mode of ['production', 'development'] as const) {
  test(`React takes over what the server rendered without a complaint, in ${mode}`, async () => {
    const { page, complaints } = await consumer.visit(consumer[mode].origin);
    await payButton(page).waitFor();
    await page.locator('html[data-hydrated]').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test('a component that React makes in the browser takes properties and listeners', async () => {
  const { page } = await consumer.visit(`${consumer.production.origin}/client-only`);
  const paid = await consumer.pay(page);
  assert.deepEqual(paid, { status: 'PAID', total: 2_000, email: 'kim@example.com' });
});

for (const [way, start] of [
  ['at once', '/script'],
  ['by a link', '/server-component'],
] as const) {
  test(`the script tag sells by Next’s own component, on a page that is gone to ${way}`, async () => {
    const { page, complaints } = await consumer.visit(`${consumer.production.origin}${start}`);
    if (start !== '/script') await page.getByRole('link').click();
    await page.waitForURL('**/script');
    await payButton(page).click();
    await choose(overlay(page), 'approve');
    await said(page).getByText('결제가 완료').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test('an import by a server component breaks nothing, and says once that it does nothing', async () => {
  const words = /imported by a server component\. .*'use client'/g;
  assert.equal(consumer.built.match(words)?.length, 1);
  const answer = await fetch(`${consumer.production.origin}/server-component`);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<portone-checkout item-id="shoes"/);
});

test('an import by a client component is no reason to say so', async () => {
  const { page } = await consumer.visit(consumer.development.origin);
  await payButton(page).waitFor();
  assert.doesNotMatch(consumer.development.printed(), /<portone-checkout>/);
  await page.context().close();
});
