import { z } from 'zod';
import type { BuyerFields } from '../../component/api/contract.ts';
import schema from '../catalog.schema.json' with { type: 'json' };
import { ConfigError } from '../config.ts';
import { type Catalog, type CatalogItem, type Method, optionsOf } from '../domain/catalog.ts';
import { totalRange } from '../domain/sale/price-range.ts';
import { asksMore } from '../domain/sale/purchase.ts';
import { bothOf } from './buyer-fields.ts';
import { canonicaliseCatalog } from './canonical-catalog.ts';
import type {
  CatalogSource,
  ItemOption,
  ItemSource,
  MethodSource,
  StoreSource,
} from './catalog-input.ts';
import { placeOf, problemWords } from './describe-issue.ts';
import { gateways } from './gateways/all.ts';
import { agreementsOf, buyerFieldsOf, orderNameLimitsOf } from './gateways/asked-of-the-page.ts';
import { checkMethod, type Finding } from './gateways/check-method.ts';
import { isNamedByFirstProduct } from './gateways/gateway.ts';
import { nearestOf } from './nearest-name.ts';
import { parseJson } from './parse-json.ts';
import { problemsOfItem, problemsOfTotal } from './problems-of-item.ts';
import { problemsOfCustomData, problemsOfSale, problemsOfStoreSale } from './problems-of-sale.ts';
import type { Report } from './report.ts';
import { saleKeys, saleTermsOf } from './sale-terms.ts';
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
  const isSoundStore = store !== undefined && !issues.some(({ path }) => path[0] === 'store');
  const details = isSoundStore ? store.details : undefined;
  return {
    methods: sound('methods', methods),
    items: sound('items', items),
    store: {
      id: store?.id ?? '',
      name: store?.name ?? '',
      ...(store?.url !== undefined && { url: store.url }),
      ...(details && { details }),
      ...(store?.listed === true && { listed: true }),
      ...(isSoundStore && saleOfStore(store)),
    },
  };
}

function saleOfStore({ delivery, agreements, links, mailOrderNumber, sellerOnCard }: StoreSource) {
  return {
    ...(delivery && { delivery }),
    ...(agreements && { agreements }),
    ...(links && { links }),
    ...(mailOrderNumber !== undefined && { mailOrderNumber }),
    ...(sellerOnCard && { sellerOnCard }),
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
    items.map(({ entry }) => [entry.id, readItem(entry, [...readMethods.keys()], store)]),
  );

  /** Items whose prices cannot be computed. */
  const unpriced = new Set<string>();
  const reportAt =
    (...start: (string | number)[]): Report =>
    (path, text) => {
      const place = placeOf([...start, ...path], json);
      problems.push(`The catalog’s ${place}${text.startsWith(':') ? '' : ' '}${text}`);
    };
  problemsOfStoreSale(store, reportAt('store'));
  for (const { entry, index } of items) {
    const payers = (readItems.get(entry.id) as CatalogItem).methods;
    const ofGateways = payers.flatMap((id) => readMethods.get(id)?.agreements ?? []);
    const isSound = problemsOfSale(entry, store, ofGateways, reportAt('items', index));
    if (!isSound) unpriced.add(entry.id);
    const sources = methods.filter((method) => payers.includes(method.entry.id));
    problemsOfCustomData(
      entry,
      sources.map((method) => method.entry),
      reportAt('items', index),
    );
  }
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
      paidFor.map((item) => ({
        ...item,
        ...(unpriced.has(item.id) ? {} : { least: totalRange(item).least }),
        request: optionsOf(method, item),
      })),
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
  for (const item of readItems.values()) {
    problems.push(...problemsOfItem(item, named));
    if (!unpriced.has(item.id)) problems.push(...problemsOfTotal(item));
  }
  const seller = {
    ...store.links,
    ...(store.mailOrderNumber !== undefined && { mailOrderNumber: store.mailOrderNumber }),
  };
  const catalog = {
    store: {
      id: store.id,
      name: store.name,
      ...(store.url !== undefined && { url: store.url }),
      ...(store.details && { details: store.details }),
      ...(Object.keys(seller).length > 0 && { seller }),
      ...(store.sellerOnCard && { sellerOnCard: true as const }),
    },
    methods: readMethods,
    items: readItems,
    ...([...readItems.values()].some(asksMore) && { asksMore: true as const }),
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
  const nameLimits = orderNameLimitsOf(gateway, { payMethod, request });
  const agreements = agreementsOf(gateway, { payMethod, request });
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
    ...(nameLimits.length > 0 && { orderNameLimits: nameLimits }),
    ...(agreements.length > 0 && { agreements }),
    ...(gateway && { takesAddress: true }),
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
  source: ItemSource,
  allMethods: string[],
  store: SoundPart['store'],
): CatalogItem {
  const { listed = store.listed ?? false, ...rest } = source;
  const entries = Object.entries(rest).filter(([key]) => !saleKeys.has(key));
  const own = entries.filter(([key]) => !itemOptions.includes(key as ItemOption));
  const request = entries.filter(([key]) => itemOptions.includes(key as ItemOption));
  const { amount } = source;
  return {
    maxQuantity: 1,
    methods: allMethods,
    ...(amount && { price: amount.presets?.[0] ?? amount.min }),
    ...Object.fromEntries(own),
    request: Object.fromEntries(request),
    ...(listed && { listed: true }),
    ...saleTermsOf(source, store),
  } as CatalogItem;
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
