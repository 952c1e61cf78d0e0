import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPaymentId, newPaymentId, paymentIdEntropy } from '../../../bff/domain/payment-id.ts';

const entropy = fc.uint8Array({ minLength: paymentIdEntropy, maxLength: paymentIdEntropy });
const time = fc.integer({ min: 0, max: Date.UTC(2200, 0) });

test('issues ids that KCP, Smartro and KPN take: letters and digits, 20 to 32 of them', () => {
  fc.assert(
    fc.property(time, entropy, (now, random) => {
      assert.match(newPaymentId(now, random), /^[A-Za-z0-9]{20,32}$/);
    }),
  );
});

test('issues ids that lie in the order of their time', () => {
  fc.assert(
    fc.property(time, time, entropy, entropy, (a, b, randomA, randomB) => {
      fc.pre(a < b);
      assert.ok(newPaymentId(a, randomA) < newPaymentId(b, randomB));
    }),
  );
});

test('issues different ids for different randomness at the same time', () => {
  fc.assert(
    fc.property(time, entropy, entropy, (now, a, b) => {
      fc.pre(!Buffer.from(a).equals(Buffer.from(b)));
      assert.notEqual(newPaymentId(now, a), newPaymentId(now, b));
    }),
  );
});

test('refuses less randomness than 80 bits', () => {
  assert.throws(() => newPaymentId(0, new Uint8Array(paymentIdEntropy - 1)), RangeError);
});

test('recognises what it issues, and the id of a payment recorded elsewhere', () => {
  assert.ok(isPaymentId(newPaymentId(0, new Uint8Array(paymentIdEntropy))));
  assert.ok(isPaymentId('48bbbe86bae0046d'));
});

for (const text of [
  '.',
  '..',
  'a/b',
  '%2e%2e',
  'abcdef\r\n',
  'abcdef\0',
  'short',
  'x'.repeat(65),
  '',
]) {
  test(`does not take ${JSON.stringify(text.slice(0, 12))} for a paymentId`, () => {
    assert.equal(isPaymentId(text), false);
  });
}
