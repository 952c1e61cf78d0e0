/**
 * Every state of the element, as data: the gallery shows them, and test/e2e/gallery.test.ts checks
 * each of them.
 */
import { buttonStates } from './button-states.ts';
import { failureStates } from './failure-states.ts';
import type { GalleryState } from './gallery-state.ts';
import { paymentStates } from './payment-states.ts';
import { readyStates } from './ready-states.ts';
import { saleStates } from './sale-states.ts';

export const states: GalleryState[] = [
  ...readyStates,
  ...saleStates,
  ...buttonStates,
  ...paymentStates,
  ...failureStates,
];
