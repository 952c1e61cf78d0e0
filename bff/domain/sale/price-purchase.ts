import type { OrderLine, Product } from '../../../component/api/contract.ts';
import { type CatalogItem, type Method, productsOf } from '../catalog.ts';
import { orderNameOf } from '../order-name.ts';
import { pieceOf } from './combinations.ts';
import { feeFor, zoneOf } from './delivery-fee.ts';
import { nameWithChoice } from './order-name-limit.ts';
import type { Purchase } from './purchase.ts';
import type { ChosenOption } from './sale.ts';

/** What a line for the delivery is called at PortOne and in messages; a card has words of its own. */
const DELIVERY_NAME = '배송비';

/** Products beside those of the item. Ids of items cannot have a dot. */
const DELIVERY_ID = 'delivery.fee';
const SURCHARGE_ID = 'delivery.surcharge';

/** A tax that is left out is an eleventh of what is taxed: PortOne's rule. */
const VAT_PART = 11;

/** What an order costs and what for, everything of it by the catalog. */
export type PricedPurchase = {
  orderName: string;
  totalAmount: number;
  taxFreeAmount?: number;
  vatAmount?: number;
  products: Product[];
  /** They add up to the total, as the products do. */
  lines: OrderLine[];
  options: ChosenOption[];
  code?: string;
};

/** Prices a purchase. A page's part in it is what was chosen, never what that costs. */
export function pricePurchase(
  item: CatalogItem,
  method: Pick<Method, 'isNamedByFirstProduct' | 'orderNameLimits'>,
  quantity: number,
  purchase: Purchase,
): PricedPurchase {
  const { combination, variant, delivery } = purchase;
  const piece = purchase.amount ?? pieceOf(item.price, combination, variant);
  const goods = piece * quantity;
  const isSent = item.delivery !== undefined && delivery !== undefined;
  const fee = isSent ? feeFor(item.delivery as NonNullable<typeof item.delivery>, goods) : 0;
  const zone = isSent
    ? zoneOf(item.delivery as NonNullable<typeof item.delivery>, delivery.zipcode)
    : undefined;
  const surcharge = zone?.fee ?? 0;

  const choice = combination.map(({ label }) => label).join(' ');
  const codes = combination.flatMap(({ code: own }) => own ?? []);
  // Several are each of their own value's.
  const code = variant?.code ?? (codes.length === 1 ? codes[0] : undefined);
  const limits = method.orderNameLimits;
  const products: Product[] = productsOf({ ...item, price: piece }).map((product) => ({
    ...product,
    ...(!item.products && choice && { name: nameWithChoice(product.name, choice, '', limits) }),
    ...(!item.products && code !== undefined && { code }),
    quantity: product.quantity * quantity,
  }));
  const link = products[0]?.link;
  const extra = (id: string, name: string, amount: number): Product[] =>
    amount > 0 ? [{ id, name, amount, quantity: 1, ...(link !== undefined && { link }) }] : [];

  return {
    orderName: nameWithChoice(
      orderNameOf(item, 1, method.isNamedByFirstProduct),
      method.isNamedByFirstProduct && item.products ? '' : choice,
      quantity === 1 || method.isNamedByFirstProduct ? '' : ` x${quantity}`,
      limits,
    ),
    totalAmount: goods + fee + surcharge,
    ...taxesOf(item, piece, quantity, fee + surcharge),
    products: [
      ...products,
      ...extra(DELIVERY_ID, DELIVERY_NAME, fee),
      ...extra(SURCHARGE_ID, zone?.label ?? '', surcharge),
    ],
    lines: [
      {
        kind: 'item',
        name: choice ? `${item.name} ${choice}` : item.name,
        quantity,
        amount: goods,
      },
      ...(isSent
        ? [{ kind: 'delivery' as const, name: DELIVERY_NAME, quantity: 1, amount: fee }]
        : []),
      ...(zone && surcharge > 0
        ? [{ kind: 'surcharge' as const, name: zone.label, quantity: 1, amount: surcharge }]
        : []),
    ],
    options: (item.options ?? []).flatMap(({ id, label }, index) => {
      const value = combination[index];
      if (!value) return [];
      const { code: own } = value;
      return [
        {
          id,
          label,
          value: { id: value.id, label: value.label, ...(own !== undefined && { code: own }) },
        },
      ];
    }),
    ...(code !== undefined && { code }),
  };
}

/** The fee is taxed, whatever the goods are. A piece that is tax-free throughout stays so at any price. */
function taxesOf(
  { price, amount, taxFreeAmount, vatAmount }: CatalogItem,
  piece: number,
  quantity: number,
  fees: number,
): Pick<PricedPurchase, 'taxFreeAmount' | 'vatAmount'> {
  const taxFree = amount?.taxFree || taxFreeAmount === price ? piece : taxFreeAmount;
  return {
    ...(taxFree !== undefined && { taxFreeAmount: taxFree * quantity }),
    ...(vatAmount !== undefined && {
      vatAmount: vatAmount * quantity + Math.round(fees / VAT_PART),
    }),
  };
}
