const RANDOM_BYTES = 10;
const TIME_DIGITS = 9;
const RANDOM_DIGITS = 16;

/** How many random bytes {@link newPaymentId} takes. */
export const paymentIdEntropy = RANDOM_BYTES;

/**
 * A `paymentId` that every gateway takes: 25 lower-case letters and digits.
 * KCP, Smartro and KPN allow nothing else, and KPN at most 32 characters.
 * It begins with the time, so that rows lie in the order of their creation,
 * and ends with 80 random bits, so that it cannot be guessed.
 *
 * @param now milliseconds since 1970
 * @param entropy {@link paymentIdEntropy} random bytes
 */
export function newPaymentId(now: number, entropy: Uint8Array): string {
  if (entropy.length !== RANDOM_BYTES) {
    throw new RangeError(`newPaymentId takes ${RANDOM_BYTES} random bytes, got ${entropy.length}`);
  }
  const random = entropy.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return beginningAt(now) + random.toString(36).padStart(RANDOM_DIGITS, '0');
}

/**
 * What ids of a time begin with: those that are issued later compare as greater.
 *
 * @param now milliseconds since 1970
 */
export function beginningAt(now: number): string {
  return now.toString(36).padStart(TIME_DIGITS, '0');
}

/**
 * Whether a text can be a `paymentId` at all. Wider than what we issue, since a
 * merchant may bring ids of an earlier system; narrow enough to be safe in a URL,
 * where PortOne's server SDK would let `..` walk up the path.
 */
export function isPaymentId(text: string): boolean {
  return /^[A-Za-z0-9_-]{6,64}$/.test(text);
}
