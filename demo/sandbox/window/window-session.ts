import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { ReadyPayment } from '@portone/server-sdk/payment';
import type { Gateway, WindowType } from '../gateways/gateway.ts';
import type { PgRefusal } from '../payments/api-error.ts';
import type { Attempt } from '../payments/payments.ts';
import type { Ending } from './outcome.ts';

/** A buyer's consent on a channel with manual approval, until the shop's server confirms it. */
type Consent = { paymentToken: string; refusal: PgRefusal | undefined };

/** An open window. */
export type WindowSession = Attempt & {
  gateway: Gateway;
  manualApproval: boolean;
  windowType: WindowType;
  /** The page that asked, which alone may be told; `undefined` where no browser asked. */
  pageOrigin: string | undefined;
  ready: ReadyPayment;
  consent: Consent | undefined;
  response: PaymentResponse | undefined;
  ending: Ending | undefined;
  statusCheckFails: boolean;
};
