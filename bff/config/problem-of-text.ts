/** Controls, format characters, line separators, and letters that look like a space. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0\ufffd]|(?! )\p{Zs}/u;

/** Lists may be written over several lines. */
const INVISIBLE_IN_LISTS = new RegExp(`(?![\\t\\r\\n])(?:${INVISIBLE.source})`, 'u');

const QUOTES = '["\'`“”‘’«»]';
const QUOTED = new RegExp(`^${QUOTES}|${QUOTES}$`);
const QUOTED_IN_LISTS = new RegExp(`(^|,)\\s*${QUOTES}|${QUOTES}\\s*(,|$)`);

/**
 * What is wrong with a setting's text, whatever it says: what a copy, an env file or a shell has left in
 * it. It never quotes the text, which may be a secret.
 *
 * @param isList whether it has parts between commas, whose spaces count for nothing
 */
export function problemOfText(text: string, isList = false): string | undefined {
  if (text.trim() === '') return 'has nothing but spaces in it: write a value, or leave it out';
  const invisible = (isList ? INVISIBLE_IN_LISTS : INVISIBLE).exec(text);
  if (invisible) {
    const code = (invisible[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `has an invisible character in it, U+${code} after ${[...text.slice(0, invisible.index)].length} characters, as copies from a page or a chat do: delete it, or type the value anew`;
  }
  if ((isList ? QUOTED_IN_LISTS : QUOTED).test(text)) {
    return 'has a quotation mark at its beginning or end. Docker and some other readers of env files keep quotes as part of the value: write it without them';
  }
  if (/^\$(\w+|\{[^}]*\})$/.test(text)) {
    return 'names another variable, whose value was not put in its place: write the value itself';
  }
  if (!isList && text !== text.trim()) {
    return 'has a space at its beginning or end: delete it';
  }
  return undefined;
}
