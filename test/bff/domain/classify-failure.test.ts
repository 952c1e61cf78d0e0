import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { classifyFailure, isListed } from '../../../bff/domain/classify-failure.ts';
import type { FailureKind, PayMethod } from '../../../component/api/contract.ts';

const known: Array<[pgProvider: string, payMethod: PayMethod, pgCode: string, kind: FailureKind]> =
  [
    ['KAKAOPAY', 'EASY_PAY', 'CANCEL', 'USER_CANCELLED'],
    ['KAKAOPAY', 'EASY_PAY', 'LACK_BALANCE', 'INSUFFICIENT_FUNDS'],
    ['KAKAOPAY', 'EASY_PAY', '-780', 'DECLINED'],
    ['TOSSPAYMENTS', 'CARD', 'PAY_PROCESS_CANCELED', 'USER_CANCELLED'],
    ['TOSSPAYMENTS', 'CARD', 'REJECT_CARD_PAYMENT', 'LIMIT_EXCEEDED'],
    ['KCP_V2', 'CARD', '3001', 'USER_CANCELLED'],
    ['KCP_V2', 'CARD', 'CC10', 'INSUFFICIENT_FUNDS'],
    ['INICIS_V2', 'CARD', 'V023', 'MERCHANT_CONFIG'],
    ['NAVERPAY', 'EASY_PAY', 'userCancel', 'USER_CANCELLED'],
    ['NICE_V2', 'CARD', '3011', 'INVALID_CARD'],
    ['PAYPAL_V2', 'PAYPAL', 'CARD_EXPIRED', 'INVALID_CARD'],
  ];
for (const [pgProvider, payMethod, pgCode, kind] of known) {
  test(`reads ${pgCode} of ${pgProvider} as ${kind}`, () => {
    const failure = classifyFailure(pgProvider, payMethod, { pgCode, pgMessage: '말씀' });
    assert.equal(failure.kind, kind);
    assert.equal(failure.code, 'FAILURE_TYPE_PG');
    assert.equal(failure.pgCode, pgCode);
    assert.equal(failure.pgMessage, '말씀');
    assert.equal(failure.pgProvider, pgProvider);
  });
}

test('never reads a code without its gateway', () => {
  assert.equal(classifyFailure('KCP_V2', 'CARD', { pgCode: '3001' }).kind, 'USER_CANCELLED');
  assert.notEqual(classifyFailure('NICE_V2', 'CARD', { pgCode: '3001' }).kind, 'USER_CANCELLED');
  assert.equal(classifyFailure(undefined, 'CARD', { pgCode: '3001' }).kind, 'UNKNOWN');
});

test('reads a module by the table of the gateway that it belongs to', () => {
  assert.equal(classifyFailure('KCP', 'CARD', { pgCode: 'CC10' }).kind, 'INSUFFICIENT_FUNDS');
});

test('lets the method decide where a gateway gives one code two meanings', () => {
  const kindOf = (payMethod: PayMethod) =>
    classifyFailure('INICIS_V2', payMethod, { pgCode: '190902' }).kind;
  assert.equal(kindOf('GIFT_CERTIFICATE'), 'INSUFFICIENT_FUNDS');
  assert.equal(kindOf('TRANSFER'), 'PG_UNAVAILABLE');
  assert.equal(kindOf('CARD'), 'UNKNOWN');
});

test('does not offer to pay again where that could pay twice or cannot help', () => {
  assert.equal(classifyFailure('INICIS_V2', 'CARD', { pgCode: 'V023' }).retryable, false);
  assert.equal(classifyFailure('KAKAOPAY', 'EASY_PAY', { pgCode: 'LACK_BALANCE' }).retryable, true);
});

test('reads a published range of codes', () => {
  assert.equal(classifyFailure('WELCOME', 'CARD', { pgCode: 'R142' }).kind, 'INVALID_REQUEST');
});

test('reads the code out of an old message that begins with it', () => {
  const failure = classifyFailure('KAKAOPAY', 'EASY_PAY', { reason: '[LACK_BALANCE] 잔액 부족' });
  assert.equal(failure.kind, 'INSUFFICIENT_FUNDS');
  assert.equal(failure.pgCode, 'LACK_BALANCE');
});

test('reads PortOne’s own codes', () => {
  assert.equal(
    classifyFailure('KAKAOPAY', 'EASY_PAY', { reason: 'PaymentAlreadyPaid' }).kind,
    'DUPLICATE',
  );
});

test('reads the words of a gateway without a code list', () => {
  const kindOf = (pgMessage: string) =>
    classifyFailure('SMARTRO_V2', 'CARD', { pgCode: 'X1', pgMessage }).kind;
  assert.equal(kindOf('사용자가 결제를 취소하였습니다.'), 'USER_CANCELLED');
  assert.equal(kindOf('계좌 잔액이 부족합니다.'), 'INSUFFICIENT_FUNDS');
  assert.equal(kindOf('취소 불가 거래'), 'UNKNOWN');
});

test('does not guess: an unlisted code without telling words is UNKNOWN, and may be tried again', () => {
  const { kind, retryable } = classifyFailure('KAKAOPAY', 'EASY_PAY', { pgCode: 'NEW_CODE' });
  assert.equal(kind, 'UNKNOWN');
  assert.equal(retryable, true);
  assert.equal(isListed('KAKAOPAY', 'NEW_CODE'), false);
  assert.equal(isListed('KAKAOPAY', 'LACK_BALANCE'), true);
  assert.equal(isListed('INICIS_V2', '190902'), true);
});

for (const pgCode of ['__proto__', 'constructor', '']) {
  test(`finds nothing under ${JSON.stringify(pgCode)}`, () => {
    assert.equal(classifyFailure('KAKAOPAY', 'EASY_PAY', { pgCode }).kind, 'UNKNOWN');
    assert.equal(classifyFailure(pgCode, 'EASY_PAY', { pgCode: '-780' }).kind, 'UNKNOWN');
  });
}

test('the table gives each code of a gateway one verdict', () => {
  const tables: Record<string, Record<string, Record<string, string>>> = JSON.parse(
    readFileSync(new URL('../../../bff/domain/pg-errors.json', import.meta.url), 'utf8'),
  );
  for (const [pgProvider, kinds] of Object.entries(tables)) {
    const codes = Object.values(kinds).flatMap((lists) =>
      Object.values(lists).flatMap((list) => list.split(' ')),
    );
    assert.equal(new Set(codes).size, codes.length, pgProvider);
  }
});
