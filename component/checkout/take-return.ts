import { bffClient } from '../api/checkout-api.ts';
import { takePageReturn } from '../page/meet-payment.ts';
import { browserClock } from './clock.ts';
import { serverOf } from './server-of.ts';

/**
 * For a page without an element, as one that only thanks its buyer: asks the server for the payment
 * that the page was opened with the return of, and fires the events of its result at `document`.
 * The script tag does so by itself; a page that imports the package calls it. There is none on a
 * server that renders the page.
 *
 * @param bff where the server is, if not where this script came from
 * @returns whether there was one
 */
export async function takeReturn({ bff }: { bff?: string } = {}): Promise<boolean> {
  if (typeof document === 'undefined') return false;
  return !!(await takePageReturn({ bff: bffClient(serverOf(bff)), clock: browserClock }));
}
