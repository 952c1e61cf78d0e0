/**
 * The checkout service behind PortOne's browser script: it decides whether a window opens and of
 * which type, and keeps the sessions. The script reaches it over HTTP (checkout-routes.ts);
 * `Sandbox.pay` calls it directly. So both get the same answers.
 */
import { randomBytes } from 'node:crypto';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Device, Gateway } from '../gateways/gateway.ts';
import { gateways, type PgProvider } from '../gateways/gateways.ts';
import type { Attempt } from '../payments/payment-states.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import { windowError } from '../request/checkout-error.ts';
import { type PreparedRequest, parsePaymentRequest } from '../request/payment-request.ts';
import { checkSupported, chooseWindow } from './choose-window.ts';
import { findChannel, findGroup, findStore, pickChannel } from './find-channel.ts';
import type { RedirectFault } from './redirect-fault.ts';
import type { SandboxStore } from './sandbox-store.ts';
import type { WindowSession } from './window-session.ts';

export type PrepareInput = {
  data: unknown;
  mobile: boolean;
  pageOrigin: string | undefined;
  /** Whether the buttons of `loadPaymentUI` ask, whose request names no method. */
  byUi?: boolean;
  /** The browser's; absent where no browser asks. */
  userAgent?: string | undefined;
  ipAddress?: string | undefined;
};

/** A UUID whose text sorts by time, as PortOne's do. */
function transactionId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const digits = time + randomBytes(10).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export class Checkout {
  /** For windows that open from now on. */
  redirectFault: RedirectFault = {};
  readonly #stores: readonly SandboxStore[];
  readonly #payments: PaymentStore;
  readonly #receiptUrl: (paymentId: string) => string | undefined;
  readonly #sessions = new Map<string, WindowSession>();
  readonly #requests = new Map<string, PaymentRequest>();

  /** @param receiptUrl the address of a payment's receipt, where the sandbox listens */
  constructor(
    stores: readonly SandboxStore[],
    payments: PaymentStore,
    receiptUrl: (paymentId: string) => string | undefined,
  ) {
    this.#stores = stores;
    this.#payments = payments;
    this.#receiptUrl = receiptUrl;
  }

  /**
   * Picks a channel of the group that a request names; the script asks for it first.
   *
   * @throws CheckoutError `ChannelNotFound`, also where no channel of the group supports it
   */
  pickChannelKey(data: unknown): string {
    const request = parsePaymentRequest(data);
    return pickChannel(findStore(this.#stores, request.storeId), request).key;
  }

  /** Keeps a request exactly as it arrived, before it is parsed. */
  keepRequest(data: unknown): void {
    if (typeof data !== 'object' || data === null || !('paymentId' in data)) return;
    if (typeof data.paymentId === 'string') {
      this.#requests.set(data.paymentId, structuredClone(data) as PaymentRequest);
    }
  }

  /** The last request for this payment exactly as it arrived, whether or not a window opened. */
  lastRequest(paymentId: string): PaymentRequest | undefined {
    return structuredClone(this.#requests.get(paymentId));
  }

  /** @throws CheckoutError `ChannelNotFound`, `StoreNotFound` */
  pgProviderOf(storeId: string, channelKey: string): PgProvider {
    return findChannel(findStore(this.#stores, storeId), channelKey).pgProvider;
  }

  /**
   * Opens a window.
   *
   * @throws CheckoutError where PortOne opens none
   */
  prepare(input: PrepareInput): WindowSession {
    const { data, mobile, pageOrigin, byUi = false } = input;
    this.keepRequest(data);
    const request = parsePaymentRequest(byUi ? { ...(data as object), payMethod: 'PAYPAL' } : data);
    const store = findStore(this.#stores, request.storeId);
    const channel = findChannel(store, request.channelKey ?? '');
    const gateway: Gateway = gateways[channel.pgProvider];
    const device: Device = mobile ? 'mobile' : 'pc';
    checkSupported(request, gateway, device);
    const windowType = chooseWindow(request, gateway, channel.pgProvider, device);
    if (windowType === 'UI' && !byUi) {
      throw windowError(
        400,
        'BadRequest',
        `${gateway.name.ko} 결제는 loadPaymentUI로 호출해야 합니다.`,
      );
    }
    this.#checkPayable(request);

    const group = findGroup(store, request);
    const promotion = store.promotions?.find(({ id }) => id === request.promotionId);
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
      origin: {
        platformType: mobile ? 'MOBILE' : 'PC',
        ...(input.userAgent && { userAgent: input.userAgent }),
        ...(pageOrigin && { url: pageOrigin }),
        ipAddress: input.ipAddress ?? '127.0.0.1',
      },
      discount: Math.floor((request.totalAmount * (promotion?.percent ?? 0)) / 100),
      receiptUrl: this.#receiptUrl(request.paymentId),
      cancelsLater: channel.cancelsLater ?? false,
    };
    const session: WindowSession = {
      ...attempt,
      manualApproval: channel.manualApproval ?? false,
      windowType,
      pageOrigin,
      ready: this.#payments.open(attempt),
      authentication: undefined,
      response: undefined,
      result: undefined,
      statusCheckFails: false,
      redirectFault: this.redirectFault,
    };
    this.#sessions.set(attempt.transactionId, session);
    return session;
  }

  session(txId: string): WindowSession | undefined {
    return this.#sessions.get(txId);
  }

  /** The session in which the buyer authenticated and got this token. */
  authenticatedSession(paymentId: string, paymentToken: string): WindowSession | undefined {
    return [...this.#sessions.values()].find(
      ({ authentication, ready }) =>
        ready.id === paymentId && authentication?.paymentToken === paymentToken,
    );
  }

  #checkPayable({ paymentId, totalAmount, taxFreeAmount, currency }: PreparedRequest): void {
    if (this.#payments.isPaid(paymentId)) {
      throw windowError(409, 'PaymentAlreadyPaid', '이미 결제된 결제 건입니다.');
    }
    const requested = { totalAmount, taxFreeAmount: taxFreeAmount ?? 0, currency };
    const predefined = this.#payments.predefined(paymentId);
    for (const name of ['totalAmount', 'taxFreeAmount', 'currency'] as const) {
      const expected = predefined[name];
      if (expected === undefined || expected === requested[name]) continue;
      throw windowError(
        409,
        'AmountNotEqualToPredefined',
        `사전 등록된 ${name} 값(${expected})이 요청한 값(${requested[name]})과 일치하지 않습니다.`,
      );
    }
  }
}
