import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { CheckoutError } from '../../domain/checkout-error.ts';
import { ADVICE, webhookAlerts } from '../../observability/webhook-alerts.ts';

/** The server's own failures, which the error responder logs. */
const serverErrors: ReadonlySet<string> = new Set(['UPSTREAM_UNAVAILABLE', 'STORE_UNAVAILABLE']);

/**
 * Reports the result of each webhook: the `result` of the answer, or the code of the
 * error. The log has the reason of an error: where the webhook was PortOne's own, a
 * secret, a clock or the webhook version in the console is wrong.
 *
 * @param clock milliseconds since 1970
 */
export function webhookResults(
  log: Logger,
  onAnswered: (result: string) => void,
  clock: () => number,
): Middleware {
  const alerts = webhookAlerts(log, clock);
  return async (ctx, next) => {
    try {
      await next();
      onAnswered((ctx.body as { result: string }).result);
      alerts.accepted();
    } catch (error) {
      const code = error instanceof CheckoutError ? error.code : 'INTERNAL_ERROR';
      onAnswered(code);
      if (error instanceof CheckoutError && !serverErrors.has(code)) {
        alerts.refused(error.message);
        const isUnproven = code === 'WEBHOOK_INVALID';
        log.warn(
          { code, reason: error.message, ...(isUnproven && { ifFromPortOne: ADVICE }) },
          'webhook refused',
        );
      }
      throw error;
    }
  };
}
