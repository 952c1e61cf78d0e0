import { PortoneCheckout } from './portone-checkout.ts';

/**
 * Registers `<portone-checkout>`. Does nothing where the name is taken already (a second copy of
 * the script on one page) and where there are no custom elements (a server).
 */
export function definePortoneCheckout(): void {
  const registry = globalThis.customElements;
  if (registry && !registry.get('portone-checkout')) {
    registry.define('portone-checkout', PortoneCheckout);
  }
}
