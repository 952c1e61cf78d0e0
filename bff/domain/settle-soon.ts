import { CheckoutError } from './checkout-error.ts';
import type { Order } from './order.ts';
import type { SettlePayment } from './settle-payment.ts';
import { isPaidOrBeyond } from './transition.ts';

/**
 * The order after PortOne has been asked, or as it is known where PortOne does not answer in time.
 *
 * @param late resolves once there is no more time
 */
export async function settleSoon(
  known: Order,
  settlePayment: SettlePayment,
  late: Promise<void>,
): Promise<Order> {
  if (known.settlement && isPaidOrBeyond(known.settlement)) return known;
  const settled = settlePayment(known.paymentId, known).then(
    (result) => (result.found === 'no order' ? known : result.order),
    (error: unknown) => {
      if (error instanceof CheckoutError && error.code === 'UPSTREAM_UNAVAILABLE') return known;
      throw error;
    },
  );
  return Promise.race([settled, late.then(() => known)]);
}
