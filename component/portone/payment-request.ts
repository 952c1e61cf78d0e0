import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Buyer, Checkout, CheckoutMethod, Delivery, OrderAnswer } from '../api/contract.ts';

export type PaymentRequestParts = {
  checkout: Checkout;
  method: CheckoutMethod;
  /** The only source of amounts, currency and names. */
  order: OrderAnswer;
  buyer?: Buyer | undefined;
  /** Where it is sent to. */
  delivery?: Delivery | undefined;
  redirectUrl: string;
  /** Of the payment window, unless the method fixes one. */
  locale?: PaymentRequest['locale'];
};

/** PortOne's complete request. Pure, and synchronous so that a click can open the window at once. */
export function buildPaymentRequest(parts: PaymentRequestParts): PaymentRequest {
  const { checkout, method, order, redirectUrl, locale } = parts;
  return withoutUndefined<PaymentRequest>({
    locale,
    ...method.request,
    bypass: withWhatIsBought(method.request.bypass, order),
    storeId: checkout.storeId,
    channelKey: method.channelKey,
    paymentId: order.paymentId,
    orderName: order.orderName,
    totalAmount: order.totalAmount,
    taxFreeAmount: order.taxFreeAmount,
    vatAmount: order.vatAmount,
    currency: order.currency,
    payMethod: method.payMethod,
    products: order.products,
    customer: customerOf(parts),
    customData: order.customData,
    redirectUrl,
  });
}

/** What a gateway takes about the buyer: the address only where it has a use for it. */
function customerOf({ method, buyer, delivery }: PaymentRequestParts): Buyer | undefined {
  if (!delivery || !method.takesAddress) return buyer;
  const { recipient, phoneNumber, zipcode, address, detail = '' } = delivery;
  return {
    fullName: recipient,
    phoneNumber,
    ...buyer,
    address: { country: 'KR', addressLine1: address, addressLine2: detail },
    zipcode,
  };
}

/**
 * NaverPay reads from a list of its own what is bought. The server has written it for one piece,
 * with the kind of goods that each product is; what the order is for says the order. Its last products
 * are what is charged for sending the others, and no goods.
 */
function withWhatIsBought(
  bypass: PaymentRequest['bypass'],
  { products, lines = [] }: OrderAnswer,
): PaymentRequest['bypass'] {
  const { naverpay } = bypass ?? {};
  const [first] = naverpay?.productItems ?? [];
  if (!first) return bypass;
  const fees = lines.filter(({ kind, amount }) => kind !== 'item' && amount > 0);
  const goods = products.slice(0, products.length - fees.length);
  const productItems = goods.map(({ id, name, quantity }) => ({
    ...(naverpay?.productItems.find(({ uid }) => uid === id) ?? first),
    uid: id,
    name,
    count: quantity,
  }));
  return { ...bypass, naverpay: { ...naverpay, productItems } };
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
