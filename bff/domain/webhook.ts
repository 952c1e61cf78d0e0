import { CheckoutError } from './checkout-error.ts';

/** What a genuine webhook says. It triggers a question to PortOne; nothing in it is believed. */
export type WebhookEvent = { type: string; paymentId?: string };

/**
 * @throws {CheckoutError} `WEBHOOK_INVALID` for everything that PortOne did not just send
 */
export type VerifyWebhook = (body: string, headers: WebhookHeaders) => Promise<WebhookEvent>;

/** Each by all of its values: a header that comes twice is no header of PortOne's. */
export type WebhookHeaders = Readonly<Record<string, string[] | undefined>>;

/** The SDK reads `1700000000abc` as a number; Standard Webhooks has digits only. */
const UNIX_SECONDS = /^\d{10}$/;

/**
 * What can be told of a webhook without its body.
 *
 * @throws {CheckoutError} `WEBHOOK_INVALID` where it cannot be signed: a header is missing or there twice
 */
export function requireSignature(headers: WebhookHeaders): void {
  if (!UNIX_SECONDS.test(headers['webhook-timestamp']?.join() ?? '')) {
    throw new CheckoutError('WEBHOOK_INVALID', 'The webhook has no valid webhook-timestamp');
  }
  for (const name of ['webhook-id', 'webhook-signature']) {
    const [value, ...more] = headers[name] ?? [];
    if (!value || more.length > 0) {
      throw new CheckoutError(
        'WEBHOOK_INVALID',
        'The webhook was refused: MISSING_REQUIRED_HEADERS',
      );
    }
  }
}

/** When PortOne's webhooks were last found genuine, for all servers on one database. */
export type WebhookRecord = {
  /** @param at milliseconds since 1970 */
  noteAccepted(at: number): Promise<void>;
  lastAccepted(): Promise<number | undefined>;
};

/** So often at most it is written down that webhooks are accepted, in milliseconds. */
const NOTE_INTERVAL_MS = 60_000;

/**
 * Notes when webhooks are accepted, beside their way: an owner asks whether any has ever come.
 *
 * @param clock milliseconds since 1970
 */
export function recordAccepted(
  verify: VerifyWebhook,
  record: WebhookRecord,
  clock: () => number,
): VerifyWebhook {
  let notedAt = Number.NEGATIVE_INFINITY;
  return async (body, headers) => {
    const event = await verify(body, headers);
    const now = clock();
    if (Math.abs(now - notedAt) >= NOTE_INTERVAL_MS) {
      notedAt = now;
      // Where the database is away, the webhook itself will say so.
      record.noteAccepted(now).catch(() => {});
    }
    return event;
  };
}
