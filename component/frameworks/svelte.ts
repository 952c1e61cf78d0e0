/**
 * Makes `<portone-checkout>` known to Svelte's templates, version 4 and newer:
 * `import type {} from 'portone-checkout/svelte'` in one file of the application. Types, and nothing
 * else.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { PortoneCheckout } from '../portone-checkout.ts';
import type { CheckoutAttributes, CheckoutListeners } from './element-props.ts';

export type PortoneCheckoutProps = Omit<HTMLAttributes<PortoneCheckout>, keyof CheckoutAttributes> &
  CheckoutAttributes &
  CheckoutListeners;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'portone-checkout': PortoneCheckoutProps;
  }
}
