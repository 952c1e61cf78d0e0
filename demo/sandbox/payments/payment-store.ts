import type { Payment, PaymentFailure } from '@portone/server-sdk/payment';
import type { WebhookTransaction } from '@portone/server-sdk/webhook';
import { defined } from '../../../bff/domain/defined.ts';
import { ApiError } from './api-error.ts';
import {
  type CancelRequest,
  cancellable,
  cancelledPayment,
  type RequestedCancellation,
  requestedCancellation,
  withCancellation,
} from './cancel-payment.ts';
import {
  type Attempt,
  failedPayment,
  issuedPayment,
  paidPayment,
  pendingPayment,
  readyPayment,
} from './payment-states.ts';
import type {
  CancellablePayment,
  Dispute,
  FailedPayment,
  OpenPayment,
  PaymentCancellation,
  PaymentWebhook,
  ReadyPayment,
  SandboxPayment,
} from './rest-payment.ts';

type Cancelling = Extract<WebhookTransaction, { data: { cancellationId: string } }>['type'];

/** The types of webhooks that the sandbox sends. `Transaction.Confirm` asks, and tells nothing. */
type EventType = Exclude<WebhookTransaction['type'], 'Transaction.Confirm'>;

/** A change of a payment, of which PortOne notifies the shop's server. */
export type PaymentEvent = {
  webhook: WebhookTransaction;
  status: NonNullable<PaymentWebhook['paymentStatus']>;
  /** Why the change came by itself, where no request of the shop's or the buyer's made it. */
  trigger: PaymentWebhook['trigger'] | undefined;
  /**
   * The addresses that get the webhooks instead of the console's target, if the request has any.
   */
  noticeUrls: readonly string[] | undefined;
};

/** What the shop pre-registered; the window opens for nothing else. */
export type Predefined = { totalAmount?: number; taxFreeAmount?: number; currency?: string };

type Entry = {
  payment: SandboxPayment | undefined;
  /** Recorded by hand: answered exactly as it was given. */
  recorded: boolean;
  predefined: Predefined | undefined;
  noticeUrls: readonly string[] | undefined;
  /** Also after the payment is PAID no more. */
  disputes: Dispute[];
  /** Whether the gateway decides on cancellations later. */
  cancelsLater: boolean;
  webhooks: PaymentWebhook[];
  steps: Step[];
};

/**
 * An entry of a payment's history: an event, or a change that sends no webhook.
 */
export type Step = {
  at: string;
  type: EventType | 'authenticated' | 'cancellation-failed';
  detail?: string;
};

type Change = {
  detail?: string | undefined;
  trigger?: PaymentWebhook['trigger'] | undefined;
};

export function isOpen(payment: SandboxPayment): payment is OpenPayment {
  return (
    payment.status === 'READY' ||
    payment.status === 'VIRTUAL_ACCOUNT_ISSUED' ||
    payment.status === 'PAY_PENDING'
  );
}

/**
 * Takes a payment that is recorded by hand for one of the sandbox's own: the only place where a
 * payment may be what the types forbid, since it may be tampered with.
 */
const isTaken = (payment: Payment): payment is SandboxPayment => 'status' in payment;

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
  find(paymentId: string, storeId?: string): SandboxPayment | undefined {
    const entry = this.#entries.get(paymentId);
    const payment = entry?.payment;
    if (!payment) return undefined;
    if (!entry.recorded && storeId && payment.storeId !== storeId) return undefined;
    return structuredClone(answerOf(payment, entry));
  }

  /**
   * Stores a payment exactly as given, tampered with or not. Nothing is checked, no webhook is sent,
   * and it is found under any `storeId`. `paymentId` may differ from the payment's own id.
   */
  record(payment: Payment, paymentId: string): void {
    const copy = structuredClone(payment);
    if (!isTaken(copy)) throw new Error('A payment without a status is none.');
    const webhooks = Array.isArray(copy.webhooks) ? copy.webhooks : [];
    const disputes = copy.status === 'PAID' && Array.isArray(copy.disputes) ? copy.disputes : [];
    Object.assign(this.#entry(paymentId), { payment: copy, recorded: true, webhooks, disputes });
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
    entry.cancelsLater = attempt.cancelsLater;
    entry.recorded = false;
    entry.payment = payment;
    this.#recordEvent('Transaction.Ready', entry, payment);
    return payment;
  }

  /**
   * Marks the payment as paid. A failed one can be paid later in the same transaction: a few
   * gateways approve what they had declined.
   *
   * @returns whether it was applied: of two windows for one payment, only one can be paid
   */
  approve(payment: OpenPayment | FailedPayment, attempt: Attempt): boolean {
    const triggers = {
      READY: undefined,
      VIRTUAL_ACCOUNT_ISSUED: 'VIRTUAL_ACCOUNT_DEPOSIT',
      PAY_PENDING: 'ASYNC_PAY_APPROVED',
      FAILED: 'ASYNC_PAY_APPROVED',
    } as const;
    return this.#applyChange(
      payment,
      'Transaction.Paid',
      (at) => paidPayment(payment, attempt, at),
      triggers[payment.status],
    );
  }

  /** Records the account into which the buyer has to pay; their deposit is {@link approve}. */
  issueAccount(ready: ReadyPayment, attempt: Attempt): boolean {
    return this.#applyChange(ready, 'Transaction.VirtualAccountIssued', (at) =>
      issuedPayment(ready, attempt, at),
    );
  }

  /** Records that the gateway has not decided yet; {@link approve} or {@link fail} follows. */
  markPending(ready: ReadyPayment, attempt: Attempt): boolean {
    return this.#applyChange(
      ready,
      'Transaction.PayPending',
      (at) => pendingPayment(ready, attempt, at),
      'ASYNC_PAY_PENDING',
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
    { id }: SandboxPayment,
    type: Exclude<EventType, Cancelling>,
    changed: (at: string) => OpenPayment | CancellablePayment,
    trigger?: PaymentWebhook['trigger'],
  ): boolean {
    if (this.isPaid(id)) return false;
    const entry = this.#entry(id);
    const payment = changed(this.#clock());
    entry.payment = payment;
    this.#recordEvent(type, entry, payment, { trigger });
    return true;
  }

  /**
   * Records that the attempt failed. A later or a paid attempt of the same payment is not changed.
   */
  fail(open: OpenPayment, attempt: Pick<Attempt, 'channel'>, failure: PaymentFailure): void {
    const entry = this.#entry(open.id);
    const failed = failedPayment(open, attempt, failure, this.#clock());
    const current = entry.payment;
    if (current && isOpen(current) && current.transactionId === open.transactionId) {
      entry.payment = failed;
    }
    const trigger = open.status === 'PAY_PENDING' ? 'ASYNC_PAY_FAILED' : undefined;
    this.#recordEvent('Transaction.Failed', entry, failed, { detail: failure.reason, trigger });
  }

  /**
   * Refunds the payment; where its gateway decides later, requests it.
   *
   * @throws ApiError where PortOne does not allow it
   */
  cancel(paymentId: string, request: CancelRequest): PaymentCancellation {
    const { entry, payment } = this.#cancellable(paymentId);
    if (entry.cancelsLater) return this.requestCancellation(paymentId, request);
    const at = this.#clock();
    return this.#giveBack(entry, payment, requestedCancellation(payment, request, at), at, {
      isSilent: request.skipWebhook ?? false,
    });
  }

  /**
   * Requests a refund on which the gateway decides later. The payment keeps its status;
   * {@link finishCancellation} follows.
   *
   * @throws ApiError where PortOne does not allow it
   */
  requestCancellation(paymentId: string, request: CancelRequest): RequestedCancellation {
    const { entry, payment } = this.#cancellable(paymentId);
    const at = this.#clock();
    const requested = requestedCancellation(payment, request, at);
    const changed = withCancellation(payment, requested, at);
    entry.payment = changed;
    const detail = String(requested.totalAmount);
    this.#recordCancellation('Transaction.CancelPending', entry, changed, requested.id, { detail });
    return requested;
  }

  /**
   * The gateway's decision on the refund that was requested first. It sends a webhook where the
   * money goes back; where it does not, PortOne documents no type of webhook, so none is sent.
   *
   * @throws ApiError `PAYMENT_CANCELLATION_NOT_PENDING`
   */
  finishCancellation(paymentId: string, result: 'succeed' | 'fail'): void {
    const { entry, payment } = this.#cancellable(paymentId);
    const requested = payment.cancellations?.find(({ status }) => status === 'REQUESTED');
    if (requested?.status !== 'REQUESTED') {
      throw new ApiError('PAYMENT_CANCELLATION_NOT_PENDING', '대기 중인 취소 내역이 없습니다.');
    }
    const at = this.#clock();
    if (result === 'succeed') {
      this.#giveBack(entry, payment, requested, at, { trigger: 'ASYNC_CANCEL_APPROVED' });
      return;
    }
    entry.payment = withCancellation(payment, { ...requested, status: 'FAILED' }, at);
    const detail = String(requested.totalAmount);
    entry.steps.push({ at, type: 'cancellation-failed', detail });
  }

  /**
   * The buyer disputes the payment at the card company or the wallet.
   *
   * @throws ApiError `PAYMENT_NOT_PAID`
   */
  openDispute(paymentId: string, reason: string): void {
    const { entry, payment } = this.#cancellable(paymentId);
    const createdAt = this.#clock();
    const pgDisputeId = `dispute-${entry.disputes.length + 1}`;
    entry.disputes.push({ status: 'UNRESOLVED', pgDisputeId, reason, createdAt });
    const changed = withDisputes(payment, entry.disputes, createdAt);
    entry.payment = changed;
    const change = { detail: reason, trigger: 'DISPUTE_CREATED' } as const;
    this.#recordEvent('Transaction.DisputeCreated', entry, changed, change, createdAt);
  }

  /** @throws ApiError `INVALID_REQUEST` where no dispute is open */
  resolveDispute(paymentId: string): void {
    const entry = this.#entries.get(paymentId);
    const open = entry?.disputes.find(({ status }) => status === 'UNRESOLVED');
    if (!entry?.payment || !open) {
      throw new ApiError('INVALID_REQUEST', `결제 건(${paymentId})에 진행 중인 분쟁이 없습니다.`);
    }
    const resolvedAt = this.#clock();
    Object.assign(open, { status: 'RESOLVED', resolvedAt } satisfies Partial<Dispute>);
    const changed = withDisputes(entry.payment, entry.disputes, resolvedAt);
    entry.payment = changed;
    const change = { trigger: 'DISPUTE_RESOLVED' } as const;
    this.#recordEvent('Transaction.DisputeResolved', entry, changed, change, resolvedAt);
  }

  /** Whether a dispute of this payment is open. */
  isDisputed(paymentId: string): boolean {
    const disputes = this.#entries.get(paymentId)?.disputes ?? [];
    return disputes.some(({ status }) => status === 'UNRESOLVED');
  }

  /** Every payment, the latest request first. Read only: copying thousands would take too long. */
  all(): Readonly<SandboxPayment>[] {
    return [...this.#entries.values()]
      .flatMap((entry) => (entry.payment ? answerOf(entry.payment, entry) : []))
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

  #cancellable(paymentId: string): { entry: Entry; payment: CancellablePayment } {
    const entry = this.#entries.get(paymentId);
    if (!entry?.payment) throw new ApiError('PAYMENT_NOT_FOUND', '결제 건이 존재하지 않습니다.');
    return { entry, payment: cancellable(entry.payment) };
  }

  #giveBack(
    entry: Entry,
    payment: CancellablePayment,
    requested: RequestedCancellation,
    at: string,
    { isSilent = false, trigger }: { isSilent?: boolean; trigger?: PaymentWebhook['trigger'] },
  ): PaymentCancellation {
    const { payment: cancelled, record } = cancelledPayment(payment, requested, at);
    entry.payment = cancelled;
    if (!isSilent) {
      const all = cancelled.status === 'CANCELLED';
      const type = all ? 'Transaction.Cancelled' : 'Transaction.PartialCancelled';
      const change = { detail: String(record.totalAmount), trigger };
      this.#recordCancellation(type, entry, cancelled, record.id, change);
    }
    return record;
  }

  #entry(paymentId: string): Entry {
    let entry = this.#entries.get(paymentId);
    if (!entry) {
      entry = {
        payment: undefined,
        recorded: false,
        predefined: undefined,
        noticeUrls: undefined,
        disputes: [],
        cancelsLater: false,
        webhooks: [],
        steps: [],
      };
      this.#entries.set(paymentId, entry);
    }
    return entry;
  }

  #recordCancellation(
    type: Cancelling,
    entry: Entry,
    payment: SandboxPayment,
    cancellationId: string,
    change: Change,
  ): void {
    const data = { ...idsOf(payment), cancellationId };
    this.#announce({ type, timestamp: payment.updatedAt, data }, entry, payment, change);
  }

  /** @param at the change's time, where it is not that of the status */
  #recordEvent(
    type: Exclude<EventType, Cancelling>,
    entry: Entry,
    payment: SandboxPayment,
    change: Change = {},
    at: string = payment.statusChangedAt,
  ): void {
    this.#announce({ type, timestamp: at, data: idsOf(payment) }, entry, payment, change);
  }

  #announce(
    webhook: WebhookTransaction & { type: EventType },
    entry: Entry,
    { status }: SandboxPayment,
    { detail, trigger }: Change,
  ): void {
    entry.steps.push(defined({ at: webhook.timestamp, type: webhook.type, detail }));
    this.#onEvent({ webhook, status, trigger, noticeUrls: entry.noticeUrls }, entry.webhooks);
  }
}

function idsOf({ id: paymentId, transactionId, storeId }: SandboxPayment) {
  return { transactionId, paymentId, storeId };
}

/** The payment with its disputes; PortOne's answer has them while it is PAID. */
function withDisputes(
  payment: SandboxPayment,
  disputes: readonly Dispute[],
  updatedAt: string,
): SandboxPayment {
  return payment.status === 'PAID'
    ? { ...payment, updatedAt, disputes: structuredClone([...disputes]) }
    : { ...payment, updatedAt };
}

/** The payment as the REST API answers it. */
function answerOf(payment: SandboxPayment, { webhooks }: Entry): SandboxPayment {
  return webhooks.length === 0 ? payment : { ...payment, webhooks };
}
