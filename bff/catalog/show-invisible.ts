/** What no reader sees, sees as a space, or sees as something else than it is. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]|[\u034f\u17b4\u17b5]|[\u180b-\u180f\ufe00-\ufe0e]|(?! )\p{Zs}/u;

/** The first character of a text that is invisible, or a space other than the usual one. */
export function unseenIn(text: string): string | undefined {
  return unseen.exec(text)?.[0];
}

/** A character by its number, e.g. `U+200B`, since it cannot be shown. */
export function codePointOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A message in which what is invisible stands as its number, e.g. `shoes<U+200B>`. */
export function showInvisible(message: string): string {
  return message.replace(new RegExp(unseen, 'gu'), (character) => `<${codePointOf(character)}>`);
}
