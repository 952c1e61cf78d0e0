/** What a gateway is to the sandbox: data, and rules that are short enough to read as data. */
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Localized } from '../pages/language.ts';
import type { PreparedRequest } from '../request/payment-request.ts';

export type PayMethod = PaymentRequest['payMethod'];

/** `UI` is PayPal's: buttons in the shop's own page, which open a popup. */
export type WindowType = 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI';

export type Device = 'pc' | 'mobile';

/** What a gateway says when nothing is paid. Some have no code for a buyer who changes their mind. */
export type GatewayFailure = { pgCode?: string; pgMessage: string };

/** One way in which a gateway refuses. */
export type Refusal = {
  pgCode: string;
  /** The gateway's own words as they arrive in `pgMessage`, for the most part Korean. */
  pgMessage: string;
  label: Localized;
  /** Where only some methods can fail in this way. */
  payMethods?: readonly PayMethod[];
};

/**
 * Something without which PortOne refuses to open this gateway's window.
 *
 * @returns PortOne's reason, if the request breaks the rule
 */
export type Rule = (request: PreparedRequest, device: Device) => string | undefined;

export type Gateway = {
  name: Localized;
  /** Where the window may open; the first is the default. */
  windows: Record<Device, readonly WindowType[]>;
  currencies: readonly string[];
  /** What it takes instead for this request, if that differs. */
  currenciesFor?: (request: PreparedRequest) => readonly string[] | undefined;
  payMethods: readonly PayMethod[];
  /** For gateways that are a wallet themselves: PortOne's name of it. */
  wallet?: string;
  rules: readonly Rule[];
  /** The gateway's public test shop, or a name of that kind. */
  testMerchantId: string;
  cancel: GatewayFailure;
  refusals: readonly Refusal[];
  /** The gateway's own number for a payment, and its raw answer, which PortOne keeps as a JSON string. */
  approval(request: PreparedRequest, approvedAt: Date): { pgTxId: string; pgResponse: object };
};
