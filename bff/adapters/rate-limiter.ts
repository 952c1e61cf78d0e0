import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts requests of callers, each for a minute. */
export type RateLimiter = {
  /** @returns the seconds after which the caller may come back, or `undefined` where this one may pass */
  consume(caller: string): Promise<number | undefined>;
};

const MINUTE = 60;

/** Counts in this process: each of several servers behind a balancer counts for itself. */
export function memoryRateLimiter(perMinute: number): RateLimiter {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE });
  return {
    async consume(caller) {
      try {
        await limiter.consume(caller);
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      }
    },
  };
}
