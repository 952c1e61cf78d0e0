import { distance } from 'fastest-levenshtein';
import type { ItemAnswer } from '../api/contract.ts';
import { pageBase } from '../api/page-base.ts';
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
  'disabled',
];

const LAYOUTS = ['card', 'button'];

/** Names that developers write instead. */
const OTHER_WORDS: Partial<Record<string, string>> = {
  item: 'item-id',
  product: 'item-id',
  productid: 'item-id',
  sku: 'item-id',
  server: 'bff',
  src: 'bff',
  url: 'bff',
  qty: 'quantity',
  count: 'quantity',
  paymethod: 'method',
  paymentmethod: 'method',
  language: 'locale',
  returnurl: 'redirect-url',
  successurl: 'redirect-url',
  type: 'layout',
  variant: 'layout',
};

/** What the server's catalog decides. */
const CATALOG_FIELDS = ['name', 'price', 'amount', 'totalamount', 'currency', 'ordername'];

/** The mistakes that were reported already: each once for an element. */
const reported = new WeakMap<HTMLElement, Set<string>>();

/** An element, and the item it sells once that is known. */
export type ExplainedCheckout = {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly method: string | undefined;
    readonly outcome?: boolean;
  };
  readonly itemAnswer: ItemAnswer | undefined;
};

/** Reports mistakes in an element's attributes to the developer, in the console, with corrections. */
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

function* mistakesOf({ host, itemAnswer }: ExplainedCheckout): Generator<string> {
  if (!host.itemId && !host.outcome) {
    yield `needs the id of an item of the catalog: <${host.localName} item-id="shoes">`;
  }
  for (const { name, value } of host.attributes) {
    const problem = ATTRIBUTES.includes(name)
      ? problemOfValue(name, value)
      : problemOfName(name, host);
    if (problem) yield `${name}="${value}" ${problem}`;
  }
  const methods = itemAnswer?.checkout.methods;
  if (methods && host.method !== undefined && !methods.some(({ id }) => id === host.method)) {
    const ids = methods.map(({ id }) => id);
    const meant = nearest(host.method, ids);
    yield `method="${host.method}" is none of the item's${didYouMean(meant && `method="${meant}"`)} It can be paid for by ${methods
      .map(({ id, label }) => `${id} (${label})`)
      .join(', ')}. Nothing can be paid until then.`;
  }
}

/** What is wrong with an attribute that the element does not know. Pages have attributes of their own. */
function problemOfName(name: string, host: HTMLElement): string | undefined {
  const plain = bare(name);
  if (CATALOG_FIELDS.includes(plain)) {
    return 'does nothing: name, price and currency come from the server’s catalog.';
  }
  if (plain === 'buyer' || plain === 'customer') {
    return 'does nothing: what the page knows of its buyer is a property: element.buyer = { email: … }';
  }
  const meant = OTHER_WORDS[plain] ?? nearest(plain, ATTRIBUTES);
  // data-quantity may well be the page's own where quantity stands beside it.
  if (!meant || host.hasAttribute(meant)) return undefined;
  return `is no attribute of this element.${didYouMean(meant)}`;
}

function problemOfValue(name: string, value: string): string | undefined {
  switch (name) {
    case 'quantity':
      return Number.isInteger(Number(value)) && Number(value) > 0
        ? undefined
        : 'is not a whole number of pieces, such as quantity="2". The buyer chooses, up to the item’s maxQuantity.';
    case 'layout': {
      if (LAYOUTS.includes(value)) return undefined;
      const meant = nearest(value, LAYOUTS);
      return `is no layout.${didYouMean(meant && `layout="${meant}"`)} There are ${LAYOUTS.join(' and ')}; it is shown as a card.`;
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

function problemOfLocale(value: string): string | undefined {
  const tag = value.replaceAll('_', '-');
  const [language = ''] = tag.toLowerCase().split('-');
  const meant = LANGUAGES[language];
  if (meant) return `names a country. Did you mean the language, locale="${meant}"?`;
  try {
    new Intl.Locale(tag || 'ko');
    // Longer ones are well formed, and there is none: people write "korean".
    if (language.length < 4) return undefined;
  } catch (reason) {
    if (!(reason instanceof RangeError)) throw reason;
  }
  return 'is no language tag, such as locale="ko" or locale="en-US".';
}

function problemOfAddress(name: string, value: string): string | undefined {
  if (!value) return undefined;
  let url: URL;
  try {
    url = new URL(value, pageBase());
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
    return 'is no address, such as https://pay.example.com';
  }
  const { protocol, hostname, href } = url;
  if (!protocol.startsWith('http')) {
    // An app's own address is PortOne's to call; a server is asked over HTTP.
    const isApp =
      name === 'redirect-url' && !/^(javascript|data|blob|file|vbscript|about):/.test(protocol);
    return isApp ? undefined : 'does not begin with https://';
  }
  if (protocol === 'http:' && location.protocol === 'https:' && hostname !== 'localhost') {
    return 'is not https, and browsers let a page with https have nothing to do with it.';
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

/** The one that was probably meant: alike but for two slips at most, or one's beginning of the other. */
function nearest(written: string, names: readonly string[]): string | undefined {
  const plain = bare(written);
  const [best] = names
    .map((name) => ({ name, other: bare(name) }))
    .map(({ name, other }) => ({
      name,
      slips:
        plain.length > 3 && (other.startsWith(plain) || plain.startsWith(other))
          ? 0
          : distance(plain, other),
      most: Math.min(2, Math.floor(other.length / 2)),
    }))
    .filter(({ slips, most }) => slips <= most)
    .sort((one, two) => one.slips - two.slips);
  return best?.name;
}

function didYouMean(meant: string | undefined): string {
  return meant ? ` Did you mean ${meant}?` : '';
}
