import { canonicalText } from '../domain/canonical-text.ts';
import { placeOf } from './describe-issue.ts';
import { codePointOf } from './show-invisible.ts';

/** Compared letter by letter by other systems: an odd character in them is refused, not taken out. */
const identifier =
  /^(store\.(id|agreements\.\d+\.id)|methods\.\d+\.(id|channelKey|channelGroupId|pgProvider)|items\.\d+\.(id|methods\.\d+|(options|fields|agreements)\.\d+\.(id|values\.\d+\.id)|variants\.\d+\.options\..+))$/;

/** The owner's own data comes back from PortOne as it was sent. */
const ownData = /^(methods|items)\.\d+\.customData\./;

/** Texts that may have several lines. */
const prose = /\.(description|orderDetail|custom_message|afterPaid\.text)$/;

/**
 * Puts each text of a catalog into the form that is sent, shown and compared.
 *
 * @param json as it was read; changed in place
 * @returns the problems: characters that no gateway and no page can show
 */
export function canonicaliseCatalog(json: unknown): string[] {
  const problems: string[] = [];
  walk(json, [], (text, path) => {
    const place = path.join('.');
    if (ownData.test(place)) return text;
    const problem = characterProblem(text, prose.test(place));
    if (problem) problems.push(`The catalog’s ${placeOf(path, json)} ${problem}`);
    return identifier.test(place) ? text : canonicalText(text);
  });
  return problems;
}

type Path = readonly (string | number)[];

function walk(node: unknown, path: Path, change: (text: string, path: Path) => string): void {
  if (typeof node !== 'object' || node === null) return;
  const entries = Array.isArray(node) ? node.entries() : Object.entries(node);
  for (const [key, value] of entries) {
    const place = [...path, key];
    if (typeof value === 'string') {
      (node as Record<string | number, unknown>)[key] = change(value, place);
    } else {
      walk(value, place, change);
    }
  }
}

function characterProblem(text: string, mayHaveLines: boolean): string | undefined {
  if (!text.isWellFormed()) {
    return 'has half of a character (\\ud800 to \\udfff without its other half). Write the character itself.';
  }
  if (text.includes('\ufffd')) {
    return 'has U+FFFD in it, which stands where a letter was lost: the file was once read in the wrong encoding. Write the letter again.';
  }
  // Spaces at the ends are taken away, and line breaks are among them.
  const control = (mayHaveLines ? /(?![\t\n\r])\p{Cc}/u : /\p{Cc}|\p{Zl}|\p{Zp}/u).exec(
    text.trim(),
  );
  if (!control) return undefined;
  return `has the control character ${codePointOf(control[0])} in it. Delete it.`;
}
