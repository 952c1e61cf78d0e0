/**
 * Payments in the REST representation, in the types of PortOne's server SDK but stricter: the SDK's
 * enumerations take any text, so that a server survives a code that its SDK does not know, and the
 * sandbox must send known codes only. So a code of another enumeration does not compile here.
 */
import type * as sdk from '@portone/server-sdk/payment';

/** The codes of an enumeration; `never` for a text that is none. */
type CodesOf<T> = T extends string ? (string extends T ? never : T) : never;

/** Wallets that PortOne's REST API has and the types of SDK 0.19.0 do not. */
type NewerWallet =
  | 'ALIPAY_HK'
  | 'BILL_EASE'
  | 'BOOST'
  | 'BPI'
  | 'DANA'
  | 'GOOGLE_PAY'
  | 'G_CASH'
  | 'KREDIVO'
  | 'MPAY'
  | 'RABBIT_LINE_PAY'
  | 'TINABA'
  | 'TOUCH_N_GO'
  | 'TRUE_MONEY';

type KnownText<T> = [CodesOf<T>] extends [never]
  ? Extract<T, string>
  : 'RAKUTENPAY' extends CodesOf<T>
    ? CodesOf<T> | NewerWallet
    : CodesOf<T>;

type KnownOther<T> = T extends { readonly status: symbol } | { readonly type: symbol }
  ? never
  : T extends readonly (infer Entry)[]
    ? Known<Entry>[]
    : T extends object
      ? { [Key in keyof T]: Known<T[Key]> }
      : T;

/** A type of the SDK without all that stands for what the SDK does not know. */
export type Known<T> = KnownText<T> | KnownOther<Exclude<T, string>>;

/** Where the buyer paid. The REST API requires it; the types of SDK 0.19.0 do not have it. */
export type PaymentOrigin = {
  platformType: 'PC' | 'MOBILE';
  userAgent?: string;
  url?: string;
  ipAddress: string;
};

type Rest<Payment> = Known<Payment> & { origin: PaymentOrigin };

/** A field that the types of SDK 0.19.0 do not have either. */
type WithCashReceipt = { cashReceiptIssuanceStatus?: 'ISSUED' | 'NOT_ISSUED' };

export type ReadyPayment = Rest<sdk.ReadyPayment>;
export type VirtualAccountIssuedPayment = Rest<sdk.VirtualAccountIssuedPayment>;
export type PayPendingPayment = Rest<sdk.PayPendingPayment>;
export type FailedPayment = Rest<sdk.FailedPayment>;
export type PaidPayment = Rest<sdk.PaidPayment> & WithCashReceipt;
export type PartialCancelledPayment = Rest<sdk.PartialCancelledPayment> & WithCashReceipt;
export type CancelledPayment = Rest<sdk.CancelledPayment> & WithCashReceipt;

/** A payment that is neither paid nor failed yet. */
export type OpenPayment = ReadyPayment | VirtualAccountIssuedPayment | PayPendingPayment;

/** A payment that can be refunded. */
export type CancellablePayment = PaidPayment | PartialCancelledPayment;

export type SandboxPayment = OpenPayment | CancellablePayment | FailedPayment | CancelledPayment;

export type PaymentMethod = Known<sdk.PaymentMethod>;
export type PaymentCashReceipt = Known<sdk.PaymentCashReceipt>;
export type PaymentCancellation = Known<sdk.PaymentCancellation>;
export type Dispute = Known<sdk.Dispute>;
export type PaymentWebhook = Known<sdk.PaymentWebhook>;
