import type { OperatorLanguage } from './operator-language.ts';

/**
 * A sentence of ours and its translation. `{name}` stands for what is filled in, which stays as it is;
 * `{name:family}` for a text of ours, which is one of that family, and `{name:word}` for one without a
 * space, which stays as well. Both sides have the same names.
 */
export type Sentence = readonly [english: string, translation: string];

/** Texts of ours by where they can stand: `said` are whole messages, others are parts of them. */
export type Sentences = { readonly said: readonly Sentence[] } & Readonly<
  Record<string, readonly Sentence[]>
>;

/**
 * Translates a message, or a part of one where its family is named. What no sentence matches stays as it
 * is.
 */
export type Translate = (text: string, family?: string) => string;

/** Parts of a sentence, in order: what stands before a hole, and the hole. */
type Hole = { before: string; name: string; family: string | undefined };

type Pattern = { holes: readonly Hole[]; end: string; translation: string };

/**
 * Translates what the server says, once it is said: messages are written in English where they arise, and
 * whoever prints them for a person asks for the person's language.
 *
 * @param load gets the sentences, of which the first of a family that matches counts; they are not
 * loaded as long as English is spoken
 */
export async function translator(
  language: OperatorLanguage,
  load: () => Promise<Sentences>,
): Promise<Translate> {
  if (language === 'en') return (text) => text;
  const sentences = await load();
  const families = new Map(
    Object.entries(sentences).map(([name, family]) => [name, family.map(patternOf)]),
  );

  /** Of the message in hand: a long one is asked about the same parts many times. */
  const found = new Map<string, string | undefined>();

  function inFamily(name: string, text: string): string | undefined {
    if (name === 'word') return /^\S*[^\s:]$/.test(text) ? text : undefined;
    const key = `${name} ${text}`;
    if (!found.has(key)) found.set(key, firstOf(name, text));
    return found.get(key);
  }

  function firstOf(name: string, text: string): string | undefined {
    for (const pattern of families.get(name) ?? []) {
      const values = valuesIn(text, pattern, inFamily);
      if (values) return filled(pattern.translation, values);
    }
    return undefined;
  }

  function whole(name: string, text: string): string | undefined {
    found.clear();
    return inFamily(name, text);
  }
  // A message of several lines is several messages, unless it is known as one.
  return (text, family = 'said') =>
    whole(family, text) ??
    text
      .split('\n')
      .map((line) => whole(family, line) ?? line)
      .join('\n');
}

const HOLE = /\{(\w+)(?::(\w+))?\}/g;

function patternOf([english, translation]: Sentence): Pattern {
  let at = 0;
  const holes: Hole[] = [];
  for (const { index, 0: hole, 1: name = '', 2: family } of english.matchAll(HOLE)) {
    holes.push({ before: english.slice(at, index), name, family });
    at = index + hole.length;
  }
  return { holes, end: english.slice(at), translation };
}

type InFamily = (family: string, text: string) => string | undefined;

/**
 * What stands in the holes of a sentence: each as short as can be, and a text of ours wherever one has to
 * stand, so that "a: b" in a value misleads no one.
 */
function valuesIn(
  text: string,
  { holes, end }: Pattern,
  inFamily: InFamily,
): Map<string, string> | undefined {
  if (!text.startsWith(holes[0]?.before ?? end) || !text.endsWith(end)) return undefined;
  if (holes.length === 0) return text === end ? new Map() : undefined;
  const limit = text.length - end.length;

  function from(index: number, start: number): Map<string, string> | undefined {
    const { name, family } = holes[index] as Hole;
    const next = holes[index + 1];
    const valueTo = (at: number) => {
      const value = text.slice(start, at);
      return family === undefined ? value : inFamily(family, value);
    };
    if (!next) {
      const value = start <= limit ? valueTo(limit) : undefined;
      return value === undefined ? undefined : new Map([[name, value]]);
    }
    const { before } = next;
    for (let at = text.indexOf(before, start); at >= 0; at = text.indexOf(before, at + 1)) {
      if (at + before.length > limit) return undefined;
      const value = valueTo(at);
      // A word that has a space in it does not become one by growing.
      if (value === undefined && family === 'word' && /\s/.test(text.slice(start, at)))
        return undefined;
      const rest = value === undefined ? undefined : from(index + 1, at + before.length);
      if (value !== undefined && rest) return rest.set(name, value);
    }
    return undefined;
  }
  return from(0, (holes[0] as Hole).before.length);
}

function filled(translation: string, values: ReadonlyMap<string, string>): string {
  return translation.replaceAll(HOLE, (_hole, name: string) => values.get(name) ?? '');
}
