import { Webhook } from 'standardwebhooks';
import type { Deliver } from './deliver-events.ts';

const RECEIVER_TIMEOUT_MS = 10_000;

/**
 * Sends events to `FULFILMENT_URL` as Standard Webhooks: any of its libraries
 * verifies them.
 *
 * @param secret `whsec_…`
 * @param timeoutMs milliseconds in which the receiver has to accept an event
 */
export function fulfilmentWebhook(
  url: string,
  secret: string,
  timeoutMs = RECEIVER_TIMEOUT_MS,
): Deliver {
  const webhook = new Webhook(secret);
  return async ({ id, body }) => {
    const sentAt = new Date();
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': webhook.sign(id, sentAt, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw new Error(`the receiver did not answer (${reasonOf(error)})`, { cause: error });
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the receiver answered ${response.status}`);
  };
}

/** `fetch` says only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String((cause as NodeJS.ErrnoException).code);
}
