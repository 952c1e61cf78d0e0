import type {
  LoadPaymentUIRequest,
  loadPaymentUI,
  PaymentRequest,
  PaymentResponse,
} from '@portone/browser-sdk/v2';
import type {
  Checkout,
  CheckoutMethod,
  ErrorAnswer,
  Item,
  ItemAnswer,
  OrderAnswer,
  PaymentAnswer,
  PaymentSubject,
} from '../../../component/api/contract.ts';
import { endOfTask } from './end-of-task.ts';

export const anItem = (fields: Partial<Item> = {}): Item => ({
  id: 'shoes',
  name: '신발',
  price: 1000,
  currency: 'KRW',
  ...fields,
});

export const aMethod = (fields: Partial<CheckoutMethod> = {}): CheckoutMethod => ({
  id: 'kakaopay',
  label: '카카오페이',
  payMethod: 'EASY_PAY',
  channelKey: 'channel-key-1',
  pgProvider: 'KAKAOPAY',
  buyerFields: { pc: [], mobile: [] },
  request: {},
  ...fields,
});

export const aCheckout = (fields: Partial<Checkout> = {}): Checkout => ({
  environment: 'live',
  storeId: 'store-1',
  methods: [aMethod()],
  ...fields,
});

export const anOrder = (fields: Partial<OrderAnswer> = {}): OrderAnswer => ({
  paymentId: 'p1',
  itemId: 'shoes',
  quantity: 1,
  orderName: '신발',
  totalAmount: 1000,
  currency: 'KRW',
  products: [],
  customData: { item: 'shoes' },
  expiresAt: '2999-01-01T00:00:00Z',
  expiresIn: 1_800,
  ...fields,
});

/** What {@link anOrder} is for, as the server says with each word about its payment. */
export const aSubject = (fields: Partial<PaymentSubject> = {}): PaymentSubject => ({
  itemId: 'shoes',
  itemName: '신발',
  quantity: 1,
  totalAmount: 1000,
  currency: 'KRW',
  environment: 'test',
  ...fields,
});

/** What the server says of a payment of {@link anOrder}. */
export const aPayment = (fields: Partial<PaymentAnswer> = {}): PaymentAnswer => ({
  paymentId: 'p1',
  ...aSubject(),
  status: 'PAID',
  ...fields,
});

/** One call as the server sees it. */
export type Call = { path: string; body: unknown; signal: AbortSignal | null | undefined };

type Reply = { status: number; body: unknown; headers?: Record<string, string> };
type Answer = Reply | Promise<Reply> | (() => Reply | Promise<Reply>);

export const answers = <Body>(status: number, body: Body, headers = {}): Reply => ({
  status,
  body,
  headers,
});

export const refuses = (
  status: number,
  code: ErrorAnswer['code'],
  more: Partial<ErrorAnswer> & { headers?: Record<string, string> } = {},
): Reply => {
  const { headers = {}, ...fields } = more;
  return { status, body: { code, message: 'for developers', ...fields }, headers };
};

export const isDown = (): Reply => {
  throw new TypeError('Failed to fetch');
};

/**
 * A server at the edge of the network: replaces `window.fetch`. Each route gives its last answer
 * over and over; an array is given one by one.
 */
export class FakeServer {
  readonly calls: Call[] = [];
  item: Answer[] = [answers<ItemAnswer>(200, { item: anItem(), checkout: aCheckout() })];
  order: Answer[] = [answers<OrderAnswer>(201, anOrder())];
  complete: Answer[] = [answers(200, aPayment())];
  /** What it says of a payment whose window is still open. */
  whileOpen: Answer[] = [refuses(409, 'NOT_PAID')];
  /** What it says of the page's origin, where anyone may ask. */
  version: Answer[] = [isDown];
  /** What it says of a mark. */
  returns: Answer[] = [refuses(404, 'RETURN_UNKNOWN')];
  readonly #realFetch = window.fetch;
  readonly #isWindowOpen: () => boolean;

  /** @param isWindowOpen whether a payment window of the page is open */
  constructor(isWindowOpen: () => boolean = () => false) {
    this.#isWindowOpen = isWindowOpen;
  }

  readonly #read: string[] = [];

  start(): void {
    window.fetch = async (input, init) => {
      const path = String(input).replace(/^https?:\/\/[^/]+/, '');
      this.calls.push({
        path,
        body: init?.body ? JSON.parse(String(init.body)) : undefined,
        signal: init?.signal,
      });
      const queue = path.includes('/api/items/')
        ? this.item
        : path.startsWith('/api/orders')
          ? this.order
          : path === '/api/returns'
            ? this.returns
            : path.startsWith('/portone-checkout.json')
              ? this.version
              : this.#isWindowOpen()
                ? this.whileOpen
                : this.complete;
      const next = queue.length > 1 ? queue.shift() : queue[0];
      const reply = await Promise.race([
        typeof next === 'function' ? next() : next,
        new Promise<never>((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
      ]);
      if (!reply) throw new TypeError('no answer left');
      const response = new Response(JSON.stringify(reply.body), {
        status: reply.status,
        headers: { 'content-type': 'application/json', ...reply.headers },
      });
      response.json = async () => {
        const body = await Response.prototype.json.call(response);
        void endOfTask().then(() => this.#read.push(path));
        return body;
      };
      return response;
    };
  }

  stop(): void {
    window.fetch = this.#realFetch;
  }

  /** How many answers have been read, with all that follows from them at once. */
  answersReadOf(path: string): number {
    return this.#read.filter((read) => read === path).length;
  }

  callsOf(path: string): unknown[] {
    return this.calls.filter((call) => call.path === path).map((call) => call.body);
  }
}

/**
 * PortOne's script as the page sees it. One object for the whole file: the npm package keeps the
 * first it meets.
 */
export class FakePortOne {
  requests: PaymentRequest[] = [];
  /** Of each request, whether it came within the buyer's press, as a browser wants it of a popup. */
  cameWithinPress: boolean[] = [];
  /** What PayPal's buttons were asked to pay for, first and later. */
  loaded: LoadPaymentUIRequest[] = [];
  updated: LoadPaymentUIRequest[] = [];
  /** What they call. */
  paypal: Parameters<typeof loadPaymentUI>[1] | undefined;
  /** How their setting up ends. */
  paypalLoads: Promise<void> = Promise.resolve();
  #settle: ((ending: Promise<PaymentResponse | undefined>) => void) | undefined;
  #isPressed = false;

  /** Whether its window is open. */
  get isOpen(): boolean {
    return this.#settle !== undefined;
  }

  /** The buyer presses. */
  pressed(): void {
    this.#isPressed = true;
    void endOfTask().then(() => {
      this.#isPressed = false;
    });
  }

  install(): void {
    const requestPayment = (request: PaymentRequest) => {
      this.requests.push(request);
      this.cameWithinPress.push(this.#isPressed);
      return new Promise<PaymentResponse | undefined>((resolve) => {
        this.#settle = resolve;
      });
    };
    const loadPaymentUI = (
      request: LoadPaymentUIRequest,
      callbacks: NonNullable<FakePortOne['paypal']>,
    ) => {
      this.loaded.push(request);
      this.paypal = callbacks;
      return this.paypalLoads;
    };
    const updateLoadPaymentUIRequest = (request: LoadPaymentUIRequest) => {
      this.updated.push(request);
    };
    Object.assign(window, {
      PortOne: { requestPayment, loadPaymentUI, updateLoadPaymentUIRequest },
    });
  }

  reset(): void {
    this.#settle = undefined;
    this.requests = [];
    this.cameWithinPress = [];
    this.loaded = [];
    this.updated = [];
    this.paypalLoads = Promise.resolve();
  }

  resolves(fields: Partial<PaymentResponse> | undefined = {}): void {
    this.#end(
      Promise.resolve(
        fields && { transactionType: 'PAYMENT', paymentId: 'p1', txId: 'tx1', ...fields },
      ),
    );
  }

  resolvesToNothing(): void {
    this.#end(Promise.resolve(undefined));
  }

  rejects(fields: { code?: string; message?: string }): void {
    this.#end(Promise.reject(Object.assign(new Error(fields.message), fields)));
  }

  #end(ending: Promise<PaymentResponse | undefined>): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(ending);
  }
}
