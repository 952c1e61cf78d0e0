/**
 * What the element and the server say to each other over HTTP: types only.
 * Money is an integer in the currency's minor unit, under PortOne's names.
 */
import type { PaymentRequest } from '@portone/browser-sdk/v2';

/** `sandbox` where the server talks to a stand-in for PortOne; else the kind of channel it accepts. */
export type Environment = 'sandbox' | 'test' | 'live';

export type PayMethod = PaymentRequest['payMethod'];
export type Currency = PaymentRequest['currency'];
export type Product = NonNullable<PaymentRequest['products']>[number];

/** PortOne's `customer`: what a page may prefill about its buyer. */
export type Buyer = NonNullable<PaymentRequest['customer']>;

/** A field of {@link Buyer} that a gateway may not do without. */
export type BuyerField =
  | 'fullName'
  | 'firstName'
  | 'lastName'
  | 'firstNameKana'
  | 'lastNameKana'
  | 'phoneNumber'
  | 'email';

/** What a method needs to know about its buyer, by the kind of device the payment window opens on. */
export type BuyerFields = { pc: BuyerField[]; mobile: BuyerField[] };

/** Everything of PortOne's request that an order or the page decides, and a method therefore cannot. */
type DecidedElsewhere =
  | 'storeId'
  | 'paymentId'
  | 'orderName'
  | 'totalAmount'
  | 'taxFreeAmount'
  | 'vatAmount'
  | 'currency'
  | 'payMethod'
  | 'channelKey'
  | 'products'
  | 'customer'
  | 'customData'
  | 'redirectUrl';

/** The options of a payment request that belong to the method: `easyPay`, `windowType`, `bypass` … */
export type MethodRequest = Partial<Omit<PaymentRequest, DecidedElsewhere>>;

export type Item = {
  id: string;
  name: string;
  /**
   * Of one piece, in the currency's minor unit, before what the buyer chooses changes it. For showing: the
   * order states what is paid. Where the buyer chooses the amount, the first of what is offered.
   */
  price: number;
  currency: Currency;
  image?: string;
  description?: string;
  /** The largest quantity of one order; 1 where absent. */
  maxQuantity?: number;
  /** One value of each is to be chosen. */
  options?: ItemChoice[];
  /** Combinations of values that have a price of their own, or cannot be had. */
  variants?: ItemVariant[];
  /** The buyer chooses what to pay, in the minor unit. */
  amount?: AmountRange;
  /** What else is asked. */
  fields?: ItemField[];
  /** It is sent to the buyer: the address is asked for. */
  delivery?: DeliveryTerms;
  /** What a buyer agrees to before the payment. */
  agreements?: Agreement[];
  /** Nothing of it is left, whichever value is chosen. */
  soldOut?: true;
  /** How many are left, where the owner wants it shown. */
  left?: number;
  /** Its pieces are counted: an order that is placed before the buyer presses says so, and holds none. */
  counted?: true;
  /** What the seller has to say, where the owner wants it beside the button. */
  seller?: SellerFacts;
};

/** A choice that the buyer makes: size, colour. */
export type ItemChoice = { id: string; label: string; values: ItemChoiceValue[] };

export type ItemChoiceValue = {
  id: string;
  label: string;
  /** What it adds to the price of a piece, or takes off. */
  price?: number;
  soldOut?: true;
};

/** A combination of values, one of each option. */
export type ItemVariant = {
  /** By the ids of the options, the ids of the values. */
  options: Record<string, string>;
  /** Of a piece, in place of the item's price and of what the values add. */
  price?: number;
  soldOut?: true;
  /** How many are left, where the owner wants it shown. */
  left?: number;
};

/** In the currency's minor unit. */
export type AmountRange = { min: number; max: number; step?: number; presets?: number[] };

export type ItemField = {
  id: string;
  label: string;
  type: 'text' | 'select' | 'date' | 'checkbox';
  required?: boolean;
  /** Of `text`, in characters; 200 where absent. */
  maxLength?: number;
  /** Of `select`. */
  values?: FieldChoice[];
};

export type FieldChoice = { id: string; label: string };

/** Korean won: only addresses in Korea are sent to. */
export type DeliveryTerms = {
  /** Of an order, whatever its quantity. */
  fee: number;
  /** Goods for this much or more are sent without the fee. A zone's surcharge stays. */
  freeFrom?: number;
  /** Places that cost more to send to. */
  zones?: DeliveryZone[];
  /** What a buyer may tell the courier with one tap. */
  messages?: string[];
};

/** `zipcodes` are postcodes, or spans of them: `63000-63644`. `fee` is added to that of the order. */
export type DeliveryZone = { zipcodes: string[]; fee: number; label: string };

export type Agreement = { id: string; label: string; url?: string; required: boolean };

/** What a Korean seller has to say of itself, and where its terms are. */
export type SellerFacts = {
  terms?: string;
  refund?: string;
  privacy?: string;
  /** 통신판매업 신고번호 */
  mailOrderNumber?: string;
};

/** Where goods are sent to. */
export type Delivery = {
  recipient: string;
  phoneNumber: string;
  /** Five digits. */
  zipcode: string;
  address: string;
  detail?: string;
  /** For the courier. */
  message?: string;
};

export type CheckoutMethod = {
  id: string;
  label: string;
  payMethod: PayMethod;
  /** Absent where `request.channelGroupId` lets PortOne choose the channel. */
  channelKey?: string;
  pgProvider: string;
  buyerFields: BuyerFields;
  request: MethodRequest;
  /** What its gateway wants the buyer to agree to on the page, besides the item's. */
  agreements?: Agreement[];
  /** Of an item that is sent: PortOne's `customer` may have the address and the postcode. */
  takesAddress?: true;
};

export type Checkout = {
  environment: Environment;
  storeId: string;
  /** Where PortOne's browser script is, if not at PortOne. */
  sdkUrl?: string;
  methods: CheckoutMethod[];
};

/** `GET /api/items/:itemId` */
export type ItemAnswer = { item: Item; checkout: Checkout };

/** What a picker shows of an item, and the ways to pay that can be fixed for it. */
export type ListedItem = Item & { methods: Pick<CheckoutMethod, 'id' | 'label'>[] };

/** `GET /api/items`: the items that the catalog lists, in its order. */
export type ItemsAnswer = { items: ListedItem[] };

/** What the builder's page is told by its server. */
export type BuilderFacts = ItemsAnswer & {
  /** Whether `items` has those that the catalog does not list as well. */
  hasAll: boolean;
  /** Where buyers reach the server; absent where its owner has not said so. */
  publicOrigin?: string;
  /** Whether that is an address which only the server's own computer can open. */
  isOnlyHere: boolean;
};

/** `POST /api/orders`, the request */
export type OrderRequest = {
  itemId: string;
  quantity?: number;
  methodId?: string;
  buyer?: Buyer;
  /** By the ids of the item's options, the ids of the values that are chosen. */
  options?: Record<string, string>;
  /** By the ids of the item's fields. A date is `YYYY-MM-DD`; a checkbox is `true` or `false`. */
  fields?: Record<string, string | boolean>;
  /** In the minor unit, where the buyer chooses it. */
  amount?: number;
  delivery?: Delivery;
  /** The ids of the agreements that the buyer has ticked. */
  agreements?: string[];
  /** The language that the buyer reads, a BCP 47 tag: mail to the buyer is written in it. */
  locale?: string;
  /** The buyer has not pressed yet: the order holds no pieces of what is counted, until a press does. */
  ahead?: boolean;
  /**
   * The address that a redirect comes back to; `null` where the page has none of its own. With it the
   * answer has a secret, and only who sends that reads what is private about the order.
   */
  page?: string | null;
  /** An order that this browser placed for the same choice: it is answered with again where it is still unpaid. */
  previous?: OrderProof;
};

/** An order, and the secret that its answer came with. */
export type OrderProof = { paymentId: string; secret: string };

/** `POST /api/orders/page`, the request: where the buyer has moved to since. */
export type OrderPageRequest = OrderProof & { page: string | null };

/** `POST /api/orders/hold`, the request: the buyer has pressed, and the order is to hold its pieces. */
export type OrderHoldRequest = OrderProof;

/** A part of an order's total. */
export type OrderLine = {
  kind: 'item' | 'delivery' | 'surcharge';
  /** What it is, in the words of the catalog. */
  name: string;
  quantity: number;
  /** Of all pieces together, in the minor unit. */
  amount: number;
};

/** `POST /api/orders`, the answer: the server's price, under a `paymentId` that only the server issues. */
export type OrderAnswer = {
  paymentId: string;
  itemId: string;
  quantity: number;
  orderName: string;
  totalAmount: number;
  taxFreeAmount?: number;
  vatAmount?: number;
  currency: Currency;
  products: Product[];
  /** What adds up to the total, as a buyer reads it. Absent where the item is all that it is for. */
  lines?: OrderLine[];
  /** Of what is counted: whether others cannot have the pieces for now. */
  held?: boolean;
  /** Comes back with the payment: `item` says what was bought; the owner may have added to it. */
  customData: { item: string; [key: string]: unknown };
  /** RFC 3339. After it the order is not offered for payment; a payment already under way still counts. */
  expiresAt: string;
  /**
   * Whole seconds from this answer until {@link OrderAnswer.expiresAt}. A buyer's clock may be wrong
   * by any amount, so a page goes by this alone. Servers before 0.1.1 do not say it.
   */
  expiresIn: number;
  /** The item's name, without the quantity; where the request had a `page`, as the next two. */
  itemName?: string;
  /** Opens what is private about the order. Said here and never again. */
  secret?: string;
  /** `<server>/return/<paymentId><returnToken>` is the order's `redirectUrl`. Said here and never again. */
  returnToken?: string;
};

/** `POST /api/payment/complete`, the request */
export type CompleteRequest = {
  paymentId: string;
  txId?: string;
  /** Counts only with the secret, where the order has one. */
  paymentToken?: string;
  secret?: string;
  /** PortOne's code where its window was refused: told to the operator, with the secret, where nothing was paid. */
  windowCode?: string;
  /**
   * Answers 200 with the body of an {@link ErrorAnswer} where a payment is not paid, failed, was cancelled,
   * is held or is unknown: browsers print any other status in the page's console as an error.
   */
  quiet?: boolean;
};

/** PortOne's payment statuses verbatim, and `HELD` for a payment that is kept for the operator. */
export type PaymentStatus =
  | 'READY'
  | 'PAY_PENDING'
  | 'VIRTUAL_ACCOUNT_ISSUED'
  | 'FAILED'
  | 'PAID'
  | 'PARTIAL_CANCELLED'
  | 'CANCELLED'
  | 'HELD';

export type VirtualAccount = {
  bank: string;
  accountNumber: string;
  holder?: string;
  /** RFC 3339. For reading: whether it is over is {@link VirtualAccount.isPastDue}. */
  dueAt?: string;
  /**
   * In answers: whether the time for a deposit is over by the server's clock, with some minutes for
   * banks that take a deposit a little later.
   */
  isPastDue?: boolean;
};

/** Why a payment failed, as far as a buyer's next step goes. */
export type FailureKind =
  | 'USER_CANCELLED'
  | 'DECLINED'
  | 'INSUFFICIENT_FUNDS'
  | 'LIMIT_EXCEEDED'
  | 'INVALID_CARD'
  | 'AUTHENTICATION_FAILED'
  | 'EXPIRED_OR_TIMEOUT'
  | 'DUPLICATE'
  | 'PG_UNAVAILABLE'
  | 'MERCHANT_CONFIG'
  | 'INVALID_REQUEST'
  | 'UNKNOWN';

export type Failure = {
  kind: FailureKind;
  /** Whether offering the pay button again makes sense. */
  retryable: boolean;
  /** PortOne's code, e.g. `FAILURE_TYPE_PG`. */
  code?: string;
  /** The gateway's own code, unchanged. */
  pgCode?: string;
  /** The gateway's own words, unchanged. */
  pgMessage?: string;
  /** The gateway that said so. NaverPay wants its words shown to the buyer. */
  pgProvider?: string;
};

/**
 * What a payment is for: an id alone does not tell what was bought, so code that acts on an
 * answer or an event compares these with what was to be sold. `orderName` is not among them: it
 * may say what only the buyer is to read.
 */
export type PaymentSubject = {
  itemId: string;
  /** The item's name when it was ordered, without the quantity. */
  itemName: string;
  quantity: number;
  /** What was ordered, in the currency's minor unit. */
  totalAmount: number;
  currency: Currency;
  environment: Environment;
};

/** What only the browser that ordered hears, and in part a browser that a payment came back to. */
export type PrivatePart = {
  /** With the secret only. */
  orderName?: string;
  /**
   * How a redirect came back that PortOne knows nothing of yet. For some minutes after `success` the
   * payment is being checked, not cancelled.
   */
  returned?: 'success' | 'code';
  /** How many seconds a browser keeps the order in mind. */
  keep?: number;
  /** With `PAID`, and with the secret only: what the item hands over. */
  afterPaid?: AfterPaid;
};

/** A text, an address to go to, or both: a download, an invitation. */
export type AfterPaid = { text?: string; url?: string };

/**
 * `POST /api/payment/complete` with 200 or 202, `GET /api/payment/:paymentId` and `POST /api/returns`
 * with 200. A client with the id reads the subject and the status; the rest takes the order's secret,
 * where the order has one. A redeemed return reads of `failure` the kind alone.
 * `failure` comes with `FAILED`, and so never from `complete`.
 */
export type PaymentAnswer = PaymentSubject &
  PrivatePart & {
    paymentId: string;
    status: PaymentStatus;
    virtualAccount?: VirtualAccount;
    /** With `virtualAccount`: when it was ordered, RFC 3339. */
    orderedAt?: string;
    /** With `PAID` and `PARTIAL_CANCELLED`: the gateway's page with the receipt, where it has one. Always `https:`. */
    receiptUrl?: string;
    failure?: Failure;
  };

export type ErrorCode =
  | 'INVALID_REQUEST'
  | 'INVALID_JSON'
  | 'INVALID_PAYMENT_ID'
  | 'ITEM_NOT_FOUND'
  | 'QUANTITY_UNAVAILABLE'
  | 'SOLD_OUT'
  | 'PAYMENT_NOT_FOUND'
  | 'RETURN_UNKNOWN'
  | 'ALREADY_PAID'
  | 'NOT_PAID'
  | 'PAYMENT_FAILED'
  | 'PAYMENT_CANCELLED'
  | 'PAYMENT_HELD'
  | 'VERIFICATION_FAILED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'STORE_UNAVAILABLE'
  | 'WEBHOOK_INVALID'
  | 'CONFIRM_DISABLED'
  | 'ORIGIN_FORBIDDEN'
  | 'BODY_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'REQUEST_TIMEOUT'
  | 'RATE_LIMITED'
  | 'INTERNAL_ERROR';

/** What a refusal says of the payment that it is about; of an order without a secret, its subject alone. */
export type RefusedPayment = PaymentSubject &
  PrivatePart &
  Partial<Pick<PaymentAnswer, 'paymentId' | 'status'>>;

/** `POST /api/returns`, the request: the mark of an address, and the orders that this browser placed, at most 8. */
export type ReturnRequest =
  | { mark: string; orders?: OrderProof[] }
  /** Of a page of 0.1, whose address named the payment itself; until 2026-12-31. */
  | { paymentId: string; itemId: string };

/** `POST /api/returns`, the answer. `yours` where one of the secrets was the order's. */
export type ReturnAnswer = PaymentAnswer & { yours?: true };

/**
 * Every answer outside 2xx, and with `quiet` what `complete` says of a payment. `message` is for a developer's eyes; buyers read the element's own words.
 * What `POST /api/payment/complete` says of a payment it knows (409, 422) comes with what it is for.
 */
export type ErrorAnswer = Partial<RefusedPayment> & {
  code: ErrorCode;
  message: string;
  /** With `PAYMENT_FAILED`. */
  failure?: Failure;
  /** With `INVALID_REQUEST`: what about the buyer is missing or wrong. */
  buyerFields?: BuyerField[];
  /** With `INVALID_REQUEST` and `SOLD_OUT`: what of the order is missing or wrong. */
  fields?: FieldProblem[];
  /** With `SOLD_OUT`: how many can still be had. */
  left?: number;
};

/** `path` names the member of the request: `options.size`, `delivery.zipcode`, `amount`, `agreements.terms`. */
export type FieldProblem = {
  path: string;
  reason: 'missing' | 'wrong' | 'unknown' | 'too-long' | 'too-small' | 'too-large' | 'sold-out';
};
