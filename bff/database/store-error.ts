import { CheckoutError } from '../domain/checkout-error.ts';

/**
 * A database that is locked, full or gone is a temporary failure of the server, not a mistake of the client.
 *
 * @throws {CheckoutError} `STORE_UNAVAILABLE`
 */
export async function withStoreErrors<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    // What the work itself has to say.
    if (cause instanceof CheckoutError) throw cause;
    throw new CheckoutError('STORE_UNAVAILABLE', 'The database is not available', {
      cause,
      isAboutOneRow: isRefusedRow(cause),
      retryAfter: 5,
    });
  }
}

/**
 * Whether a failure is about a row, not about the database: it refuses the row, or another transaction
 * holds it.
 */
export function isFaultOfOneRow(error: unknown): boolean {
  return isRefusedRow(error) || /^40|^55P03$/.test(sqlStateOf(error));
}

/** A broken constraint, a text that cannot be stored, a key that is too long, a row that cannot be read. */
function isRefusedRow(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  if (typeof errcode === 'number') return SQLITE_REFUSALS.has(errcode & 0xff);
  return error instanceof SyntaxError || /^(22|23|54)/.test(sqlStateOf(error));
}

/** PostgreSQL's code of an error, or an empty text. */
export function sqlStateOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}

/** SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH. */
const SQLITE_REFUSALS: ReadonlySet<number> = new Set([18, 19, 20]);
