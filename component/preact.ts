/**
 * Makes `<portone-checkout>` known to Preact's JSX: `import type {} from 'portone-checkout/preact'`
 * in one file of the application. Types, and nothing else.
 */
import type { HTMLAttributes } from 'preact';
import type { CheckoutAttributes, CheckoutListeners } from './checkout-props.ts';
import type { PortoneCheckout } from './portone-checkout.ts';

export type PortoneCheckoutProps = Omit<HTMLAttributes<PortoneCheckout>, keyof CheckoutAttributes> &
  CheckoutAttributes &
  CheckoutListeners;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'portone-checkout': PortoneCheckoutProps;
    }
  }
}
