import 'portone-checkout';
import type { PortoneCheckout } from 'portone-checkout';
import type {} from 'portone-checkout/solid';

let checkout: PortoneCheckout | undefined;

export function BuyShoes({ email }: { email: string }) {
  return (
    <>
      <portone-checkout
        ref={checkout}
        item-id="shoes"
        bff="https://pay.example.com"
        quantity={2}
        layout="card"
        class="wide"
        buyer={{ email }}
        onportone-checkout-paid={({ paymentId }) => location.assign(`/thanks?order=${paymentId}`)}
        on:portone-checkout-failed={({ kind, retryable }) => console.log(kind, retryable)}
      >
        <span slot="label">구매하기</span>
      </portone-checkout>
      <button type="button" onClick={() => checkout?.pay()}>
        구매하기
      </button>
      <portone-checkout outcome />
    </>
  );
}

// @ts-expect-error: an item there has to be
export const withoutItem = <portone-checkout />;
// @ts-expect-error: a property takes what it is given, and a quantity is a number
export const textForNumber = <portone-checkout item-id="shoes" quantity="2" />;
// @ts-expect-error: there is no such layout
export const unknownLayout = <portone-checkout item-id="shoes" layout="buton" />;
// @ts-expect-error: what is paid has no kind of failure
export const wrong = <portone-checkout item-id="shoes" onportone-checkout-paid={(e) => e.kind} />;
// @ts-expect-error: nor by the other way to listen
export const too = <portone-checkout item-id="shoes" on:portone-checkout-paid={(e) => e.kind} />;
