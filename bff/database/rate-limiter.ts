import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { type Kysely, sql } from 'kysely';
import type { RateLimiter } from '../domain/rate-limiter.ts';
import { circuitPause } from '../time/circuit-pause.ts';
import { endOfWaiting } from '../time/rfc3339.ts';
import { batch } from './batch.ts';
import type { Tables } from './tables.ts';

/** The requests of one key, and the end of its window in milliseconds since 1970. */
type Count = { points: number; expire: number };

const MINUTE_MS = 60_000;
/** No window is longer: a row that ends later was begun by a clock that ran ahead. */
const LONGEST_WINDOW_MS = 24 * 60 * MINUTE_MS;
const DATABASE_TIMEOUT_MS = 1_000;
/** For which a database that did not count is not asked again. */
const DATABASE_RETRY_MS = 5_000;
/** Rows of one statement that deletes expired ones. */
const CLEAN_SIZE = 1_000;
/** Between two deletions of expired rows. */
const CLEAN_INTERVAL_MS = 5 * MINUTE_MS;

/** Counts in this process. */
export function memoryRateLimiter(perWindow: number, windowMs = MINUTE_MS): RateLimiter {
  const counts = localCounts(windowMs);
  return {
    consume: async (key, share = 1) => secondsToWait(counts.add(key), share * perWindow, windowMs),
    wait: (key, share = 1) => waitFor(counts.find(key), share * perWindow, windowMs),
  };
}

/**
 * Counts in PostgreSQL, for all servers on it together. Where the database does not answer, each
 * server counts by itself: no buyer is rejected because of that.
 */
export function sharedRateLimiter(
  database: Kysely<Tables>,
  perWindow: number,
  windowMs = MINUTE_MS,
): RateLimiter {
  const guard = wrap(
    circuitBreaker(handleAll, {
      halfOpenAfter: circuitPause(DATABASE_RETRY_MS),
      breaker: new ConsecutiveBreaker(1),
    }),
    timeout(DATABASE_TIMEOUT_MS, TimeoutStrategy.Aggressive),
  );
  // One statement for each request would cost as much as storing a payment.
  const addInDatabase = batch(
    (keys: readonly string[]) => guard.execute(() => addTogether(database, keys, windowMs)),
    // Of two groups at once the second would wait for the rows of the first.
    { concurrency: 1, isFaultOfOneEntry: () => false },
  );
  /** Of keys that have used up their minute, and of all keys while the database does not answer. */
  const local = localCounts(windowMs);

  let cleanedAt = Date.now();
  function clean(): void {
    const now = Date.now();
    // Both ways: a clock that ran ahead may be right again.
    if (Math.abs(now - cleanedAt) < CLEAN_INTERVAL_MS) return;
    cleanedAt = now;
    // The next cleaning deletes these rows as well.
    deleteExpired(database, now).catch(() => {});
  }

  return {
    async consume(key, share = 1) {
      clean();
      const limit = share * perWindow;
      // The database need not be asked again about a key that has used up its minute.
      const seconds = waitFor(local.find(key), limit, windowMs);
      if (seconds !== undefined) return seconds;
      const count = await addInDatabase(key).catch(() => local.add(key));
      if (count.points >= limit) local.set(key, count);
      return secondsToWait(count, limit, windowMs);
    },
    wait: (key, share = 1) => waitFor(local.find(key), share * perWindow, windowMs),
  };
}

/** @param count with the request that is being counted */
function secondsToWait(
  { points, expire }: Count,
  limit: number,
  windowMs: number,
): number | undefined {
  return points > limit ? secondsUntil(expire, windowMs) : undefined;
}

/** @param count of the requests so far */
function waitFor(count: Count | undefined, limit: number, windowMs: number): number | undefined {
  return count && count.points >= limit ? secondsUntil(count.expire, windowMs) : undefined;
}

/** When a window that has begun ends at the latest: one that ends later was begun by a clock that ran ahead. */
function latestEnd(now: number, windowMs: number): number {
  return endOfWaiting(now, windowMs);
}

function secondsUntil(time: number, windowMs: number): number {
  return Math.min(Math.max(1, Math.ceil((time - Date.now()) / 1_000)), windowMs / 1_000);
}

/** Counts in this process. A count is forgotten within a minute after it has expired. */
function localCounts(windowMs: number) {
  const counts = new Map<string, Count>();
  let cleanedAt = Date.now();

  function set(key: string, count: Count): void {
    const now = Date.now();
    if (Math.abs(now - cleanedAt) >= MINUTE_MS) {
      cleanedAt = now;
      for (const other of [...counts.keys()]) if (!find(other)) counts.delete(other);
    }
    counts.set(key, count);
  }

  /** The count of a window that is not over. */
  function find(key: string): Count | undefined {
    const count = counts.get(key);
    const now = Date.now();
    return count && count.expire > now && count.expire <= latestEnd(now, windowMs)
      ? count
      : undefined;
  }

  function add(key: string): Count {
    const { points, expire } = find(key) ?? { points: 0, expire: Date.now() + windowMs };
    const count = { points: points + 1, expire };
    set(key, count);
    return count;
  }

  return { add, find, set };
}

/** Deletes a part at a time, so that no statement takes long after a flood, and waits for no row. */
async function deleteExpired(database: Kysely<Tables>, now: number): Promise<void> {
  for (let deleted = CLEAN_SIZE; deleted === CLEAN_SIZE; ) {
    const { numDeletedRows } = await database
      .deleteFrom('rate_limits')
      .where('key', 'in', (expired) =>
        expired
          .selectFrom('rate_limits')
          .select('key')
          .where(({ or, eb }) =>
            or([eb('expire', '<=', now), eb('expire', '>', latestEnd(now, LONGEST_WINDOW_MS))]),
          )
          .limit(CLEAN_SIZE)
          .forUpdate()
          .skipLocked(),
      )
      .executeTakeFirstOrThrow();
    deleted = Number(numDeletedRows);
  }
}

/**
 * Counts one request for each of the keys, some of which may be the same, in one statement.
 *
 * @returns for each of them its count, this request included
 */
async function addTogether(
  database: Kysely<Tables>,
  keys: readonly string[],
  windowMs: number,
): Promise<Count[]> {
  const now = Date.now();
  const isOver = sql`(rate_limits.expire <= cast(${now} as bigint)
    or rate_limits.expire > cast(${latestEnd(now, windowMs)} as bigint))`;
  // Servers that count the same keys take their rows in the same order, and so never wait for
  // each other.
  const { rows } = await sql<{ key: string; points: number; expire: string }>`
    insert into rate_limits (key, points, expire)
    select value, count(*), cast(${now + windowMs} as bigint)
    from json_array_elements_text(cast(${JSON.stringify(keys)} as json))
    group by value order by value
    on conflict (key) do update set
      points = excluded.points + case
        when ${isOver} then 0 else rate_limits.points end,
      expire = case when ${isOver} then excluded.expire else rate_limits.expire end
    returning key, points, expire`.execute(database);
  const counted = new Map(rows.map((row) => [row.key, row]));
  // Counted down from the last request of a key: each has a number of its own.
  return keys
    .toReversed()
    .map((key) => {
      const row = counted.get(key) as (typeof rows)[number];
      const count = { points: row.points, expire: Number(row.expire) };
      row.points -= 1;
      return count;
    })
    .toReversed();
}
