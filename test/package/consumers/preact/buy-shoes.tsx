import 'portone-checkout';
import type { PortoneCheckout } from 'portone-checkout';
import type {} from 'portone-checkout/preact';
import { createRef } from 'preact';

const checkout = createRef<PortoneCheckout>();

export const buyShoes = (
  <portone-checkout
    ref={checkout}
    item-id="shoes"
    quantity={2}
    layout="button"
    class="wide"
    buyer={{ email: 'kim@example.com' }}
    onportone-checkout-paid={({ paymentId }) => location.assign(`/thanks?order=${paymentId}`)}
  >
    <span slot="label">구매하기</span>
  </portone-checkout>
);

// @ts-expect-error: an item there has to be
export const withoutItem = <portone-checkout />;
// @ts-expect-error: there is no such layout
export const unknownLayout = <portone-checkout item-id="shoes" layout="buton" />;
// @ts-expect-error: what is paid has no kind of failure
export const wrong = <portone-checkout item-id="shoes" onportone-checkout-paid={(e) => e.kind} />;
