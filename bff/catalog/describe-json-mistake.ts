import { codePointOf, unseenIn } from './show-invisible.ts';

/** Where a mistake is, counted from 0, and what it is, in words for a person who may not program. */
export type JsonMistake = { at: number; text: string };

/**
 * The mistake behind a parser's error. What a parser stumbles over often follows the mistake: the
 * bracket after a comma too many, the next line after a missing one.
 *
 * @param offset where the parser stopped
 */
export function describeJsonMistake(source: string, offset: number): JsonMistake {
  const { texts, open } = scan(source, offset);
  for (const { start, end } of texts) {
    const text = source.slice(start, end);
    if (/[\n\r]/.test(text) || text.length < 2 || !text.endsWith('"')) {
      return {
        at: start,
        text: 'this text does not end in its line: close it with ", and write \\n for a line break in it.',
      };
    }
    const control = /\p{Cc}/u.exec(text);
    if (control) {
      return {
        at: start + control.index,
        text: `the character ${codePointOf(control[0])} stands in this text: delete it.`,
      };
    }
  }
  const around = texts.find(({ start, end }) => start < offset && offset < end);
  const rest = source.slice(offset);
  const before = source.slice(0, offset).trimEnd();
  const last = before.at(-1) ?? '';
  const [letter = ''] = rest;
  if (rest.trim() === '') {
    const bracket = open.at(-1);
    return bracket === undefined
      ? { at: Math.max(0, before.length - 1), text: 'the file ends before it is complete.' }
      : {
          at: bracket,
          text: `this ${source[bracket]} is not closed: the file ends before it is complete.`,
        };
  }
  if (around) {
    return { at: offset, text: 'a \\ in a text is written \\\\, and a " in it \\".' };
  }
  if (open.length === 0 && last !== '') {
    return { at: offset, text: 'the catalog has ended, and something follows: delete it.' };
  }
  if (/^(\/[/*]|#|<!--)/.test(rest)) {
    return { at: offset, text: 'this is a comment, which JSON does not take: delete it.' };
  }
  if ('}]'.includes(letter) && last === ',') {
    return { at: before.length - 1, text: `delete this comma: ${letter} follows it.` };
  }
  if (letter === ',' && last !== ':') {
    return { at: offset, text: 'delete this comma: nothing stands between it and what precedes.' };
  }
  const thousands = /(\d{1,3}),$/.exec(before);
  if (/^\d{1,3}\b/.test(rest) && thousands) {
    return { at: offset, text: 'a number is written without commas: 1000, not 1,000.' };
  }
  if (':,'.includes(last) || '}]'.includes(letter)) {
    const bracket = source[open.at(-1) ?? 0];
    if (last === ':' && '}],'.includes(letter)) {
      return { at: offset, text: 'a value is missing here.' };
    }
    if (letter === (bracket === '[' ? '}' : ']')) {
      return {
        at: offset,
        text: `${bracket === '[' ? ']' : '}'} is missing before this ${letter}.`,
      };
    }
  }
  const instead = lookalikes[letter];
  if (instead) return { at: offset, text: `write ${instead} in place of ${letter}.` };
  const strange = unseenIn(letter);
  if (strange) {
    const code = codePointOf(letter);
    return {
      at: offset,
      text: `the character ${code} stands here, which looks like nothing or a space: delete it.`,
    };
  }
  if (letter === ';' || letter === '=') {
    return { at: offset, text: `write ${letter === ';' ? 'a comma' : ':'} in place of ${letter}.` };
  }
  if (/["{[\w+.-]/.test(letter) && /["}\]\w]/.test(last)) {
    if (/\d/.test(last) && !/["{[]/.test(letter)) {
      return { at: offset, text: 'this is no number: write digits only, the first not 0.' };
    }
    const missing = isKey(source, before.length, open.at(-1)) ? ':' : 'a comma';
    const quote = before.length === offset && last === '"' ? ', or a \\ before this "' : '';
    return { at: before.length, text: `${missing} is missing here${quote}.` };
  }
  const [word = letter] = /^[\p{L}\p{N}_$+.-]+/u.exec(rest) ?? [];
  if (last === '{' || (last === ',' && source[open.at(-1) ?? 0] === '{')) {
    return { at: offset, text: `a name in quotes belongs here: "${word}" if that is meant.` };
  }
  if (/[\p{L}$€¥₩]/u.test(letter) && /\d$/.test(source.slice(0, offset))) {
    return { at: offset, text: `a number stands alone: delete ${word}.` };
  }
  if (last === '.' || /^[+.\d]/.test(word)) {
    return { at: offset, text: 'this is no number: write digits only, the first not 0.' };
  }
  if (/[\p{L}_$]/u.test(letter)) {
    return {
      at: offset,
      text: `${word} is not known: write "${word}" for a text, or true, false or null.`,
    };
  }
  return { at: offset, text: `${letter} does not belong here.` };
}

/** What keyboards and word processors write in place of JSON's own signs. */
const lookalikes: Readonly<Record<string, string>> = {
  "'": '"',
  '`': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': '"',
  '’': '"',
  '＂': '"',
  '「': '"',
  '」': '"',
  '«': '"',
  '»': '"',
  '，': 'a plain comma',
  '、': 'a plain comma',
  '：': ':',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
};

type Scan = { texts: { start: number; end: number }[]; open: number[] };

/** The texts up to and around a place, and the brackets that are open there. */
function scan(source: string, offset: number): Scan {
  const texts: Scan['texts'] = [];
  const open: number[] = [];
  const token = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\]]/g;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [text] = found;
    if (text.startsWith('"')) {
      texts.push({ start: found.index, end: found.index + text.length });
    } else if (found.index >= offset) {
      break;
    } else if ('{['.includes(text)) {
      open.push(found.index);
    } else {
      open.pop();
    }
    if (found.index >= offset) break;
  }
  return { texts, open };
}

/** Whether the text that ends here is the name of a value to come. */
function isKey(source: string, end: number, bracket: number | undefined): boolean {
  if (bracket === undefined || source[bracket] !== '{') return false;
  const text = /(?:^|[{,])\s*"(?:[^"\\]|\\.)*"$/;
  return text.test(source.slice(0, end));
}

/** Counted from 1, as editors do. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const lines = source.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
