import 'portone-checkout';
import type { CheckoutPaidEvent } from 'portone-checkout';
import type {} from 'portone-checkout/vue';
import type { GlobalComponents } from 'vue';

// As Vue's template checker reads it: <portone-checkout item-id="shoes" @portone-checkout-paid="…" />
type InTemplate = InstanceType<GlobalComponents['portone-checkout']>;

export const props: InTemplate['$props'] = {
  'item-id': 'shoes',
  quantity: 2,
  layout: 'card',
  buyer: { email: 'kim@example.com' },
  class: 'wide',
};

// @ts-expect-error: an item there has to be
export const withoutItem: InTemplate['$props'] = {};
// @ts-expect-error: there is no such layout
export const unknownLayout: InTemplate['$props'] = { 'item-id': 'shoes', layout: 'buton' };

export function hear(emit: InTemplate['$emit'], paid: CheckoutPaidEvent): void {
  emit('portone-checkout-paid', paid);
  // @ts-expect-error: there is no such event
  emit('portone-checkout-payed', paid);
}

export function pay(element: InTemplate): void {
  element.pay();
}
