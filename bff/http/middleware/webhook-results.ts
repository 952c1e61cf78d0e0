import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { CheckoutError } from '../../domain/checkout-error.ts';

/** The server's own failures, which the error responder logs. */
const serverErrors: ReadonlySet<string> = new Set(['UPSTREAM_UNAVAILABLE', 'STORE_UNAVAILABLE']);

/**
 * Reports the result of each webhook: the `result` of the answer, or the code of the
 * error. The log has the reason of an error: where the webhook was PortOne's own, a
 * secret, a clock or the webhook version in the console is wrong.
 */
export function webhookResults(log: Logger, onAnswered: (result: string) => void): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      onAnswered((ctx.body as { result: string }).result);
    } catch (error) {
      const code = error instanceof CheckoutError ? error.code : 'INTERNAL_ERROR';
      onAnswered(code);
      if (error instanceof CheckoutError && !serverErrors.has(code)) {
        log.warn({ code, reason: error.message }, 'webhook refused');
      }
      throw error;
    }
  };
}
