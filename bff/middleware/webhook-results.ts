import type { Middleware } from 'koa';
import { CheckoutError } from '../domain/checkout-error.ts';

/**
 * Tells what came of each webhook: the `result` of the answer, or the code of the refusal.
 */
export function webhookResults(onAnswered: (result: string) => void): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      onAnswered((ctx.body as { result: string }).result);
    } catch (error) {
      onAnswered(error instanceof CheckoutError ? error.code : 'INTERNAL_ERROR');
      throw error;
    }
  };
}
