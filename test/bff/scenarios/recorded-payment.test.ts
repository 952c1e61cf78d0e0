import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { PaidPayment } from '@portone/server-sdk/payment';
import { Webhook } from 'standardwebhooks';
import {
  aCatalog,
  aMethod,
  anItem,
  aSubject,
  type Checkout,
  startCheckout,
  webhookSecret,
} from '../../support/server/checkout-server.ts';

/** A KakaoPay payment of 2025 as PortOne's API returned it, with the webhook that its author's server refused. */
const recorded: PaidPayment = JSON.parse(
  readFileSync(new URL('./kakaopay-paid.json', import.meta.url), 'utf8'),
);
const itemId = JSON.parse(recorded.customData as string).item as string;

let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    storeId: recorded.storeId,
    issuePaymentId: () => recorded.id,
    catalog: aCatalog({
      store: { id: recorded.storeId, name: '코인 가게' },
      methods: [aMethod({ channelKey: recorded.channel.key })],
      items: [anItem({ id: itemId, name: '코인 10개', price: 1000 })],
    }),
  });
  await checkout.order({ itemId });
  checkout.sandbox.recordPayment(recorded);
});
after(() => checkout.stop());

test('its Ready webhook, signed anew, gets 200 instead of the 400 of then', async () => {
  const body = recorded.webhooks?.[0]?.request?.body as string;
  const id = 'msg-01968581-8736-5ad1-411a-1d7894166352';
  const at = new Date();
  const { status } = await checkout.send('/api/payment/webhook', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
    },
    body,
  });
  assert.equal(recorded.webhooks?.[0]?.response?.code, '400');
  assert.equal(status, 200);
});

test('it settles an order of the same item as PAID', async () => {
  const { status, body } = await checkout.complete({ paymentId: recorded.id });
  assert.equal(status, 200);
  const { receiptUrl } = recorded;
  const subject = aSubject({ itemId, itemName: '코인 10개' });
  assert.deepEqual(body, { paymentId: recorded.id, ...subject, status: 'PAID', receiptUrl });
  const settlement = (await checkout.orders.find(recorded.id))?.settlement;
  assert.equal(settlement?.transactionId, recorded.transactionId);
  assert.equal(settlement?.paidAmount, 1000);
  assert.equal(settlement?.receiptUrl, recorded.receiptUrl);
});
