import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Gateway, PayMethod } from '../../../../demo/sandbox/gateways/gateway.ts';
import { gateways } from '../../../../demo/sandbox/gateways/gateways.ts';
import type { SandboxChannel } from '../../../../demo/sandbox/sandbox.ts';
import type { WebhookTarget } from '../../../../demo/sandbox/webhooks/webhook-sender.ts';
import { checkTypes, sourcePath } from '../../support/check-types.ts';
import { aBuyer, apiSecret, startSandbox, webhookSecret } from '../../support/start-sandbox.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const imports = [
  `import type { PaymentCancellation, SandboxPayment } from '${sourcePath('demo/sandbox/payments/rest-payment.ts')}';`,
  `import type { ConfirmedPaymentSummary } from '${sourcePath('node_modules/@portone/server-sdk/dist/generated/payment/index.d.ts')}';`,
];

type Answer = { type: string; answer: unknown };

const names = Object.keys(gateways) as (keyof typeof gateways)[];

/** Each gateway's channel, and one that approves by hand and decides on refunds later. */
const channels = names.flatMap((pgProvider): SandboxChannel[] => {
  const channel = { name: pgProvider, pgProvider, type: 'TEST' } as const;
  return [
    { ...channel, key: pgProvider },
    { ...channel, key: `${pgProvider}-later`, manualApproval: true, cancelsLater: true },
  ];
});

/** A request with every option that comes back, in the long form of its codes. */
function fullRequest(pgProvider: keyof typeof gateways, payMethod: PayMethod): PaymentRequest {
  const { currencies }: Gateway = gateways[pgProvider];
  const currency = payMethod === 'PAYPAL' ? 'USD' : pgProvider === 'INICIS_JP' ? 'JPY' : 'KRW';
  const address = {
    addressLine1: '테헤란로 1',
    addressLine2: '2층',
    country: 'COUNTRY_KR',
  } as const;
  const kana = { firstNameKana: 'クマエ', lastNameKana: 'キム' };
  return {
    storeId: 'store-full',
    channelKey: pgProvider,
    paymentId: '',
    orderName: 'shoes',
    totalAmount: 11_000,
    taxFreeAmount: 1_000,
    currency: `CURRENCY_${currencies.includes(currency) ? currency : 'USD'}`,
    payMethod,
    customer: { ...aBuyer, ...kana, gender: 'GENDER_OTHER', address },
    country: 'COUNTRY_KR',
    productType: 'DIGITAL',
    isEscrow: true,
    isCulturalExpense: true,
    promotionId: 'tenth',
    products: [{ id: 'shoes', name: 'shoes', amount: 11_000, quantity: 1 }],
    customData: { item: 'shoes' },
    redirectUrl: 'https://shop.example/',
    card: { cardCompany: 'CARD_COMPANY_SHINHAN_CARD' },
    transfer: { bankCode: 'BANK_NH_NONGHYUP_BANK', cashReceiptType: 'CASH_RECEIPT_TYPE_PERSONAL' },
    virtualAccount: {
      bankCode: 'BANK_JP_MORGAN_CHASE_BANK',
      cashReceiptType: 'CORPORATE',
      accountExpiry: { validHours: 1 },
    },
    giftCertificate: { giftCertificateType: 'GIFT_CERTIFICATE_TYPE_CULTURE_GIFT' },
    easyPay: { easyPayProvider: pgProvider === 'INICIS_JP' ? 'PAYPAY' : 'KAKAOPAY' },
    alipayPlus: { easyPayProvider: 'EASY_PAY_PROVIDER_GCASH' },
    convenienceStore: { paymentDeadline: { validHours: 1 } },
    bypass: { kcp_v2: { shop_user_id: 'buyer-1' }, nice_v2: { MallUserID: 'buyer-1' } },
  } as unknown as PaymentRequest;
}

/** Pays by every method of every gateway, in every status, and keeps all that the REST API answers. */
async function collectAnswers(
  t: TestContext,
  providers = names,
  webhook?: WebhookTarget,
): Promise<Answer[]> {
  const promotions = [{ id: 'tenth', percent: 10 }];
  const store = { id: 'store-full', name: '가게', channels, promotions };
  const { sandbox } = await startSandbox(t, { stores: [store], ...(webhook && { webhook }) });
  const answers: Answer[] = [];
  const call = async (type: string, path: string, body?: object) => {
    const response = await fetch(`${sandbox.url}/payments/${path}`, {
      headers: { authorization: `PortOne ${apiSecret}` },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    answers.push({ type, answer });
    return answer;
  };
  const read = (paymentId: string) => call('SandboxPayment', paymentId);
  const cancel = async (paymentId: string, amount?: number) => {
    const refundAccount = { bank: 'SHINHAN', number: '1', holderName: '김구매' };
    const body = { reason: '변심', refundAccount, ...(amount && { amount }) };
    await call('{ cancellation: PaymentCancellation }', `${paymentId}/cancel`, body);
    return read(paymentId);
  };
  let count = 0;
  const ask = (request: PaymentRequest) => {
    count += 1;
    return { ...request, paymentId: `order${count}00000` };
  };

  for (const pgProvider of providers) {
    for (const payMethod of gateways[pgProvider].payMethods) {
      const request = fullRequest(pgProvider, payMethod);
      const paid = ask(request);
      await sandbox.pay(paid, { result: 'abandon' });
      await read(paid.paymentId);
      await sandbox.pay(paid, { result: 'fail', pgCode: 'X' });
      await read(paid.paymentId);
      await sandbox.pay(paid, { result: 'approve' });
      const { status } = await read(paid.paymentId);
      if (status === 'VIRTUAL_ACCOUNT_ISSUED') await sandbox.deposit(paid.paymentId);
      if (status === 'PAY_PENDING') await sandbox.finishPending(paid.paymentId, 'approve');
      await sandbox.openDispute(paid.paymentId);
      await read(paid.paymentId);
      await cancel(paid.paymentId, 1_000);
      assert.equal((await cancel(paid.paymentId)).status, 'CANCELLED');

      const later = { ...ask(request), channelKey: `${pgProvider}-later` };
      const { paymentToken } = await sandbox.pay(later, { result: 'approve' });
      const confirmed = `${later.paymentId}/confirm`;
      await call('ConfirmedPaymentSummary', confirmed, { paymentToken });
      if (payMethod === 'VIRTUAL_ACCOUNT') await sandbox.deposit(later.paymentId);
      if (payMethod === 'CONVENIENCE_STORE') {
        await sandbox.finishPending(later.paymentId, 'approve');
      }
      await cancel(later.paymentId, 1_000);
      await sandbox.finishCancellation(later.paymentId, 'fail');
      await read(later.paymentId);
      await cancel(later.paymentId);
      await sandbox.finishCancellation(later.paymentId, 'succeed');
      await read(later.paymentId);
    }
  }
  return answers;
}

test('answers in the types of PortOne’s server SDK, whatever is paid and how', async (t) => {
  const answers = await collectAnswers(t);
  const statuses = new Set(answers.map(({ answer }) => (answer as { status?: string }).status));
  for (const status of ['READY', 'FAILED', 'PAID', 'PARTIAL_CANCELLED', 'CANCELLED']) {
    assert.ok(statuses.has(status), status);
  }
  const wrong = checkTypes(imports, answers);
  const [first] = wrong;
  assert.equal(
    wrong.size,
    0,
    first && `${first[1]}: ${JSON.stringify(answers[first[0]]?.answer)} and ${wrong.size - 1} more`,
  );
});

test('the check of the answers sees what PortOne would not answer', async (t) => {
  const { url } = await startReceiver(t);
  const answers = await collectAnswers(t, ['KCP_V2'], { url, secret: webhookSecret });
  const some = (status: string, type?: string) => {
    const found = answers.find(({ answer }) => {
      const payment = answer as { status?: string; method?: { type: string } };
      return payment.status === status && (!type || payment.method?.type === type);
    });
    return found?.answer as object;
  };
  const { origin, ...without } = some('PAID') as { origin: object };
  const mistakes: Record<string, object> = {
    'no origin': without,
    'a long code': { ...some('PAID'), country: 'COUNTRY_KR' },
    'a gender’s long code': { ...some('PAID'), customer: { gender: 'GENDER_MALE' } },
    'a browser’s bank': {
      ...some('PAID'),
      method: { type: 'PaymentMethodTransfer', bank: 'KAKAO_BANK' },
    },
    'a browser’s wallet': {
      ...some('PAID'),
      method: { type: 'PaymentMethodEasyPay', provider: 'GCASH' },
    },
    'a field of another status': { ...some('CANCELLED'), pgResponse: '{}' },
    'disputes of another status': { ...some('PARTIAL_CANCELLED'), disputes: [] },
    'an account’s id in a failure': { ...some('FAILED'), pgTxId: 'x' },
    'an unknown status': { ...some('PAID'), status: 'PENDING' },
  };
  const list = Object.values(mistakes).map((answer) => ({ type: 'SandboxPayment', answer }));
  const wrong = checkTypes(imports, [...answers, ...list]);
  const seen = Object.keys(mistakes).filter((_, index) => wrong.has(answers.length + index));
  assert.deepEqual(seen, Object.keys(mistakes));
  assert.equal(wrong.size, seen.length);
});
