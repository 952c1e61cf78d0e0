import type {
  Payment,
  PaymentFailure,
  PaymentWebhook,
  ReadyPayment,
  SucceededPaymentCancellation,
} from '@portone/server-sdk/payment';
import { defined } from '../../../bff/domain/defined.ts';
import { ApiError } from './api-error.ts';
import {
  type CancelRequest,
  cancellable,
  cancellationOf,
  cancelledPayment,
} from './cancel-payment.ts';
import {
  type Attempt,
  type CancellablePayment,
  failedPayment,
  issuedPayment,
  type OpenPayment,
  paidPayment,
  pendingPayment,
  readyPayment,
} from './payment-states.ts';

/** A change of a payment, of which PortOne notifies the shop's server. */
export type PaymentEvent = {
  type:
    | 'Transaction.Ready'
    | 'Transaction.VirtualAccountIssued'
    | 'Transaction.PayPending'
    | 'Transaction.Paid'
    | 'Transaction.Failed'
    | 'Transaction.PartialCancelled'
    | 'Transaction.Cancelled';
  at: string;
  data: { transactionId: string; paymentId: string; storeId: string; cancellationId?: string };
  /**
   * The addresses that get the webhooks instead of the console's target, if the request has any.
   */
  noticeUrls: readonly string[] | undefined;
};

/** What the shop pre-registered; the window opens for nothing else. */
export type Predefined = { totalAmount?: number; taxFreeAmount?: number; currency?: string };

type Entry = {
  payment: Payment | undefined;
  /** Recorded by hand: answered exactly as it was given. */
  recorded: boolean;
  predefined: Predefined | undefined;
  noticeUrls: readonly string[] | undefined;
  webhooks: PaymentWebhook[];
  steps: Step[];
};

/** An entry of a payment's history: an event, or `authenticated`, which sends no webhook. */
export type Step = { at: string; type: PaymentEvent['type'] | 'authenticated'; detail?: string };

export function isOpen(payment: Payment): payment is OpenPayment {
  return (
    payment.status === 'READY' ||
    payment.status === 'VIRTUAL_ACCOUNT_ISSUED' ||
    payment.status === 'PAY_PENDING'
  );
}

/** Every payment by its id, and the only place where one changes. */
export class PaymentStore {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: () => string;
  readonly #onEvent: (event: PaymentEvent, webhooks: PaymentWebhook[]) => void;

  constructor(
    clock: () => string,
    onEvent: (event: PaymentEvent, webhooks: PaymentWebhook[]) => void,
  ) {
    this.#clock = clock;
    this.#onEvent = onEvent;
  }

  /** A copy in the REST representation. With a `storeId`, only a payment of that store. */
  find(paymentId: string, storeId?: string): Payment | undefined {
    const entry = this.#entries.get(paymentId);
    const payment = entry?.payment;
    if (!payment) return undefined;
    if (!entry.recorded && storeId && 'storeId' in payment && payment.storeId !== storeId) {
      return undefined;
    }
    return structuredClone(
      entry.webhooks.length === 0 ? payment : { ...payment, webhooks: entry.webhooks },
    );
  }

  /**
   * Stores a payment exactly as given, tampered with or not. Nothing is checked, no webhook is sent,
   * and it is found under any `storeId`. `paymentId` may differ from the payment's own id.
   */
  record(payment: Payment, paymentId: string): void {
    const copy = structuredClone(payment);
    const webhooks = 'webhooks' in copy && Array.isArray(copy.webhooks) ? copy.webhooks : [];
    Object.assign(this.#entry(paymentId), { payment: copy, recorded: true, webhooks });
  }

  /** Whether this id was paid, refunded or not: no window opens for it any more. */
  isPaid(paymentId: string): boolean {
    const status = this.#entries.get(paymentId)?.payment?.status;
    return status === 'PAID' || status === 'PARTIAL_CANCELLED' || status === 'CANCELLED';
  }

  predefined(paymentId: string): Predefined {
    return this.#entries.get(paymentId)?.predefined ?? {};
  }

  /** @throws ApiError `ALREADY_PAID` */
  preRegister(paymentId: string, predefined: Predefined): void {
    if (this.isPaid(paymentId)) throw new ApiError('ALREADY_PAID', '이미 결제된 결제 건입니다.');
    this.#entry(paymentId).predefined = predefined;
  }

  /** Records an opened window: the payment is READY under the attempt's transaction. */
  open(attempt: Attempt): ReadyPayment {
    const entry = this.#entry(attempt.request.paymentId);
    const payment = readyPayment(attempt, this.#clock());
    entry.noticeUrls = attempt.request.noticeUrls;
    entry.recorded = false;
    entry.payment = payment;
    this.#recordEvent('Transaction.Ready', entry, payment);
    return payment;
  }

  /**
   * Marks the payment as paid.
   *
   * @returns whether it was applied: of two windows for one payment, only one can be paid
   */
  approve(open: OpenPayment, attempt: Attempt): boolean {
    return this.#applyChange(open, 'Transaction.Paid', (at) => paidPayment(open, attempt, at));
  }

  /** Records the account into which the buyer has to pay; their deposit is {@link approve}. */
  issueAccount(ready: ReadyPayment, attempt: Attempt): boolean {
    return this.#applyChange(ready, 'Transaction.VirtualAccountIssued', (at) =>
      issuedPayment(ready, attempt, at),
    );
  }

  /** Records that the gateway has not decided yet; {@link approve} or {@link fail} follows. */
  markPending(ready: ReadyPayment, attempt: Attempt): boolean {
    return this.#applyChange(ready, 'Transaction.PayPending', (at) =>
      pendingPayment(ready, attempt, at),
    );
  }

  /**
   * Adds to the history that the buyer authenticated. The status waits for the server's
   * confirmation.
   */
  recordAuthentication({ id }: ReadyPayment): void {
    this.#entry(id).steps.push({ at: this.#clock(), type: 'authenticated' });
  }

  #applyChange(
    { id }: OpenPayment,
    type: PaymentEvent['type'],
    changed: (at: string) => OpenPayment | CancellablePayment,
  ): boolean {
    if (this.isPaid(id)) return false;
    const entry = this.#entry(id);
    const payment = changed(this.#clock());
    entry.payment = payment;
    this.#recordEvent(type, entry, payment);
    return true;
  }

  /**
   * Records that the attempt failed. A later or a paid attempt of the same payment is not changed.
   */
  fail(open: OpenPayment, failure: PaymentFailure): void {
    const entry = this.#entry(open.id);
    const failed = failedPayment(open, failure, this.#clock());
    const current = entry.payment;
    if (current && isOpen(current) && current.transactionId === open.transactionId) {
      entry.payment = failed;
    }
    this.#recordEvent('Transaction.Failed', entry, failed, undefined, failure.reason);
  }

  /**
   * Refunds the payment.
   *
   * @throws ApiError where PortOne does not allow it
   */
  cancel(paymentId: string, request: CancelRequest): SucceededPaymentCancellation {
    const entry = this.#entries.get(paymentId);
    if (!entry?.payment) throw new ApiError('PAYMENT_NOT_FOUND', '결제 건이 존재하지 않습니다.');
    const payment = cancellable(entry.payment);
    const cancellation = cancellationOf(payment, request);
    const { payment: cancelled, record } = cancelledPayment(payment, cancellation, this.#clock());
    entry.payment = cancelled;
    if (!request.skipWebhook) {
      const all = cancelled.status === 'CANCELLED';
      const type = all ? 'Transaction.Cancelled' : 'Transaction.PartialCancelled';
      this.#recordEvent(type, entry, cancelled, record.id, String(record.totalAmount));
    }
    return record;
  }

  /** Every payment, the latest request first. Read only: copying thousands would take too long. */
  all(): Readonly<Payment>[] {
    return [...this.#entries.values()]
      .flatMap(({ payment, webhooks }) => {
        if (!payment) return [];
        return webhooks.length === 0 ? payment : { ...payment, webhooks };
      })
      .reverse();
  }

  /** The history of a payment, oldest first. */
  steps(paymentId: string): readonly Step[] {
    return this.#entries.get(paymentId)?.steps ?? [];
  }

  /** The webhooks of a payment; a resent one is added to this list. */
  webhooks(paymentId: string): PaymentWebhook[] {
    return this.#entry(paymentId).webhooks;
  }

  #entry(paymentId: string): Entry {
    let entry = this.#entries.get(paymentId);
    if (!entry) {
      entry = {
        payment: undefined,
        recorded: false,
        predefined: undefined,
        noticeUrls: undefined,
        webhooks: [],
        steps: [],
      };
      this.#entries.set(paymentId, entry);
    }
    return entry;
  }

  #recordEvent(
    type: PaymentEvent['type'],
    entry: Entry,
    payment: { id: string; transactionId: string; storeId: string; statusChangedAt: string },
    cancellationId?: string,
    detail?: string,
  ): void {
    const { id: paymentId, transactionId, storeId, statusChangedAt: at } = payment;
    entry.steps.push(defined({ at, type, detail }));
    const data = defined({ transactionId, paymentId, storeId, cancellationId });
    this.#onEvent({ type, at, data, noticeUrls: entry.noticeUrls }, entry.webhooks);
  }
}
