/** The methods whose windows can decline for a reason; a reason without any is of every method. */
import type { Decline, PayMethod } from './gateway.ts';

/** Reasons of a card or of its company; wallets pay by card too. */
export const ofCards: readonly PayMethod[] = ['CARD', 'EASY_PAY', 'PAYPAL', 'ALIPAY_PLUS'];

/**
 * Reasons that come up as money moves: none where the window only issues an account or a slip, into
 * which the buyer pays later.
 */
export const whenPaying: readonly PayMethod[] = [
  'CARD',
  'TRANSFER',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'PAYPAL',
  'ALIPAY',
  'ALIPAY_PLUS',
];

/** The reasons for which a payment by this method can be declined. */
export function declinesOf(declines: readonly Decline[], payMethod: string): readonly Decline[] {
  return declines.filter(
    ({ payMethods }) => payMethods?.some((name) => name === payMethod) ?? true,
  );
}
