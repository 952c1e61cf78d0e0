/**
 * Makes `<portone-checkout>` known to Preact's JSX: `import type {} from 'portone-checkout/preact'`
 * in one file of the application. Types, and nothing else.
 */
import type { HTMLAttributes } from 'preact';
import type { PortoneCheckout } from '../portone-checkout.ts';
import type { CheckoutAttributes, CheckoutListeners } from './element-props.ts';

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
