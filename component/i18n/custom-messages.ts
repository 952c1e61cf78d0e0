import { primary } from './locale.ts';
import type { Messages } from './message-types.ts';

type DeepPartial<Table> = Table extends string
  ? string
  : { readonly [Key in keyof Table]?: DeepPartial<Table[Key]> };

/**
 * Messages in place of the element's, by language: `{ ko: { pay: '주문하기' }, zh: { pay: '付款' } }`.
 * A message that a language leaves out stays the element's, which for a language that it does not
 * have is English. `{price}` and `{count}` stand for what the element puts in.
 */
export type CustomMessages = { readonly [language: string]: DeepPartial<Messages> };

type Table = { readonly [key: string]: string | Table | undefined };

/**
 * Merges a page's custom messages over the element's. Reports unusable ones in the console.
 *
 * @param locale a BCP 47 tag; messages of `zh` serve `zh-TW` too, whose own come first
 * @param language the language of `ours`: the page's messages in it fill gaps of the locale's
 */
export function withCustomMessages(
  ours: Messages,
  theirs: CustomMessages | string,
  locale: string,
  language: string,
): Messages {
  const own = readMessages(theirs);
  let merged = ours as unknown as Table;
  for (const tag of new Set([language, primary(locale), locale])) {
    if (own?.[tag]) merged = merge(merged, own[tag] as Table, tag);
  }
  return merged as unknown as Messages;
}

/**
 * @param theirs as the page has them: an object, or its JSON
 * @returns `undefined` for what is no JSON, which it reports in the console
 */
export function readMessages(theirs: CustomMessages | string): CustomMessages | undefined {
  if (typeof theirs !== 'string') return theirs;
  try {
    return JSON.parse(theirs);
  } catch (reason) {
    complain(`the page's own messages are not JSON: ${reason}`);
    return undefined;
  }
}

function merge(ours: Table, theirs: Table, where: string): Table {
  const merged: Record<string, string | Table | undefined> = { ...ours };
  // Names of banks are PortOne's and may be more than we know.
  const isOpen = where.endsWith('.banks');
  for (const [key, value] of Object.entries(theirs)) {
    const known = ours[key];
    const path = `${where}.${key}`;
    if (known === undefined && !isOpen) {
      complain(`there is no message "${path}". There are: ${Object.keys(ours).join(', ')}`);
    } else if (typeof known === 'object' && typeof value === 'object' && value !== null) {
      merged[key] = merge(known, value, path);
    } else if (typeof known === 'object' || typeof value !== 'string') {
      const wanted = typeof known === 'object' ? `an object: ${Object.keys(known)}` : 'a text';
      complain(`the message "${path}" has to be ${wanted}`);
    } else {
      const [slot] = /\{\w+\}/.exec(known ?? '') ?? [];
      if (slot && !value.includes(slot)) complain(`the message "${path}" lacks its ${slot}`);
      merged[key] = value;
    }
  }
  return merged;
}

const reported = new Set<string>();

/** Once for a page: messages are merged anew for every element and language. */
function complain(problem: string): void {
  if (reported.has(problem)) return;
  reported.add(problem);
  console.error(`<portone-checkout> ${problem}`);
}
