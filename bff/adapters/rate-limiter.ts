import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { CompiledQuery, type Kysely } from 'kysely';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Tables } from './store.ts';

/** Counts requests of callers, each for a minute. */
export type RateLimiter = {
  /** @returns the seconds after which the caller may come back, or `undefined` where this one may pass */
  consume(caller: string): Promise<number | undefined>;
};

/** Seconds. */
const MINUTE = 60;

/** Milliseconds that counting in the database may take. */
const PATIENCE = 1_000;
/** Milliseconds for which a database that did not count is not asked again. */
const RESPITE = 5_000;
/** Milliseconds between two looks for callers who have not come back. */
const CLEANING = 5 * 60_000;

/** Counts in this process. */
export function memoryRateLimiter(perMinute: number): RateLimiter {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: MINUTE });
  return { consume: (caller) => consume(limiter, caller) };
}

/**
 * Counts in PostgreSQL, for all servers on it together. Where it does not answer
 * each counts by itself: a buyer is not sent away for that.
 */
export function sharedRateLimiter(database: Kysely<Tables>, perMinute: number): RateLimiter {
  const guard = wrap(
    circuitBreaker(handleAll, { halfOpenAfter: RESPITE, breaker: new ConsecutiveBreaker(1) }),
    timeout(PATIENCE, TimeoutStrategy.Aggressive),
  );
  const limiter = new RateLimiterPostgres({
    storeClient: {
      query: ({ text, values }: { text: string; values: unknown[] }) =>
        guard.execute(() => database.executeQuery(CompiledQuery.raw(text, values))),
    },
    storeType: 'client',
    // The migrations make it, and we clean it: the limiter would do so for ever, closed or not.
    tableName: 'rate_limits',
    keyPrefix: '',
    tableCreated: true,
    clearExpiredByTimeout: false,
    points: perMinute,
    duration: MINUTE,
    // Who has used up the minute is refused without asking again.
    inMemoryBlockOnConsumed: perMinute,
    insuranceLimiter: new RateLimiterMemory({ points: perMinute, duration: MINUTE }),
  });

  let cleanedAt = Date.now();
  function clean(now: number): void {
    cleanedAt = now;
    database
      .deleteFrom('rate_limits')
      .where('expire', '<=', now)
      .execute()
      // The next one does it, too.
      .catch(() => {});
  }

  return {
    consume(caller) {
      const now = Date.now();
      if (now - cleanedAt >= CLEANING) clean(now);
      return consume(limiter, caller);
    },
  };
}

async function consume(limiter: RateLimiterAbstract, caller: string): Promise<number | undefined> {
  try {
    await limiter.consume(caller);
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
  }
}
