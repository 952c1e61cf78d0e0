import type {
  BuyerFields,
  Currency,
  MethodRequest,
  PayMethod,
  Product,
} from '../../component/contract.ts';

/** What the site owner sells, and how it can be paid. */
export type Catalog = {
  store: Store;
  methods: ReadonlyMap<string, Method>;
  items: ReadonlyMap<string, CatalogItem>;
};

export type Store = { id: string; name: string };

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
};

export type CatalogItem = {
  id: string;
  /** The order name that a buyer sees in the payment window. */
  name: string;
  /** Of one piece, in the currency's minor unit, as all amounts here. */
  price: number;
  currency: Currency;
  /** Of one piece. */
  taxFreeAmount?: number;
  /** Of one piece. */
  vatAmount?: number;
  image?: string;
  description?: string;
  /** What one piece consists of; their amounts add up to its price. */
  products?: Product[];
  maxQuantity: number;
  /** Ids of the methods it can be paid by, the first one being the default. */
  methods: string[];
};
