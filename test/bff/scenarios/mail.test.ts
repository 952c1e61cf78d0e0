import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { mailSettings } from '../../../bff/config/mail-settings.ts';
import { memoryRateLimiter } from '../../../bff/database/rate-limiter.ts';
import { mailReceivers } from '../../../bff/mail/mail-receivers.ts';
import { createMailbox } from '../../../demo/sandbox/mailbox/mailbox.ts';
import {
  aCatalog,
  anItem,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { askingItem, orderOf, someDetails } from '../../support/server/private-details.ts';
import { seen } from '../../support/server/seen-payment.ts';

async function startShop(t: TestContext, items?: object[]) {
  const mailbox = createMailbox(() => new Date().toISOString());
  const settings = mailSettings({
    SMTP_URL: await mailbox.listen(),
    MAIL_FROM: 'shop@shop.example',
    OWNER_EMAIL: 'owner@shop.example',
    MAILS_PER_HOUR: 0,
  });
  assert.ok(settings);
  const mail = mailReceivers(settings, 'ko', memoryRateLimiter);
  const told = Promise.withResolvers<string>();
  const checkout = await startCheckout({
    catalog: aCatalog({
      items: items ?? [askingItem({ afterPaid: { text: '초대 코드: WELCOME' } })],
    }),
    mail: settings,
    mailsOwner: true,
    receivers: [
      { name: 'shop', deliver: async ({ type }) => told.resolve(type) },
      ...mail.receivers,
    ],
  });
  t.after(async () => {
    await checkout.stop();
    mail.close();
    await mailbox.close();
  });
  checkout.startWorkers();
  return { checkout, mailbox, told: told.promise };
}

/** What is personal about an order, as it is stored. */
async function keptOf({ store }: Checkout, paymentId: string) {
  return (await store.buyers.find([paymentId])).get(paymentId);
}

test('a sale is told to owner and buyer, each in a mail of their own', async (t) => {
  const { checkout, mailbox } = await startShop(t);
  const order = await checkout.order(orderOf(someDetails()));
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.complete({ paymentId: order.paymentId });
  const toOwner = await mailbox.received(({ to }) => to.includes('owner@shop.example'));
  assert.match(toOwner.text, /테헤란로 1/);
  const toBuyer = await mailbox.received(({ to }) => to.includes('hong@mail.example'));
  assert.match(toBuyer.text, /초대 코드: WELCOME/);
  assert.doesNotMatch(toBuyer.text, /테헤란로|홍길동|사랑해/);
});

test('a buyer whose address the page knows is written to, also of an item that asks for nothing, once it is paid', async (t) => {
  const { checkout, mailbox } = await startShop(t, [anItem()]);
  const buyer = { email: 'hong@mail.example', fullName: '홍길동', phoneNumber: '010-1234-5678' };
  const order = await checkout.order({ buyer, locale: 'en' });
  assert.deepEqual(await keptOf(checkout, order.paymentId), {
    buyer: { email: buyer.email },
    locale: 'en',
  });
  const unpaid = await checkout.order({ buyer: { email: 'other@mail.example' } });
  assert.notEqual(unpaid.paymentId, order.paymentId);
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await checkout.complete({ paymentId: order.paymentId });
  const toBuyer = await mailbox.received(({ to }) => to.includes(buyer.email));
  assert.match(toBuyer.text, /order/i);
  assert.doesNotMatch(toBuyer.text, /홍길동|010-1234/);
  await mailbox.received(({ to }) => to.includes('owner@shop.example'));
  assert.deepEqual(
    mailbox
      .all()
      .flatMap(({ recipients }) => recipients)
      .toSorted(),
    ['hong@mail.example', 'owner@shop.example'],
  );
});

test('an order without an address keeps nothing of its buyer', async (t) => {
  const { checkout } = await startShop(t, [anItem()]);
  const buyer = { fullName: '홍길동' };
  const order = await checkout.order({ buyer, locale: 'en' });
  assert.deepEqual(await keptOf(checkout, order.paymentId), undefined);
});

test('without mail the address of a buyer who is asked nothing is not kept', async (t) => {
  const checkout = await startCheckout();
  t.after(() => checkout.stop());
  const order = await checkout.order({ buyer: { email: 'hong@mail.example' }, locale: 'en' });
  assert.deepEqual(await keptOf(checkout, order.paymentId), undefined);
});

test('the owner is told of money without an order, once', async (t) => {
  const { checkout, mailbox } = await startShop(t);
  const payment = seen('PAID', 0, { paymentId: 'fromelsewhere', paidAmount: 5_000 });
  await checkout.recordUnmatched(payment);
  await checkout.recordUnmatched(payment);
  const mail = await mailbox.received(({ text }) => text.includes('fromelsewhere'));
  assert.deepEqual(mail.recipients, ['owner@shop.example']);
  assert.match(mail.subject, /주문 없는 결제/);
  // Written once: what comes after it is the next mail.
  await checkout.recordUnmatched({ ...payment, paymentId: 'another' });
  await mailbox.received(({ text }) => text.includes('another'));
  assert.equal(mailbox.all().length, 2);
});

test('[T6] several receivers, one of which is down: a mail server that takes nothing delays neither payment nor receiver', async (t) => {
  const { checkout, mailbox, told } = await startShop(t);
  mailbox.refuse(451);
  const order = await checkout.order(orderOf(someDetails()));
  await checkout.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const { status, body } = await checkout.complete({ paymentId: order.paymentId });
  assert.deepEqual([status, body.status], [200, 'PAID']);
  assert.equal(await told, 'payment.paid');
  assert.deepEqual(mailbox.all(), []);
});
