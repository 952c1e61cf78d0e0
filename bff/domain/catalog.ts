import type {
  Agreement,
  BuyerFields,
  Currency,
  MethodRequest,
  PayMethod,
  Product,
  SellerFacts,
} from '../../component/api/contract.ts';
import { productItemsOf } from './product-items.ts';
import type { OrderNameLimit } from './sale/order-name-limit.ts';
import type { Sale } from './sale/sale.ts';
import type { SaleTerms } from './sale/sale-terms.ts';

/** What the site owner sells, and how it can be paid. */
export type Catalog = {
  store: Store;
  methods: ReadonlyMap<string, Method>;
  items: ReadonlyMap<string, CatalogItem>;
  /** Some item asks its buyer for more than to pay. */
  asksMore?: true;
  /** Options that have no effect or may be wrong, in words: for the log, not a reason to stop. */
  warnings: readonly string[];
  /** What the owner has to set at the gateways: one for each gateway, whether or not it is done. */
  notes: readonly string[];
};

export type Store = {
  id: string;
  name: string;
  /** The shop's own site. */
  url?: string;
  /** What a shop has to say about itself, under the names of PortOne's `storeDetails`. */
  details?: StoreDetails;
  /** What the law wants a seller to say besides, for the hosted pages. */
  seller?: SellerFacts;
  /** Whether that stands on each card as well. */
  sellerOnCard?: true;
};

export type StoreDetails = NonNullable<MethodRequest['storeDetails']>;

/** One way to pay: a channel of PortOne's with its complete request options. */
export type Method = {
  id: string;
  label: string;
  payMethod: PayMethod;
  pgProvider: string;
  /** Absent where `request.channelGroupId` lets PortOne choose the channel. */
  channelKey?: string;
  buyerFields: BuyerFields;
  request: MethodRequest;
  /** The owner's own, sent with every payment. */
  customData?: CustomData;
  /** The gateway's key in `bypass`; absent where the gateway is not known, or is one of a group. */
  bypassKey?: keyof Bypass;
  /** Its gateway takes the first product's name for that of the order. */
  isNamedByFirstProduct?: boolean;
  /** What its gateway takes for an order's name. */
  orderNameLimits?: readonly OrderNameLimit[];
  /** What its gateway wants the buyer to agree to on the page. */
  agreements?: Agreement[];
  /** Its gateway's rules are known, and PortOne may have the address of a buyer with it. */
  takesAddress?: true;
};

export type CustomData = Readonly<Record<string, unknown>>;

type Bypass = NonNullable<MethodRequest['bypass']>;

/** The options of a method that can belong to what is sold as well. */
export type ItemRequest = Partial<
  Pick<
    MethodRequest,
    | 'orderDetail'
    | 'productType'
    | 'isCulturalExpense'
    | 'offerPeriod'
    | 'promotionId'
    | 'merpayCategoryId'
    | 'bypass'
  >
>;

export type CatalogItem = SaleTerms & {
  id: string;
  /** The order name that a buyer sees in the payment window. */
  name: string;
  /**
   * Of one piece, in the currency's minor unit, as all amounts here, before a choice changes it; where the
   * buyer chooses the amount, the first that is offered.
   */
  price: number;
  currency: Currency;
  /** Of one piece. */
  taxFreeAmount?: number;
  /** Of one piece. */
  vatAmount?: number;
  image?: string;
  /** In pixels, as the catalog says: this server fetches no picture. */
  imageSize?: { width: number; height: number };
  description?: string;
  /** What one piece consists of; their amounts add up to its price. */
  products?: readonly Product[];
  maxQuantity: number;
  /** Ids of the methods it can be paid by, the first one being the default. */
  methods: string[];
  request: ItemRequest;
  customData?: CustomData;
  /** Anyone may learn that it is there. Ids of other items are known to those who were told. */
  listed?: true;
};

/** What one piece consists of: itself, where the catalog names no products. */
export function productsOf(
  item: Pick<CatalogItem, 'id' | 'name' | 'price' | 'products'>,
): readonly Product[] {
  return item.products ?? [{ id: item.id, name: item.name, amount: item.price, quantity: 1 }];
}

/** The options with which a method pays for one piece of an item. */
export function requestOf(method: Method, item: CatalogItem): MethodRequest {
  const options = optionsOf(method, item);
  const naverpay = options.bypass?.naverpay;
  // Which gateway it is says the channel, and of a group's channels PortOne takes any.
  if (method.pgProvider !== 'NAVERPAY' && !naverpay) return options;
  const productItems = productItemsOf(productsOf(item), naverpay?.productItems);
  return { ...options, bypass: { ...options.bypass, naverpay: { ...naverpay, productItems } } };
}

/**
 * What the catalog says of the options with which a method pays for an item: the item's win. Of
 * its `bypass` goes along what the method's gateway reads, laid over the method's own key by key.
 */
export function optionsOf(method: Method, item: CatalogItem): MethodRequest {
  const { bypass, ...options } = item.request;
  const own = Object.entries(bypass ?? {}).filter(
    ([key]) => method.bypassKey === undefined || key === method.bypassKey,
  );
  if (own.length === 0) return { ...method.request, ...options };
  const merged: Record<string, unknown> = { ...method.request.bypass };
  for (const [key, values] of own) merged[key] = { ...(merged[key] as object), ...values };
  return { ...method.request, ...options, bypass: merged as Bypass };
}

/**
 * What a payment carries along: `item` says what was bought, whatever the owner has written, and
 * `options` and `code` which of it, by ids and the owner's own codes.
 */
export function customDataOf(
  method: Method,
  item: CatalogItem,
  sale?: Pick<Sale, 'options' | 'code'>,
): { item: string } & CustomData {
  const chosen = sale?.options?.map(({ id, value }) => [id, value.id]);
  return {
    ...method.customData,
    ...item.customData,
    item: item.id,
    ...(chosen && { options: Object.fromEntries(chosen) }),
    ...(sale?.code !== undefined && { code: sale.code }),
  };
}

/**
 * The item's picture by its whole address: a path is one of the shop's own site, whichever page shows it.
 *
 * @returns `undefined` for a path of a shop whose site the catalog does not name
 */
export function pictureOf({ image }: CatalogItem, { url }: Store): string | undefined {
  if (image === undefined) return undefined;
  return URL.parse(image, url)?.href;
}
