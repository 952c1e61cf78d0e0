import { expect } from '@open-wc/testing';

const before = location.href;
history.replaceState(
  null,
  '',
  '?portone-checkout=shoes&paymentId=p1&transactionType=PAYMENT&txId=tx1&paymentToken=token-1',
);
const { aCheckoutElement, reaches, statusOf, useShop } = await import(
  '../support/checkout-fixture.ts'
);
const { aSubject, refuses } = await import('../support/fake-shop.ts');
const cleaned = location.search;
history.replaceState(null, '', before);
const shop = useShop();

describe('a redirect back that waits for the server’s approval', () => {
  it('hands token and transaction on, and explains a refusal by its kind', async () => {
    const failure = { kind: 'LIMIT_EXCEEDED', retryable: true } as const;
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', { ...aSubject(), failure })];
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(shop.server.callsOf('/api/payment/complete')).to.deep.equal([
      { paymentId: 'p1', txId: 'tx1', paymentToken: 'token-1' },
    ]);
    expect(cleaned).to.not.contain('token');
    expect(statusOf(element)).to.contain('결제 한도를 넘었어요');
  });
});
