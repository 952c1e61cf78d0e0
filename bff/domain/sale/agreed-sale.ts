import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PricedPurchase } from './price-purchase.ts';
import type { PrivateDetails } from './private-details.ts';
import type { Purchase } from './purchase.ts';
import type { Sale, StockClaim } from './sale.ts';
import type { SaleTerms } from './sale-terms.ts';

/** What is kept of a purchase with the order's terms; nothing where the item says it all. */
export function agreedSale(
  { afterPaid }: SaleTerms,
  { amount, delivery, agreements }: Purchase,
  { lines, options, code }: PricedPurchase,
  details: PrivateDetails | undefined,
  stock?: StockClaim,
): Sale | undefined {
  const isPlain =
    options.length === 0 &&
    agreements.length === 0 &&
    amount === undefined &&
    !delivery &&
    !afterPaid &&
    !stock &&
    !details;
  if (isPlain) return undefined;
  return {
    ...(options.length > 0 && { options }),
    ...(code !== undefined && { code }),
    ...(amount !== undefined && { amount }),
    lines,
    ...(agreements.length > 0 && { agreements }),
    ...(stock && { stock }),
    ...(afterPaid && { afterPaid }),
    ...(details && { hasPrivateDetails: true }),
  };
}

/** Notes of a sale what the buyer wrote, so that {@link wasSealed} can tell the same from other things. */
export function sealedSale(
  sale: Sale | undefined,
  details: PrivateDetails | undefined,
  secret: string,
): Sale | undefined {
  return sale && details ? { ...sale, detailsSeal: sealOf(details, secret) } : sale;
}

/** Whether the sale was sealed with these details, where it has any. */
export function wasSealed(
  sale: Sale | undefined,
  details: PrivateDetails | undefined,
  secret: string,
): boolean {
  const known = sale?.detailsSeal;
  if (known === undefined || !details) return known === undefined && !details;
  const seal = Buffer.from(sealOf(details, secret));
  const other = Buffer.from(known);
  return seal.length === other.length && timingSafeEqual(seal, other);
}

function sealOf(details: PrivateDetails, secret: string): string {
  const { buyer, delivery, fields, locale } = details;
  const text = JSON.stringify([
    [buyer?.fullName, buyer?.phoneNumber, buyer?.email],
    delivery && [
      delivery.recipient,
      delivery.phoneNumber,
      delivery.zipcode,
      delivery.address,
      delivery.detail,
      delivery.message,
    ],
    fields?.map(({ id, value, choice }) => [id, value, choice]),
    locale,
  ]);
  return createHmac('sha256', secret).update(text).digest('base64url');
}
