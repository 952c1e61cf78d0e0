import type { CheckoutState } from '../state/checkout-state.ts';
import type { WindowEnd } from '../state/window-result.ts';

/** A payment whose element has left the page. */
export type LeftPayment = {
  paymentId: string;
  end: Promise<WindowEnd>;
  /** Whoever left it has no more to do with it from here on. */
  release(): void;
};

/** By what is sold, and where. Frameworks put a new element in the place of an old one at any time. */
const left = new Map<string, LeftPayment>();

/** Leaves a payment that is on its way to the next element for the same. */
export function handOff(
  subject: string,
  state: CheckoutState,
  end: Promise<WindowEnd> | undefined,
  release: () => void,
): void {
  switch (state.name) {
    case 'paying':
      if (state.paymentId && end) left.set(subject, { paymentId: state.paymentId, end, release });
      break;
    case 'confirming':
    case 'pending':
    case 'issued': {
      const known = state.name === 'confirming' ? Promise.resolve(state.end) : end;
      const { paymentId } = state;
      left.set(subject, { paymentId, end: known ?? Promise.resolve('silent'), release });
    }
  }
}

/** Takes up what an element has left, which may be the same one. */
export function claim(subject: string): LeftPayment | undefined {
  const payment = left.get(subject);
  left.delete(subject);
  return payment;
}
