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
