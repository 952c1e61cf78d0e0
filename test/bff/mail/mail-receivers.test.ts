import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { mailSettings } from '../../../bff/config/mail-settings.ts';
import { memoryRateLimiter } from '../../../bff/database/rate-limiter.ts';
import type { FulfilmentEventType } from '../../../bff/domain/fulfilment-event.ts';
import { BUYER_MAIL, type OutgoingEvent, OWNER_MAIL } from '../../../bff/domain/outbox.ts';
import type { PrivateDetails } from '../../../bff/domain/sale/private-details.ts';
import { MAILS_PER_ADDRESS, mailReceivers } from '../../../bff/mail/mail-receivers.ts';
import { createMailbox } from '../../../demo/sandbox/mailbox/mailbox.ts';
import { aSale, someDetails } from '../../support/server/private-details.ts';
import { NOW } from '../../support/server/seen-payment.ts';

function anEvent(
  type: FulfilmentEventType | 'payment.unmatched' = 'payment.paid',
  details: PrivateDetails | undefined = someDetails(),
  data: object = {},
): OutgoingEvent {
  const { afterPaid, options, lines, agreements } = aSale();
  const facts = {
    paymentId: 'payment0001',
    orderName: '신발 270 x2',
    totalAmount: 23_000,
    currency: 'KRW',
    environment: 'live',
    options,
    lines,
    agreements,
    ...(type === 'payment.paid' && { afterPaid }),
    ...data,
  };
  return {
    id: `msg_${type}`,
    deliveryId: `msg_${type}`,
    type,
    paymentId: 'payment0001',
    body: JSON.stringify({ type, timestamp: NOW, data: facts }),
    ...(details && { details }),
    attempts: 1,
  };
}

async function startMail(t: TestContext, perHour = '500', owner = 'owner@shop.example') {
  const mailbox = createMailbox(() => NOW);
  const settings = mailSettings({
    SMTP_URL: await mailbox.listen(),
    MAIL_FROM: '신발가게 <shop@shop.example>',
    OWNER_EMAIL: owner,
    MAILS_PER_HOUR: Number(perHour),
  });
  assert.ok(settings);
  const { receivers, close } = mailReceivers(settings, 'ko', memoryRateLimiter);
  t.after(async () => {
    close();
    await mailbox.close();
  });
  const deliver = (name: string) => async (event: OutgoingEvent) => {
    const receiver = receivers.find((one) => one.name === name);
    await receiver?.deliver(event);
    return receiver;
  };
  return { mailbox, receivers, toOwner: deliver(OWNER_MAIL), toBuyer: deliver(BUYER_MAIL) };
}

test('the owner is told of a sale: what was sold, to whom, where to', async (t) => {
  const { mailbox, toOwner } = await startMail(t);
  await toOwner(anEvent());
  const [mail, ...others] = mailbox.all();
  assert.equal(others.length, 0);
  assert.ok(mail);
  assert.deepEqual(mail.recipients, ['owner@shop.example']);
  assert.equal(mail.from, 'shop@shop.example');
  assert.equal(mail.subject, '결제 완료 · 신발 270 x2 · 23,000원');
  for (const told of [
    '사이즈: 270',
    '배송비: 3,000원',
    '합계: 23,000원',
    '구매자: 홍길동',
    '연락처: 010-1234-5678',
    '받는 사람: 김받음 010-8765-4321',
    '주소: (06236) 서울 강남구 테헤란로 1 101호',
    '배송 메시지: 문 앞에 놓아 주세요',
    '각인: 사랑해',
    '이용약관에 동의합니다 (예)',
    'payment0001',
  ]) {
    assert.ok(mail.text.includes(told), `${told} in ${mail.text}`);
  }
});

test('the owner is told of what a person has to look at, and of nothing else', async (t) => {
  const { mailbox, toOwner } = await startMail(t);
  const types = [
    'payment.held',
    'payment.unmatched',
    'payment.dispute_created',
    'payment.cancellation_failed',
    'payment.virtual_account_issued',
    'payment.partial_cancelled',
    'payment.cancelled',
    'payment.hold_ended',
    'payment.dispute_resolved',
  ] as const;
  for (const type of types) await toOwner(anEvent(type));
  const subjects = mailbox.all().map(({ subject }) => subject.split(/[ ·:]/)[0]);
  assert.deepEqual(subjects.toSorted(), ['보류', '분쟁', '주문', '취소']);
});

test('[T3] mail before the payment is PAID: none, and none of what is held', async (t) => {
  const { mailbox, toBuyer } = await startMail(t);
  const types = [
    'payment.virtual_account_issued',
    'payment.held',
    'payment.hold_ended',
    'payment.unmatched',
    'payment.dispute_created',
    'payment.dispute_resolved',
    'payment.cancellation_failed',
  ] as const;
  for (const type of types) await toBuyer(anEvent(type));
  assert.deepEqual(mailbox.all(), []);
});

for (const [locale, subject, words] of [
  ['ko-KR', '결제가 완료됐어요: 신발 270 x2', /결제 금액: 23,000원/],
  ['en', 'Your payment is complete: 신발 270 x2', /Total: ₩23,000/],
  ['ja-JP', 'お支払いが完了しました: 신발 270 x2', /お支払い金額: [¥￦₩]23,000/],
  ['fr', 'Your payment is complete: 신발 270 x2', /Order number: payment0001/],
  [undefined, '결제가 완료됐어요: 신발 270 x2', /주문번호: payment0001/],
] as const) {
  test(`the buyer reads in the order’s language: ${locale}`, async (t) => {
    const { mailbox, toBuyer } = await startMail(t);
    const { locale: _, ...details } = someDetails();
    await toBuyer(anEvent('payment.paid', { ...details, ...(locale && { locale }) }));
    const [mail] = mailbox.all();
    assert.equal(mail?.subject, subject);
    assert.match(mail?.text ?? '', words);
    assert.match(mail?.text ?? '', /초대 코드: WELCOME\n\nhttps:\/\/shop\.example\/download\/1/);
  });
}

test('the buyer is told of refunds, without what was handed over', async (t) => {
  const { mailbox, toBuyer } = await startMail(t);
  await toBuyer(anEvent('payment.partial_cancelled', someDetails(), { cancelledAmount: 3_000 }));
  await toBuyer(anEvent('payment.cancelled', someDetails(), { cancelledAmount: 20_000 }));
  const [whole, part] = mailbox.all();
  assert.match(part?.text ?? '', /환불 금액: 3,000원/);
  assert.match(whole?.subject ?? '', /^결제 금액이 환불됐어요/);
  assert.doesNotMatch(`${whole?.text}${part?.text}`, /WELCOME/);
});

test('[T4] what the buyer wrote: not in a buyer’s mail, and no account number is', async (t) => {
  const { mailbox, toBuyer } = await startMail(t);
  const account = { bank: 'SHINHAN', accountNumber: '110123456789', holder: '홍길동MARK' };
  const { buyer, ...rest } = someDetails('MARK');
  const details = { ...rest, buyer: { ...buyer, email: 'hong@mail.example' } };
  await toBuyer(anEvent('payment.paid', details, { virtualAccount: account }));
  const [mail] = mailbox.all();
  assert.ok(mail);
  assert.doesNotMatch(
    `${mail.subject}${mail.text}${JSON.stringify(mail.headers)}`,
    /MARK|110123456789/,
  );
});

for (const email of [
  'a@mail.example\r\nBcc: all@mail.example',
  'a@mail.example, b@mail.example',
  'a@mail.example;b@mail.example',
  'Hong <a@mail.example>',
  '"a b"@mail.example',
  'undisclosed:a@mail.example;',
  'a@mail.example\u0000',
  'a@[127.0.0.1]',
  'a@mail',
  `${'a'.repeat(65)}@mail.example`,
]) {
  test(`no mail goes to what is not one address: ${JSON.stringify(email)}`, async (t) => {
    const { mailbox, toBuyer } = await startMail(t);
    await toBuyer(anEvent('payment.paid', { buyer: { email } }));
    assert.deepEqual(mailbox.all(), []);
  });
}

test('no text makes a header of its own', async (t) => {
  const { mailbox, toOwner, toBuyer } = await startMail(t);
  const orderName = '신발\r\nBcc: all@mail.example\r\n\r\nHello';
  const details = { ...someDetails(), fields: [{ id: 'a', label: 'a', value: '\r\n.\r\nQUIT' }] };
  await toOwner(anEvent('payment.paid', details, { orderName }));
  await toBuyer(anEvent('payment.paid', details, { orderName }));
  const mails = mailbox.all();
  assert.deepEqual(mails.map(({ recipients }) => recipients).toSorted(), [
    ['hong@mail.example'],
    ['owner@shop.example'],
  ]);
  for (const { headers } of mails) assert.ok(!headers.some(({ key }) => key === 'bcc'));
});

test('the same fact has the same Message-ID, and another one another', async (t) => {
  const { mailbox, toOwner, toBuyer } = await startMail(t);
  for (const deliver of [toOwner, toBuyer]) {
    await deliver(anEvent());
    await deliver(anEvent());
  }
  await toBuyer(anEvent('payment.cancelled'));
  const ids = mailbox.all().map(({ messageId }) => messageId);
  assert.equal(ids.length, 5);
  assert.deepEqual([...new Set(ids)].toSorted(), [
    '<msg_payment.cancelled.buyer@shop.example>',
    '<msg_payment.paid.buyer@shop.example>',
    '<msg_payment.paid.owner@shop.example>',
  ]);
});

test('[T5] an address that is typed often: so many mails in a day, and the next one waits', async (t) => {
  const { mailbox, toBuyer } = await startMail(t, '0');
  for (let count = 0; count < MAILS_PER_ADDRESS; count += 1) await toBuyer(anEvent());
  const shouted = { buyer: { email: 'HONG@mail.example' } };
  await assert.rejects(toBuyer(anEvent('payment.paid', shouted)), /in a day/);
  assert.equal(mailbox.all().length, MAILS_PER_ADDRESS);
  await toBuyer(anEvent('payment.paid', { buyer: { email: 'kim@mail.example' } }));
});

test('all together get so many in an hour', async (t) => {
  const { mailbox, toBuyer, toOwner } = await startMail(t, '2');
  await toBuyer(anEvent());
  await toOwner(anEvent());
  await assert.rejects(toOwner(anEvent()), /MAILS_PER_HOUR/);
  assert.equal(mailbox.all().length, 2);
});

test('a mail server’s refusal says no address', async (t) => {
  const { mailbox, toBuyer } = await startMail(t);
  mailbox.refuse(550);
  await assert.rejects(toBuyer(anEvent()), (error: Error) => {
    assert.match(error.message, /550/);
    assert.doesNotMatch(`${error.message}${error.cause}`, /hong/);
    return true;
  });
  mailbox.refuse(undefined);
  await toBuyer(anEvent());
});

test('without an OWNER_EMAIL buyers alone get mail', async (t) => {
  const { receivers } = await startMail(t, '0', '');
  assert.deepEqual(
    receivers.map(({ name }) => name),
    [BUYER_MAIL],
  );
});
