import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { defined } from '../../../bff/domain/defined.ts';
import type { PaymentEvent } from '../payments/payment-store.ts';
import type { PaymentWebhook } from '../payments/rest-payment.ts';
import { signedHeaders, type WebhookOverrides } from './signed-headers.ts';

/** The console's webhook setting. */
export type WebhookTarget = {
  url: string;
  /** `whsec_` and base64 */
  secret: string;
};

/** The longest wait before each retry: 341 minutes in all. Full jitter picks any wait up to it. */
const RETRY_LIMITS_MS = [1, 4, 16, 64, 256].map((minutes) => minutes * 60_000);

/** As long as PortOne waits. */
const ANSWER_TIMEOUT_MS = 30_000;

/** One delivery attempt, as the inspector shows it; PortOne's API returns only the last one. */
export type WebhookAttempt = {
  at: string;
  header: string;
  body: string;
  /** Absent until the answer arrives. */
  answer?: { status: number; body: string } | { error: string };
};

/** How a resent webhook differs from its original. */
export type WebhookChange = { body?: string; signature?: string | null };

const headerText = (headers: Iterable<[string, string]>) =>
  Array.from(headers, ([name, value]) => `${name}: ${value}`).join('\n');

/** Sends webhooks as PortOne does: signed, concurrently, in no promised order, at least once. */
export class WebhookSender {
  readonly #clock: () => string;
  readonly #speed: number;
  readonly #log: (line: Record<string, unknown>) => void;
  readonly #closing = new AbortController();
  readonly #pending = new Set<Promise<void>>();
  readonly #attempts = new WeakMap<PaymentWebhook, WebhookAttempt[]>();
  #target: WebhookTarget | undefined;
  #lost = false;

  constructor(options: {
    clock: () => string;
    target: WebhookTarget | undefined;
    /** How many times faster than PortOne's the retries run. */
    speed: number;
    log: (line: Record<string, unknown>) => void;
  }) {
    this.#clock = options.clock;
    this.#target = options.target;
    this.#speed = options.speed;
    this.#log = options.log;
  }

  setTarget(target: WebhookTarget | undefined): void {
    this.#target = target;
  }

  /** While lost, nothing is sent, retries included, and nothing is sent later. */
  setLost(lost: boolean): void {
    this.#lost = lost;
  }

  /** Enqueues the event for every address, and adds each webhook to the payment's. */
  enqueue(
    { webhook, status, trigger, noticeUrls }: PaymentEvent,
    webhooks: PaymentWebhook[],
  ): void {
    const target = this.#target;
    // PortOne signs webhooks to a notice URL with the console's secret too.
    if (!target || this.#lost) return;
    const body = JSON.stringify(webhook);
    for (const url of noticeUrls ?? [target.url]) {
      const record = this.#record(url, body, status, trigger);
      webhooks.push(record);
      this.#track(this.#deliver(record, target.secret, RETRY_LIMITS_MS));
    }
  }

  /** Every delivery attempt of a webhook, in order. */
  attempts(webhook: PaymentWebhook): readonly WebhookAttempt[] {
    return this.#attempts.get(webhook) ?? [];
  }

  /** Sends a webhook once more, as the console's button does; or changed, as a forger would. */
  async resend(
    webhook: PaymentWebhook,
    webhooks: PaymentWebhook[],
    change: WebhookChange = {},
  ): Promise<PaymentWebhook> {
    const body = change.body ?? webhook.request?.body ?? '';
    const record = this.#record(webhook.url, body, webhook.paymentStatus, 'MANUAL');
    webhooks.push(record);
    const secret = this.#target?.secret;
    if (secret) await this.#deliver(record, secret, [], change);
    return record;
  }

  /** Sends any body once to the console's target, and returns the answer. */
  async send(
    type: string,
    data: object,
    overrides: WebhookOverrides = {},
  ): Promise<{ status: number; body: string }> {
    const target = this.#target;
    if (!target) throw new Error('The sandbox has no webhook target: call setWebhook first.');
    const body = overrides.body ?? JSON.stringify({ type, timestamp: this.#clock(), data });
    const headers = signedHeaders(body, overrides.secret ?? target.secret, overrides);
    const response = await this.#post(target.url, headers, overrides.sentBody ?? body);
    return { status: response.status, body: await response.text() };
  }

  /** Resolves when every webhook has been delivered or given up. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Gives up every webhook that is not delivered yet. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #record(
    url: string,
    body: string,
    paymentStatus: PaymentWebhook['paymentStatus'] | undefined,
    trigger: PaymentWebhook['trigger'] | undefined,
  ): PaymentWebhook & { request: { body: string } } {
    const id = `${Date.now()}${randomInt(1000).toString().padStart(3, '0')}`;
    return {
      ...defined({ paymentStatus, trigger }),
      id,
      url,
      isAsync: true,
      request: { body },
      triggeredAt: this.#clock(),
    };
  }

  #track(delivery: Promise<void>): void {
    const pending = delivery
      .catch((error: unknown) => this.#log({ event: 'webhook-failed', error: String(error) }))
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  async #deliver(
    record: PaymentWebhook & { request: { body: string } },
    secret: string,
    retries: readonly number[],
    { signature }: WebhookChange = {},
  ): Promise<void> {
    // All attempts of one event have the same id: receivers recognise duplicates by it.
    const id = `msg-${randomUUID()}`;
    for (const limitMs of [0, ...retries]) {
      if (limitMs > 0) await this.#waitUpTo(limitMs, record.url);
      if (this.#closing.signal.aborted || this.#lost) return;
      if (await this.#attempt(record, defined({ id, signature }), secret)) return;
    }
  }

  /**
   * Records the attempt with its answer in the payment's history.
   *
   * @returns whether the receiver accepted it
   */
  async #attempt(
    record: PaymentWebhook & { request: { body: string } },
    overrides: WebhookOverrides,
    secret: string,
  ): Promise<boolean> {
    const { body } = record.request;
    const headers = signedHeaders(body, secret, overrides);
    const attempt: WebhookAttempt = {
      at: this.#clock(),
      header: headerText(Object.entries(headers)),
      body,
    };
    this.#attempts.set(record, [...this.attempts(record), attempt]);
    record.currentExecutionCount = (record.currentExecutionCount ?? 0) + 1;
    record.request = { header: attempt.header, body, requestedAt: attempt.at };
    delete record.response;
    try {
      const response = await this.#post(record.url, headers, body);
      const answer = (await response.text()).slice(0, 4096);
      attempt.answer = { status: response.status, body: answer };
      record.response = {
        code: String(response.status),
        header: headerText(response.headers),
        body: answer,
        respondedAt: this.#clock(),
      };
      record.status = response.ok ? 'SUCCEEDED' : 'FAILED_NOT_OK_RESPONSE';
    } catch (error) {
      attempt.answer = { error: String(error) };
      record.status = 'FAILED_UNEXPECTED_ERROR';
      this.#log({ event: 'webhook-unanswered', url: record.url, error: String(error) });
    }
    this.#log({ event: 'webhook', url: record.url, status: record.status, body });
    return record.status === 'SUCCEEDED';
  }

  #post(url: string, headers: Record<string, string>, body: string): Promise<Response> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    return fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  }

  async #waitUpTo(limitMs: number, url: string): Promise<void> {
    const wait = limitMs * Math.random();
    this.#log({ event: 'webhook-retry', url, wait });
    try {
      await delay(wait / this.#speed, undefined, { signal: this.#closing.signal });
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    }
  }
}
