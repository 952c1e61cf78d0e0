import type { Messages } from './message-types.ts';

type DeepPartial<Table> = Table extends string
  ? string
  : { readonly [Key in keyof Table]?: DeepPartial<Table[Key]> };

/**
 * Words instead of the element's, by language: `{ ko: { pay: '주문하기' }, zh: { pay: '付款' } }`.
 * What a language leaves out stays the element's, which for a language that it does not speak is
 * English. `{price}` and `{count}` stand for what the element puts in.
 */
export type CustomMessages = { readonly [language: string]: DeepPartial<Messages> };

type Table = { readonly [key: string]: string | Table | undefined };

/**
 * Puts a page's own words over the element's. What it cannot use it names in the console.
 *
 * @param theirs as the page has them: an object, or its JSON
 * @param locale a BCP 47 tag; `zh` has words for `zh-TW`, whose own win
 * @param language in which `ours` are: the page's words in it stand in for those it lacks in its own
 */
export function withCustomMessages(
  ours: Messages,
  theirs: CustomMessages | string,
  locale: string,
  language: string,
): Messages {
  const own = typeof theirs === 'string' ? parse(theirs) : theirs;
  let words = ours as unknown as Table;
  for (const tag of new Set([language, locale.replace(/-.*/, ''), locale])) {
    if (own?.[tag]) words = merge(words, own[tag] as Table, tag);
  }
  return words as unknown as Messages;
}

function parse(json: string): CustomMessages | undefined {
  try {
    return JSON.parse(json);
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

const said = new Set<string>();

/** Once for a page: words are put together anew for every element and language. */
function complain(problem: string): void {
  if (said.has(problem)) return;
  said.add(problem);
  console.error(`<portone-checkout> ${problem}`);
}
