import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type Router from '@koa/router';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import { Webhook } from 'standardwebhooks';
import { assembleCheckout } from '../../../bff/assemble-checkout.ts';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import type { MailSettings } from '../../../bff/config/mail-settings.ts';
import type { TrustedProxies } from '../../../bff/config.ts';
import type { SettlementFunctions } from '../../../bff/create-settlement.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import { memoryRateLimiter } from '../../../bff/database/rate-limiter.ts';
import type { Catalog } from '../../../bff/domain/catalog.ts';
import type { ChannelType } from '../../../bff/domain/order.ts';
import type { PortOne } from '../../../bff/domain/portone.ts';
import type { SettlePayment } from '../../../bff/domain/settle-payment.ts';
import type { Deliver, Receiver } from '../../../bff/fulfilment/deliver-events.ts';
import type { ElementFiles } from '../../../bff/http/element-files.ts';
import { httpServer } from '../../../bff/http/http-server.ts';
import { checkoutLog } from '../../../bff/observability/log.ts';
import { prometheusMetrics } from '../../../bff/observability/metrics.ts';
import { portOneClient } from '../../../bff/portone/portone-client.ts';
import { webhookVerifier } from '../../../bff/portone/webhook-verifier.ts';
import { orderPolling } from '../../../bff/workers/poll-orders.ts';
import { changeReading } from '../../../bff/workers/read-changes.ts';
import type {
  CompleteRequest,
  Environment,
  ItemAnswer,
  OrderAnswer,
  OrderRequest,
  PaymentSubject,
} from '../../../component/api/contract.ts';
import { createSandbox, type Sandbox } from '../../../demo/sandbox/sandbox.ts';
import { noElement } from './no-element.ts';

export const apiSecret = 'a-secret-of-the-sandbox-for-tests';
export const webhookSecret = `whsec_${Buffer.from('signs webhooks in tests').toString('base64')}`;

/** Only what hangs takes a return so long, on however busy a machine. */
const RETURN_DEADLINE_MS = 5_000;

/** For `/metrics`. */
export const metricsHeaders = { authorization: 'Bearer a-token-of-the-tests' };

const storeId = 'store-tests';
const channelKey = 'channel-key-kakaopay-tests';

/** A catalog file as an owner writes it, with one pair of shoes in it. */
export function aCatalog(change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    store: { id: storeId, name: '신발가게' },
    methods: [aMethod()],
    items: [anItem()],
    ...change,
  });
}

export function aMethod(change: Record<string, unknown> = {}) {
  return {
    id: 'kakaopay',
    label: '카카오페이',
    payMethod: 'EASY_PAY',
    pgProvider: 'KAKAOPAY',
    channelKey,
    ...change,
  };
}

export function anItem(change: Record<string, unknown> = {}) {
  return { id: 'shoes', name: '신발', price: 1000, currency: 'KRW', ...change };
}

/** What is said of one {@link anItem} that was ordered, in each answer about its payment. */
export function aSubject(change: Partial<PaymentSubject> = {}): PaymentSubject {
  return {
    itemId: 'shoes',
    itemName: '신발',
    quantity: 1,
    totalAmount: 1000,
    currency: 'KRW',
    environment: 'sandbox',
    ...change,
  };
}

const databases =
  process.env.TEST_ENGINE === 'PostgreSQL'
    ? (await import('./database.ts')).testDatabases()
    : undefined;

/** In memory, unless the suite is run on PostgreSQL. */
const databaseUrl = async () => (await databases?.empty('PostgreSQL')) ?? 'sqlite::memory:';

export type CheckoutOptions = {
  catalog?: string;
  allowedOrigins?: readonly string[] | '*';
  /** Whether addresses are searched at Kakao, and not in the sandbox. */
  asksKakao?: boolean;
  webhookSecrets?: string[];
  /** Milliseconds that PortOne may take. */
  portOneTimeoutMs?: number;
  /** Milliseconds for which PortOne is not called after too many failures in a row. */
  circuitOpenMs?: number;
  clock?: () => number;
  /** PortOne's clock; the machine's unless given. */
  portOneClock?: () => number;
  issuePaymentId?: () => string;
  sandboxChannels?: Parameters<typeof createSandbox>[0]['stores'][number]['channels'];
  storeId?: string;
  /** The kind of channel that a payment must have come through; `TEST` unless given. */
  channelType?: ChannelType;
  element?: ElementFiles;
  trustedProxies?: TrustedProxies;
  /** Whether the owner has not set a token for `/metrics`. */
  hasNoMetricsToken?: boolean;
  /** What a page is told it is dealing with; `sandbox` unless given. */
  environment?: Environment;
  publicOrigin?: string;
  /** Of one route; any number where it is absent. */
  rateLimitPerMinute?: number;
  /** Orders of all clients together; any number where it is absent. */
  ordersPerMinute?: number;
  /** Milliseconds in which a body has to be here. */
  bodyTimeoutMs?: number;
  /** Hands events to the owner, once the workers are started. */
  deliver?: Deliver;
  /** Further receivers. */
  receivers?: Receiver[];
  /** Where it keeps its orders; a database of its own unless given. */
  databaseUrl?: string;
  /** How mail is sent, where buyers get some. */
  mail?: MailSettings;
  /** Whether the owner is told by mail of money without an order. */
  mailsOwner?: boolean;
};

export type Checkout = {
  url: string;
  /** The addresses that it knows, as its router writes them. */
  routes: readonly string[];
  sandbox: Sandbox;
  store: Store;
  portOne: PortOne;
  settlePayment: SettlePayment;
  recordUnmatched: SettlementFunctions['recordUnmatched'];
  orders: Store['orders'];
  /** What the server logged, line by line. */
  logged: Record<string, unknown>[];
  /** The first line that answers the description, now or once it is logged. */
  logLine(describes: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** The types of all events about a payment that were written for the owner, delivered or not, in no order. */
  eventTypesOf(paymentId: string): Promise<string[]>;
  /** A webhook as PortOne sends it, signed. */
  webhook(
    body: string,
    signed?: Signed,
    headers?: Record<string, string>,
  ): Promise<Answer<Record<string, unknown>>>;
  /**
   * Asks PortOne about the orders that are due, until none is.
   *
   * @param at milliseconds since 1970; now, by the server's clock, unless given
   * @returns how many were answered
   */
  poll(at?: number): Promise<number>;
  /** Reads all that has changed at PortOne. */
  readChanges(at?: number): Promise<void>;
  /** Begins what the server does without being asked; until then it only answers. */
  startWorkers(): void;
  replaceCatalog(source: string): void;
  item(id?: string): Promise<Answer<ItemAnswer>>;
  order(request?: Partial<OrderRequest>): Promise<OrderAnswer>;
  complete(request: CompleteRequest): Promise<Answer<Record<string, unknown>>>;
  status(paymentId: string): Promise<Answer<Record<string, unknown>>>;
  send(path: string, init?: RequestInit): Promise<Answer<Record<string, unknown>>>;
  stop(): Promise<void>;
};

/** How a webhook differs from a genuine one of this moment. */
export type Signed = {
  secret?: string;
  at?: Date;
  id?: string;
  timestamp?: string;
  signature?: string;
};

export type Answer<Body> = { status: number; body: Body; headers: Headers };

/** A webhook's text, as PortOne writes it. */
export function anEvent(type: string, paymentId: string, data: object = {}): string {
  return JSON.stringify({
    type,
    timestamp: new Date().toISOString(),
    data: { paymentId, transactionId: 'transaction', storeId, ...data },
  });
}

/** After all that is due in a test. */
const DOOMSDAY = '9999-01-01T00:00:00.000Z';

/** The server with the sandbox as its PortOne, both over real HTTP. */
export async function startCheckout(options: CheckoutOptions = {}): Promise<Checkout> {
  // First, since it may be wrong, and nothing is open yet.
  let catalog: Catalog = parseCatalog(options.catalog ?? aCatalog());
  const sandbox = createSandbox({
    apiSecret,
    windowDelay: 0,
    webhookSpeed: 10_000,
    ...(options.portOneClock && { now: options.portOneClock }),
    stores: [
      {
        id: options.storeId ?? storeId,
        name: '신발가게',
        channels: options.sandboxChannels ?? [
          { key: channelKey, name: 'test_kakaopay', pgProvider: 'KAKAOPAY', type: 'TEST' },
        ],
      },
    ],
  });
  const apiUrl = await sandbox.listen();
  const store = await openStore(databaseDialect(options.databaseUrl ?? (await databaseUrl())), {
    sendsEvents: true,
    mailsOwner: options.mailsOwner ?? false,
  });
  const logged: Record<string, unknown>[] = [];
  const lines = new EventEmitter();
  const log = checkoutLog('debug', {
    write(line: string) {
      logged.push(JSON.parse(line));
      lines.emit('line');
    },
  });
  const metrics = prometheusMetrics();
  const portOne = portOneClient({
    onAnswered: metrics.upstreamAnswered,
    onPreRegistrationSkipped: metrics.preRegistrationSkipped,
    apiSecret,
    apiUrl,
    storeId: catalog.store.id,
    alert: (message) => log.fatal(message),
    ...(options.portOneTimeoutMs !== undefined && { timeoutMs: options.portOneTimeoutMs }),
    ...(options.circuitOpenMs !== undefined && { circuitOpenMs: options.circuitOpenMs }),
  });
  const clock = options.clock ?? Date.now;
  const checkout = assembleCheckout({
    receivers: [
      ...(options.deliver ? [{ name: 'tests', deliver: options.deliver }] : []),
      ...(options.receivers ?? []),
    ],
    config: {
      allowedOrigins: options.allowedOrigins ?? [],
      environment: options.environment ?? 'sandbox',
      ...(options.publicOrigin !== undefined && { publicOrigin: options.publicOrigin }),
      channelType: options.channelType ?? 'TEST',
      trustedProxies: options.trustedProxies ?? 0,
      ...(options.mail && { mail: options.mail }),
      ...(!options.hasNoMetricsToken && { metricsToken: 'a-token-of-the-tests' }),
      sdkUrl: `${apiUrl}/v2/browser-sdk.js`,
      ...(!options.asksKakao && { postcodeUrl: `${apiUrl}/postcode/postcode.v2.js` }),
    },
    currentCatalog: () => catalog,
    store,
    portOne,
    verifyWebhook: webhookVerifier(options.webhookSecrets ?? [webhookSecret]),
    element: options.element ?? noElement,
    log,
    clock,
    metrics,
    ...(options.ordersPerMinute !== undefined && {
      orderCeiling: store.rateLimiter(options.ordersPerMinute),
    }),
    ...(options.rateLimitPerMinute !== undefined && {
      rateLimiter: store.rateLimiter(options.rateLimitPerMinute),
      returnLimiter: memoryRateLimiter(20),
      orderLimiter: memoryRateLimiter(30),
      webhookLimiter: memoryRateLimiter(60),
    }),
    ...(options.bodyTimeoutMs !== undefined && { body: { timeoutMs: options.bodyTimeoutMs } }),
    returnDeadlineMs: RETURN_DEADLINE_MS,
    ...(options.issuePaymentId && { issuePaymentId: options.issuePaymentId }),
  });
  const { app, settlePayment, approvePayment, recordUnmatched, startWorkers, stopWorkers } =
    checkout;
  const server = httpServer(app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.setWebhook({ url: `${url}/api/payment/webhook`, secret: webhookSecret });

  async function send<Body = Record<string, unknown>>(
    path: string,
    init?: RequestInit,
  ): Promise<Answer<Body>> {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
      headers: response.headers,
    };
  }
  const post = <Body>(path: string, body: unknown) =>
    send<Body>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  const owedEvents: Array<{ paymentId: string; type: string }> = [];
  return {
    url,
    routes: app.middleware.flatMap((middleware) => {
      const { router } = middleware as ReturnType<Router['routes']>;
      return router?.stack.map(({ path }) => String(path)) ?? [];
    }),
    sandbox,
    store,
    portOne,
    settlePayment,
    recordUnmatched,
    orders: store.orders,
    logged,
    async logLine(describes) {
      for (;;) {
        const line = logged.find(describes);
        if (line) return line;
        await once(lines, 'line');
      }
    },
    async eventTypesOf(paymentId) {
      owedEvents.push(...(await store.outbox.acquire(DOOMSDAY, `${DOOMSDAY}Z`, 1_000)));
      return owedEvents.filter((event) => event.paymentId === paymentId).map(({ type }) => type);
    },
    webhook(body, signed = {}, headers = {}) {
      const { secret = webhookSecret, at = new Date(), id = 'msg-1' } = signed;
      return send('/api/payment/webhook', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': signed.timestamp ?? String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': signed.signature ?? new Webhook(secret).sign(id, at, body),
          ...headers,
        },
        body,
      });
    },
    async poll(at) {
      const ask = orderPolling({
        openOrders: store.openOrders,
        settlePayment,
        approvePayment,
        clock: at === undefined ? clock : () => at,
      });
      let answered = 0;
      for (let more = await ask(); more > 0; more = await ask()) answered += more;
      return answered;
    },
    async readChanges(at) {
      const read = changeReading({
        store,
        portOne,
        settlePayment,
        recordUnmatched,
        channelType: options.channelType ?? 'TEST',
        clock: at === undefined ? clock : () => at,
        onUnsettled: (paymentId, error) => log.error({ paymentId, err: error }, 'unsettled'),
      });
      while ((await read()) > 0);
    },
    replaceCatalog(source) {
      catalog = parseCatalog(source);
    },
    item: (id = 'shoes') => send(`/api/items/${id}`),
    async order(request) {
      const answer = await post<OrderAnswer>('/api/orders', { itemId: 'shoes', ...request });
      if (answer.status !== 201) throw new Error(`No order: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    complete: (request) => post('/api/payment/complete', request),
    status: (paymentId) => send(`/api/payment/${paymentId}`),
    send,
    startWorkers,
    async stop() {
      await stopWorkers();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await portOne.close();
      await sandbox.close();
      await store.close();
    },
  };
}

/** The request that the element makes of an order, for a buyer without a browser. */
export function paymentRequest(
  order: OrderAnswer,
  change: Partial<PaymentRequest> = {},
): PaymentRequest {
  return {
    storeId,
    channelKey,
    paymentId: order.paymentId,
    orderName: order.orderName,
    totalAmount: order.totalAmount,
    currency: order.currency,
    payMethod: 'EASY_PAY',
    products: order.products,
    customData: order.customData,
    ...change,
  };
}
