/**
 * Makes `<portone-checkout>` known to Vue's templates: `import type {} from 'portone-checkout/vue'`
 * in one file of the application. Types, and nothing else; Vue itself must know that the tag is
 * no component of its own (`isCustomElement`, https://vuejs.org/guide/extras/web-components).
 */
import type { EmitFn, HTMLAttributes } from 'vue';
import type { CheckoutEventMap } from '../page/events.ts';
import type { PortoneCheckout } from '../portone-checkout.ts';
import type { CheckoutAttributes } from './element-props.ts';

/** An element's class with what Vue's template checker looks for. */
export type PortoneCheckoutInVue = new () => PortoneCheckout & {
  /** @deprecated For the template checker only: it does not exist. */
  $props: HTMLAttributes & CheckoutAttributes;
  /** @deprecated For the template checker only: it does not exist. */
  $emit: EmitFn<{ [Name in keyof CheckoutEventMap]: (event: CheckoutEventMap[Name]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
    'portone-checkout': PortoneCheckoutInVue;
  }
}
