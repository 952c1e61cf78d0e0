import { expect } from '@open-wc/testing';

const before = location.href;
history.replaceState(
  null,
  '',
  '?portone-checkout=shoes&paymentId=p1&code=FAILURE_TYPE_PG&pgCode=-780',
);
const { aCheckoutElement, expectAccessible, reaches, statusOf, useShop } = await import(
  '../support/checkout-fixture.ts'
);
const { aSubject, refuses } = await import('../support/fake-shop.ts');
history.replaceState(null, '', before);
const shop = useShop();

describe('a redirect back after a declined payment', () => {
  it('shows the server’s reason, even where the item itself cannot be shown', async () => {
    const failure = { kind: 'LIMIT_EXCEEDED', retryable: true } as const;
    shop.server.complete = [refuses(409, 'PAYMENT_FAILED', { ...aSubject(), failure })];
    shop.server.item = [refuses(500, 'INTERNAL_ERROR')];
    const element = await aCheckoutElement();
    await reaches(element, 'failed');
    expect(statusOf(element)).to.contain('결제 한도를 넘었어요');
    await expectAccessible(element);
  });
});
