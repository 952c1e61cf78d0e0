/**
 * A stand-in for PortOne V2: its browser script, payment window, REST API and webhooks, on one
 * local server. Shops use it through PortOne's own SDKs. No money moves, and its pages say so.
 *
 * Its layers, each of which imports only those above it in this list (biome.json enforces it):
 *
 * - `request/`: the payment request that a page sends, and why it cannot be read
 * - `pages/`: what the pages share: frame, languages, forms
 * - `gateways/`: what each gateway allows, answers and declines with
 * - `payments/`: payments as PortOne records them, and the store that keeps them
 * - `webhooks/`: webhooks, signed and retried
 * - `mailbox/`: a mail server that keeps what it gets
 * - `window/`: opens and ends payment windows, for the browser script and for {@link Sandbox.pay}
 * - `api/` and `inspector/`: the REST API, and pages on which developers see and change payments
 * - `postcode/`: Kakao's search for addresses, which goes by none of the above but `pages/`
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
import type { Mailbox } from './mailbox/mailbox.ts';
import type { CancelRequest } from './payments/cancel-payment.ts';
import { PaymentStore } from './payments/payment-store.ts';
import { type PostcodeFault, postcodeRoutes } from './postcode/postcode-routes.ts';
import type { WebhookOverrides } from './webhooks/signed-headers.ts';
import { WebhookSender, type WebhookTarget } from './webhooks/webhook-sender.ts';
import { Checkout } from './window/checkout.ts';
import { checkoutRoutes } from './window/checkout-routes.ts';
import { approveFailed, deposit, finishPending } from './window/finish-payment.ts';
import type { Outcome } from './window/outcome.ts';
import { payWithoutBrowser } from './window/pay-without-browser.ts';
import type { RedirectFault } from './window/redirect-fault.ts';
import type { SandboxStore } from './window/sandbox-store.ts';
import { windowRoutes } from './window/window-routes.ts';

export type { Fault } from './api/faults.ts';
export type { PostcodeFault } from './postcode/postcode-routes.ts';
export type { WebhookOverrides } from './webhooks/signed-headers.ts';
export type { Outcome } from './window/outcome.ts';
export type { RedirectFault } from './window/redirect-fault.ts';
export type {
  SandboxChannel,
  SandboxChannelGroup,
  SandboxPromotion,
  SandboxStore,
} from './window/sandbox-store.ts';

export type SandboxOptions = {
  /** The secret of `Authorization: PortOne <secret>`. */
  apiSecret: string;
  stores: SandboxStore[];
  /** What the inspector's page of mails shows; it has none where this is absent. */
  mailbox?: Pick<Mailbox, 'all'>;
  /** The console's webhook setting; without one, no webhook is sent. */
  webhook?: WebhookTarget;
  /**
   * Milliseconds between click and window; 1000 unless given, as PortOne takes one to three
   * seconds.
   */
  windowDelay?: number;
  /** How many times faster than PortOne webhook retries run; 1 unless given. */
  webhookSpeed?: number;
  /** PortOne's clock, in milliseconds since 1970; the machine's unless given. Webhooks are signed by the machine's. */
  now?: () => number;
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
   * Pays without a browser, as a buyer on a PC: opens the window and ends it with `outcome`, in the
   * code that serves the browser script. Resolves to what `requestPayment` would resolve to, and
   * throws what it would reject with. Where that promise would never settle (`approve-silently`,
   * `abandon`), this one resolves to the ids alone, so that a test can continue.
   */
  pay(request: PaymentRequest, outcome: Outcome): Promise<PaymentResponse>;
  /**
   * The last request for this payment exactly as the browser script sent it, before PortOne parses
   * it; also where no window opened. For PayPal's buttons, the one that was pressed last.
   */
  lastRequest(paymentId: string): PaymentRequest | undefined;
  /** The REST representation of a payment. */
  payment(paymentId: string): Payment | undefined;
  /**
   * Stores a payment exactly as given, recorded or tampered with: nothing is checked, no webhook is
   * sent, and it is found under any `storeId`. `paymentId` may differ from the payment's own id.
   */
  recordPayment(payment: Payment, paymentId?: string): void;
  /** Refunds as the console would: an amount, or all that is left. Sends webhooks. */
  cancel(paymentId: string, amount?: number): Promise<void>;
  /** Deposits into the issued virtual account, as the buyer would. Throws once it has expired. */
  deposit(paymentId: string): Promise<void>;
  /** Finishes a payment that is PAY_PENDING: the gateway approves, or declines with this code. */
  finishPending(paymentId: string, result: 'approve' | { fail: string }): Promise<void>;
  /**
   * Pays what had failed, in the same transaction: a few gateways approve later what they had
   * declined.
   */
  approveFailed(paymentId: string): Promise<void>;
  /**
   * Requests a refund, an amount or all that is left, on which the gateway decides later: the
   * payment keeps its status, and `Transaction.CancelPending` is sent.
   */
  requestCancellation(paymentId: string, amount?: number): Promise<void>;
  /** The gateway's decision on the refund that was requested first. Only a success sends a webhook. */
  finishCancellation(paymentId: string, result: 'succeed' | 'fail'): Promise<void>;
  /** The buyer disputes a payment: `disputes`, and `Transaction.DisputeCreated`. */
  openDispute(paymentId: string, reason?: string): Promise<void>;
  /** Ends it: `Transaction.DisputeResolved`. */
  resolveDispute(paymentId: string): Promise<void>;
  /** Signs and sends any webhook to the console's target, once. Resolves to the answer. */
  sendWebhook(
    type: string,
    data: object,
    overrides?: WebhookOverrides,
  ): Promise<{ status: number; body: string }>;
  /** Resolves when every webhook has been delivered or given up. */
  webhooksSettled(): Promise<void>;
  /** While lost, no webhook is sent, retries included, and none is sent later. */
  setWebhooksLost(lost: boolean): void;
  /** Sets the fault that the REST API has from now on; `undefined` removes it. */
  setFault(fault: Fault | undefined): void;
  /**
   * Sets what gateways do to `redirectUrl` in windows that open from now on; `undefined` removes it.
   * The inspector's first page has a form for it, `POST /redirect-fault`.
   */
  setRedirectFault(fault: RedirectFault | undefined): void;
  /** Sets what is wrong with the script for addresses from now on; `undefined` removes it. */
  setPostcodeFault(fault: PostcodeFault | undefined): void;
  /**
   * The number of REST calls of an operation, rejected and faulty ones included: `getPayment`,
   * `preRegister`, `cancel`, `confirm`, `getPayments`, `resendWebhook`, `other`; of all operations,
   * if none is named.
   */
  calls(operation?: string): number;
};

export function createSandbox(options: SandboxOptions): Sandbox {
  const log = options.log ?? (() => {});
  const clock = createClock(options.now);
  const webhooks = new WebhookSender({
    clock,
    target: options.webhook,
    speed: options.webhookSpeed ?? 1,
    log,
  });
  const payments = new PaymentStore(clock, (event, history) => webhooks.enqueue(event, history));
  let url: string | undefined;
  const checkout = new Checkout(options.stores, payments, (paymentId) =>
    url === undefined ? undefined : `${url}/inspect/${encodeURIComponent(paymentId)}/receipt`,
  );
  const stopped = new AbortController();
  const calls: string[] = [];
  let fault: Fault | undefined;
  let postcodeFault: PostcodeFault | undefined;

  const app = new Koa();
  app.on('error', (error: Error) => log({ event: 'error', error: error.stack }));
  app.use(
    checkoutRoutes({
      payments,
      checkout,
      windowDelayMs: options.windowDelay ?? 1_000,
      signal: stopped.signal,
    }),
  );
  app.use(windowRoutes({ payments, checkout }));
  app.use(postcodeRoutes(() => postcodeFault));
  app.use(inspectorRoutes({ clock, payments, checkout, webhooks, mailbox: options.mailbox }));
  const api = restApi({
    apiSecret: options.apiSecret,
    storeIds: new Set(options.stores.map(({ id }) => id)),
    clock,
    payments,
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
    pay: async (request, outcome) => payWithoutBrowser(payments, checkout, request, outcome),
    lastRequest: (paymentId) => checkout.lastRequest(paymentId),
    payment: (paymentId) => payments.find(paymentId),
    recordPayment: (payment, paymentId) => {
      const id = paymentId ?? ('id' in payment ? payment.id : undefined);
      if (!id) throw new Error('A payment without an id needs a paymentId.');
      payments.record(payment, id);
    },
    async cancel(paymentId, amount) {
      payments.cancel(paymentId, byConsole(amount));
    },
    approveFailed: async (paymentId) => approveFailed(payments, checkout, paymentId),
    async requestCancellation(paymentId, amount) {
      payments.requestCancellation(paymentId, byConsole(amount));
    },
    finishCancellation: async (paymentId, result) => payments.finishCancellation(paymentId, result),
    openDispute: async (paymentId, reason = '상품을 받지 못했습니다.') =>
      payments.openDispute(paymentId, reason),
    resolveDispute: async (paymentId) => payments.resolveDispute(paymentId),
    deposit: async (paymentId) => deposit(payments, checkout, paymentId, clock()),
    finishPending: async (paymentId, result) =>
      finishPending(payments, checkout, paymentId, result),
    sendWebhook: (type, data, overrides) => webhooks.send(type, data, overrides),
    webhooksSettled: () => webhooks.settled(),
    setWebhooksLost: (lost) => webhooks.setLost(lost),
    setFault: (next) => {
      fault = next;
    },
    setRedirectFault: (next = {}) => {
      checkout.redirectFault = next;
    },
    setPostcodeFault: (next) => {
      postcodeFault = next;
    },
    calls: (operation) =>
      operation ? calls.filter((call) => call === operation).length : calls.length,
  };
}

/** A refund as the console asks for it. */
function byConsole(amount: number | undefined): CancelRequest {
  return { reason: '관리자 취소', trigger: 'CONSOLE', ...(amount && { amount }) };
}
