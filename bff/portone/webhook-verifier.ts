import * as Webhook from '@portone/server-sdk/webhook';
import { z } from 'zod';
import { CheckoutError } from '../domain/checkout-error.ts';
import { requireSignature, type VerifyWebhook, type WebhookHeaders } from '../domain/webhook.ts';

/** A webhook as of 2024-04-25, or of 2024-01-01, which has no `type`. */
const eventShape = z.union([
  z.object({
    type: z.string(),
    data: z.object({ paymentId: z.string().optional().catch(undefined) }).optional(),
  }),
  z.object({ payment_id: z.string(), status: z.string() }),
]);

/**
 * Verifies PortOne's signature over the raw body with PortOne's own SDK.
 *
 * @param secrets `whsec_…`; a webhook signed with any of them is genuine, so
 * that a secret can be exchanged without losing one
 */
export function webhookVerifier(secrets: readonly string[]): VerifyWebhook {
  return async (body, headers) => {
    requireSignature(headers);
    const event = eventShape.safeParse(await verifyWithAny(secrets, body, headers));
    if (!event.success) {
      throw new CheckoutError('WEBHOOK_INVALID', 'The webhook is signed but has no known shape');
    }
    if ('payment_id' in event.data) {
      return { type: `2024-01-01 ${event.data.status}`, paymentId: event.data.payment_id };
    }
    const { type, data } = event.data;
    return { type, ...(data?.paymentId !== undefined && { paymentId: data.paymentId }) };
  };
}

async function verifyWithAny(
  secrets: readonly string[],
  body: string,
  headers: WebhookHeaders,
): Promise<unknown> {
  let lastError: unknown;
  for (const secret of secrets) {
    try {
      return await Webhook.verify(secret, body, headers);
    } catch (error) {
      lastError = error;
    }
  }
  throw new CheckoutError(
    'WEBHOOK_INVALID',
    lastError instanceof Webhook.WebhookVerificationError
      ? `The webhook was refused: ${lastError.reason}`
      : 'The webhook is signed but is not JSON',
    { cause: lastError },
  );
}
