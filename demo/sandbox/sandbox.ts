/**
 * A stand-in for PortOne V2: its browser script, payment window, REST API and webhooks, on one
 * local server. Shops talk to it through PortOne's own SDKs. No money moves, and it says so.
 *
 * Its layers, each of which imports only those above it in this list (biome.json enforces it):
 *
 * - `request/`: the payment request that a page sends, and why it cannot be read
 * - `pages/`: what the pages share: frame, languages, forms
 * - `gateways/`: what each gateway allows, answers and declines with
 * - `payments/`: payments as PortOne records them, and the store that keeps them
 * - `webhooks/`: webhooks, signed and retried
 * - `window/`: opens and ends payment windows, for the browser script and for {@link Sandbox.pay}
 * - `api/` and `inspector/`: the REST API, and the pages on which a developer sees and changes payments
 * - this file, which puts them together
 *
 * `browser/` stands aside: it is served to browsers and imports none of them.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PaymentRequest, PaymentResponse } from '@portone/browser-sdk/v2';
import type { Payment } from '@portone/server-sdk/payment';
import Koa from 'koa';
import type { Fault } from './api/faults.ts';
import { restApi } from './api/rest-api.ts';
import { createClock } from './clock.ts';
import { inspectorRoutes } from './inspector/inspector-routes.ts';
import { PaymentBook } from './payments/payment-book.ts';
import type { WebhookOverrides } from './webhooks/signed-headers.ts';
import { WebhookSender, type WebhookTarget } from './webhooks/webhook-sender.ts';
import { Checkout } from './window/checkout.ts';
import { checkoutRoutes } from './window/checkout-routes.ts';
import { deposit, finishPending } from './window/finish-waiting.ts';
import type { Outcome } from './window/outcome.ts';
import { payWithoutBrowser } from './window/pay-without-browser.ts';
import type { SandboxStore } from './window/sandbox-store.ts';
import { windowRoutes } from './window/window-routes.ts';

export type { Fault } from './api/faults.ts';
export type { WebhookOverrides } from './webhooks/signed-headers.ts';
export type { Outcome } from './window/outcome.ts';
export type { SandboxChannel, SandboxChannelGroup, SandboxStore } from './window/sandbox-store.ts';

export type SandboxOptions = {
  /** What `Authorization: PortOne <secret>` must carry. */
  apiSecret: string;
  stores: SandboxStore[];
  /** The console's webhook setting; without one, no webhook is sent. */
  webhook?: WebhookTarget;
  /** Milliseconds between click and window; 1000 unless given, as PortOne takes one to three seconds. */
  windowDelay?: number;
  /** How many times faster than PortOne webhook retries run; 1 unless given. */
  webhookSpeed?: number;
  log?: (line: Record<string, unknown>) => void;
};

export type Sandbox = {
  /**
   * Starts listening on this machine only; 0 is any free port. Resolves to the base URL,
   * `http://localhost:PORT`. Rejects as Node does, with `EADDRINUSE` where the port is taken.
   */
  listen(port?: number): Promise<string>;
  /** Also ends pending webhook retries and open connections. */
  close(): Promise<void>;
  /** The base URL; throws until the sandbox listens. */
  readonly url: string;
  /** Changes the console's webhook target. */
  setWebhook(webhook: WebhookTarget | undefined): void;
  /**
   * A buyer without a browser, on a PC: asks for the window and ends it as `outcome` says, through
   * the code that serves the browser script. Resolves to what `requestPayment` would have resolved
   * to, and throws what it would have rejected with. Where that promise would never settle
   * (`approve-silently`, `abandon`), this one resolves to the bare ids, so that a test can go on.
   */
  pay(request: PaymentRequest, outcome: Outcome): Promise<PaymentResponse>;
  /**
   * The last request for this payment exactly as the browser script sent it, before PortOne reads
   * anything into it; also where it was refused. Of PayPal's buttons, the one that was pressed last.
   */
  lastRequest(paymentId: string): PaymentRequest | undefined;
  /** The REST representation of a payment. */
  payment(paymentId: string): Payment | undefined;
  /**
   * Puts a payment into PortOne's books exactly as given, recorded or tampered: nothing is checked,
   * no webhook is sent, and it is answered whatever `storeId` is asked for. `paymentId` files it
   * under another id than its own.
   */
  recordPayment(payment: Payment, paymentId?: string): void;
  /** Gives money back as the console would: what is left, or an amount. Sends webhooks. */
  cancel(paymentId: string, amount?: number): Promise<void>;
  /** The buyer pays into the virtual account that was issued to them. Throws once it has expired. */
  deposit(paymentId: string): Promise<void>;
  /** Ends what is PAY_PENDING: the gateway approves it, or refuses with a code of its own. */
  finishPending(paymentId: string, result: 'approve' | { fail: string }): Promise<void>;
  /** Signs and sends any webhook to the console's target, once. Resolves to the answer. */
  sendWebhook(
    type: string,
    data: object,
    overrides?: WebhookOverrides,
  ): Promise<{ status: number; body: string }>;
  /** Resolves when every webhook that is owed has been delivered or given up. */
  webhooksSettled(): Promise<void>;
  /** While lost, webhooks are dropped, retries included. */
  setWebhooksLost(lost: boolean): void;
  /** How the REST API misbehaves from now on; `undefined` heals it. */
  setFault(fault: Fault | undefined): void;
  /**
   * How many REST calls came in, refused and faulty ones included: `getPayment`, `preRegister`,
   * `cancel`, `confirm`, `getPayments`, `resendWebhook`, `other`; all of them, if no operation is named.
   */
  calls(operation?: string): number;
};

export function createSandbox(options: SandboxOptions): Sandbox {
  const log = options.log ?? (() => {});
  const clock = createClock();
  const webhooks = new WebhookSender({
    clock,
    target: options.webhook,
    speed: options.webhookSpeed ?? 1,
    log,
  });
  const book = new PaymentBook(clock, (event, history) => webhooks.announce(event, history));
  const checkout = new Checkout(options.stores, book);
  const stopped = new AbortController();
  const calls: string[] = [];
  let fault: Fault | undefined;
  let url: string | undefined;

  const app = new Koa();
  app.on('error', (error: Error) => log({ event: 'error', error: error.stack }));
  app.use(
    checkoutRoutes({
      book,
      checkout,
      windowDelay: options.windowDelay ?? 1000,
      signal: stopped.signal,
    }),
  );
  app.use(windowRoutes({ book, checkout }));
  app.use(inspectorRoutes({ book, checkout, webhooks }));
  const api = restApi({
    apiSecret: options.apiSecret,
    storeIds: new Set(options.stores.map(({ id }) => id)),
    clock,
    book,
    checkout,
    webhooks,
    fault: () => fault,
    onCall: (operation) => {
      calls.push(operation);
      log({ event: 'call', operation });
    },
  });
  for (const middleware of api) app.use(middleware);
  const server = createServer(app.callback());

  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          url = `http://localhost:${(server.address() as AddressInfo).port}`;
          resolve(url);
        });
      }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      stopped.abort();
      await Promise.all([closed, webhooks.close()]);
    },
    get url() {
      if (!url) throw new Error('The sandbox does not listen yet.');
      return url;
    },
    setWebhook: (webhook) => webhooks.setTarget(webhook),
    pay: async (request, outcome) => payWithoutBrowser(book, checkout, request, outcome),
    lastRequest: (paymentId) => checkout.lastRequest(paymentId),
    payment: (paymentId) => book.find(paymentId),
    recordPayment: (payment, paymentId) => {
      const id = paymentId ?? ('id' in payment ? payment.id : undefined);
      if (!id) throw new Error('A payment without an id needs one to be filed under.');
      book.record(payment, id);
    },
    async cancel(paymentId, amount) {
      const trigger = 'CONSOLE';
      book.cancel(paymentId, { reason: '관리자 취소', trigger, ...(amount && { amount }) });
    },
    deposit: async (paymentId) => deposit(book, checkout, paymentId),
    finishPending: async (paymentId, result) => finishPending(book, checkout, paymentId, result),
    sendWebhook: (type, data, overrides) => webhooks.send(type, data, overrides),
    webhooksSettled: () => webhooks.settled(),
    setWebhooksLost: (lost) => webhooks.setLost(lost),
    setFault: (next) => {
      fault = next;
    },
    calls: (operation) =>
      operation ? calls.filter((call) => call === operation).length : calls.length,
  };
}
