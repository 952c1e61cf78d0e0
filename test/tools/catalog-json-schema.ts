import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { notes, ownKeys } from './parameters.ts';

export type JsonSchema = {
  $schema?: string;
  $ref?: string;
  title?: string;
  description?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  not?: JsonSchema;
  minProperties?: number;
  maxProperties?: number;
  definitions?: Record<string, JsonSchema>;
  [keyword: string]: unknown;
};

const root = resolve(import.meta.dirname, '../..');

/** The catalog's schema, made of bff/catalog/catalog-input.ts and so of the SDK's own types. */
export function catalogJsonSchema(): JsonSchema {
  const schema = tidy(generate('bff/catalog/catalog-input.ts', 'CatalogSource'));
  refine(schema, { ...refinements, ...catalogRefinements });
  takeShortCurrencies(schema);
  describe(schema);
  const { $ref, definitions = {} } = schema;
  const { CatalogSource, ...rest } = definitions;
  if ($ref !== '#/definitions/CatalogSource') throw new Error(`The schema begins at ${$ref}`);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Catalog of portone-checkout',
    ...CatalogSource,
    definitions: sorted(rest),
  };
}

/** The schema of what PortOne's SDK takes, for tests and for the table of parameters. */
export function paymentRequestJsonSchema(): JsonSchema {
  const sdk = 'node_modules/@portone/browser-sdk/dist/v2/index.d.ts';
  const schema = tidy(generate(sdk, 'PaymentRequest'));
  refine(schema, {
    ...refinements,
    ...naverpayRefinements('NaverpayPaymentBypass', 'NaverpayProductItem'),
  });
  return schema;
}

/** Reading the SDK's types takes seconds, and several files are written from them. */
const generated = new Map<string, JsonSchema>();

function generate(path: string, type: string): JsonSchema {
  const known = generated.get(type);
  if (known) return structuredClone(known);
  const generator = createGenerator({
    path: resolve(root, path),
    tsconfig: resolve(root, 'bff/tsconfig.json'),
    type,
    // Types are checked by `npm run typecheck`, with the project's own TypeScript.
    skipTypeCheck: true,
    // PortOne's doc comments are PortOne's; ours are in parameters.ts.
    jsDoc: 'none',
    expose: 'all',
    additionalProperties: false,
  });
  const schema = generator.createSchema(type) as JsonSchema;
  generated.set(type, schema);
  return structuredClone(schema);
}

/**
 * Writes unions of which exactly one part may be given as one object with at most one
 * property: an editor completes those, and a checker can say in words what is wrong.
 */
function tidy(schema: JsonSchema): JsonSchema {
  const definitions = schema.definitions ?? {};
  const target = (node: JsonSchema): JsonSchema => {
    const name = nameOf(node.$ref);
    return name === undefined ? node : target(definitions[name] as JsonSchema);
  };
  const simplify = (node: JsonSchema): JsonSchema => {
    const name = nameOf(node.$ref);
    if (name !== undefined) {
      const { $ref, anyOf } = definitions[name] as JsonSchema;
      if ($ref !== undefined) return simplify({ $ref });
      return anyOf && name.includes('<') ? simplify({ anyOf }) : node;
    }
    const members = node.anyOf?.map(target).filter((member) => !isNothing(member));
    if (members?.length === 1) return simplify(members[0] as JsonSchema);
    if (members?.every((member) => member.additionalProperties === false && member.properties)) {
      return simplify(merged(members));
    }
    return {
      ...node,
      ...(node.properties && {
        properties: Object.fromEntries(
          Object.entries(node.properties)
            .filter(([, property]) => !isNothing(property))
            .map(([key, property]) => [key, simplify(property)]),
        ),
      }),
      ...(node.items && { items: simplify(node.items) }),
      ...(node.anyOf && { anyOf: node.anyOf.map(simplify) }),
    };
  };
  for (const name of Object.keys(definitions)) {
    const definition = definitions[name] as JsonSchema;
    if (definition.$ref !== undefined) definitions[name] = { ...target(definition) };
  }
  const simplified = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, simplify(definition)]),
  );
  const reached = new Set<string>();
  const reach = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const name = nameOf((node as JsonSchema).$ref);
    if (name !== undefined && !reached.has(name)) {
      reached.add(name);
      reach(simplified[name]);
    }
    for (const part of Object.values(node)) reach(part);
  };
  reach({ $ref: schema.$ref });
  // A pair of angle brackets is no name to read in a file.
  const plain = (name: string) =>
    name.replace('Record<string,never>', 'Nothing').replace('Record<string,any>', 'Anything');
  const kept = Object.entries(simplified)
    .filter(([name]) => reached.has(name))
    .map(([name, definition]) => [plain(name), definition]);
  return JSON.parse(
    JSON.stringify({ $ref: schema.$ref, definitions: Object.fromEntries(kept) }, (key, value) =>
      key === '$ref' ? `#/definitions/${plain(nameOf(value) as string)}` : value,
    ),
  );
}

function merged(members: JsonSchema[]): JsonSchema {
  const own = members.map((member) =>
    Object.entries(member.properties ?? {}).filter(([, property]) => !isNothing(property)),
  );
  const required = members.map((member) => member.required ?? []);
  const inAll = required.reduce((all, some) => all.filter((key) => some.includes(key)));
  return {
    type: 'object',
    properties: Object.fromEntries(own.flat()),
    additionalProperties: false,
    ...(inAll.length > 0 && { required: inAll }),
    ...(required.every((keys) => keys.length > 0) && { minProperties: 1 }),
    ...(own.every((properties) => properties.length === 1) && { maxProperties: 1 }),
  };
}

const isNothing = (node: JsonSchema) =>
  node.not !== undefined && Object.keys(node.not).length === 0;

const nameOf = ($ref: string | undefined) =>
  $ref === undefined ? undefined : decodeURIComponent($ref.slice('#/definitions/'.length));

/** What TypeScript cannot say: forms, ranges, and what to tell a person about them. */
const whole = { type: 'integer', minimum: 0 };
const count = { type: 'integer', minimum: 1 };
const form = (pattern: string, patternErrorMessage: string) => ({ pattern, patternErrorMessage });
const webAddress = form('^https?://[^\\s/]+\\S*$', 'is not an http or https address');
const day = form('^\\d{8}$', 'must be a day in eight digits, e.g. 20260131');
const moment = {
  format: 'date-time',
  patternErrorMessage: 'must be a moment with its time zone, e.g. 2026-01-31T00:00:00+09:00',
};
const clock = form('^([01]\\d|2[0-3]):[0-5]\\d$', 'must be a time of day, e.g. 09:30');
const text = form('\\S', 'is empty');

const refinements: Record<string, object> = {
  'Product.id': text,
  'Product.name': text,
  'Product.amount': whole,
  'Product.quantity': count,
  'Product.link': { format: 'uri', patternErrorMessage: 'is not an address' },
  'OfferPeriod.interval': form(
    '^[1-9]\\d*[dmy]$',
    'must be a number of days, months or years, e.g. 30d, 6m or 1y',
  ),
  'OfferPeriodRange.from': moment,
  'OfferPeriodRange.to': moment,
  'InstallmentMonthOption.fixedMonth': whole,
  'InstallmentMonthOption.availableMonthList': { items: whole, minItems: 1 },
  'FreeInstallmentPlan.months': { items: count, minItems: 1 },
  'CardPromotion.discountAmount': count,
  'PaymentRequestUnionVirtualAccountAccountExpiry.validHours': count,
  'PaymentRequestUnionVirtualAccountAccountExpiry.dueDate': form(
    '^(\\d{8}(\\d{6})?|\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)?)?)$',
    'must be a day or a moment, e.g. 2026-01-31 or 2026-01-31T23:59:59+09:00',
  ),
  'PaymentRequestUnionConvenienceStorePaymentDeadline.validHours': count,
  'PaymentRequestUnionConvenienceStorePaymentDeadline.dueDate': moment,
  'StoreDetailsOpeningHours.open': clock,
  'StoreDetailsOpeningHours.close': clock,
  'GalaxiaPaymentBypass.ITEM_CODE': { maxLength: 10 },
  'HyphenBypass.designCd': form('^#[0-9A-Fa-f]{6}$', 'must be a colour, e.g. #C1272C'),
  'NaverpaySubMerchantInfo.subMerchantBusinessNo': form('^\\d{10}$', 'must be ten digits'),
  'SmartroV2PaymentBypass.GoodsCnt': count,
  'TosspayV2PaymentBypass.expiredTime': form(
    '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$',
    'must be a moment, e.g. 2026-01-31 23:59:59',
  ),
  'TripleABypass.shipping_cost': whole,
  'TripleABypass.shipping_discount': whole,
  'TripleABypass.tax_cost': whole,
};

/** A catalog writes these options with less in them than the request has. */
const naverpayRefinements = (bypass: string, productItem: string): Record<string, object> => ({
  [`${bypass}.useCfmYmdt`]: day,
  [`${bypass}.productItems`]: { minItems: 1 },
  [`${bypass}.deliveryFee`]: whole,
  [`${productItem}.categoryType`]: text,
  [`${productItem}.categoryId`]: text,
  [`${productItem}.startDate`]: day,
  [`${productItem}.endDate`]: day,
  [`${productItem}.count`]: count,
});

const id = form(
  '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$',
  'may have letters, digits, - and _ only, 64 at most',
);

const label = { ...text, maxLength: 100 };

const code = { ...text, maxLength: 64 };

const zipcodes = form(
  '^\\d{5}(-\\d{5})?$',
  'must be a postcode of five digits, or a span of them, e.g. 63000-63644',
);

const catalogRefinements: Record<string, object> = {
  ...naverpayRefinements('NaverpayBypassSource', 'NaverpayProductItemSource'),
  'CatalogSource.methods': { minItems: 1 },
  'CatalogSource.items': { minItems: 1 },
  'StoreSource.id': form('^store-[!-~]+$', 'begins with store-, and has no spaces'),
  'StoreSource.name': text,
  'StoreSource.url': webAddress,
  'MethodSource.id': id,
  'MethodSource.label': text,
  'MethodSource.pgProvider': form('^[A-Z0-9_]+$', 'is written in capitals, e.g. KAKAOPAY'),
  'MethodSource.channelKey': form(
    '^channel-key-[!-~]+$',
    'begins with channel-key-, and has no spaces',
  ),
  'MethodSource.channelGroupId': form('^[!-~]+$', 'has no spaces, as PortOne’s console shows it'),
  'MethodSource.noticeUrls': { items: { type: 'string', ...webAddress }, minItems: 1 },
  'MethodSource.confirmUrl': webAddress,
  'ItemSource.id': id,
  'ItemSource.name': text,
  'ItemSource.price': count,
  'ItemSource.taxFreeAmount': whole,
  'ItemSource.vatAmount': whole,
  'ItemSource.maxQuantity': { ...count, default: 1 },
  'ItemSource.image': form(
    '^(/|[A-Za-z][A-Za-z0-9+.-]*:)',
    'is neither an address nor a path that begins with /',
  ),
  'ImageSizeSource.width': count,
  'ImageSizeSource.height': count,
  'StoreSource.mailOrderNumber': text,
  'LinksSource.terms': webAddress,
  'LinksSource.refund': webAddress,
  'LinksSource.privacy': webAddress,
  'ChoiceSource.id': id,
  'ChoiceSource.label': label,
  'ChoiceValueSource.id': id,
  'ChoiceValueSource.label': label,
  'ChoiceValueSource.price': { type: 'integer' },
  'ChoiceValueSource.code': code,
  'VariantSource.price': count,
  'VariantSource.code': code,
  'VariantSource.stock': whole,
  'ItemSource.stock': whole,
  'ItemSource.showLeft': count,
  'AmountSource.min': count,
  'AmountSource.max': count,
  'AmountSource.step': count,
  'AmountSource.presets': { items: count, minItems: 1 },
  'ItemField.id': id,
  'ItemField.label': label,
  'ItemField.maxLength': count,
  'FieldChoice.id': id,
  'FieldChoice.label': label,
  'DeliveryTerms.fee': whole,
  'DeliveryTerms.freeFrom': whole,
  'DeliveryTerms.messages': { minItems: 1, items: { type: 'string', ...label } },
  'DeliveryZone.zipcodes': { minItems: 1, items: { type: 'string', ...zipcodes } },
  'DeliveryZone.fee': whole,
  'DeliveryZone.label': label,
  'Agreement.id': id,
  'Agreement.label': { ...text, maxLength: 300 },
  'Agreement.url': webAddress,
  'AfterPaid.text': { ...text, maxLength: 1000 },
  'AfterPaid.url': webAddress,
  'ItemSource.products': { minItems: 1 },
  'ItemSource.methods': { minItems: 1, items: { type: 'string', ...id } },
};

function refine({ definitions = {} }: JsonSchema, all: Record<string, object>): void {
  for (const [place, keywords] of Object.entries(all)) {
    const [name = '', key = ''] = place.split('.');
    const property = definitions[name]?.properties?.[key];
    if (!property) throw new Error(`The SDK has no ${place} any more.`);
    if (property.$ref && 'pattern' in keywords) {
      delete property.$ref;
      property.type = 'string';
    }
    Object.assign(property, keywords);
  }
  // The server's own key: the catalog must not set its value.
  const customData = definitions.CustomDataSource;
  if (customData) {
    definitions.CustomDataSource = {
      type: 'object',
      properties: { item: { not: {} } },
      additionalProperties: true,
    };
  }
}

/** The SDK takes `CURRENCY_KRW` as well, but PortOne's API answers `KRW`, which an order is compared with. */
function takeShortCurrencies({ definitions = {} }: JsonSchema): void {
  const currency = definitions.PaymentCurrency;
  if (!currency?.enum) throw new Error('The SDK has no PaymentCurrency any more.');
  currency.enum = currency.enum.filter((name) => !String(name).startsWith('CURRENCY_'));
}

function describe(schema: JsonSchema): void {
  const definitions = schema.definitions ?? {};
  const properties = (name: string) => definitions[name]?.properties ?? {};
  const set = (holder: Record<string, JsonSchema>, path: string[], description: string): void => {
    const [key = '', ...rest] = path;
    const property = holder[key];
    if (!property) return;
    if (rest.length === 0) {
      // Draft 7 ignores what stands beside a $ref, and editors show it all the same.
      property.description = description;
      return;
    }
    const name = nameOf(property.$ref ?? property.items?.$ref);
    set(name ? properties(name) : (property.properties ?? {}), rest, description);
  };
  for (const [path, note] of Object.entries(notes)) {
    set(properties('MethodSource'), path.split('.'), note);
    set(properties('ItemSource'), path.split('.'), note);
  }
  for (const [path, note] of Object.entries(ownKeys)) {
    set(properties('CatalogSource'), path.split('.'), note);
  }
}

const sorted = <T>(record: Record<string, T>) =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
