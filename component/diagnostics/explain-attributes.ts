import type { ItemAnswer } from '../api/contract.ts';
import { parseAddress } from '../api/page-base.ts';
import { LANGUAGES } from '../i18n/locale.ts';

const ATTRIBUTES = [
  'item-id',
  'bff',
  'quantity',
  'method',
  'locale',
  'redirect-url',
  'layout',
  'outcome',
  'report-height',
  'disabled',
];

/** Whose children are shown. */
const SLOTS = ['media', 'details', 'assurance', 'label', 'paypal', 'paid'];

/** What shows nothing, and a link for browsers without scripts. */
const UNSEEN = /^(a|link|noscript|script|style|template)$/;

/** What surrounds a value that was meant: marks of a word processor, or of a text within a text. */
const MARKS = /^[\s\\"'`«»‘-‟′″]+|[\s\\"'`«»‘-‟′″]+$/g;

const LAYOUTS = ['card', 'button'];

/** Names that developers write instead. */
const OTHER_WORDS: readonly (readonly [words: RegExp, name: string])[] = [
  [/^(product(id)?|item|sku)$/, 'item-id'],
  [/^(server|src|url)$/, 'bff'],
  [/^(qty|count)$/, 'quantity'],
  [/^pay(ment)?method$/, 'method'],
  [/^language$/, 'locale'],
  [/^(return|success)url$/, 'redirect-url'],
  [/^(type|variant)$/, 'layout'],
];

/** What the server's catalog decides. */
const CATALOG_FIELDS = /^((order)?name|price|(total)?amount|currency)$/;

/** The mistakes that were reported already: each once for an element. */
const reported = new WeakMap<HTMLElement, Set<string>>();

/** An element, and the item it sells once that is known. */
export type ExplainedCheckout = {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly method: string | undefined;
    readonly quantity?: number | undefined;
    readonly outcome?: boolean;
  };
  readonly itemAnswer: ItemAnswer | undefined;
  readonly state: { readonly name: string; readonly code?: string | undefined };
};

/** Reports mistakes of the page around an element to the developer, in the console, with corrections. */
export function explainAttributes(checkout: ExplainedCheckout): void {
  const { host } = checkout;
  const before = reported.get(host) ?? new Set();
  reported.set(host, before);
  for (const mistake of mistakesOf(checkout)) {
    if (before.has(mistake)) continue;
    before.add(mistake);
    console.error(`<${host.localName}> ${mistake}`, host);
  }
}

function* mistakesOf({ host, itemAnswer, state }: ExplainedCheckout): Generator<string> {
  if (!host.itemId && !host.outcome) {
    yield `needs the id of an item of the catalog: <${host.localName} item-id="shoes">`;
  }
  for (const { name, value } of host.attributes) {
    const problem = ATTRIBUTES.includes(name)
      ? (problemOfMarks(name, value) ?? problemOfValue(name, value))
      : problemOfName(name, value, host);
    if (problem) yield `${name}="${value}" ${problem}`;
  }
  if (state.name === 'load-failed' && state.code === 'ITEM_NOT_FOUND') {
    yield `item-id="${host.itemId}" is none of the catalog’s.`;
  }
  const { lang } = document.documentElement;
  const problem = lang && !host.hasAttribute('locale') && problemOfLocale(lang, 'lang');
  if (problem) yield `the page’s lang="${lang}" ${problem}`;
  const unseen = [...host.children].find(
    ({ slot, localName }) => !SLOTS.includes(slot) && !UNSEEN.test(localName),
  );
  if (unseen) {
    yield `does not show <${unseen.localName}>, which is in none of its slots: ${SLOTS.join(', ')}. HTML does not know <${host.localName} />: write </${host.localName}> where it ends.`;
  }
  const most = itemAnswer?.item.maxQuantity ?? 1;
  if (itemAnswer && host.quantity && host.quantity > most) {
    yield `quantity="${host.quantity}" is more than the item’s maxQuantity, ${most}. Nothing can be paid until then.`;
  }
  const methods = itemAnswer?.checkout.methods;
  if (methods?.some(({ payMethod }) => payMethod === 'PAYPAL') && host.getRootNode() !== document) {
    yield 'is inside of a shadow root, where PortOne cannot find PayPal’s place: put it into the document.';
  }
  if (methods && host.method !== undefined && !methods.some(({ id }) => id === host.method)) {
    const ids = methods.map(({ id }) => id);
    const meant = nearest(host.method, ids);
    yield `method="${host.method}" is none of the item's${didYouMean(meant && `method="${meant}"`)} It can be paid for by ${methods
      .map(({ id, label }) => `${id} (${label})`)
      .join(', ')}. Nothing can be paid until then.`;
  }
}

/** What is wrong with an attribute that the element does not know. Pages have attributes of their own. */
function problemOfName(name: string, value: string, host: HTMLElement): string | undefined {
  // The page's own, unless it stands for what is missing; and properties that a server has rendered.
  const isPages = /^(aria|on|_|v-|x-)|^data-(?!item)/.test(name) || /[:@.]/.test(name);
  if (isPages || value.startsWith('[object')) return undefined;
  const plain = bare(name);
  if (CATALOG_FIELDS.test(plain)) {
    return 'does nothing: name, price and currency come from the server’s catalog.';
  }
  if (plain === 'buyer' || plain === 'customer') {
    return 'does nothing: it is a property, element.buyer = { email: … }';
  }
  const meant = OTHER_WORDS.find(([words]) => words.test(plain))?.[1] ?? nearest(plain, ATTRIBUTES);
  // data-quantity may well be the page's own where quantity stands beside it.
  if (!meant || host.hasAttribute(meant)) return undefined;
  return `is no attribute of this element.${didYouMean(meant)}`;
}

function problemOfMarks(name: string, value: string): string | undefined {
  const meant = value.replace(MARKS, '');
  // Addresses may have spaces around them.
  return meant === value || (/^(bff|redirect-url)$/.test(name) && meant === value.trim())
    ? undefined
    : `has marks or spaces around its value. Write ${name}="${meant}", with straight quotes.`;
}

function problemOfValue(name: string, value: string): string | undefined {
  switch (name) {
    case 'quantity':
      return Number.isInteger(Number(value)) && Number(value) > 0
        ? undefined
        : 'is not a whole number of pieces, such as quantity="2".';
    case 'layout': {
      if (LAYOUTS.includes(value)) return undefined;
      const meant = nearest(value, LAYOUTS);
      return `is no layout.${didYouMean(meant && `layout="${meant}"`)} There are ${LAYOUTS.join(' and ')}`;
    }
    case 'locale':
      return problemOfLocale(value);
    case 'bff':
    case 'redirect-url':
      return problemOfAddress(name, value);
    default:
      return undefined;
  }
}

function problemOfLocale(value: string, name = 'locale'): string | undefined {
  const tag = value.replaceAll('_', '-');
  const meant = LANGUAGES[tag.replace(/-.*/, '').toLowerCase()];
  if (meant) return `names a country. Did you mean the language, ${name}="${meant}"?`;
  // Longer languages are well formed, and there is none: people write "korean".
  if (!tag || /^[a-z]{2,3}(-\w+)*$/i.test(tag)) return undefined;
  return `is no language tag, such as ${name}="ko" or ${name}="en-US".`;
}

function problemOfAddress(name: string, value: string): string | undefined {
  if (!value) return undefined;
  const url = parseAddress(value);
  if (!url) return 'is no address, such as https://pay.example.com';
  const { protocol, hostname, href } = url;
  if (!protocol.startsWith('http')) {
    // An app's own address is PortOne's to call; a server is asked over HTTP.
    const isApp =
      name === 'redirect-url' && !/^(javascript|data|blob|file|vbscript|about):/.test(protocol);
    return isApp ? undefined : 'does not begin with https://';
  }
  if (protocol === 'http:' && location.protocol === 'https:' && hostname !== 'localhost') {
    return 'is not https, as this page is.';
  }
  const [first = ''] = value.split('/');
  return /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(first) && !/\.(html?|php|aspx?|jsp)$/.test(first)
    ? `is a path on this page’s own site, ${href}. Did you mean https://${value}?`
    : undefined;
}

/** Without what people put into names: itemId, item_id and data-item-id are all itemid. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/^data-/, '')
    .replaceAll(/[^a-z]/g, '');
}

/** The one that was probably meant: one's beginning of the other, or alike but for two slips at most. */
function nearest(written: string, names: readonly string[]): string | undefined {
  return [0, 1, 2]
    .map((slips) => names.find((name) => slipsBetween(bare(written), bare(name)) === slips))
    .find((name) => name);
}

/** How many letters one word lacks of the other, whatever their order; more than two where they are short. */
function slipsBetween(one: string, other: string): number {
  if (one.length > 3 && (other.startsWith(one) || one.startsWith(other))) return 0;
  let rest = other;
  for (const letter of one) rest = rest.replace(letter, '');
  const slips = Math.max(rest.length, rest.length + one.length - other.length);
  return slips > other.length / 2 ? other.length : slips;
}

function didYouMean(meant: string | undefined): string {
  return meant ? ` Did you mean ${meant}?` : '';
}
