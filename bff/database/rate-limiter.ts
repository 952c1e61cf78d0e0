import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { type Kysely, sql } from 'kysely';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { batch } from './batch.ts';
import type { Tables } from './tables.ts';

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
  const count = batch(
    (callers: readonly string[]) => guard.execute(() => countTogether(database, callers)),
    // Of two groups at once the second would wait for the rows of the first.
    { concurrency: 1, isFaultOfOneEntry: () => false },
  );
  const limiter = new RateLimiterPostgres({
    storeClient: {
      // The limiter asks about each request by itself, which cost as much as
      // storing a payment: its statement gives way to one for all of a moment.
      query: async ({ values: [caller] }: { values: [string] }) => ({
        rows: [await count(caller)],
      }),
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

/** How many requests a caller has made by now, this one included, and when the minute ends: milliseconds since 1970. */
type Count = { points: number; expire: number };

/** Counts one request for each of the callers, who may be the same, in one statement. */
async function countTogether(
  database: Kysely<Tables>,
  callers: readonly string[],
): Promise<Count[]> {
  const now = Date.now();
  // Servers that count the same callers take their rows in the same order, and
  // so never wait for each other.
  const { rows } = await sql<{ key: string; points: number; expire: string }>`
    insert into rate_limits (key, points, expire)
    select value, count(*), cast(${now + MINUTE * 1_000} as bigint)
    from json_array_elements_text(cast(${JSON.stringify(callers)} as json))
    group by value order by value
    on conflict (key) do update set
      points = excluded.points + case
        when rate_limits.expire <= cast(${now} as bigint) then 0 else rate_limits.points end,
      expire = case
        when rate_limits.expire <= cast(${now} as bigint) then excluded.expire
        else rate_limits.expire end
    returning key, points, expire`.execute(database);
  const counted = new Map(rows.map((row) => [row.key, row]));
  // Counted back from the last of a caller's: each has a number of its own.
  return callers
    .toReversed()
    .map((caller) => {
      const row = counted.get(caller) as (typeof rows)[number];
      const count = { points: row.points, expire: Number(row.expire) };
      row.points -= 1;
      return count;
    })
    .toReversed();
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
