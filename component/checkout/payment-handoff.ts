import type { CheckoutState } from '../state/checkout-state.ts';
import type { WindowEnd } from '../state/window-result.ts';

/** A payment whose element has left the page. */
export type LeftPayment = {
  paymentId: string;
  end: Promise<WindowEnd>;
  /** Ends it for the element that has left the page. */
  release(): void;
};

/** By item key (item and server). Frameworks replace an element by a new one at any time. */
const left = new Map<string, LeftPayment>();

/** Leaves a payment under way to the next element for the same item. */
export function handOff(
  itemKey: string,
  state: CheckoutState,
  end: Promise<WindowEnd> | undefined,
  release: () => void,
): void {
  switch (state.name) {
    case 'paying':
      if (state.paymentId && end) left.set(itemKey, { paymentId: state.paymentId, end, release });
      break;
    case 'confirming':
    case 'pending':
    case 'issued': {
      const known = state.name === 'confirming' ? Promise.resolve(state.end) : end;
      const { paymentId } = state;
      left.set(itemKey, { paymentId, end: known ?? Promise.resolve('silent'), release });
    }
  }
}

/** Takes over the payment that an element has left, which may be the same element. */
export function claim(itemKey: string): LeftPayment | undefined {
  const payment = left.get(itemKey);
  left.delete(itemKey);
  return payment;
}
