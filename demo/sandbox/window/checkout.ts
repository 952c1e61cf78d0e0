/**
 * The checkout service behind PortOne's browser script: decides whether a window opens and which,
 * and what comes of it. The script reaches it over HTTP (checkout-routes.ts); `Sandbox.pay` calls
 * it directly. Both therefore get the same answers.
 */
import { randomBytes } from 'node:crypto';
import type { PaymentRequest, PaymentResponse } from '@portone/browser-sdk/v2';
import type { ConfirmedPaymentSummary, ReadyPayment } from '@portone/server-sdk/payment';
import type { Device, Gateway, GatewayFailure, WindowType } from '../gateways/gateway.ts';
import { gateways, type PgProvider } from '../gateways/gateways.ts';
import { ApiError, type PgRefusal } from '../payments/api-error.ts';
import { isOpen, type PaymentBook } from '../payments/payment-book.ts';
import type { Attempt, OpenPayment } from '../payments/payments.ts';
import { CheckoutError, windowRefused } from '../request/checkout-error.ts';
import { type PreparedRequest, parsePaymentRequest } from '../request/payment-request.ts';
import { chooseWindow, refuseUnsupported } from './window-opening.ts';

export type SandboxChannel = {
  key: string;
  id?: string;
  name: string;
  pgProvider: PgProvider;
  pgMerchantId?: string;
  type: 'TEST' | 'LIVE';
  /**
   * The window only authenticates the buyer: the page gets a `paymentToken`, and nothing is paid
   * until the shop's server confirms it.
   */
  manualApproval?: true;
};

/** Channels of which PortOne picks one: here the first that can do what is asked for. */
export type SandboxChannelGroup = { id: string; name: string; channelKeys: string[] };

export type SandboxStore = {
  id: string;
  merchantId?: string;
  name: string;
  channels: SandboxChannel[];
  channelGroups?: SandboxChannelGroup[];
};

/**
 * What a buyer does in the window.
 *
 * - `approve`, `cancel`, `fail`: the page is told. Where the method takes its time, to approve is
 *   what the gateway can do at once: a virtual account is issued, a convenience store's slip waits.
 * - `issue`: another name for that, where the method is VIRTUAL_ACCOUNT.
 * - `pending`: the gateway takes its time (`PAY_PENDING`); the page is told of a success.
 * - `fail-at-confirm`: on a channel with manual approval, what the gateway says when the shop's
 *   server confirms; the page is told of a success. On any other channel, `fail`.
 * - `close`: the window is closed before a decision; PortOne's script asks for the status, finds
 *   nothing and reports a cancellation.
 * - `close-after-approval`: closed when the money had moved; the status check finds a success.
 * - `status-check-fails`: as before, and the status check fails: `UnknownError`, though it is paid.
 * - `approve-silently`: paid, and the browser is gone: the page never hears of it.
 * - `abandon`: the window is left open, undecided.
 */
export type Outcome =
  | { result: 'approve' }
  | { result: 'issue' }
  | { result: 'pending' }
  | { result: 'cancel' }
  | { result: 'fail'; pgCode: string; pgMessage?: string }
  | { result: 'fail-at-confirm'; pgCode: string; pgMessage?: string }
  | { result: 'close' }
  | { result: 'close-after-approval' }
  | { result: 'status-check-fails' }
  | { result: 'approve-silently' }
  | { result: 'abandon' };

/** What ends a window. */
export type WindowOutcome = Exclude<Outcome, { result: 'abandon' }>;

/** What the page gets to know: by the promise, or, with a `returnUrl`, by being sent there. */
export type Settlement = {
  response: PaymentResponse;
  returnUrl?: string;
  /** The buyer changed their mind, which PayPal's buttons tell from a refusal. */
  cancelled?: true;
};

/** How the window goes away. */
export type Ending =
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' };

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

export type PrepareInput = {
  data: unknown;
  mobile: boolean;
  pageOrigin: string | undefined;
  /** Asked for by the buttons of `loadPaymentUI`, whose request names no method. */
  byUi?: boolean;
};

/** What `POST /payments/:paymentId/confirm` brings: each of it must be right. */
export type ConfirmRequest = {
  paymentToken: string;
  txId?: string | undefined;
  currency?: string | undefined;
  totalAmount?: number | undefined;
  taxFreeAmount?: number | undefined;
  isTest?: boolean | undefined;
};

/** UUID-shaped and in order of time, as PortOne's are. */
function transactionId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const digits = time + randomBytes(10).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Appends what the page needs to know to the query of the URL it wants to return to. */
function returnUrlOf(redirectUrl: string, response: PaymentResponse): string {
  const hashAt = redirectUrl.indexOf('#');
  const address = hashAt === -1 ? redirectUrl : redirectUrl.slice(0, hashAt);
  const hash = hashAt === -1 ? '' : redirectUrl.slice(hashAt);
  const { paymentId, transactionType, txId, paymentToken, ...failure } = response;
  const { code, message, pgCode, pgMessage } = failure;
  const query = new URLSearchParams({ paymentId, transactionType, txId });
  const optional = { paymentToken, code, message, pgCode, pgMessage };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) query.append(name, value);
  }
  return `${address}${address.includes('?') ? '&' : '?'}${query}${hash}`;
}

export class Checkout {
  readonly #stores: readonly SandboxStore[];
  readonly #book: PaymentBook;
  readonly #sessions = new Map<string, WindowSession>();
  readonly #asked = new Map<string, PaymentRequest>();

  constructor(stores: readonly SandboxStore[], book: PaymentBook) {
    this.#stores = stores;
    this.#book = book;
  }

  /**
   * Picks a channel of the group that a request names, as the script asks before anything else.
   *
   * @throws CheckoutError `ChannelNotFound`, also where no channel of the group can do it
   */
  route(data: unknown): string {
    const request = parsePaymentRequest(data);
    const store = this.#storeOf(request);
    const group = store.channelGroups?.find(({ id }) => id === request.channelGroupId);
    const channel = group?.channelKeys
      .map((channelKey) => this.#channelOf(store, channelKey))
      .find(({ pgProvider }) => {
        const { currencies, payMethods }: Gateway = gateways[pgProvider];
        const canPay = payMethods.some((payMethod) => payMethod === request.payMethod);
        return canPay && currencies.includes(request.currency);
      });
    if (channel) return channel.key;
    const asked = request.channelGroupId ?? '';
    const reason = `채널 그룹(${asked})에 사용할 수 있는 채널이 없습니다.`;
    throw windowRefused(404, 'ChannelNotFound', reason);
  }

  /** Keeps a request as it came, before anything is read into it. */
  note(data: unknown): void {
    if (typeof data !== 'object' || data === null || !('paymentId' in data)) return;
    if (typeof data.paymentId === 'string') {
      this.#asked.set(data.paymentId, structuredClone(data) as PaymentRequest);
    }
  }

  /** The last request for this payment exactly as it arrived, refused or not. */
  lastRequest(paymentId: string): PaymentRequest | undefined {
    return structuredClone(this.#asked.get(paymentId));
  }

  /** @throws CheckoutError `ChannelNotFound`, `StoreNotFound` */
  pgProviderOf(storeId: string, channelKey: string): PgProvider {
    return this.#channelOf(this.#storeOf({ storeId }), channelKey).pgProvider;
  }

  /** @throws CheckoutError what PortOne refuses before a window opens */
  prepare({ data, mobile, pageOrigin, byUi = false }: PrepareInput): WindowSession {
    this.note(data);
    const request = parsePaymentRequest(byUi ? { ...(data as object), payMethod: 'PAYPAL' } : data);
    const store = this.#storeOf(request);
    const channel = this.#channelOf(store, request.channelKey ?? '');
    const gateway: Gateway = gateways[channel.pgProvider];
    const device: Device = mobile ? 'mobile' : 'pc';
    refuseUnsupported(request, gateway, device);
    const windowType = chooseWindow(request, gateway, channel.pgProvider, device);
    if (windowType === 'UI' && !byUi) {
      throw windowRefused(
        400,
        'BadRequest',
        `${gateway.name.ko} 결제는 loadPaymentUI로 호출해야 합니다.`,
      );
    }
    this.#refuseSettled(request);

    const group = store.channelGroups?.find(({ id }) => id === request.channelGroupId);
    const attempt: Attempt = {
      request,
      gateway,
      merchantId: store.merchantId ?? 'merchant-sandbox',
      storeName: store.name,
      transactionId: transactionId(),
      channel: {
        type: channel.type,
        id: channel.id ?? `channel-id-${channel.key}`,
        key: channel.key,
        name: channel.name,
        pgProvider: channel.pgProvider,
        pgMerchantId: channel.pgMerchantId ?? gateway.testMerchantId,
      },
      channelGroup: group && {
        id: group.id,
        name: group.name,
        isForTest: channel.type === 'TEST',
      },
    };
    const session: WindowSession = {
      ...attempt,
      manualApproval: channel.manualApproval ?? false,
      windowType,
      pageOrigin,
      ready: this.#book.open(attempt),
      consent: undefined,
      response: undefined,
      ending: undefined,
      statusCheckFails: false,
    };
    this.#sessions.set(attempt.transactionId, session);
    return session;
  }

  session(txId: string): WindowSession | undefined {
    return this.#sessions.get(txId);
  }

  /** The first outcome counts: a form sent twice, or gone back to, changes nothing. */
  finish(session: WindowSession, outcome: WindowOutcome): Ending {
    session.ending ??= this.#end(session, outcome);
    return session.ending;
  }

  /**
   * The window was closed: PortOne's script asks once what became of it, and reports a
   * cancellation where nothing did.
   *
   * @throws CheckoutError `UnknownError` where this very check is to fail
   */
  closed(session: WindowSession): Settlement {
    if (session.statusCheckFails) {
      throw new CheckoutError(
        500,
        'UnknownError',
        '결제 팝업 종료 후 결제 상태 조회에 실패하였습니다.',
      );
    }
    const { response } = session;
    if (!response) return this.#cancel(session);
    if (response.code === undefined) return settlementOf(session, response);
    return settlementOf(session, { ...response, code: 'PG_PROVIDER_ERROR' });
  }

  /**
   * The shop's server approves what the buyer has agreed to.
   *
   * @throws ApiError of the server SDK's `ConfirmPaymentError`
   */
  confirm(paymentId: string, request: ConfirmRequest): ConfirmedPaymentSummary {
    if (this.#book.isPaid(paymentId)) {
      throw new ApiError('ALREADY_PAID', '이미 결제된 결제 건입니다.');
    }
    const payment = this.#book.find(paymentId);
    if (!payment) throw new ApiError('PAYMENT_NOT_FOUND', '결제 건이 존재하지 않습니다.');
    const session = [...this.#sessions.values()].find(
      ({ consent, ready }) =>
        ready.id === paymentId && consent?.paymentToken === request.paymentToken,
    );
    if (!session?.consent || payment.status !== 'READY') {
      throw new ApiError('INVALID_PAYMENT_TOKEN', '유효하지 않은 결제 토큰입니다.');
    }
    refuseMismatch(session, request);
    const { refusal } = session.consent;
    if (refusal) {
      this.#book.fail(session.ready, failureOf(refusal));
      throw new ApiError('PG_PROVIDER', messageOf(refusal), refusal);
    }
    this.#settle(session);
    const settled = this.#book.find(paymentId);
    const pgTxId = settled && 'pgTxId' in settled ? settled.pgTxId : undefined;
    const paidAt = settled && 'statusChangedAt' in settled ? settled.statusChangedAt : undefined;
    return { pgTxId: String(pgTxId), paidAt: String(paidAt) };
  }

  /**
   * The buyer pays into the account that was issued to them.
   *
   * @throws ApiError `PAYMENT_NOT_WAITING_FOR_DEPOSIT`, also once the account has expired: the bank
   *   sends the money back, and PortOne never hears of it
   */
  deposit(paymentId: string): void {
    const { payment, session } = this.#waiting(paymentId, 'VIRTUAL_ACCOUNT_ISSUED');
    const method = payment.status === 'VIRTUAL_ACCOUNT_ISSUED' ? payment.method : undefined;
    const limit = method && 'expiredAt' in method ? method.expiredAt : undefined;
    if (limit !== undefined && Date.parse(limit) < Date.now()) {
      throw new ApiError('PAYMENT_NOT_WAITING_FOR_DEPOSIT', '입금 기한이 지난 가상계좌입니다.');
    }
    this.#book.approve(payment, session);
  }

  /** @throws ApiError `INVALID_REQUEST` where nothing is pending */
  finishPending(paymentId: string, how: 'approve' | { fail: string }): void {
    const { payment, session } = this.#waiting(paymentId, 'PAY_PENDING');
    if (how === 'approve') this.#book.approve(payment, session);
    else this.#book.fail(payment, failureOf(refusalOf(session, { pgCode: how.fail })));
  }

  #waiting(paymentId: string, status: OpenPayment['status']) {
    const payment = this.#book.find(paymentId);
    const session =
      payment && 'transactionId' in payment && this.#sessions.get(payment.transactionId);
    if (payment && session && isOpen(payment) && payment.status === status) {
      return { payment, session };
    }
    const type = status === 'PAY_PENDING' ? 'INVALID_REQUEST' : 'PAYMENT_NOT_WAITING_FOR_DEPOSIT';
    throw new ApiError(type, `결제 건(${paymentId})이 ${status} 상태가 아닙니다.`);
  }

  #storeOf({ storeId }: { storeId: string }): SandboxStore {
    const store = this.#stores.find(({ id }) => id === storeId);
    if (store) return store;
    throw windowRefused(404, 'StoreNotFound', `상점(${storeId})을 찾을 수 없습니다.`);
  }

  #channelOf(store: SandboxStore, channelKey: string): SandboxChannel {
    const channel = store.channels.find(({ key }) => key === channelKey);
    if (channel) return channel;
    throw windowRefused(404, 'ChannelNotFound', `채널(${channelKey})을 찾을 수 없습니다.`);
  }

  #end(session: WindowSession, outcome: WindowOutcome): Ending {
    switch (outcome.result) {
      case 'approve':
      case 'issue':
        return { kind: 'settled', settlement: this.#approve(session) };
      case 'pending':
        return { kind: 'settled', settlement: this.#succeed(session, this.#leavePending(session)) };
      case 'cancel':
        return { kind: 'settled', settlement: this.#cancel(session) };
      case 'fail':
        return { kind: 'settled', settlement: this.#fail(session, refusalOf(session, outcome)) };
      case 'fail-at-confirm': {
        const refusal = refusalOf(session, outcome);
        const settlement = session.manualApproval
          ? this.#authenticate(session, refusal)
          : this.#fail(session, refusal);
        return { kind: 'settled', settlement };
      }
      case 'close':
        return { kind: 'closed' };
      case 'close-after-approval':
        this.#approve(session);
        return { kind: 'closed' };
      case 'status-check-fails':
        this.#approve(session);
        session.statusCheckFails = true;
        return { kind: 'closed' };
      case 'approve-silently':
        this.#approve(session);
        return { kind: 'vanished' };
    }
  }

  #approve(session: WindowSession): Settlement {
    if (session.manualApproval) return this.#authenticate(session, undefined);
    return this.#succeed(session, this.#settle(session));
  }

  /** What the gateway can do at once. */
  #settle(session: WindowSession): boolean {
    switch (session.request.payMethod) {
      case 'VIRTUAL_ACCOUNT':
        return this.#book.issueAccount(session.ready, session);
      case 'CONVENIENCE_STORE':
        return this.#leavePending(session);
      default:
        return this.#book.approve(session.ready, session);
    }
  }

  #leavePending(session: WindowSession): boolean {
    return this.#book.leavePending(session.ready, session);
  }

  #succeed(session: WindowSession, moved: boolean): Settlement {
    const failure = { code: 'PaymentAlreadyPaid', message: '이미 결제된 결제 건입니다.' };
    session.response = { ...idsOf(session), ...(!moved && failure) };
    return settlementOf(session, session.response);
  }

  #authenticate(session: WindowSession, refusal: PgRefusal | undefined): Settlement {
    const paymentToken = `payment-token-${randomBytes(16).toString('hex')}`;
    session.consent = { paymentToken, refusal };
    session.response = { ...idsOf(session), paymentToken };
    this.#book.noteAuthentication(session.ready);
    return settlementOf(session, session.response);
  }

  #cancel(session: WindowSession): Settlement {
    return { ...this.#fail(session, session.gateway.cancel), cancelled: true };
  }

  #fail(session: WindowSession, failure: GatewayFailure): Settlement {
    this.#book.fail(session.ready, failureOf(failure));
    // A gateway without a code for it leaves PortOne's own.
    const code = failure.pgCode ? 'FAILURE_TYPE_PG' : 'FAILURE_TYPE_STOPPED';
    session.response = { ...idsOf(session), code, message: messageOf(failure), ...failure };
    return settlementOf(session, session.response);
  }

  #refuseSettled({ paymentId, totalAmount, taxFreeAmount, currency }: PreparedRequest): void {
    if (this.#book.isPaid(paymentId)) {
      throw windowRefused(409, 'PaymentAlreadyPaid', '이미 결제된 결제 건입니다.');
    }
    const asked = { totalAmount, taxFreeAmount: taxFreeAmount ?? 0, currency };
    const predefined = this.#book.predefined(paymentId);
    for (const name of ['totalAmount', 'taxFreeAmount', 'currency'] as const) {
      const expected = predefined[name];
      if (expected === undefined || expected === asked[name]) continue;
      throw windowRefused(
        409,
        'AmountNotEqualToPredefined',
        `사전 등록된 ${name}(${expected})이 요청한 값(${asked[name]})과 일치하지 않습니다.`,
      );
    }
  }
}

/** The bare answer, which without a `code` means success. */
export function idsOf({ transactionId: txId, request }: WindowSession): PaymentResponse {
  return { transactionType: 'PAYMENT', txId, paymentId: request.paymentId };
}

function settlementOf(session: WindowSession, response: PaymentResponse): Settlement {
  const { redirectUrl, forceRedirect } = session.request;
  // PayPal's buttons know of no other page.
  if (session.windowType === 'UI') return { response };
  if (!redirectUrl || !(forceRedirect || session.windowType === 'REDIRECTION')) return { response };
  return { response, returnUrl: returnUrlOf(redirectUrl, response) };
}

function refusalOf(
  { gateway }: WindowSession,
  { pgCode, pgMessage }: { pgCode: string; pgMessage?: string },
): PgRefusal {
  const known = gateway.refusals.find((refusal) => refusal.pgCode === pgCode);
  return { pgCode, pgMessage: pgMessage ?? known?.pgMessage ?? '결제에 실패하였습니다.' };
}

function messageOf({ pgCode, pgMessage }: GatewayFailure): string {
  return pgCode ? `[${pgCode}] ${pgMessage}` : pgMessage;
}

function failureOf(failure: GatewayFailure) {
  return { reason: messageOf(failure), ...failure };
}

/** What is given must be right; what is left out is not compared. */
function refuseMismatch({ request, channel, transactionId }: WindowSession, given: ConfirmRequest) {
  const expected = {
    txId: transactionId,
    currency: request.currency,
    totalAmount: request.totalAmount,
    taxFreeAmount: request.taxFreeAmount ?? 0,
    isTest: channel.type === 'TEST',
  };
  for (const [name, value] of Object.entries(expected)) {
    const claimed = given[name as keyof typeof expected];
    if (claimed === undefined || claimed === value) continue;
    throw new ApiError(
      'INFORMATION_MISMATCH',
      `${name}(${claimed})이 결제 건의 값(${value})과 일치하지 않습니다.`,
    );
  }
}
