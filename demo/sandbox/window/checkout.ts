/**
 * The checkout service behind PortOne's browser script: decides whether a window opens and which,
 * and keeps the open windows. The script reaches it over HTTP (checkout-routes.ts); `Sandbox.pay`
 * calls it directly. Both therefore get the same answers.
 */
import { randomBytes } from 'node:crypto';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Device, Gateway } from '../gateways/gateway.ts';
import { gateways, type PgProvider } from '../gateways/gateways.ts';
import type { PaymentBook } from '../payments/payment-book.ts';
import type { Attempt } from '../payments/payments.ts';
import { windowRefused } from '../request/checkout-error.ts';
import { type PreparedRequest, parsePaymentRequest } from '../request/payment-request.ts';
import { findChannel, findGroup, findStore, pickChannel } from './find-channel.ts';
import type { SandboxStore } from './sandbox-store.ts';
import { chooseWindow, refuseUnsupported } from './window-opening.ts';
import type { WindowSession } from './window-session.ts';

export type PrepareInput = {
  data: unknown;
  mobile: boolean;
  pageOrigin: string | undefined;
  /** Asked for by the buttons of `loadPaymentUI`, whose request names no method. */
  byUi?: boolean;
};

/** UUID-shaped and in order of time, as PortOne's are. */
function transactionId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const digits = time + randomBytes(10).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
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
    return pickChannel(findStore(this.#stores, request.storeId), request).key;
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
    return findChannel(findStore(this.#stores, storeId), channelKey).pgProvider;
  }

  /** @throws CheckoutError what PortOne refuses before a window opens */
  prepare({ data, mobile, pageOrigin, byUi = false }: PrepareInput): WindowSession {
    this.note(data);
    const request = parsePaymentRequest(byUi ? { ...(data as object), payMethod: 'PAYPAL' } : data);
    const store = findStore(this.#stores, request.storeId);
    const channel = findChannel(store, request.channelKey ?? '');
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

    const group = findGroup(store, request);
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

  /** The session in which the buyer consented and got this token. */
  authenticatedSession(paymentId: string, paymentToken: string): WindowSession | undefined {
    return [...this.#sessions.values()].find(
      ({ consent, ready }) => ready.id === paymentId && consent?.paymentToken === paymentToken,
    );
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
