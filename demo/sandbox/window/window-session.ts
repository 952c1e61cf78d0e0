import type { PaymentResponse } from '@portone/browser-sdk/v2';
import type { Gateway, WindowType } from '../gateways/gateway.ts';
import type { PgFailure } from '../payments/api-error.ts';
import type { Attempt } from '../payments/payment-states.ts';
import type { ReadyPayment } from '../payments/rest-payment.ts';
import type { WindowResult } from './outcome.ts';
import type { RedirectFault } from './redirect-fault.ts';

/**
 * The buyer's authentication on a channel with manual approval, until the shop's server confirms
 * it; `failure` is then the gateway's answer.
 */
type Authentication = { paymentToken: string; failure: PgFailure | undefined };

/** An open window. */
export type WindowSession = Attempt & {
  gateway: Gateway;
  manualApproval: boolean;
  windowType: WindowType;
  /**
   * The page that asked, the only one that may get the result; `undefined` where no browser asked.
   */
  pageOrigin: string | undefined;
  ready: ReadyPayment;
  authentication: Authentication | undefined;
  response: PaymentResponse | undefined;
  result: WindowResult | undefined;
  statusCheckFails: boolean;
  /** What was set when the window opened. */
  redirectFault: RedirectFault;
};
