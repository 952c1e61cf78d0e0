/**
 * The part for everything that is not the straight way to the payment window (see part.ts). It is
 * fetched as soon as an item is shown, so that a network lost while paying does not keep a buyer
 * from the outcome.
 */
import css from './after-window.css?inline';

export { createAftermath } from './aftermath.ts';
export { css };
