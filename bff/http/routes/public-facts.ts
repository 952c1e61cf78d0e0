import type {
  AmountRange,
  Item,
  ItemChoice,
  ItemVariant,
} from '../../../component/api/contract.ts';
import { type CatalogItem, pictureOf, type Store } from '../../domain/catalog.ts';
import { availableNow, isStocked, type LeftOn } from '../../domain/sale/availability.ts';
import { isAllSoldOut } from '../../domain/sale/combinations.ts';

/**
 * What a page shows of an item.
 *
 * @param leftOn says what is left of it now
 */
export function publicFacts(item: CatalogItem, store: Store, leftOn: LeftOn = notKnown): Item {
  return {
    id: item.id,
    name: item.name,
    price: item.price,
    currency: item.currency,
    // Without the shop's address it stays a path, of the site that the page is on.
    ...(item.image !== undefined && { image: pictureOf(item, store) ?? item.image }),
    ...(item.description !== undefined && { description: item.description }),
    ...(item.maxQuantity > 1 && { maxQuantity: item.maxQuantity }),
    ...saleFacts(item, leftOn),
    ...(store.sellerOnCard && store.seller && { seller: store.seller }),
  };
}

const notKnown: LeftOn = () => undefined;

function rangeOf({ taxFree: _, ...range }: NonNullable<CatalogItem['amount']>): AmountRange {
  return range;
}

/** What it asks of its buyer. The owner's own codes and counts stay here. */
function saleFacts(asSold: CatalogItem, leftOn: LeftOn): Partial<Item> {
  const item = availableNow(asSold, leftOn);
  const { amount, fields, delivery, agreements } = item;
  const options = item.options?.map(
    ({ id, label, values }): ItemChoice => ({
      id,
      label,
      values: values.map(({ id: valueId, label: valueLabel, price, soldOut }) => ({
        id: valueId,
        label: valueLabel,
        ...(price !== undefined && price !== 0 && { price }),
        ...(soldOut && { soldOut: true }),
      })),
    }),
  );
  const variants = item.variants
    ?.filter(({ price, soldOut, left }) => price !== undefined || soldOut || left !== undefined)
    .map(
      ({ options: values, price, soldOut, left }): ItemVariant => ({
        options: { ...values },
        ...(price !== undefined && { price }),
        ...(soldOut && { soldOut: true }),
        ...(left !== undefined && { left }),
      }),
    );
  return {
    ...(options && { options }),
    ...(variants && variants.length > 0 && { variants }),
    ...(amount && { amount: rangeOf(amount) }),
    ...(fields && { fields: [...fields] }),
    ...(delivery && { delivery }),
    ...(agreements && { agreements: [...agreements] }),
    ...(isAllSoldOut(item) && { soldOut: true }),
    ...(item.left !== undefined && { left: item.left }),
    ...(isStocked(item) && { counted: true }),
  };
}
