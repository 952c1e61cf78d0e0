import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { RateLimiter } from '../../domain/rate-limiter.ts';
import type { Metrics } from '../../observability/metrics.ts';
import { webhookAlerts } from '../../observability/webhook-alerts.ts';
import { refusalLog } from '../refusal-log.ts';
import { countRequest, refuseAfter } from './rate-limit.ts';

/** The server's own failures, which the error responder logs. */
const serverErrors: ReadonlySet<string> = new Set(['UPSTREAM_UNAVAILABLE', 'STORE_UNAVAILABLE']);

/** What is refused before its signature is known to be PortOne's. */
const unsigned: ReadonlySet<string> = new Set([
  'WEBHOOK_INVALID',
  'INVALID_JSON',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'REQUEST_TIMEOUT',
]);

/**
 * Reports the result of each webhook: the `result` of the answer, or the code of the
 * error. The log has the reason of an error: where the webhook was PortOne's own, a
 * secret, a clock or the webhook version in the console is wrong.
 *
 * @param clock milliseconds since 1970
 * @param limiter of what is refused, by address
 */
export function webhookResults(
  log: Logger,
  metrics: Pick<Metrics, 'webhookAnswered' | 'rateLimited'>,
  clock: () => number,
  limiter?: RateLimiter,
): Middleware {
  const alerts = webhookAlerts(log, clock);
  const logRefusal = refusalLog(log);
  return async (ctx, next) => {
    try {
      await next();
      metrics.webhookAnswered((ctx.body as { result: string }).result);
      alerts.accepted();
    } catch (error) {
      const code = error instanceof CheckoutError ? error.code : 'INTERNAL_ERROR';
      metrics.webhookAnswered(code);
      if (error instanceof CheckoutError && !serverErrors.has(code)) {
        // What else is refused says nothing of secret and clock.
        if (code === 'WEBHOOK_INVALID') alerts.refused(error.message);
        ctx.state.isCounted = !logRefusal(code, error.message);
        // What PortOne signed is never limited, from whichever address it comes.
        if (limiter && unsigned.has(code)) {
          refuseAfter(await countRequest(ctx, limiter, 'webhook', metrics.rateLimited));
        }
      }
      throw error;
    }
  };
}
