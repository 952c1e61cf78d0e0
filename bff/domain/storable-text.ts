/** The length to which a text of another system is cut: nothing that is read of one needs more. */
const MAX_LENGTH = 2_000;

/** PostgreSQL's index takes a key of 2,700 bytes, and a letter needs three. */
const MAX_KEY_LENGTH = 500;

/**
 * Another system's text as every database keeps it: PostgreSQL has no letter U+0000, and no half of
 * a surrogate pair can be written in UTF-8.
 */
export function storableText(text: string): string {
  return text.slice(0, MAX_LENGTH).toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Whether every database keeps the text as it is, as the key of a row. */
export function isStorableKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && text.isWellFormed() && !text.includes('\0');
}
