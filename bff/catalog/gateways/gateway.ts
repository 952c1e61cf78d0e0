import type {
  Agreement,
  BuyerField,
  Currency,
  MethodRequest,
  PayMethod,
} from '../../../component/api/contract.ts';

export type WindowType = NonNullable<NonNullable<MethodRequest['windowType']>['pc']>;

/** Whether the gateway rejects it (the server does not start) or ignores it (the server warns). */
export type Effect = 'stop' | 'warn';

/** When a rule holds: all that is named must be so. */
export type When = {
  payMethods?: readonly PayMethod[];
  /** The option at this path is given. */
  has?: string;
  /** The option at this path is not given. */
  lacks?: string;
  /** The option at the path is one of the values, or is a list with one of them. */
  is?: Readonly<Record<string, readonly (string | boolean)[]>>;
};

/** What one gateway does with one part of a payment request. Paths are those of PortOne's request. */
export type Rule = { source: string; when?: When } & (
  | { kind: 'payMethods'; allowed: readonly PayMethod[]; why?: string }
  | { kind: 'currencies'; allowed: readonly Currency[]; effect?: Effect; why?: string }
  | { kind: 'windows'; pc: readonly WindowType[]; mobile: readonly WindowType[]; effect: Effect }
  | {
      kind: 'orderName';
      letters?: number;
      bytes?: number;
      /** Of the bytes: a Korean letter has two in EUC-KR, three in UTF-8. Absent where no page names it. */
      encoding?: 'EUC-KR' | 'UTF-8';
      without?: string;
      effect: Effect;
    }
  /** What the ids that this server issues must satisfy. */
  | { kind: 'paymentId'; pattern: RegExp }
  | { kind: 'buyer'; pc: readonly BuyerField[]; mobile: readonly BuyerField[] }
  /** Only the page knows it: the element's `buyer` has to carry it. */
  | { kind: 'page'; field: string; why: string }
  /** What a buyer has to agree to on the shop's page: the element asks, and the order keeps it. */
  | { kind: 'agreements'; asked: readonly Agreement[] }
  /** Some buyers cannot pay, and no option changes that. */
  | { kind: 'limit'; what: string }
  /** PortOne learns of `news` only where the owner has set its address at the gateway: said once per start. */
  | { kind: 'notice'; news: string; address: string; where: string }
  /** What an item has of taxes. No VAT and a VAT of 0 are two things, a tax-free amount of 0 is none. */
  | { kind: 'tax'; amount: 'taxFreeAmount' | 'vatAmount'; effect: Effect; why: string }
  /** The server writes it, whatever the catalog says there. */
  | { kind: 'set'; option: string; from: string }
  /** Each product has to find its entry in `bypass.naverpay.productItems`. */
  | { kind: 'productItems' }
  | { kind: 'required'; option: string; effect?: Effect; why?: string }
  | {
      kind: 'values';
      option: string;
      allowed: readonly (string | number)[];
      effect: Effect;
      why?: string;
    }
  | { kind: 'unwanted'; option: string; effect: Effect; why?: string }
  | { kind: 'minimum'; amount: number; currency: Currency; effect: Effect; why?: string }
  | { kind: 'products'; field: 'link' }
);

/** Whether a gateway takes the first product's name for that of the order. */
export function isNamedByFirstProduct(gateway: Pick<Gateway, 'rules'> | undefined): boolean {
  return !!gateway?.rules.some((rule) => rule.kind === 'set' && rule.option === 'orderName');
}

export type RuleKind = Rule['kind'];

export type Gateway = {
  /** PortOne's name of the gateway's module, as a payment's channel carries it. */
  pgProvider: string;
  name: string;
  /** Its key in `bypass`. */
  bypass?: keyof NonNullable<MethodRequest['bypass']>;
  rules: readonly Rule[];
};

type Unsourced = Rule extends infer Each
  ? Each extends Rule
    ? Omit<Each, 'source'>
    : never
  : never;

/** Rules that one source states. */
export function statedBy(source: string, rules: readonly Unsourced[]): Rule[] {
  return rules.map((rule) => ({ source, ...rule }) as Rule);
}

/** PortOne's page about a gateway. */
export const page = (name: string): string =>
  `https://developers.portone.io/opi/ko/integration/pg/v2/${name}?v=v2`;

/** PortOne's page about the addresses that gateways tell deposits to. */
export const depositNotices =
  'https://developers.portone.io/opi/ko/integration/virtual-account/readme?v=v2';

/** PortOne is told of a deposit at this address, which the owner has to set at the gateway. */
export const toldOfDeposits = (path: string, where: string): Unsourced => ({
  kind: 'notice',
  news: 'a deposit',
  address: `${noticesHost}/${path}`,
  where,
  when: { payMethods: ['VIRTUAL_ACCOUNT'] },
});

/** Where PortOne listens to gateways. */
export const noticesHost = 'https://tx-gateway-service.prod.iamport.co';

/** Both tax amounts, where the page says that another sum may be charged without a contract. */
export const taxesByContract: Unsourced[] = (['taxFreeAmount', 'vatAmount'] as const).map(
  (amount) => ({
    kind: 'tax',
    amount,
    effect: 'warn',
    why: 'without a contract that allows it another sum may really be charged',
  }),
);

/** Its window asks for the kind of cash receipt; the request can only say that there is none. */
export const receiptsInTheWindow: Unsourced[] = (['transfer', 'virtualAccount'] as const).map(
  (part) => ({
    kind: 'values',
    option: `${part}.cashReceiptType`,
    allowed: ['ANONYMOUS'],
    effect: 'warn',
    why: 'the buyer chooses the others in its window',
  }),
);

/** PortOne's reference of what a payment request carries, where it says of gateways what order names they take. */
export const orderNames =
  'https://developers.portone.io/sdk/ko/v2-sdk/payment-request?v=v2, orderName';

/** PortOne's words at a type of its browser SDK, as of version 0.1.11. */
export const sdk = (type: string): string => `@portone/browser-sdk 0.1.11, ${type}`;

/** Options that change nothing: saying so beats an owner who waits for their effect. */
export const ignored = (options: readonly string[], when?: When): Unsourced[] =>
  options.map((option) => ({ kind: 'unwanted', option, effect: 'warn', ...(when && { when }) }));

export const iframeThenRedirection = {
  kind: 'windows',
  pc: ['IFRAME'],
  mobile: ['REDIRECTION'],
} as const;

export const popupThenRedirection = {
  kind: 'windows',
  pc: ['POPUP'],
  mobile: ['REDIRECTION'],
} as const;

/** Where no page of PortOne's names the windows: its script had these and no others when it was read. */
export const observedWindows = 'PortOne’s browser script 1.27.0, its list of payment windows';
