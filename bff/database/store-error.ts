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
    throw new CheckoutError('STORE_UNAVAILABLE', 'The database is not available', {
      cause,
      retryAfter: 5,
    });
  }
}
