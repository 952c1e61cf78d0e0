import { Currency, PaymentPayMethod } from '@portone/browser-sdk/v2';
import { z } from 'zod';
import type { MethodRequest } from '../component/contract.ts';
import { ConfigError } from './config.ts';
import type { Catalog, CatalogItem, Method } from './domain/catalog.ts';

/** An id that stands in an address: no part of it can walk up a path or break a query. */
const id = z
  .string('is missing')
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'may have letters, digits, - and _ only, 64 at most');

const label = z.string('is missing').trim().min(1, 'is empty');
const amount = z
  .int(
    'must be a whole number, in the currency’s smallest unit (1,000 won is 1000, 6 dollars are 600)',
  )
  .nonnegative('must not be negative');
const price = z
  .int(
    'must be a whole number, in the currency’s smallest unit (1,000 won is 1000, 6 dollars are 600)',
  )
  .positive('must be more than 0');

const product = z.strictObject({
  id: label,
  name: label,
  amount,
  quantity: z.int('must be a whole number').positive('must be 1 or more'),
  code: z.string().optional(),
  tag: z.string().optional(),
  link: z.url('is not an address').optional(),
  description: z.string().optional(),
});

const item = z.strictObject({
  id,
  name: label,
  price,
  currency: z.enum(Object.values(Currency), {
    error: (issue) =>
      `"${String(issue.input)}" is not a currency that PortOne knows. Write KRW, USD, JPY …`,
  }),
  taxFreeAmount: amount.optional(),
  vatAmount: amount.optional(),
  // Resolved by the browser, so a path is one of the page that has the element.
  image: z
    .string()
    .refine(
      (value) => value.startsWith('/') || URL.canParse(value),
      'is neither an address nor a path that begins with /',
    )
    .optional(),
  description: z.string().optional(),
  products: z.array(product).min(1).optional(),
  maxQuantity: z.int('must be a whole number').positive('must be 1 or more').default(1),
  methods: z.array(id).min(1, 'is empty: name at least one method').optional(),
});

/** The request options that belong to a method, under PortOne's own names. */
const requestOptions = z.strictObject(
  Object.fromEntries(
    (
      [
        'channelGroupId',
        'card',
        'virtualAccount',
        'transfer',
        'mobile',
        'giftCertificate',
        'easyPay',
        'paypal',
        'alipay',
        'convenienceStore',
        'alipayPlus',
        'orderDetail',
        'windowType',
        'forceRedirect',
        'noticeUrls',
        'confirmUrl',
        'appScheme',
        'isEscrow',
        'isCulturalExpense',
        'locale',
        'country',
        'productType',
        'offerPeriod',
        'storeDetails',
        'shippingAddress',
        'promotionId',
        'merpayCategoryId',
        'popup',
        'iframe',
        'bypass',
      ] satisfies Array<keyof MethodRequest>
    ).map((name) => [name, z.json().optional()]),
  ),
);

const method = z
  .looseObject({
    id,
    label,
    payMethod: z.enum(Object.values(PaymentPayMethod), {
      error: (issue) =>
        `"${String(issue.input)}" is not a payMethod. It is one of ${Object.values(PaymentPayMethod).join(', ')}`,
    }),
    pgProvider: z
      .string('is missing. It is PortOne’s name of the gateway, e.g. KAKAOPAY')
      .regex(/^[A-Z0-9_]+$/, 'is written in capitals, e.g. KAKAOPAY'),
    channelKey: z
      .string()
      .regex(/^channel-key-\S+$/, 'begins with channel-key-')
      .optional(),
    buyerFields: z
      .array(z.enum(['fullName', 'phoneNumber', 'email']))
      .default([])
      .transform((fields) => ({ pc: fields, mobile: fields })),
  })
  .transform(({ id, label, payMethod, pgProvider, channelKey, buyerFields, ...rest }, context) => {
    const request = requestOptions.safeParse(rest);
    if (!request.success) {
      for (const issue of request.error.issues) context.addIssue({ ...issue } as never);
      return z.NEVER;
    }
    if (channelKey === undefined && rest.channelGroupId === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['channelKey'],
        message:
          'is missing. It is the channel’s key in PortOne’s console: 결제연동 > 연동 관리 > 채널 관리',
      });
      return z.NEVER;
    }
    return {
      id,
      label,
      payMethod,
      pgProvider,
      buyerFields,
      ...(channelKey !== undefined && { channelKey }),
      request: request.data as MethodRequest,
    } satisfies Method;
  });

const catalogShape = z.strictObject({
  $schema: z.string().optional(),
  store: z.strictObject({
    id: z
      .string(
        'is missing. It is the store’s id in PortOne’s console, top right of 결제연동 > 연동 관리',
      )
      .regex(/^store-\S+$/, 'begins with store-'),
    name: label,
  }),
  methods: z.array(method).min(1, 'is empty: a catalog has at least one method'),
  items: z.array(item).min(1, 'is empty: a catalog has at least one item'),
});

/**
 * Reads a catalog.
 *
 * @param source the file's text
 * @throws {ConfigError} with every problem, each naming the place in the file
 */
export function parseCatalog(source: string): Catalog {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    throw new ConfigError([`The catalog is not JSON: ${(error as Error).message}`]);
  }
  const parsed = catalogShape.safeParse(json);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(
        (issue) => `The catalog’s ${placeOf(issue.path, json)} ${issue.message}`,
      ),
    );
  }
  const { store, methods, items } = parsed.data;
  const problems: string[] = [...duplicates('methods', methods), ...duplicates('items', items)];
  const catalog: Catalog = {
    store,
    methods: new Map(methods.map((entry) => [entry.id, entry])),
    items: new Map(
      items.map((entry) => [
        entry.id,
        { ...entry, methods: entry.methods ?? methods.map(({ id }) => id) } as CatalogItem,
      ]),
    ),
  };
  for (const entry of catalog.items.values()) problems.push(...problemsOf(entry, catalog));
  if (problems.length > 0) throw new ConfigError(problems);
  return catalog;
}

function problemsOf(entry: CatalogItem, catalog: Catalog): string[] {
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
  if ((entry.taxFreeAmount ?? 0) + (entry.vatAmount ?? 0) > entry.price) {
    problems.push(`${place}: taxFreeAmount and vatAmount together are more than the price.`);
  }
  for (const id of entry.methods) {
    const used = catalog.methods.get(id);
    if (!used) {
      problems.push(
        `${place}: there is no method "${id}". There is ${[...catalog.methods.keys()].join(', ')}.`,
      );
    } else if (used.pgProvider === 'KAKAOPAY' && entry.currency !== 'KRW') {
      problems.push(
        `${place}: KakaoPay takes KRW only, not ${entry.currency}. Give the item another method or another currency.`,
      );
    }
  }
  return problems;
}

function duplicates(what: string, entries: ReadonlyArray<{ id: string }>): string[] {
  const ids = entries.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `The catalog’s ${what} have the id "${id}" more than once.`,
  );
}

/** `items[1].price` with the id of what stands there, if it has one: `items[1].price ("shoes")`. */
function placeOf(path: readonly PropertyKey[], json: unknown): string {
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
