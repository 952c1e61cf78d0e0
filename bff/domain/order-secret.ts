import { hash, timingSafeEqual } from 'node:crypto';
import type { Order } from './order.ts';

const RANDOM_BYTES = 16;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567';

/** How many random bytes {@link newSecret} takes. */
export const secretEntropy = RANDOM_BYTES;

/** What a secret, a return token and a mark look like. They differ in what they open, not in their form. */
export const SECRET_FORM = /^[a-z2-7]{26}$/;

/**
 * A secret of 128 bits in 26 characters of `a-z2-7`. They survive an address that a gateway has
 * written in lower case.
 *
 * @param entropy {@link secretEntropy} random bytes
 */
export function newSecret(entropy: Uint8Array): string {
  if (entropy.length !== RANDOM_BYTES) {
    throw new RangeError(`newSecret takes ${RANDOM_BYTES} random bytes, got ${entropy.length}`);
  }
  let bits = entropy.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) << 2n;
  let text = '';
  while (text.length < 26) {
    text = DIGITS[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** What is kept of a secret. A slow hash adds nothing to 128 random bits. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

/** Compared with where there is no secret, so that the answer takes as long. No secret has this hash. */
const NONE = '-'.repeat(hashOf('').length);

/** Whether a text is the secret with this hash, in a time that says nothing about either. */
export function isSecret(text: string | undefined, kept: string | undefined): boolean {
  const given = Buffer.from(hashOf(text ?? ''));
  const expected = Buffer.from(kept ?? NONE);
  const isSame = given.length === expected.length && timingSafeEqual(given, expected);
  return isSame && text !== undefined && kept !== undefined;
}

/**
 * What an answer may say of an order: `private` to the browser that ordered it, `returned` to a
 * browser that a payment came back to, `public` to everybody with its id. `legacy` is what 0.1.1
 * said to everybody: its orders have no secret.
 */
export type Level = 'public' | 'returned' | 'private' | 'legacy';

/** How long an order without a secret is answered for as by 0.1.1. */
const LEGACY_MS = 14 * 24 * 60 * 60_000;

/**
 * The level of who asks about an order. A wrong secret is the same as none.
 *
 * @param createdAt of the order, as `now` in milliseconds since 1970
 */
export function levelOf(
  order: Pick<Order, 'secretHash'>,
  secret: string | undefined,
  createdAt: number,
  now: number,
): Exclude<Level, 'returned'> {
  const isRight = isSecret(secret, order.secretHash);
  if (order.secretHash === undefined) return now - createdAt < LEGACY_MS ? 'legacy' : 'public';
  return isRight ? 'private' : 'public';
}
