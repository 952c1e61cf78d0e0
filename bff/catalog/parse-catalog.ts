import { z } from 'zod';
import type { BuyerFields } from '../../component/api/contract.ts';
import schema from '../catalog.schema.json' with { type: 'json' };
import { ConfigError } from '../config.ts';
import { type Catalog, type CatalogItem, type Method, optionsOf } from '../domain/catalog.ts';
import { bothOf } from './buyer-fields.ts';
import { canonicaliseCatalog } from './canonical-catalog.ts';
import type { CatalogSource, ItemOption, ItemSource, MethodSource } from './catalog-input.ts';
import { placeOf, problemWords } from './describe-issue.ts';
import { gateways } from './gateways/all.ts';
import { buyerFieldsOf, checkMethod, type Finding } from './gateways/check-method.ts';
import { isNamedByFirstProduct } from './gateways/gateway.ts';
import { nearestOf } from './nearest-name.ts';
import { parseJson } from './parse-json.ts';
import { showInvisible } from './show-invisible.ts';

const catalogShape = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

/**
 * Reads a catalog.
 *
 * @param source the file's text
 * @param name of the file, as its problems call it
 * @throws {ConfigError} with every problem, each naming the place in the file
 */
export function parseCatalog(source: string, name = 'file'): Catalog {
  const { json, repeatedKeys } = parseJson(source.replace(/^\ufeff/, ''), name);
  const problems = repeatedKeys.map(
    ({ path, lines }) =>
      `The catalog’s ${placeOf(path, json)} stands ${lines.length} times in ${name}, at lines ${lines.join(' and ')}. JSON would take the last. Leave one.`,
  );
  problems.push(...canonicaliseCatalog(json));
  const issues = catalogShape.safeParse(json).error?.issues ?? [];
  problems.push(...issues.flatMap((issue) => problemWords(issue, json)));
  const read = readCatalog(soundPartOf(json, issues), json);
  problems.push(...read.problems);
  if (problems.length > 0) throw new ConfigError([...new Set(problems.map(showInvisible))]);
  return read.catalog;
}

/** What the schema has nothing against, so that everything else is said at the same time. */
function soundPartOf(json: unknown, issues: readonly z.core.$ZodIssue[]): SoundPart {
  const { store, methods, items } = (json ?? {}) as Partial<CatalogSource>;
  const sound = <Entry>(name: 'methods' | 'items', entries: Entry[] | undefined) =>
    (Array.isArray(entries) ? entries : [])
      .map((entry, index) => ({ entry, index }))
      .filter(({ index }) => !issues.some(({ path }) => path[0] === name && path[1] === index));
  const details = issues.some(({ path }) => path[0] === 'store') ? undefined : store?.details;
  return {
    methods: sound('methods', methods),
    items: sound('items', items),
    store: {
      id: store?.id ?? '',
      name: store?.name ?? '',
      ...(store?.url !== undefined && { url: store.url }),
      ...(details && { details }),
      ...(store?.listed === true && { listed: true }),
    },
  };
}

type SoundPart = {
  store: CatalogSource['store'];
  methods: { entry: MethodSource; index: number }[];
  items: { entry: ItemSource; index: number }[];
};

function readCatalog(
  { store, methods, items }: SoundPart,
  json: unknown,
): { catalog: Catalog; problems: string[] } {
  const problems: string[] = [...duplicates('methods', json), ...duplicates('items', json)];
  const warnings: string[] = [];
  const notes: string[] = [];
  const readMethods = new Map(
    methods.map(({ entry }) => [entry.id, readMethod(entry, store.details)]),
  );
  const named = new Set(idsOf('methods', json));
  const readItems = new Map(
    items.map(({ entry }) => [entry.id, readItem(entry, [...readMethods.keys()], store.listed)]),
  );

  for (const { entry, index } of methods) {
    const place = `The catalog’s methods[${index}]`;
    if (entry.channelKey === undefined && entry.channelGroupId === undefined) {
      problems.push(
        `${place}.channelKey ("${entry.id}") is missing. It is the channel’s key in PortOne’s console: 결제연동 > 연동 관리 > 채널 관리`,
      );
    }
    if (entry.channelKey !== undefined && entry.channelGroupId !== undefined) {
      problems.push(
        `${place}.channelGroupId ("${entry.id}") stands beside a channelKey: the one lets PortOne choose the channel, the other names it. Leave one out.`,
      );
    }
    if (entry.uiType !== undefined && entry.payMethod !== 'PAYPAL') {
      problems.push(
        `${place}.uiType ("${entry.id}") is of PayPal’s button, which payMethod PAYPAL shows. Leave it out.`,
      );
    }
    const gateway = gateways.get(entry.pgProvider);
    if (!gateway) {
      const near = nearestOf(entry.pgProvider, [...gateways.keys()]);
      warnings.push(
        `${place}.pgProvider ("${entry.id}"): no rules of ${entry.pgProvider} are known, so PortOne and the gateway will be the first to check.${near ? ` Did you mean ${near}?` : ''} Known are ${[...gateways.keys()].join(', ')}.`,
      );
    }
    const method = readMethods.get(entry.id) as Method;
    const paidFor = [...readItems.values()].filter((item) => item.methods.includes(entry.id));
    const found = checkMethod(
      gateway,
      entry.pgProvider,
      method,
      paidFor.map((item) => ({ ...item, request: optionsOf(method, item) })),
    );
    const inWords = ({ item, option, text }: Finding) => {
      const at = item === undefined ? undefined : items.find((other) => other.entry.id === item);
      return at
        ? `The catalog’s items[${at.index}].${option} ("${item}"), paid by "${entry.id}": ${text}`
        : `${place}.${option} ("${entry.id}"): ${text}`;
    };
    problems.push(...found.errors.map(inWords));
    warnings.push(...found.warnings.map(inWords));
    notes.push(...found.notes);
  }
  for (const item of readItems.values()) problems.push(...problemsOf(item, named));
  const catalog = {
    store: {
      id: store.id,
      name: store.name,
      ...(store.url !== undefined && { url: store.url }),
      ...(store.details && { details: store.details }),
    },
    methods: readMethods,
    items: readItems,
    warnings: [...new Set(warnings)],
    notes: [...new Set(notes)],
  };
  return { catalog, problems };
}

function readMethod(source: MethodSource, details: CatalogSource['store']['details']): Method {
  const { id, label, payMethod, pgProvider, channelKey, buyerFields, uiType, customData, ...rest } =
    source;
  const storeDetails = { ...details, ...rest.storeDetails };
  const request = {
    ...rest,
    ...(Object.keys(storeDetails).length > 0 && { storeDetails }),
  } as Method['request'];
  const gateway = gateways.get(pgProvider);
  return {
    id,
    label,
    payMethod,
    pgProvider,
    ...(channelKey !== undefined && { channelKey }),
    buyerFields: bothOf(buyerFieldsOf(gateway, { payMethod, request }), byDevice(buyerFields)),
    request,
    ...(customData && { customData }),
    ...(gateway?.bypass && request.channelGroupId === undefined && { bypassKey: gateway.bypass }),
    ...(isNamedByFirstProduct(gateway) && { isNamedByFirstProduct: true }),
  };
}

function byDevice(wanted: MethodSource['buyerFields'] = []): BuyerFields {
  if (Array.isArray(wanted)) return { pc: wanted, mobile: wanted };
  return { pc: wanted.pc ?? [], mobile: wanted.mobile ?? [] };
}

const itemOptions: readonly (ItemOption | 'bypass')[] = [
  'orderDetail',
  'productType',
  'isCulturalExpense',
  'offerPeriod',
  'promotionId',
  'merpayCategoryId',
  'bypass',
];

function readItem(
  { listed, ...source }: ItemSource,
  allMethods: string[],
  areListed = false,
): CatalogItem {
  const own = Object.entries(source).filter(([key]) => !itemOptions.includes(key as ItemOption));
  const request = Object.entries(source).filter(([key]) => itemOptions.includes(key as ItemOption));
  return {
    maxQuantity: 1,
    methods: allMethods,
    ...Object.fromEntries(own),
    request: Object.fromEntries(request),
    ...((listed ?? areListed) && { listed: true }),
  } as CatalogItem;
}

function problemsOf(entry: CatalogItem, methods: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const place = `The catalog’s item "${entry.id}"`;
  if (entry.products) {
    const sum = entry.products.reduce(
      (total, { amount, quantity }) => total + amount * quantity,
      0,
    );
    if (sum !== entry.price) {
      problems.push(
        `${place}: its products add up to ${sum}, its price is ${entry.price}. Make them equal.`,
      );
    }
  }
  if (entry.imageSize && entry.image === undefined) {
    problems.push(`${place} has an imageSize, and no image. Add the image, or leave it out.`);
  }
  if ((entry.taxFreeAmount ?? 0) + (entry.vatAmount ?? 0) > entry.price) {
    problems.push(`${place}: taxFreeAmount and vatAmount together are more than the price.`);
  }
  if (entry.price * entry.maxQuantity > Number.MAX_SAFE_INTEGER) {
    problems.push(
      `${place}: price × maxQuantity is more than ${Number.MAX_SAFE_INTEGER}, the most that is counted exactly. Lower its maxQuantity to ${Math.max(1, Math.floor(Number.MAX_SAFE_INTEGER / entry.price))} or less.`,
    );
  }
  for (const { id, quantity } of entry.products ?? []) {
    if (quantity * entry.maxQuantity <= Number.MAX_SAFE_INTEGER) continue;
    problems.push(
      `${place}: the quantity of its product "${id}" × maxQuantity is more than ${Number.MAX_SAFE_INTEGER}, the most that is counted exactly.`,
    );
  }
  for (const id of entry.methods) {
    if (methods.has(id)) continue;
    const near = nearestOf(id, [...methods]);
    problems.push(
      `${place}: there is no method "${id}".${near ? ` Did you mean "${near}"?` : ''} There is ${[...methods].join(', ')}.`,
    );
  }
  const { from, to } = (entry.request.offerPeriod?.range ?? {}) as { from?: string; to?: string };
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    problems.push(`${place}: offerPeriod.range ends (${to}) before it begins (${from}).`);
  }
  return problems;
}

function idsOf(list: 'methods' | 'items', json: unknown): string[] {
  const entries = (json as Record<string, unknown> | null)?.[list];
  if (!Array.isArray(entries)) return [];
  return entries.map((entry) => entry?.id).filter((id) => typeof id === 'string');
}

function duplicates(list: 'methods' | 'items', json: unknown): string[] {
  const ids = idsOf(list, json);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `The catalog’s ${list} have the id "${id}" more than once.`,
  );
}
