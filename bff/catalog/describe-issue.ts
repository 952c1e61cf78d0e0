import type { z } from 'zod';
import schema from '../catalog.schema.json' with { type: 'json' };
import { nearestOf } from './nearest-name.ts';
import { codePointOf, unseenIn } from './show-invisible.ts';

type Node = {
  $ref?: string;
  type?: string;
  properties?: Record<string, Node>;
  additionalProperties?: boolean | Node;
  const?: unknown;
  items?: Node;
  anyOf?: Node[];
  enum?: unknown[];
  minimum?: number;
  format?: string;
  patternErrorMessage?: string;
};

const root = schema as unknown as Node & { definitions: Record<string, Node> };

/** What is wrong with a catalog, for a person who may not program: place, problem, correction. */
export function problemWords(issue: z.core.$ZodIssue, json: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) =>
        `The catalog’s ${placeOf([...issue.path, key], json)} ${unknownKey(key, issue.path)}`,
    );
  }
  const inner = innerIssues(issue);
  if (inner) return inner.flatMap((one) => problemWords(one, json));
  return [`The catalog’s ${placeOf(issue.path, json)} ${wordsOf(issue, json)}`];
}

/** Of a value that may be of several kinds: what is wrong with it as one of the kind that it is of. */
function innerIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] | undefined {
  if (issue.code !== 'invalid_union' || issue.path.at(-1) === 'buyerFields') return undefined;
  const own = issue.errors.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return own.length === 1
    ? own[0]?.map((one) => ({ ...one, path: [...issue.path, ...one.path] }))
    : undefined;
}

function wordsOf(issue: z.core.$ZodIssue, json: unknown): string {
  const node = nodeAt(issue.path);
  const value = valueAt(issue.path, json);
  const key = String(issue.path.at(-1) ?? '');
  if (node.type === 'integer') {
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      return `is too large: ${Number.MAX_SAFE_INTEGER} is the most that is counted exactly`;
    }
    if (typeof value === 'number' && Number.isInteger(value)) {
      return node.minimum === 1 ? 'must be more than 0' : 'must not be negative';
    }
    return isAmount(key)
      ? 'must be a whole number, in the currency’s smallest unit (1,000 won is 1000, 6 dollars are 600)'
      : 'must be a whole number';
  }
  if (value === undefined) return `is missing.${missing[key] ?? ''}`;
  if (node.enum && typeof value === 'string') return notOneOf(key, value, node.enum);
  if (issue.code === 'invalid_format' && node.patternErrorMessage) {
    return `${node.patternErrorMessage}${oddCharacter(value)}`;
  }
  if (issue.code === 'too_small') {
    return node.type === 'array' ? (empty[key] ?? 'is empty') : 'is empty: give one of its options';
  }
  if (issue.code === 'too_big') {
    if (node.type !== 'object') return `may be ${issue.maximum} long at most`;
    return `takes one of ${Object.keys(node.properties ?? {}).join(' and ')}, not both`;
  }
  if (key === 'item' && issue.code === 'invalid_type') {
    return 'is set by the server: it says what was bought. Choose another name.';
  }
  if (key === 'buyerFields') {
    return `must be a list of ${root.definitions.BuyerField?.enum?.join(', ')}, or one such list for pc and one for mobile: { "pc": […], "mobile": […] }, not ${shown(value)}`;
  }
  const kind =
    kinds[node.type ?? ''] ??
    node.anyOf
      ?.map(resolved)
      .map((member) => ('const' in member ? String(member.const) : kinds[member.type ?? '']))
      .reduce((one, other) => one && other && `${one} or ${other}`);
  return kind ? `must be ${kind}, not ${shown(value)}` : `cannot be ${shown(value)}`;
}

/** What an eye does not find in a value that looks right. */
function oddCharacter(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return '';
  const unseen = unseenIn(value);
  if (unseen !== undefined) {
    return `: ${codePointOf(unseen)} is in it, which looks like nothing or a space. Delete it`;
  }
  if (value !== value.trim()) return ': a space is at its end or beginning. Delete it';
  const other = /[^ -~]/u.exec(value)?.[0];
  return other === undefined ? '' : `: ${other} (${codePointOf(other)}) is in it`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list [ … ]',
  object: 'an object { … }',
  number: 'a number',
};

const missing: Readonly<Record<string, string>> = {
  id: ' It is what the rest of the catalog, or the console, calls it by.',
  pgProvider: ' It is PortOne’s name of the gateway, e.g. KAKAOPAY.',
  payMethod: ' It is the means of payment, e.g. CARD or EASY_PAY.',
  currency: ' Write KRW, USD, JPY …',
};

const empty: Readonly<Record<string, string>> = {
  methods: 'is empty: name at least one method',
  items: 'is empty: a catalog has at least one item',
};

const isAmount = (key: string) => /price|amount|cost|fee|discount/i.test(key);

function notOneOf(key: string, value: string, allowed: readonly unknown[]): string {
  const names = allowed.filter((name) => typeof name === 'string');
  const near = key === 'currency' ? currencyMeant(value, names) : nearestOf(value, names);
  const suggestion = near ? ` Did you mean "${near}"?` : '';
  if (key === 'currency') {
    return `"${value}" is not a currency that PortOne knows.${suggestion} Write KRW, USD, JPY …`;
  }
  if (key === 'payMethod') {
    return `"${value}" is not a payMethod.${suggestion} It is one of ${names.join(', ')}`;
  }
  // The long forms, CARD_COMPANY_BC_CARD beside BC_CARD, say the same again.
  const plain = names.filter(
    (name) => !names.some((other) => other !== name && name.endsWith(`_${other}`)),
  );
  const list = plain.length <= 40 ? ` It is one of ${plain.join(', ')}.` : '';
  return `"${value}" is not known there.${suggestion}${list}`;
}

/** PortOne's window takes `CURRENCY_USD` too, and its API answers `USD`: no payment would be the one ordered. */
function currencyMeant(value: string, names: string[]): string | undefined {
  const code = value
    .trim()
    .toUpperCase()
    .replace(/^CURRENCY_/, '');
  return names.find((name) => name === (spokenCurrencies[code] ?? code)) ?? nearestOf(code, names);
}

const spokenCurrencies: Readonly<Record<string, string>> = {
  원: 'KRW',
  원화: 'KRW',
  WON: 'KRW',
  '₩': 'KRW',
  달러: 'USD',
  DOLLAR: 'USD',
  $: 'USD',
  엔: 'JPY',
  YEN: 'JPY',
  '¥': 'JPY',
  유로: 'EUR',
  EURO: 'EUR',
  '€': 'EUR',
};

/** Parts of a request that the server or the page states, whatever a method would like. */
const decidedElsewhere: Readonly<Record<string, string>> = {
  storeId: 'it is store.id of this catalog',
  paymentId: 'the server issues it',
  orderName: 'it is the item’s name',
  totalAmount: 'the server computes it from the item’s price',
  currency: 'it belongs to an item',
  taxFreeAmount: 'it belongs to an item',
  vatAmount: 'it belongs to an item',
  products: 'it belongs to an item',
  customer: 'the page states it, as the element’s buyer',
  redirectUrl: 'the page states it, as the element’s redirect-url',
};

function unknownKey(key: string, path: readonly PropertyKey[]): string {
  const node = nodeAt(path);
  const members = [node, ...(node.anyOf ?? []).map(resolved)];
  const names = members.flatMap(({ properties = {} }) => Object.keys(properties));
  if (path.length === 2 && decidedElsewhere[key]) {
    return `does not stand here: ${decidedElsewhere[key]}.`;
  }
  const near = nearestOf(key, names);
  if (near) return `is not known there. Did you mean "${near}"?`;
  const start = path.length >= 2 ? path.slice(0, 2) : [];
  const places = placesOf(key, nodeAt(start));
  if (places.length > 0) return `is not known there. It stands at ${places.join(' or ')}.`;
  return names.length > 0 && names.length <= 30
    ? `is not known there. There is ${names.join(', ')}.`
    : 'is not known there.';
}

/** Where a name would be right, within the same method or item. */
function placesOf(key: string, node: Node, prefix = '', depth = 0): string[] {
  if (depth > 4) return [];
  return Object.entries(node.properties ?? {}).flatMap(([name, property]) => {
    const place = prefix ? `${prefix}.${name}` : name;
    if (name === key) return [place];
    return placesOf(key, resolved(property), place, depth + 1);
  });
}

function nodeAt(path: readonly PropertyKey[]): Node {
  return path.reduce<Node>((node, part) => {
    const here = resolved(node);
    const { additionalProperties: any } = here;
    const other = typeof any === 'object' ? any : undefined;
    const next = typeof part === 'number' ? here.items : (here.properties?.[String(part)] ?? other);
    if (next) return resolved(next);
    const members = (here.anyOf ?? []).map(resolved);
    const member = members.find((one) =>
      typeof part === 'number' ? one.items : one.properties?.[String(part)],
    );
    return resolved(
      (typeof part === 'number' ? member?.items : member?.properties?.[String(part)]) ?? {},
    );
  }, resolved(root));
}

function resolved(node: Node): Node {
  if (node.$ref === undefined) return node;
  return resolved(root.definitions[node.$ref.slice('#/definitions/'.length)] ?? {});
}

function valueAt(path: readonly PropertyKey[], json: unknown): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | undefined | null)?.[part],
    json,
  );
}

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** `items[1].price` with the id of what stands there, if it has one: `items[1].price ("shoes")`. */
export function placeOf(path: readonly PropertyKey[], json: unknown): string {
  const place = path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`,
    '',
  );
  const [list, index] = path;
  const entry = (json as Record<PropertyKey, unknown> | null)?.[list as PropertyKey];
  const owner = Array.isArray(entry) && typeof index === 'number' ? entry[index]?.id : undefined;
  return `${place || 'content'}${typeof owner === 'string' ? ` ("${owner}")` : ''}`;
}
