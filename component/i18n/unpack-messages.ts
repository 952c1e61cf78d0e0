import type { Messages } from './message-types.ts';

/** Between two texts, in none of them. */
export const BREAK = '|';

/**
 * Messages as the built script has them: the names once for all languages.
 *
 * @param names as `pay paid{title text}`
 * @param texts in the order of the names; an empty one is of a message that the language leaves out
 */
export function unpackMessages(names: string, texts: string): Messages {
  type Table = { [name: string]: string | Table };
  const written = texts.split(BREAK);
  const messages: Table = {};
  const open = [messages];
  for (const [, name, brace] of names.matchAll(/(\w+)(\{?)|\}/g)) {
    const table = open[0] ?? messages;
    if (!name) open.shift();
    else if (brace) {
      const inner: Table = {};
      table[name] = inner;
      open.unshift(inner);
    } else {
      const text = written.shift();
      if (text) table[name] = text;
    }
  }
  return messages as unknown as Messages;
}
