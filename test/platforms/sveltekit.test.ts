/** SvelteKit as a consumer of the packed package, with the code of the documents. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { payButton } from '../support/pages/shop-visit.ts';
import { type Consumer, startConsumer } from './consumer.ts';

let consumer: Consumer;
before(async () => {
  consumer = await startConsumer({
    name: 'sveltekit',
    files: { 'src/buy-shoes.svelte': documentBlock('docs/developers.md', 'Svelte') },
    build: [['svelte-kit', 'sync'], ['svelte-check'], ['vite', 'build']],
    start: ['node', 'build'],
    develop: (port) => ['vite', 'dev', '--port', String(port), '--strictPort'],
  });
});
after(() => consumer?.stop());

// First, since an import is evaluated once.
test('an import by a file that runs on the server only breaks nothing, and says that it does nothing', async () => {
  for (const mode of ['production', 'development'] as const) {
    const answer = await fetch(`${consumer[mode].origin}/server-only`);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /<portone-checkout item-id="shoes"/);
  }
  const words = /imported by \+page\.server\.ts, which runs on the server only/g;
  assert.equal(consumer.development.printed().match(words)?.length, 1);
});

test('a component is rendered on the server, takes its property and listener over, and is sold by', async () => {
  const html = await (await fetch(consumer.production.origin)).text();
  assert.match(html, /<portone-checkout item-id="shoes" bff="[^"]+" quantity="2"/);
  const { page } = await consumer.visit(consumer.production.origin);
  const paid = await consumer.pay(page);
  assert.deepEqual(paid, { status: 'PAID', total: 2_000, email: 'kim@example.com' });
});

for (const mode of ['production', 'development'] as const) {
  test(`Svelte takes over what the server rendered without a complaint, in ${mode}`, async () => {
    const { page, complaints } = await consumer.visit(consumer[mode].origin);
    await payButton(page).waitFor();
    await page.locator('html[data-hydrated]').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test('an import by a component is no reason to say so', () => {
  assert.doesNotMatch(consumer.production.printed(), /<portone-checkout>/);
});
