/**
 * The catalog as its owner writes it: types only. `npm run schema` turns them into
 * bff/catalog.schema.json, which an editor completes from and a start checks with.
 * What belongs to a payment request carries PortOne's names and the types of its SDK.
 */
import type { LoadPaymentUIRequest, PaymentRequest, Product } from '@portone/browser-sdk/v2';
import type {
  AfterPaid,
  Agreement,
  BuyerField,
  DeliveryTerms,
  ItemField,
  MethodRequest,
} from '../../component/api/contract.ts';
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
  /** Of every item that does not say it itself. */
  delivery?: DeliveryTerms;
  /** Before every payment, with those of the item. */
  agreements?: Agreement[];
  links?: LinksSource;
  /** 통신판매업 신고번호, as the seller's page has to name it. */
  mailOrderNumber?: string;
  /** Whether `links` and `mailOrderNumber` stand on the card as well, not only on the hosted pages. */
  sellerOnCard?: boolean;
};

/** Where a seller's own pages are. */
export type LinksSource = {
  /** 이용약관 */
  terms?: string;
  /** 청약철회·환불 안내 */
  refund?: string;
  /** 개인정보처리방침 */
  privacy?: string;
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

export type ChoiceSource = { id: string; label: string; values: ChoiceValueSource[] };

export type ChoiceValueSource = {
  id: string;
  label: string;
  /** What it adds to the price of a piece, in the minor unit; below 0 it takes off. */
  price?: number;
  /** The owner's own name for it, which the order's messages carry. */
  code?: string;
  soldOut?: boolean;
};

export type VariantSource = {
  /** By the ids of the item's options, the ids of their values: one of each. */
  options: { [option: string]: string };
  /** Of a piece, in place of the item's price and of what the values add. */
  price?: number;
  code?: string;
  /** How many there are of it, those that are sold included. */
  stock?: number;
  soldOut?: boolean;
};

/** In the minor unit. */
export type AmountSource = {
  min: number;
  max: number;
  step?: number;
  presets?: number[];
  /** Whether no value-added tax is in it, as in a donation. */
  taxFree?: boolean;
};

/** In pixels. */
export type ImageSizeSource = { width: number; height: number };

export type ItemSource = {
  id: string;
  name: string;
  /** Of one piece, in the minor unit. It is left out where the buyer chooses the `amount`. */
  price?: number;
  currency: PaymentRequest['currency'];
  options?: ChoiceSource[];
  variants?: VariantSource[];
  /** How many there are, those that are sold included. */
  stock?: number;
  soldOut?: boolean;
  /** A buyer reads how many are left once there are this many or fewer. */
  showLeft?: number;
  /** Whether an account that waits for its deposit holds its pieces until it ends. */
  holdForDeposit?: boolean;
  fields?: ItemField[];
  amount?: AmountSource;
  /** `false` where the store's does not apply: a download, a ticket. */
  delivery?: DeliveryTerms | false;
  agreements?: Agreement[];
  /** Handed over once it is paid, to its buyer only. */
  afterPaid?: AfterPaid;
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
