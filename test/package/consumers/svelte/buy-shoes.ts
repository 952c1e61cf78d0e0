import 'portone-checkout';
import type {} from 'portone-checkout/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

// As Svelte's template checker reads it: <portone-checkout item-id="shoes" onportone-checkout-paid={…} />
type InTemplate = SvelteHTMLElements['portone-checkout'];

export const props: InTemplate = {
  'item-id': 'shoes',
  bff: 'https://pay.example.com',
  quantity: 2,
  layout: 'card',
  buyer: { email: 'kim@example.com' },
  class: 'wide',
  'data-shelf': 'front',
  'onportone-checkout-paid': ({ paymentId }) => location.assign(`/thanks?order=${paymentId}`),
  'onportone-checkout-failed': ({ kind, retryable }) => console.log(kind, retryable),
};

export const thanks: InTemplate = { outcome: true };

// @ts-expect-error: an item there has to be
export const withoutItem: InTemplate = {};
// @ts-expect-error: a property takes what it is given, and a quantity is a number
export const textForNumber: InTemplate = { 'item-id': 'shoes', quantity: '2' };
// @ts-expect-error: there is no such layout
export const unknownLayout: InTemplate = { 'item-id': 'shoes', layout: 'buton' };
// @ts-expect-error: what is paid has no kind of failure
export const wrong: InTemplate = { 'item-id': 'shoes', 'onportone-checkout-paid': (e) => e.kind };
// @ts-expect-error: there is no such event
export const unheard: InTemplate = { 'item-id': 'shoes', 'onportone-checkout-payed': () => {} };
