import { definePortoneCheckout, type FailureKind, type PortoneCheckout } from 'portone-checkout';

definePortoneCheckout('my-checkout');

document.addEventListener('portone-checkout-paid', ({ paymentId }) => {
  const id: string = paymentId;
  location.assign(`/thanks?order=${id}`);
});

const checkout = document.createElement('portone-checkout');
checkout.itemId = 'shoes';
checkout.buyer = { email: 'kim@example.com' };
checkout.addEventListener('portone-checkout-failed', (event) => {
  const kind: FailureKind = event.kind;
  console.log(event.stage, kind, event.retryable, event.pgCode);
});
window.addEventListener('portone-checkout-ready', ({ item }) => console.log(item.price));
document.body.append(checkout);

const found: PortoneCheckout | null = document.querySelector('portone-checkout');
found?.reset();

// @ts-expect-error: a cancellation has no kind
document.addEventListener('portone-checkout-cancelled', ({ kind }) => kind);
// @ts-expect-error: there is no such layout
checkout.layout = 'buton';
