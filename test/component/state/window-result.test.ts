import { expect } from '@open-wc/testing';
import {
  windowResultOfQuery,
  windowResultOfRejection,
  windowResultOfResponse,
} from '../../../component/state/window-result.ts';

const response = (fields: object) =>
  ({ transactionType: 'PAYMENT', paymentId: 'p1', txId: 'tx1', ...fields }) as const;

describe('the outcome of a payment window', () => {
  it('has returned where PortOne gives no code', () => {
    expect(windowResultOfResponse(response({ paymentToken: 't' }))).to.deep.equal({
      name: 'returned',
      txId: 'tx1',
      paymentToken: 't',
    });
  });

  it('is silent where PortOne gives nothing at all', () => {
    expect(windowResultOfResponse(undefined)).to.deep.equal({ name: 'silent' });
  });

  for (const cancellation of [
    { code: 'FAILURE_TYPE_PG', pgCode: 'CANCEL' },
    { code: 'FAILURE_TYPE_PG', pgCode: 'PAY_PROCESS_CANCELED' },
    { code: 'FAILURE_TYPE_PG', pgCode: 'userCancel' },
    { code: 'FAILURE_TYPE_PG', message: '[CANCEL] 사용자 취소' },
    { code: 'FAILURE_TYPE_STOPPED' },
    { code: 'Cancelled' },
  ]) {
    it(`is a cancellation with ${JSON.stringify(cancellation)}`, () => {
      expect(windowResultOfResponse(response(cancellation)).name).to.equal('cancelled');
    });
  }

  it('is a refusal with any other code, and keeps the gateway’s words', () => {
    const words = { code: 'FAILURE_TYPE_PG', pgCode: '-780', pgMessage: '거절' };
    expect(windowResultOfResponse(response(words))).to.deep.equal({
      name: 'refused',
      txId: 'tx1',
      ...words,
    });
  });

  it('finds the gateway’s code and words in the message of an older SDK', () => {
    const older = { code: 'FAILURE_TYPE_PG', message: '[Fail] 잔액 부족' };
    expect(windowResultOfResponse(response(older))).to.include({
      name: 'refused',
      pgCode: 'Fail',
      pgMessage: '잔액 부족',
    });
  });

  it('is a refusal after a rejection, even one without a code', () => {
    expect(
      windowResultOfRejection(Object.assign(new Error('x'), { code: 'BadRequest' })),
    ).to.include({
      name: 'refused',
      code: 'BadRequest',
    });
    expect(windowResultOfRejection(new Error('x')).name).to.equal('refused');
    expect(windowResultOfRejection(undefined).name).to.equal('refused');
  });

  it('reads the same out of a redirect’s query', () => {
    const read = (query: string) => windowResultOfQuery(new URLSearchParams(query));
    expect(read('paymentId=p1&txId=tx1')).to.include({ name: 'returned', txId: 'tx1' });
    expect(read('code=FAILURE_TYPE_PG&pgCode=CANCEL').name).to.equal('cancelled');
    expect(read('code=FAILURE_TYPE_STOPPED').name).to.equal('cancelled');
    expect(read('code=FAILURE_TYPE_PG&pgCode=-780').name).to.equal('refused');
  });

  it('takes no words out of a redirect’s query', () => {
    const words = 'pgCode=A&pgMessage=B&message=%5BCANCEL%5D+C&pgProvider=D&mayBeBlocked=true';
    expect(windowResultOfQuery(new URLSearchParams(`code=X&${words}`))).to.deep.equal({
      name: 'refused',
      txId: undefined,
      hint: 'X',
    });
    expect(windowResultOfQuery(new URLSearchParams(`code=Cancelled&${words}`))).to.deep.equal({
      name: 'cancelled',
      txId: undefined,
    });
    expect(windowResultOfQuery(new URLSearchParams(words)).name).to.equal('returned');
  });
});
