import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { isPaymentId } from '../../domain/payment-id.ts';
import type { SettlePayment } from '../../domain/settle-payment.ts';
import type { VerifyWebhook, WebhookEvent } from '../../domain/webhook.ts';

/** In both versions of webhooks. */
const MOVES_MONEY = /\b(partial_?cancelled|paid)$/i;

export type WebhookDependencies = {
  verifyWebhook: VerifyWebhook;
  settlePayment: SettlePayment;
  log: Logger;
};

/**
 * Answers `POST /api/payment/webhook`. A webhook is a reason to ask PortOne,
 * nothing more, so it may come twice, late or in any order. 200 means that what
 * it made us learn is stored; anything else makes PortOne send it again.
 */
export function receiveWebhook(dependencies: WebhookDependencies): Middleware {
  const { verifyWebhook, settlePayment, log } = dependencies;
  return async (ctx) => {
    const body: unknown = ctx.request.body;
    const event = await verifyWebhook(
      typeof body === 'string' ? body : '',
      ctx.req.headersDistinct,
    );
    ctx.body = { result: await handle(event) };
  };

  async function handle(event: WebhookEvent): Promise<'settled' | 'unchanged' | 'ignored'> {
    const { type, paymentId } = event;
    if (type === 'Transaction.Confirm') {
      // PortOne takes a 2xx for the shop's approval of the payment.
      throw new CheckoutError('CONFIRM_DISABLED', 'Payments are not approved by webhook here');
    }
    const isPaymentEvent = type.startsWith('Transaction.') || type.startsWith('2024-01-01 ');
    if (isPaymentEvent && paymentId !== undefined && !isPaymentId(paymentId)) {
      // PortOne signed it, so the payment exists. A page made its id up, and such
      // a text is unsafe in a path and in the log.
      // Any visitor can begin one, for nothing; one that is paid has cost something.
      if (MOVES_MONEY.test(type)) {
        log.error({ type }, 'a payment has an id that is never asked for: look for it at PortOne');
      } else log.info({ type }, 'webhook of an id that is never asked for');
      return 'ignored';
    }
    if (!isPaymentEvent || paymentId === undefined) {
      log.info({ type }, 'webhook ignored');
      return 'ignored';
    }
    const result = await settlePayment(paymentId);
    if (result.found !== 'payment') {
      log.warn({ type, paymentId, found: result.found }, 'webhook for an unknown payment');
      return 'ignored';
    }
    const { status, disputes } = result.order.settlement ?? {};
    if (type.startsWith('Transaction.Dispute') && (status !== 'PAID' || !disputes)) {
      // PortOne lists the disputes of PAID payments only.
      log.error(
        { type, paymentId },
        'a dispute that the payment does not list: look for it at PortOne',
      );
    }
    return result.changed ? 'settled' : 'unchanged';
  }
}
