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
  /** Of one piece, in the currency's minor unit. For showing: the order states what is paid. */
  price: number;
  currency: Currency;
  image?: string;
  description?: string;
  /** The largest quantity of one order; 1 where absent. */
  maxQuantity?: number;
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

/** `POST /api/orders`, the request */
export type OrderRequest = {
  itemId: string;
  quantity?: number;
  methodId?: string;
  buyer?: Buyer;
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
  /** Comes back with the payment: `item` says what was bought; the owner may have added to it. */
  customData: { item: string; [key: string]: unknown };
  /** RFC 3339. After it the order is not offered for payment; a payment already under way still counts. */
  expiresAt: string;
  /**
   * Whole seconds from this answer until {@link OrderAnswer.expiresAt}. A buyer's clock may be wrong
   * by any amount, so a page goes by this alone. Servers before 0.1.1 do not say it.
   */
  expiresIn: number;
};

/** `POST /api/payment/complete`, the request */
export type CompleteRequest = { paymentId: string; txId?: string; paymentToken?: string };

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

/**
 * `POST /api/payment/complete` with 200 or 202, and `GET /api/payment/:paymentId` with 200.
 * `failure` comes with `FAILED`, and so only from the latter.
 */
export type PaymentAnswer = PaymentSubject & {
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
  | 'PAYMENT_NOT_FOUND'
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

/**
 * Every answer outside 2xx. `message` is for a developer's eyes; buyers read the element's own words.
 * What `POST /api/payment/complete` says of a payment it knows (409, 422) comes with what it is for.
 */
export type ErrorAnswer = Partial<PaymentSubject> & {
  code: ErrorCode;
  message: string;
  /** With `PAYMENT_FAILED`. */
  failure?: Failure;
  /** With `INVALID_REQUEST`: what about the buyer is missing or wrong. */
  buyerFields?: BuyerField[];
};
