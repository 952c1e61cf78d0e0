/**
 * The catalog as its owner writes it: types only. `npm run schema` turns them into
 * bff/catalog.schema.json, which an editor completes from and a start checks with.
 * What belongs to a payment request carries PortOne's names and the types of its SDK.
 */
import type { LoadPaymentUIRequest, PaymentRequest, Product } from '@portone/browser-sdk/v2';
import type { BuyerField, MethodRequest } from '../../component/api/contract.ts';
import type { NaverpayProductItemSource } from '../domain/product-items.ts';

export type CatalogSource = {
  $schema?: string;
  store: StoreSource;
  methods: MethodSource[];
  items: ItemSource[];
};

export type StoreSource = {
  id: string;
  name: string;
  /** The shop's own site: its hosted pages lead back to it, and pictures that begin with `/` are there. */
  url?: string;
  /** Becomes the `storeDetails` of every method; what a method says itself wins. */
  details?: NonNullable<PaymentRequest['storeDetails']>;
  /** Whether `GET /api/items` names the items that do not say so themselves. */
  listed?: boolean;
};

type PaypalButton = NonNullable<LoadPaymentUIRequest['bypass']>['paypal_v2'];

type Bypass = NonNullable<MethodRequest['bypass']>;

/** Each gateway's own options. PayPal's are those of its window and of its button. */
export type BypassSource = Omit<Bypass, 'paypal_v2' | 'naverpay' | 'ksnet'> & {
  paypal_v2?: NonNullable<Bypass['paypal_v2']> & NonNullable<PaypalButton>;
  naverpay?: NaverpayBypassSource;
  ksnet?: KsnetBypassSource;
};

/** PortOne's page requires two more than its SDK's types have, for card companies that are opened directly. */
export type KsnetBypassSource = NonNullable<Bypass['ksnet']> & {
  url?: string;
  tcode?: 'lgt' | 'ktf' | 'skt';
};

/** What is bought the order says: the catalog says of which kind it is. */
export type NaverpayBypassSource = Omit<NonNullable<Bypass['naverpay']>, 'productItems'> & {
  productItems?: NaverpayProductItemSource[];
};

/** Anything of the owner's own. `item` is the server's: it is how a payment names what was bought. */
export type CustomDataSource = { [key: string]: unknown; item?: never };

type OwnBuyerFields = { pc?: BuyerField[]; mobile?: BuyerField[] };

export type MethodSource = {
  id: string;
  label: string;
  payMethod: PaymentRequest['payMethod'];
  pgProvider: string;
  channelKey?: string;
  /** Asked of the buyer besides what the gateway cannot do without. */
  buyerFields?: BuyerField[] | OwnBuyerFields;
  /** Of PayPal's button, which is the only one there is; it goes without saying. */
  uiType?: LoadPaymentUIRequest['uiType'];
  customData?: CustomDataSource;
  bypass?: BypassSource;
} & Omit<MethodRequest, 'bypass'>;

/** The options that can belong to what is sold; an item's win over its method's. */
export type ItemOption =
  | 'orderDetail'
  | 'productType'
  | 'isCulturalExpense'
  | 'offerPeriod'
  | 'promotionId'
  | 'merpayCategoryId';

/** In pixels. */
export type ImageSizeSource = { width: number; height: number };

export type ItemSource = {
  id: string;
  name: string;
  price: number;
  currency: PaymentRequest['currency'];
  taxFreeAmount?: number;
  vatAmount?: number;
  image?: string;
  /** Of `image`: previews of a link draw a picture at once whose size they are told. */
  imageSize?: ImageSizeSource;
  description?: string;
  products?: Product[];
  maxQuantity?: number;
  methods?: string[];
  /** Whether `GET /api/items` names it; as the store says, where it is absent. */
  listed?: boolean;
  customData?: CustomDataSource;
  bypass?: BypassSource;
} & Pick<MethodRequest, ItemOption>;
