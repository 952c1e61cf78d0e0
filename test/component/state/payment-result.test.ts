import { expect } from '@open-wc/testing';
import { BffError } from '../../../component/api/checkout-api.ts';
import type { ErrorCode, Failure, PaymentStatus } from '../../../component/api/contract.ts';
import { readPaymentResult } from '../../../component/state/payment-result.ts';
import type { WindowResult } from '../../../component/state/window-result.ts';
import { aPayment, aSubject } from '../support/fake-shop.ts';

const returned: WindowResult = { name: 'returned' };
const cancelled: WindowResult = { name: 'cancelled', pgCode: 'CANCEL' };
const refused: WindowResult = { name: 'refused', code: 'FAILURE_TYPE_PG', pgCode: '-780' };
const silent: WindowResult = { name: 'silent' };

const status = (name: PaymentStatus, outcome: WindowResult = returned) =>
  readPaymentResult('p1', aPayment({ status: name }), outcome);
const error = (code: BffError['code'], outcome: WindowResult = returned, failure?: Failure) =>
  readPaymentResult('p1', new BffError(code, '', { failure }), outcome);

describe('what a payment comes to', () => {
  it('is paid where the server says so, whatever the window said', () => {
    for (const outcome of [returned, cancelled, refused, silent]) {
      expect(status('PAID', outcome)).to.include({ name: 'paid', paymentId: 'p1' });
    }
    expect(status('PARTIAL_CANCELLED').name).to.equal('paid');
  });

  it('is pending while the gateway is at work', () => {
    expect(status('PAY_PENDING')).to.include({ name: 'pending', why: 'processing' });
  });

  it('is cancelled or failed by the window’s account where nothing is paid', () => {
    expect(error('NOT_PAID', cancelled)).to.include({ name: 'cancelled', pgCode: 'CANCEL' });
    expect(error('NOT_PAID', silent).name).to.equal('cancelled');
    expect(error('NOT_PAID', refused)).to.include({ name: 'failed', stage: 'pay', pgCode: '-780' });
  });

  it('is not failed yet where the window reports success and the server has not seen it', () => {
    expect(error('NOT_PAID', returned)).to.include({ name: 'pending', why: 'unconfirmed' });
  });

  it('is a cancellation where the gateway’s reason is one', () => {
    const failure: Failure = { kind: 'USER_CANCELLED', retryable: true, pgCode: '3001' };
    expect(error('PAYMENT_FAILED', refused, failure)).to.include({
      name: 'cancelled',
      pgCode: '3001',
    });
    expect(error('PAYMENT_CANCELLED').name).to.equal('cancelled');
  });

  it('goes by the window where nothing ever reached PortOne', () => {
    expect(error('PAYMENT_NOT_FOUND', cancelled).name).to.equal('cancelled');
    expect(error('PAYMENT_NOT_FOUND', { name: 'refused', code: 'ChannelNotFound' })).to.include({
      name: 'failed',
      kind: 'MERCHANT_CONFIG',
      retryable: false,
    });
  });

  it('goes by the kind of an address’s code, and repeats no code', () => {
    const hinted: WindowResult = { name: 'refused', hint: 'DeadlineExceeded' };
    const failed = error('NOT_PAID', hinted);
    expect(failed).to.include({ name: 'failed', kind: 'EXPIRED_OR_TIMEOUT', code: undefined });
    const checked = error('UNREACHABLE', hinted);
    expect(JSON.stringify([failed, checked])).to.not.contain('DeadlineExceeded');
  });

  it('says what it is for, as far as the server does', () => {
    expect(status('PAID')).to.include(aSubject());
    expect(status('VIRTUAL_ACCOUNT_ISSUED')).to.include(aSubject());
    expect(status('PAY_PENDING')).to.include(aSubject());
    const refusal = new BffError('NOT_PAID', '', aSubject());
    expect(readPaymentResult('p1', refusal, returned)).to.include(aSubject());
    expect(error('UNREACHABLE')).to.not.have.property('itemId');
  });

  it('is for the shop to sort out where money may have moved to no order', () => {
    for (const code of ['PAYMENT_HELD', 'VERIFICATION_FAILED', 'PAYMENT_NOT_FOUND'] as const) {
      expect(error(code)).to.include({ name: 'failed', stage: 'confirm', retryable: false, code });
    }
    expect(status('HELD')).to.include({ name: 'failed', retryable: false });
  });

  const noAnswers: (ErrorCode | 'UNREACHABLE')[] = [
    'UNREACHABLE',
    'UPSTREAM_UNAVAILABLE',
    'STORE_UNAVAILABLE',
    'RATE_LIMITED',
    'INTERNAL_ERROR',
    'REQUEST_TIMEOUT',
    'ORIGIN_FORBIDDEN',
  ];
  for (const code of noAnswers) {
    it(`is never failed on the strength of ${code}`, () => {
      for (const outcome of [returned, cancelled, refused, silent]) {
        expect(error(code, outcome)).to.include({ name: 'pending', why: 'unconfirmed' });
      }
    });
  }

  it('is unconfirmed under a status that this script does not know', () => {
    expect(status('REFUNDED_TWICE' as PaymentStatus).name).to.equal('pending');
  });
});
