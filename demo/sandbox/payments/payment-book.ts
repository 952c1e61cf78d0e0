import type {
  Payment,
  PaymentFailure,
  PaymentWebhook,
  ReadyPayment,
  SucceededPaymentCancellation,
} from '@portone/server-sdk/payment';
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
} from './payments.ts';

/** Something that happened to a payment and that PortOne tells the shop's server. */
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
  /** Where the page's request sends webhooks, instead of to the console's target. */
  noticeUrls: readonly string[] | undefined;
};

/** What `pre-register` pinned before the window opened. */
export type Predefined = { totalAmount?: number; taxFreeAmount?: number; currency?: string };

type Entry = {
  payment: Payment | undefined;
  /** Put here by hand: answered exactly as it was given. */
  recorded: boolean;
  predefined: Predefined | undefined;
  noticeUrls: readonly string[] | undefined;
  webhooks: PaymentWebhook[];
  steps: Step[];
};

/** Something that the inspector tells of a payment: an event, or `authenticated`, which is none. */
export type Step = { at: string; what: PaymentEvent['type'] | 'authenticated'; detail?: string };

export function isOpen(payment: Payment): payment is OpenPayment {
  return (
    payment.status === 'READY' ||
    payment.status === 'VIRTUAL_ACCOUNT_ISSUED' ||
    payment.status === 'PAY_PENDING'
  );
}

/** PortOne's books: every payment by its id, and the only place where one changes. */
export class PaymentBook {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: () => string;
  readonly #announce: (event: PaymentEvent, history: PaymentWebhook[]) => void;

  constructor(
    clock: () => string,
    announce: (event: PaymentEvent, history: PaymentWebhook[]) => void,
  ) {
    this.#clock = clock;
    this.#announce = announce;
  }

  /** A copy in the REST representation. Asked for a store, it answers for that store's payments only. */
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
   * Files a payment exactly as given, tampered or not: no check, no webhook, answered whichever
   * store is asked for. `paymentId` files it under another id than its own.
   */
  record(payment: Payment, paymentId: string): void {
    const copy = structuredClone(payment);
    const webhooks = 'webhooks' in copy && Array.isArray(copy.webhooks) ? copy.webhooks : [];
    Object.assign(this.#entry(paymentId), { payment: copy, recorded: true, webhooks });
  }

  /** Whether money has moved under this id, so that no window opens for it any more. */
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

  /** A window opens: the payment is READY under the attempt's transaction. */
  open(attempt: Attempt): ReadyPayment {
    const entry = this.#entry(attempt.request.paymentId);
    const payment = readyPayment(attempt, this.#clock());
    entry.noticeUrls = attempt.request.noticeUrls;
    entry.recorded = false;
    entry.payment = payment;
    this.#tell('Transaction.Ready', entry, payment);
    return payment;
  }

  /** Money moves, unless it already has: of two windows for one payment, only one can be paid. */
  approve(open: OpenPayment, attempt: Attempt): boolean {
    return this.#move(open, 'Transaction.Paid', (at) => paidPayment(open, attempt, at));
  }

  /** The buyer has an account to pay into; {@link approve} is their deposit. */
  issueAccount(ready: ReadyPayment, attempt: Attempt): boolean {
    return this.#move(ready, 'Transaction.VirtualAccountIssued', (at) =>
      issuedPayment(ready, attempt, at),
    );
  }

  /** The gateway takes its time; {@link approve} or {@link fail} end it. */
  leavePending(ready: ReadyPayment, attempt: Attempt): boolean {
    return this.#move(ready, 'Transaction.PayPending', (at) => pendingPayment(ready, attempt, at));
  }

  /** The buyer has agreed, and the shop's server is to confirm: nothing changes but the story. */
  noteAuthentication({ id }: ReadyPayment): void {
    this.#entry(id).steps.push({ at: this.#clock(), what: 'authenticated' });
  }

  #move(
    { id }: OpenPayment,
    type: PaymentEvent['type'],
    moved: (at: string) => OpenPayment | CancellablePayment,
  ): boolean {
    if (this.isPaid(id)) return false;
    const entry = this.#entry(id);
    const payment = moved(this.#clock());
    entry.payment = payment;
    this.#tell(type, entry, payment);
    return true;
  }

  /** The attempt failed. A later or paid attempt of the same payment stays what it is. */
  fail(open: OpenPayment, failure: PaymentFailure): void {
    const entry = this.#entry(open.id);
    const failed = failedPayment(open, failure, this.#clock());
    const current = entry.payment;
    if (current && isOpen(current) && current.transactionId === open.transactionId) {
      entry.payment = failed;
    }
    this.#tell('Transaction.Failed', entry, failed, undefined, failure.reason);
  }

  /** @throws ApiError where PortOne refuses to give the money back */
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
      this.#tell(type, entry, cancelled, record.id, String(record.totalAmount));
    }
    return record;
  }

  /** Every payment, the latest request first; to be read, not changed: copying thousands takes its time. */
  all(): Readonly<Payment>[] {
    return [...this.#entries.values()]
      .flatMap(({ payment, webhooks }) => {
        if (!payment) return [];
        return webhooks.length === 0 ? payment : { ...payment, webhooks };
      })
      .reverse();
  }

  /** What has happened to a payment, in order. */
  steps(paymentId: string): readonly Step[] {
    return this.#entries.get(paymentId)?.steps ?? [];
  }

  /** The history that a webhook sent again is added to. */
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

  #tell(
    type: PaymentEvent['type'],
    entry: Entry,
    payment: { id: string; transactionId: string; storeId: string; statusChangedAt: string },
    cancellationId?: string,
    detail?: string,
  ): void {
    const { id: paymentId, transactionId, storeId, statusChangedAt: at } = payment;
    entry.steps.push({ at, what: type, ...(detail !== undefined && { detail }) });
    const data = { transactionId, paymentId, storeId, ...(cancellationId && { cancellationId }) };
    this.#announce({ type, at, data, noticeUrls: entry.noticeUrls }, entry.webhooks);
  }
}
