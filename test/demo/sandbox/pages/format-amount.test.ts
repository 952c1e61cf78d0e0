import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAmount } from '../../../../demo/sandbox/pages/format-amount.ts';

test('formats amounts given in the currency’s minor unit', () => {
  assert.equal(formatAmount(129_900, 'USD', 'en'), '$1,299.00');
  assert.equal(formatAmount(129_900, 'KRW', 'ko'), '₩129,900');
});
