import type { OperatorLanguage } from './operator-language.ts';

/**
 * A sentence of ours and its translation. `{name}` stands for what is filled in, which stays as it is;
 * `{name*}` for what is a sentence of ours itself. Both sides have the same names.
 */
export type Sentence = readonly [english: string, korean: string];

type Pattern = { matches: RegExp; korean: string };

/**
 * Translates what the server says, once it is said: messages are written in English where they arise, and
 * whoever prints them for a person asks for the person's language. What no sentence matches stays English.
 *
 * @param load gets the sentences, of which the first that matches counts; they are not loaded as long as
 * English is spoken
 */
export async function translator(
  language: OperatorLanguage,
  load: () => Promise<readonly Sentence[]>,
): Promise<(text: string) => string> {
  if (language === 'en') return (text) => text;
  const patterns = (await load()).map(patternOf);

  const translate = (text: string): string => {
    for (const { matches, korean } of patterns) {
      const found = matches.exec(text);
      if (found) return filled(korean, found.groups ?? {}, translate);
    }
    return text;
  };
  // A message of several lines is several messages.
  return (text) => text.split('\n').map(translate).join('\n');
}

const HOLE = /\{(\w+)(\*?)\}/g;

function patternOf([english, korean]: Sentence): Pattern {
  let at = 0;
  let source = '';
  for (const { index, 0: hole, 1: name } of english.matchAll(HOLE)) {
    source += `${literal(english.slice(at, index))}(?<${name}>.*?)`;
    at = index + hole.length;
  }
  source += literal(english.slice(at));
  return { matches: new RegExp(`^${source}$`, 'su'), korean };
}

/** `RegExp.escape` is newer than the oldest Node that the server runs on. */
function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function filled(
  korean: string,
  values: Readonly<Record<string, string>>,
  translate: (text: string) => string,
): string {
  return korean.replaceAll(HOLE, (_hole, name: string, isOurs: string) => {
    const value = values[name] ?? '';
    return isOurs ? translate(value) : value;
  });
}
