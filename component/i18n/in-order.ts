/** A language's messages, or a group of them. */
type Texts = { readonly [name: string]: string | Texts };

/** All texts, one to a line, in the order of their names in `named`. What a build writes of a language. */
export function textsInOrder(named: Texts, texts: Texts): string {
  return Object.entries(named)
    .map(([name, text]) => {
      const own = texts[name];
      return typeof text === 'string' ? own : textsInOrder(text, own as Texts);
    })
    .join('\n');
}

/**
 * A language by its texts alone: the names are those of another one. The built script says each name
 * once, and not once for each language.
 *
 * @param lines of `textsInOrder`; emptied
 */
export function withNames(named: Texts, lines: string[]): Texts {
  return Object.fromEntries(
    Object.entries(named).map(([name, text]) => [
      name,
      typeof text === 'string' ? (lines.shift() ?? '') : withNames(text, lines),
    ]),
  );
}
