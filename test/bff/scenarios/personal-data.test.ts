import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kysely } from 'kysely';
import { mailSettings } from '../../../bff/config/mail-settings.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { memoryRateLimiter } from '../../../bff/database/rate-limiter.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import { BUYER_MAIL, type OutgoingEvent } from '../../../bff/domain/outbox.ts';
import { bodyWithDetails } from '../../../bff/domain/sale/told-sale.ts';
import type { OwnerEvent } from '../../../bff/fulfilment/handler-receiver.ts';
import { mailReceivers } from '../../../bff/mail/mail-receivers.ts';
import type { Delivery } from '../../../component/api/contract.ts';
import { createMailbox } from '../../../demo/sandbox/mailbox/mailbox.ts';
import {
  aCatalog,
  metricsHeaders,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';
import { type Engine, engines, testDatabases } from '../../support/server/database.ts';
import { askingItem, orderOf, someDetails } from '../../support/server/private-details.ts';

const databases = testDatabases();
/** One of them is in each text that the buyer writes, and none is anywhere else. */
const MARKS = /zqxmarkzqx|9988-7766|8877-6655/;
const details = someDetails('zqxmarkzqx');
const buyer = { ...details.buyer, phoneNumber: '010-9988-7766' };
const delivery = { ...(details.delivery as Delivery), phoneNumber: '010-8877-6655' };

const catalog = aCatalog({ items: [askingItem({ afterPaid: { text: '초대 코드: WELCOME' } })] });

/** All that a database has, table by table. */
async function tablesOf(url: string): Promise<Record<string, string>> {
  const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  const contents: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await database
      .selectFrom(name as keyof Tables)
      .selectAll()
      .execute();
    contents[name] = JSON.stringify(rows);
  }
  await database.destroy();
  return contents;
}

async function runShop(engine: Engine) {
  const url = await databases.empty(engine);
  const mailbox = createMailbox(() => new Date().toISOString());
  const settings = mailSettings({
    SMTP_URL: await mailbox.listen(),
    MAIL_FROM: 'shop@shop.example',
    OWNER_EMAIL: 'owner@shop.example',
    MAILS_PER_HOUR: 0,
  });
  assert.ok(settings);
  const mail = mailReceivers(settings, 'ko', memoryRateLimiter);
  const delivered: OutgoingEvent[] = [];
  const { promise: refused, resolve: tellRefused } = Promise.withResolvers<void>();
  let failures = 0;
  const checkout = await startCheckout({
    catalog,
    databaseUrl: url,
    receivers: [
      {
        name: 'tests',
        deliver: async (event) => {
          delivered.push(event);
          failures += 1;
          // Owners' code and receivers quote what they are sent.
          if (failures === 1)
            throw new Error(`no courier for ${bodyWithDetails('{"data":{}}', event.details)}`);
        },
      },
      ...mail.receivers.map((receiver) => ({
        ...receiver,
        deliver: (event: OutgoingEvent) =>
          receiver.deliver(event).catch((error: Error) => {
            if (receiver.name === BUYER_MAIL) tellRefused();
            throw error;
          }),
      })),
    ],
  });
  const close = async () => {
    await checkout.stop();
    mail.close();
    await mailbox.close();
  };
  return { url, checkout, mailbox, refused, delivered, close };
}

for (const engine of engines) {
  test(`[T1] what is personal: in one table, and told to the owner alone, on ${engine}`, async () => {
    const { url, checkout, mailbox, refused, delivered, close } = await runShop(engine);
    const { sandbox } = checkout;
    const answers: unknown[] = [];
    const order = await checkout.order(orderOf({ ...details, buyer, delivery }));
    answers.push(order);
    mailbox.refuse(550);
    checkout.startWorkers();
    await sandbox.pay(paymentRequest(order, { customer: buyer }), { result: 'approve' });
    answers.push(await checkout.complete({ paymentId: order.paymentId }));
    // With the address in the refusal.
    await refused;
    mailbox.refuse(undefined);
    await sandbox.cancel(order.paymentId);
    await sandbox.webhooksSettled();
    answers.push(await checkout.status(order.paymentId));
    const refund = await mailbox.received(({ subject }) => subject.includes('환불'));
    assert.deepEqual(refund.recipients, [details.buyer?.email]);
    const metrics = await fetch(`${checkout.url}/metrics`, { headers: metricsHeaders });
    const payment = sandbox.payment(order.paymentId);
    assert.ok(payment && 'customData' in payment);
    answers.push(await metrics.text(), payment.customData);
    await close();

    assert.ok(delivered.length > 0);
    for (const event of delivered) {
      assert.deepEqual(event.details, { ...details, buyer, delivery });
    }
    const [paid] = delivered;
    const { data } = JSON.parse(bodyWithDetails(paid?.body ?? '', paid?.details)) as OwnerEvent;
    assert.deepEqual(
      [data.options?.[0]?.value.code, data.lines?.length, data.agreements?.[0]?.agreed],
      ['SH-270', 2, true],
    );
    assert.deepEqual(data.delivery, delivery);
    const toBuyer = mailbox
      .all()
      .filter(({ recipients }) => recipients.includes(buyer.email ?? ''));
    for (const { subject, text } of toBuyer) assert.doesNotMatch(`${subject}${text}`, MARKS);
    assert.ok(!MARKS.test(JSON.stringify(checkout.logged)), 'the log');
    assert.ok(!MARKS.test(JSON.stringify(answers)), 'answers, metrics, customData');
    const { buyers, ...others } = await tablesOf(url);
    assert.match(others.fulfilment_events ?? '', /550/, 'the refusal is kept, without the address');
    assert.match(buyers ?? '', MARKS);
    for (const [name, content] of Object.entries(others)) {
      assert.doesNotMatch(content, MARKS, name);
    }
  });
}
