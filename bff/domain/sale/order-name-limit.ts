/** What an order's name may be at a gateway. */
export type OrderNameLimit = {
  letters?: number;
  bytes?: number;
  /** Of the bytes; where absent, the longer one counts. */
  encoding?: 'EUC-KR' | 'UTF-8';
  /** Letters that may not be in it. */
  without?: string;
};

/** The fewest letters of a choice that say anything. */
const MIN_LETTERS = 2;

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' });

/**
 * A name with what was chosen, as much of that as a gateway takes: `신발 270 x2`. What a buyer sees as
 * one letter is not cut apart.
 *
 * @param name and `end` always stand in it: a start checks that they fit
 */
export function nameWithChoice(
  name: string,
  choice: string,
  end: string,
  limits: readonly OrderNameLimit[] = [],
): string {
  const strange = new Set(limits.flatMap(({ without = '' }) => [...without]));
  const letters = [...segmenter.segment(choice)]
    .map(({ segment }) => segment)
    .map((letter) => (strange.has(letter) ? ' ' : letter));
  const whole = letters.join('').replace(/ {2,}/g, ' ').trim();
  if (whole === '') return `${name}${end}`;
  if (fits(`${name} ${whole}${end}`, limits)) return `${name} ${whole}${end}`;
  for (let length = letters.length - 1; length >= MIN_LETTERS; length -= 1) {
    const part = letters.slice(0, length).join('').replace(/ {2,}/g, ' ').trim();
    const cut = `${name} ${part}…${end}`;
    if (part !== '' && fits(cut, limits)) return cut;
  }
  return `${name}${end}`;
}

/** Whether gateways with these limits take the name. */
export function fits(name: string, limits: readonly OrderNameLimit[]): boolean {
  return limits.every(({ letters, bytes, encoding }) => {
    if (letters !== undefined && [...name].length > letters) return false;
    if (bytes === undefined) return true;
    return (encoding === 'EUC-KR' ? koreanBytes(name) : utf8Bytes(name)) <= bytes;
  });
}

/** In UTF-8. */
export function utf8Bytes(text: string): number {
  return [...text].reduce((sum, letter) => {
    const code = letter.codePointAt(0) as number;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
}

/** In EUC-KR. */
export function koreanBytes(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter <= '\x7f' ? 1 : 2), 0);
}
