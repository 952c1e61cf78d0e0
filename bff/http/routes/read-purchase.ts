import type { BuyerField, FieldProblem } from '../../../component/api/contract.ts';
import { buyerFieldsFor } from '../../catalog/buyer-fields.ts';
import type { Catalog, CatalogItem, Method } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { PrivateDetails } from '../../domain/sale/private-details.ts';
import {
  asksMore,
  checkPurchase,
  detailsOf,
  type Purchase,
  type SaidPurchase,
} from '../../domain/sale/purchase.ts';
import { checkBuyer } from './check-buyer.ts';

/**
 * What a page wants to order, held against what the item and its method ask for.
 *
 * @param userAgent tells phone from desktop, as PortOne tells them
 * @param now RFC 3339
 * @throws {CheckoutError} `INVALID_REQUEST` with everything that is missing or wrong, of the buyer and of
 * the order; `SOLD_OUT` where nothing else is
 */
export function readPurchase(
  said: SaidPurchase & { buyer?: unknown },
  {
    item,
    method,
    methods,
    mailsBuyers,
  }: { item: CatalogItem; method: Method; methods: Catalog['methods']; mailsBuyers: boolean },
  userAgent: string,
  now: string,
): { purchase: Purchase; details: PrivateDetails | undefined } {
  const needs = buyerFieldsFor(method, item);
  const checked = checkBuyer(said.buyer, needs, userAgent);
  const ofOthers = item.methods.flatMap((id) => methods.get(id)?.agreements ?? []);
  const { purchase, problems } = checkPurchase(
    item,
    { ofMethod: method.agreements ?? [], ofOthers },
    said,
    now,
  );
  if ('message' in checked) throw refused(problems, checked.message, checked.buyerFields);
  if (problems.length > 0) throw refused(problems);
  const isBuyerAsked = asksMore(item) || needs.pc.length > 0 || needs.mobile.length > 0;
  const { buyer } = checked;
  const who = isBuyerAsked
    ? buyer
    : mailsBuyers && buyer.email
      ? { email: buyer.email }
      : undefined;
  return { purchase, details: detailsOf(purchase, who, said.locale) };
}

function refused(
  fields: FieldProblem[],
  ofBuyer?: string,
  buyerFields?: BuyerField[],
): CheckoutError {
  const isSoldOut = !ofBuyer && fields.every(({ reason }) => reason === 'sold-out');
  const messages = fields.map(({ path, reason }) => `${path}: ${reason}`);
  return new CheckoutError(
    isSoldOut ? 'SOLD_OUT' : 'INVALID_REQUEST',
    [...(ofBuyer === undefined ? [] : [ofBuyer]), ...messages].join('; '),
    {
      ...(fields.length > 0 && { fields }),
      ...(buyerFields && { buyerFields }),
      ...(isSoldOut && { left: 0 }),
    },
  );
}
