import type { DeliveryTerms } from '../../../component/api/contract.ts';
import type { Catalog, CatalogItem, Store } from '../catalog.ts';

/** The parts of a catalog that say what is sent to a buyer: an item's own terms win over the store's. */
type Sold = {
  store: Store & { delivery?: DeliveryTerms | undefined };
  items: ReadonlyMap<string, CatalogItem & { delivery?: DeliveryTerms | false | undefined }>;
};

/** Whether any item is sent to a buyer, so that an address is asked for. */
export function sellsDelivery(catalog: Pick<Catalog, 'store' | 'items'>): boolean {
  const { store, items }: Sold = catalog;
  return [...items.values()].some(({ delivery = store.delivery }) => Boolean(delivery));
}
