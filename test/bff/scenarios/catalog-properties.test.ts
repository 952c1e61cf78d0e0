/** Any valid catalog, from its JSON over the order to the request that the page hands to PortOne. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import {
  type Catalog,
  type CatalogItem,
  customDataOf,
  type Method,
  requestOf,
} from '../../../bff/domain/catalog.ts';
import { placeOrder } from '../../../bff/domain/order.ts';
import type { Buyer, Checkout, OrderAnswer } from '../../../component/api/contract.ts';
import { buildPaymentRequest } from '../../../component/portone/payment-request.ts';
import {
  catalogJsonSchema,
  type JsonSchema,
  paymentRequestJsonSchema,
} from '../../tools/catalog-json-schema.ts';

const catalogSchema = catalogJsonSchema();
const requestSchema = paymentRequestJsonSchema();
const requestShape = z.fromJSONSchema({
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...requestSchema,
} as Parameters<typeof z.fromJSONSchema>[0]);

/** Any value that a part of a schema allows. */
function arbitraryOf(schema: JsonSchema, node: JsonSchema): fc.Arbitrary<unknown> {
  if (node.$ref) {
    return arbitraryOf(
      schema,
      schema.definitions?.[node.$ref.slice('#/definitions/'.length)] as JsonSchema,
    );
  }
  if (node.enum) return fc.constantFrom(...node.enum);
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.anyOf) return fc.oneof(...node.anyOf.map((member) => arbitraryOf(schema, member)));
  switch (node.type) {
    case 'string':
      if (node.format === 'date-time') {
        return fc
          .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString());
      }
      if (node.format === 'uri') return fc.webUrl();
      if (node.pattern)
        return fc.stringMatching(new RegExp(node.pattern as string), { size: 'small' });
      return fc.string({ maxLength: 10 });
    case 'integer':
      return fc.integer({ min: (node.minimum as number | undefined) ?? 0, max: 1000 });
    case 'number':
      return fc.integer({ min: 0, max: 1000 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(arbitraryOf(schema, node.items ?? {}), { minLength: 1, maxLength: 2 });
    default:
      return objectOf(schema, node);
  }
}

function objectOf(schema: JsonSchema, node: JsonSchema): fc.Arbitrary<unknown> {
  const entries = Object.entries(node.properties ?? {}).filter(([, property]) => !property.not);
  const one = (node.maxProperties ?? entries.length) === 1;
  if (one && entries.length > 0) {
    return fc.oneof(
      ...entries.map(([key, property]) =>
        arbitraryOf(schema, property).map((value) => ({ [key]: value })),
      ),
    );
  }
  const lazily = Object.fromEntries(
    entries.map(([key, property]) => [key, arbitraryOf(schema, property)]),
  );
  return fc
    .record(lazily, { requiredKeys: node.required ?? [] })
    .filter((value) => Object.keys(value).length >= (node.minProperties ?? 0));
}

const definition = (name: string) => catalogSchema.definitions?.[name] as JsonSchema;
const propertyOf = (name: string, key: string) =>
  arbitraryOf(catalogSchema, definition(name).properties?.[key] as JsonSchema);

/** A method of a gateway without rules, with any options that are not PayPal's button's. */
const aMethodSource = fc
  .record(
    Object.fromEntries(
      Object.keys(definition('MethodSource').properties ?? {})
        .filter((key) => !['uiType', 'pgProvider', 'id', 'bypass'].includes(key))
        .map((key) => [key, propertyOf('MethodSource', key)]),
    ),
    { requiredKeys: ['label', 'payMethod', 'channelKey', 'productType'] },
  )
  .map(({ channelKey, ...method }): Record<string, unknown> => {
    const easyPay = method.easyPay as { cashReceiptType?: string } | undefined;
    return {
      ...method,
      // A channel, or a group of them.
      ...(method.channelGroupId === undefined && { channelKey }),
      id: 'method',
      pgProvider: 'SOME_PG',
      // The one pair that PortOne wants together whatever the gateway.
      ...(easyPay?.cashReceiptType && { easyPay: { ...easyPay, customerIdentifier: '0' } }),
    };
  });

const bypass = fc.record(
  Object.fromEntries(
    Object.keys(definition('BypassSource').properties ?? {})
      // PortOne documents more of KSNET's than the types of its SDK have.
      .filter((key) => key !== 'paypal_v2' && key !== 'ksnet')
      .map((key) => [key, propertyOf('BypassSource', key)]),
  ),
  { requiredKeys: [] },
);

/** An item whose parts add up, as a catalog's must. */
const anItemSource = fc
  .record({
    name: propertyOf('ItemSource', 'name'),
    currency: propertyOf('ItemSource', 'currency'),
    products: fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b'),
        name: fc.constantFrom('모자', 'hat'),
        amount: fc.integer({ min: 0, max: 1_000_000 }),
        quantity: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 3 },
    ),
    price: fc.integer({ min: 1, max: 10_000_000 }),
    taxFreePart: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    vatPart: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    maxQuantity: fc.integer({ min: 1, max: 99 }),
    promotionId: fc.option(fc.constant('promotion'), { nil: undefined }),
    bypass,
  })
  .map(({ taxFreePart, vatPart, products, ...item }) => {
    const sum = products.reduce((total, { amount, quantity }) => total + amount * quantity, 0);
    const price = sum > 0 ? sum : item.price;
    const taxFreeAmount = taxFreePart === null ? undefined : Math.floor(price * taxFreePart);
    const left = price - (taxFreeAmount ?? 0);
    return {
      ...item,
      id: 'item',
      price,
      ...(sum > 0 && { products }),
      taxFreeAmount,
      vatAmount: vatPart === null ? undefined : Math.floor(left * vatPart),
    };
  });

const aBuyer = arbitraryOf(requestSchema, { $ref: '#/definitions/Customer' });

const aSale = fc
  .record({
    method: aMethodSource,
    methodBypass: bypass,
    item: anItemSource,
    quantity: fc.integer({ min: 1, max: 99 }),
    buyer: aBuyer,
  })
  .map(({ method, item, ...sale }) => {
    if (takesPromotions(method)) return { method, item, ...sale };
    const { promotionId: _, ...plainMethod } = method;
    return { method: plainMethod, item: { ...item, promotionId: undefined }, ...sale };
  });

/** PortOne ties promotions to a card company or a wallet. */
function takesPromotions({ payMethod, card }: Record<string, unknown>): boolean {
  const { cardCompany } = (card ?? {}) as { cardCompany?: string };
  return payMethod === 'EASY_PAY' || (payMethod === 'CARD' && cardCompany !== undefined);
}

type Sale = { catalog: Catalog; method: Method; item: CatalogItem; quantity: number; buyer: Buyer };

function saleOf(given: typeof aSale extends fc.Arbitrary<infer Given> ? Given : never): Sale {
  const { method, methodBypass, item } = given;
  const catalog = parseCatalog(
    JSON.stringify({
      store: { id: 'store-any', name: 'any' },
      methods: [
        { ...method, ...(Object.keys(methodBypass).length > 0 && { bypass: methodBypass }) },
      ],
      items: [item],
    }),
  );
  const sold = catalog.items.get('item') as CatalogItem;
  return {
    catalog,
    method: catalog.methods.get('method') as Method,
    item: sold,
    quantity: Math.min(given.quantity, sold.maxQuantity),
    buyer: given.buyer as Buyer,
  };
}

function requestFor({ catalog, method, item, quantity, buyer }: Sale, page: object = {}) {
  const order = placeOrder({
    paymentId: 'payment',
    item,
    method,
    store: catalog.store,
    channelType: 'TEST',
    environment: 'test',
    quantity,
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-01T00:30:00.000Z',
  });
  const checkout: Checkout = { environment: 'test', storeId: catalog.store.id, methods: [] };
  const request = buildPaymentRequest({
    checkout,
    method: { ...method, request: requestOf(method, item) },
    order: {
      ...order,
      expiresIn: 1_800,
      customData: customDataOf(method, item),
    } as OrderAnswer,
    buyer,
    redirectUrl: 'https://shop.example/',
    ...page,
  });
  return { order, request };
}

test('any valid catalog builds a request that the SDK’s types take', () => {
  fc.assert(
    fc.property(aSale, (given) => {
      const { request } = requestFor(saleOf(given));
      const { error } = requestShape.safeParse(JSON.parse(JSON.stringify(request)));
      assert.equal(error, undefined, JSON.stringify(error?.issues));
    }),
    { numRuns: 150 },
  );
});

test('NaverPay is told of any order what is bought, whatever the catalog says', () => {
  fc.assert(
    fc.property(aSale, (given) => {
      const sale = saleOf(given);
      const { order, request } = requestFor({
        ...sale,
        method: { ...sale.method, pgProvider: 'NAVERPAY', isNamedByFirstProduct: true },
      });
      assert.deepEqual(
        request.bypass?.naverpay?.productItems.map(({ uid, name, count }) => ({
          uid,
          name,
          count,
        })),
        order.products.map(({ id, name, quantity }) => ({ uid: id, name, count: quantity })),
      );
      assert.equal(request.orderName, order.products[0]?.name);
      const { error } = requestShape.safeParse(JSON.parse(JSON.stringify(request)));
      assert.equal(error, undefined, JSON.stringify(error?.issues));
    }),
    { numRuns: 100 },
  );
});

test('any order’s parts add up', () => {
  fc.assert(
    fc.property(aSale, (given) => {
      const sale = saleOf(given);
      const { order, request } = requestFor(sale);
      assert.equal(order.totalAmount, sale.item.price * sale.quantity);
      const sum = order.products.reduce((total, one) => total + one.amount * one.quantity, 0);
      assert.equal(sum, order.totalAmount);
      assert.ok((order.taxFreeAmount ?? 0) + (order.vatAmount ?? 0) <= order.totalAmount);
      assert.equal(request.totalAmount, order.totalAmount);
      assert.equal(request.taxFreeAmount, order.taxFreeAmount);
      assert.equal(request.vatAmount, order.vatAmount);
    }),
    { numRuns: 150 },
  );
});

test('no page input changes an amount, a currency or a name', () => {
  const anything = fc.dictionary(
    fc.constantFrom(
      'totalAmount',
      'currency',
      'orderName',
      'products',
      'taxFreeAmount',
      'vatAmount',
      'customData',
      'storeId',
      'paymentId',
      'channelKey',
    ),
    fc.oneof(fc.integer(), fc.string()),
  );
  fc.assert(
    fc.property(aSale, anything, fc.webUrl(), (given, forged, redirectUrl) => {
      const sale = saleOf(given);
      const honest = requestFor(sale).request;
      const buyer = { ...sale.buyer, ...forged } as Buyer;
      const page = { ...forged, redirectUrl, locale: 'EN_US' };
      const { request } = requestFor({ ...sale, buyer }, page);
      for (const key of [
        'totalAmount',
        'currency',
        'orderName',
        'products',
        'taxFreeAmount',
        'vatAmount',
        'customData',
        'storeId',
        'paymentId',
        'channelKey',
      ] as const) {
        assert.deepEqual(request[key], honest[key], key);
      }
    }),
    { numRuns: 100 },
  );
});
