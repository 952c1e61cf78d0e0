/**
 * Makes `<portone-checkout>` known to Solid's JSX: `import type {} from 'portone-checkout/solid'` in
 * one file of the application. Types, and nothing else.
 */
import type { JSX } from 'solid-js';
import type { CheckoutEventMap } from '../page/events.ts';
import type { PortoneCheckout } from '../portone-checkout.ts';
import type { CheckoutAttributes, CheckoutListeners } from './element-props.ts';

/** Listeners by Solid's own prefix: `on:portone-checkout-paid`. */
type SolidListeners = {
  [Name in keyof CheckoutEventMap as `on:${Name}`]?:
    | ((event: CheckoutEventMap[Name]) => void)
    | undefined;
};

export type PortoneCheckoutProps = Omit<
  JSX.HTMLAttributes<PortoneCheckout>,
  keyof CheckoutAttributes
> &
  CheckoutAttributes &
  CheckoutListeners &
  SolidListeners;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'portone-checkout': PortoneCheckoutProps;
    }
  }
}
