import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseCatalog } from '../../../../bff/catalog/parse-catalog.ts';
import { transcriptOf } from '../../../../bff/check/pay/transcript.ts';
import { type TriedPayment, tryPayments } from '../../../../bff/check/pay/try-payments.ts';
import { parseEnvironment } from '../../../../bff/config.ts';
import type { OrderAnswer } from '../../../../component/api/contract.ts';
import { createSandbox } from '../../../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  apiSecret,
  paymentRequest,
} from '../../../support/server/checkout-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-pay-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const PROVIDERS = ['KAKAOPAY', 'TOSSPAY_V2', 'NAVERPAY', 'TOSSPAYMENTS'] as const;
const methods = PROVIDERS.map((pgProvider) => ({
  ...aMethod({
    id: pgProvider.toLowerCase(),
    pgProvider,
    channelKey: `channel-key-of-${pgProvider}`,
    ...(pgProvider === 'TOSSPAYMENTS' && { payMethod: 'CARD' }),
  }),
  pgProvider,
}));
const items = [anItem({ id: 'dear', price: 90_000 }), anItem({ id: 'cheap', price: 500 })];

test('compares what PortOne sent of a payment by each method with its order', async (t) => {
  const sandbox = createSandbox({
    apiSecret,
    windowDelay: 0,
    stores: [
      {
        id: 'store-tests',
        name: '신발가게',
        channels: methods.map(({ channelKey: key, pgProvider }) => ({
          key,
          name: 'test',
          pgProvider,
          type: 'TEST' as const,
        })),
      },
    ],
  });
  t.after(() => sandbox.close());
  const source = aCatalog({ methods, items });
  const catalogPath = join(folder, 'catalog.json');
  writeFileSync(catalogPath, source);
  const env = {
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    CATALOG: catalogPath,
    PORTONE_API_URL: await sandbox.listen(),
    // Neither is used for payments that try something.
    DATABASE_URL: 'postgres://db.shop.example/orders',
    FULFILMENT_URL: 'https://shop.example/hook',
    FULFILMENT_SECRET: `whsec_${Buffer.alloc(24, 5).toString('base64')}`,
  };

  /** What the owner does with the page of each method. */
  const deeds: Record<string, (order: OrderAnswer, channelKey: string) => Promise<unknown>> = {
    kakaopay: (order, channelKey) =>
      sandbox.pay(paymentRequest(order, { channelKey }), { result: 'approve' }),
    tosspay_v2: (order, channelKey) =>
      sandbox.pay(paymentRequest(order, { channelKey, orderName: '다른 이름' }), {
        result: 'approve',
      }),
    naverpay: () => Promise.resolve(),
    tosspayments: (order, channelKey) =>
      sandbox.pay(paymentRequest(order, { channelKey, payMethod: 'CARD' }), {
        result: 'fail',
        pgCode: 'REJECT_CARD_COMPANY',
      }),
  };
  const told: TriedPayment[] = [];
  const tried = await tryPayments({
    env,
    config: parseEnvironment(env),
    catalog: parseCatalog(source),
    async onOpen(address, { id, channelKey = '' }) {
      const page = new URL(address);
      assert.equal((await fetch(page)).status, 200);
      assert.equal(page.pathname, '/checkout/cheap');
      const response = await fetch(new URL('/api/orders', page), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ itemId: 'cheap', methodId: page.searchParams.get('method') }),
      });
      const order = (await response.json()) as OrderAnswer;
      await deeds[id]?.(order, channelKey);
      const complete = await fetch(new URL('/api/payment/complete', page), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ paymentId: order.paymentId }),
      });
      await complete.body?.cancel();
    },
    onTried: (one) => told.push(one),
  });

  assert.deepEqual(told, tried);
  const results = tried.map((one) => [
    one.method.id,
    one.result === 'seen' ? [one.status, one.isHeld] : one.result,
  ]);
  assert.deepEqual(results, [
    ['kakaopay', ['PAID', false]],
    ['tosspay_v2', ['PAID', true]],
    ['naverpay', 'passed over'],
    ['tosspayments', 'failed'],
  ]);
  const [genuine, changed] = tried;
  assert.ok(genuine?.result === 'seen' && changed?.result === 'seen');
  assert.deepEqual(
    genuine.fields.filter(({ verdict }) => verdict === 'holds'),
    [],
  );
  assert.deepEqual(
    changed.fields.filter(({ verdict }) => verdict === 'holds').map(({ field }) => field),
    ['orderName'],
  );

  const transcript = transcriptOf(tried, '9.9.9');
  assert.match(transcript, /settles amount\.total: ordered 500, sent 500/);
  assert.match(transcript, /holds {3}orderName/);
  assert.match(transcript, /tosspayments: .*\n {2}failed: REJECT_CARD_COMPANY/);
  // What is anyone's own has lost all but its form.
  for (const own of ['다른 이름', '신발', 'store-tests', 'channel-key-of', apiSecret]) {
    assert.ok(!transcript.includes(own), `the transcript has ${own}`);
  }
});
