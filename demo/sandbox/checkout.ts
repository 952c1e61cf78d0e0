/**
 * The checkout service behind PortOne's browser script: decides whether a window opens and which,
 * and what comes of it. The script reaches it over HTTP (checkout-routes.ts); `Sandbox.pay` calls
 * it directly. Both therefore get the same answers.
 */
import { randomBytes } from 'node:crypto';
import type { PaymentRequest, PaymentResponse } from '@portone/browser-sdk/v2';
import type { ReadyPayment } from '@portone/server-sdk/payment';
import { CheckoutError, windowRefused } from './checkout-error.ts';
import { type Gateway, gateways, type PgProvider, type WindowType } from './gateways.ts';
import type { PaymentBook } from './payment-book.ts';
import { type PreparedRequest, parsePaymentRequest } from './payment-request.ts';
import type { Attempt } from './payments.ts';

export type SandboxChannel = {
  key: string;
  id?: string;
  name: string;
  pgProvider: PgProvider;
  pgMerchantId?: string;
  type: 'TEST' | 'LIVE';
};

export type SandboxStore = {
  id: string;
  merchantId?: string;
  name: string;
  channels: SandboxChannel[];
};

/**
 * What a buyer does in the window.
 *
 * - `approve`, `cancel`, `fail`: the page is told.
 * - `close`: the window is closed before a decision; PortOne's script asks for the status, finds
 *   nothing and reports a cancellation.
 * - `close-after-approval`: closed when the money had moved; the status check finds a success.
 * - `status-check-fails`: as before, and the status check fails: `UnknownError`, though it is paid.
 * - `approve-silently`: paid, and the browser is gone: the page never hears of it.
 * - `abandon`: the window is left open, undecided.
 */
export type Outcome =
  | { result: 'approve' }
  | { result: 'cancel' }
  | { result: 'fail'; pgCode: string; pgMessage?: string }
  | { result: 'close' }
  | { result: 'close-after-approval' }
  | { result: 'status-check-fails' }
  | { result: 'approve-silently' }
  | { result: 'abandon' };

/** What ends a window. */
export type WindowOutcome = Exclude<Outcome, { result: 'abandon' }>;

/** What the page gets to know: by the promise, or, with a `returnUrl`, by being sent there. */
export type Settlement = { response: PaymentResponse; returnUrl?: string };

/** How the window goes away. */
export type Ending =
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' };

/** An open window. */
export type WindowSession = Attempt & {
  gateway: Gateway;
  storeName: string;
  windowType: WindowType;
  /** The page that asked, which alone may be told; `undefined` where no browser asked. */
  pageOrigin: string | undefined;
  ready: ReadyPayment;
  response: PaymentResponse | undefined;
  ending: Ending | undefined;
  statusCheckFails: boolean;
};

export type PrepareInput = { data: unknown; mobile: boolean; pageOrigin: string | undefined };

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
  const { paymentId, transactionType, txId, code, message, pgCode, pgMessage } = response;
  const query = new URLSearchParams({ paymentId, transactionType, txId });
  for (const [name, value] of Object.entries({ code, message, pgCode, pgMessage })) {
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

  /** @throws CheckoutError what PortOne refuses before a window opens */
  prepare({ data, mobile, pageOrigin }: PrepareInput): WindowSession {
    this.#note(data);
    const request = parsePaymentRequest(data);
    const store = this.#stores.find(({ id }) => id === request.storeId);
    if (!store) {
      throw windowRefused(404, 'StoreNotFound', `상점(${request.storeId})을 찾을 수 없습니다.`);
    }
    const channel = store.channels.find(({ key }) => key === request.channelKey);
    if (!channel) {
      const key = request.channelKey ?? '';
      throw windowRefused(404, 'ChannelNotFound', `채널(${key})을 찾을 수 없습니다.`);
    }
    const gateway = gateways[channel.pgProvider];
    refuseUnsupported(request, gateway);
    const windowType = chooseWindow(request, gateway, channel.pgProvider, mobile);
    this.#refuseSettled(request);

    const attempt: Attempt = {
      request,
      gateway,
      merchantId: store.merchantId ?? 'merchant-sandbox',
      transactionId: transactionId(),
      channel: {
        type: channel.type,
        id: channel.id ?? `channel-id-${channel.key}`,
        key: channel.key,
        name: channel.name,
        pgProvider: channel.pgProvider,
        pgMerchantId: channel.pgMerchantId ?? gateway.testMerchantId,
      },
    };
    const session: WindowSession = {
      ...attempt,
      storeName: store.name,
      windowType,
      pageOrigin,
      ready: this.#book.open(attempt),
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

  /** The last request for this payment exactly as it arrived, refused or not. */
  lastRequest(paymentId: string): PaymentRequest | undefined {
    return structuredClone(this.#asked.get(paymentId));
  }

  #note(data: unknown): void {
    if (typeof data !== 'object' || data === null || !('paymentId' in data)) return;
    if (typeof data.paymentId === 'string') {
      this.#asked.set(data.paymentId, structuredClone(data) as PaymentRequest);
    }
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
    if (!response) return this.#fail(session, session.gateway.cancel);
    if (response.code === undefined) return settlementOf(session, response);
    return settlementOf(session, { ...response, code: 'PG_PROVIDER_ERROR' });
  }

  #end(session: WindowSession, outcome: WindowOutcome): Ending {
    switch (outcome.result) {
      case 'approve':
        return { kind: 'settled', settlement: this.#approve(session) };
      case 'cancel':
        return { kind: 'settled', settlement: this.#fail(session, session.gateway.cancel) };
      case 'fail':
        return { kind: 'settled', settlement: this.#fail(session, refusalOf(session, outcome)) };
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
    const approved = this.#book.approve(session.ready, session);
    const failure = { code: 'PaymentAlreadyPaid', message: '이미 결제된 결제 건입니다.' };
    session.response = { ...idsOf(session), ...(!approved && failure) };
    return settlementOf(session, session.response);
  }

  #fail(session: WindowSession, { pgCode, pgMessage }: Gateway['cancel']): Settlement {
    const message = `[${pgCode}] ${pgMessage}`;
    this.#book.fail(session.ready, { reason: message, pgCode, pgMessage });
    const failure = { code: 'FAILURE_TYPE_PG', message, pgCode, pgMessage };
    session.response = { ...idsOf(session), ...failure };
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
  if (!redirectUrl || !(forceRedirect || session.windowType === 'REDIRECTION')) return { response };
  return { response, returnUrl: returnUrlOf(redirectUrl, response) };
}

function refusalOf(
  { gateway }: WindowSession,
  { pgCode, pgMessage }: { pgCode: string; pgMessage?: string },
): Gateway['cancel'] {
  const known = gateway.refusals.find((refusal) => refusal.pgCode === pgCode);
  return { pgCode, pgMessage: pgMessage ?? known?.pgMessage ?? '결제에 실패하였습니다.' };
}

function refuseUnsupported(request: PreparedRequest, gateway: Gateway): void {
  const rules = { currency: gateway.currencies, payMethod: gateway.payMethods };
  for (const name of ['payMethod', 'currency'] as const) {
    const allowed = rules[name];
    if (allowed.includes(request[name])) continue;
    const rule =
      allowed.length === 1 ? `EQUALS("${allowed[0]}")` : `IN(${JSON.stringify(allowed)})`;
    const reason = `${name} violates the rule ${rule} (value="${request[name]}")`;
    throw windowRefused(400, 'BadRequest', reason);
  }
  const missing = gateway.missing?.(request);
  if (missing) throw windowRefused(400, 'BadRequest', missing);
}

function chooseWindow(
  request: PreparedRequest,
  gateway: Gateway,
  pgProvider: PgProvider,
  mobile: boolean,
): WindowType {
  const [device, allowed] = mobile
    ? (['mobile', gateway.windows.mobile] as const)
    : (['pc', gateway.windows.pc] as const);
  const wanted = request.windowType?.[device];
  const windowType = wanted === undefined ? allowed[0] : allowed.find((type) => type === wanted);
  if (!windowType) {
    const driver = `pg/${pgProvider.toLowerCase()}/payment/${wanted?.toLowerCase()}`;
    const reason = `조건에 맞는 드라이버(${driver})가 없습니다.`;
    throw windowRefused(400, 'UnknownError', reason);
  }
  if (windowType === 'REDIRECTION' && !request.redirectUrl) {
    const reason = '리디렉션 방식으로 결제 창을 호출할 때 리디렉션 URL은 필수 입력입니다.';
    throw windowRefused(400, 'BadRequest', reason);
  }
  return windowType;
}
