/** A gateway as the sandbox knows it: data, and rules that are short enough to read as data. */
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Localized } from '../pages/language.ts';
import type { PreparedRequest, WalletCode } from '../request/payment-request.ts';

export type PayMethod = PaymentRequest['payMethod'];

/** `UI` is PayPal's: buttons in the shop's own page that open a popup. */
export type WindowType = 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI';

export type Device = 'pc' | 'mobile';

/** What a gateway reports when a payment fails. Some have no code for a buyer who cancels. */
export type GatewayFailure = { pgCode?: string; pgMessage: string };

/** One reason for which a gateway declines a payment. */
export type Decline = {
  pgCode: string;
  /** The gateway's own message, as it arrives in `pgMessage`; most are Korean. */
  pgMessage: string;
  label: Localized;
  /** The methods that can fail in this way, where not all can. */
  payMethods?: readonly PayMethod[];
};

/**
 * A condition on the request. PortOne does not open the gateway's window where it is broken.
 *
 * @returns PortOne's reason, if the request breaks the rule
 */
export type Rule = (request: PreparedRequest, device: Device) => string | undefined;

export type Gateway = {
  name: Localized;
  /** The types of window that the gateway has; the first is the default. */
  windows: Record<Device, readonly WindowType[]>;
  currencies: readonly string[];
  /** The currencies for this request, if they differ from `currencies`. */
  currenciesFor?: (request: PreparedRequest) => readonly string[] | undefined;
  payMethods: readonly PayMethod[];
  /** PortOne's name of the wallet, if the gateway is one itself. */
  wallet?: WalletCode;
  rules: readonly Rule[];
  /** The merchant id of the gateway's public test shop, or one of the same kind. */
  testMerchantId: string;
  cancel: GatewayFailure;
  declines: readonly Decline[];
  /** The gateway's id of the payment, and its raw answer, which PortOne keeps as a JSON string. */
  approval(request: PreparedRequest, approvedAt: Date): { pgTxId: string; pgResponse: object };
};
