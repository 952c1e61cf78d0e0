/**
 * Makes `<portone-checkout>` known to React's JSX, version 19 and newer:
 * `import type {} from 'portone-checkout/react'` in one file of the application. Types, and nothing
 * else.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PortoneCheckout } from '../portone-checkout.ts';
import type { CheckoutAttributes, CheckoutListeners } from './element-props.ts';

export type PortoneCheckoutProps = DetailedHTMLProps<
  HTMLAttributes<PortoneCheckout>,
  PortoneCheckout
> &
  CheckoutAttributes &
  CheckoutListeners;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'portone-checkout': PortoneCheckoutProps;
    }
  }
}
