/** Any sale, from the catalog over what a page says to what PortOne is asked for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCatalog } from '../../../bff/catalog/parse-catalog.ts';
import {
  type CatalogItem,
  customDataOf,
  type Method,
  requestOf,
} from '../../../bff/domain/catalog.ts';
import { placeOrder } from '../../../bff/domain/order.ts';
import { fits } from '../../../bff/domain/sale/order-name-limit.ts';
import { totalRange } from '../../../bff/domain/sale/price-range.ts';
import { checkPurchase, detailsOf, type SaidPurchase } from '../../../bff/domain/sale/purchase.ts';
import type { OrderAnswer } from '../../../component/api/contract.ts';
import { buildPaymentRequest } from '../../../component/portone/payment-request.ts';
import { aMethod, anItem } from '../../support/server/checkout-server.ts';

const label = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => `라벨 ${text}`);

const choices = fc.record({
  prices: fc.array(
    fc.array(fc.integer({ min: -100, max: 50_000 }), { minLength: 1, maxLength: 3 }),
    {
      maxLength: 3,
    },
  ),
  label,
  own: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
});

const delivery = fc.record(
  {
    fee: fc.integer({ min: 0, max: 10_000 }),
    freeFrom: fc.integer({ min: 0, max: 200_000 }),
    zones: fc.constant([
      { zipcodes: ['63000-63644'], fee: 2500, label: '제주' },
      { zipcodes: ['40200'], fee: 7000, label: '울릉' },
    ]),
  },
  { requiredKeys: ['fee'] },
);

const surcharges: Record<string, number> = { '63000': 2500, '63644': 2500, '40200': 7000 };

const aSale = fc.record({
  price: fc.integer({ min: 301, max: 1_000_000 }),
  isTaxFree: fc.boolean(),
  choices,
  delivery: fc.option(delivery, { nil: undefined }),
  amount: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
  gateway: fc.constantFrom('KAKAOPAY', 'NAVERPAY', 'SOME_PG'),
  quantity: fc.integer({ min: 1, max: 20 }),
  picks: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
  zipcode: fc.constantFrom('06236', '63000', '63644', '63645', '40200'),
  words: fc.string({ unit: 'grapheme', maxLength: 30 }),
});
type Given = typeof aSale extends fc.Arbitrary<infer Each> ? Each : never;

const values = (prices: readonly number[], text: string) =>
  prices.map((price, index) => ({
    id: `v${index}`,
    label: `${text}${index}`,
    price,
    code: `C${index}`,
  }));

function saleOf(given: Given, forged: Record<string, unknown> = {}) {
  const { price, amount, quantity, gateway, picks } = given;
  const options = given.choices.prices.map((prices, index) => ({
    id: `o${index}`,
    label: `선택 ${index}`,
    values: values(prices, given.choices.label),
  }));
  const chosen = Object.fromEntries(
    options.map((option, index) => [
      option.id,
      `v${(picks[index] as number) % option.values.length}`,
    ]),
  );
  const { own } = given.choices;
  const isChosen = amount === undefined;
  const variants = own === undefined ? [] : [{ options: chosen, price: own, code: 'OWN' }];
  const catalog = parseCatalog(
    JSON.stringify({
      store: { id: 'store-any', name: 'any' },
      methods: [aMethod({ pgProvider: gateway })],
      items: [
        {
          ...anItem(),
          ...(isChosen
            ? { price, maxQuantity: 20, ...(given.isTaxFree && { taxFreeAmount: price }) }
            : {
                price: undefined,
                amount: { min: 1000, max: 1_001_000, taxFree: given.isTaxFree },
              }),
          ...(isChosen && options.length > 0 && { options, variants }),
          ...(given.delivery && { delivery: given.delivery }),
          fields: [{ id: 'note', label: '메모', type: 'text' }],
        },
      ],
    }),
  );
  const item = catalog.items.get('shoes') as CatalogItem;
  const method = catalog.methods.get('kakaopay') as Method;
  const said: SaidPurchase = {
    options: isChosen ? chosen : {},
    fields: { note: given.words },
    ...(amount !== undefined && { amount: 1000 + amount }),
    ...(given.delivery && {
      delivery: {
        recipient: '홍길동',
        phoneNumber: '010-1234-5678',
        zipcode: given.zipcode,
        address: '어딘가 1',
        ...forged,
      },
    }),
  };
  const now = '2026-01-01T00:00:00.000Z';
  const asked = { ofMethod: [], ofOthers: [] };
  const { purchase, problems } = checkPurchase(item, asked, said, now);
  assert.deepEqual(
    problems.filter(({ path }) => path !== 'fields.note'),
    [],
  );
  const details = detailsOf(purchase, undefined, 'ko');
  const order = placeOrder({
    paymentId: 'payment',
    item,
    method,
    store: catalog.store,
    channelType: 'TEST',
    environment: 'test',
    quantity: isChosen ? quantity : 1,
    purchase,
    details,
    createdAt: now,
    expiresAt: now,
  });
  const customData = customDataOf(method, item, order.sale);
  const request = buildPaymentRequest({
    checkout: { environment: 'test', storeId: catalog.store.id, methods: [] },
    method: { ...method, request: requestOf(method, item) },
    order: { ...order, expiresIn: 1, customData, lines: order.sale?.lines } as OrderAnswer,
    redirectUrl: 'https://shop.example/',
  });
  return { item, method, order, details, request };
}

/** Catalogs whose prices cannot all come up are refused at start, and have tests of their own. */
const sold = aSale.filter((given) => {
  const { prices } = given.choices;
  const least = prices.reduce((sum, some) => sum + Math.min(...some), given.price);
  return given.amount !== undefined || (least >= 100 && (given.choices.own ?? 100) >= 100);
});

test('options, fields, fees and amounts add up to what PortOne is asked for', () => {
  fc.assert(
    fc.property(sold, (given) => {
      const { item, order, request } = saleOf(given);
      const lines = order.sale?.lines ?? [];
      const products = order.products.reduce((sum, one) => sum + one.amount * one.quantity, 0);
      if (order.sale)
        assert.equal(
          lines.reduce((sum, { amount }) => sum + amount, 0),
          order.totalAmount,
        );
      assert.equal(products, order.totalAmount);
      assert.equal(request.totalAmount, order.totalAmount);
      assert.deepEqual(request.products, order.products);
      assert.ok((order.taxFreeAmount ?? 0) + (order.vatAmount ?? 0) <= order.totalAmount);
      const { least, most } = totalRange(item);
      assert.ok(least <= order.totalAmount && order.totalAmount <= most);
    }),
    { numRuns: 200 },
  );
});

test('an order costs what its parts cost by the catalog, each by itself', () => {
  fc.assert(
    fc.property(sold, (given) => {
      const { order } = saleOf(given);
      const { prices, own } = given.choices;
      const added = prices.reduce(
        (sum, some, index) => sum + (some[(given.picks[index] as number) % some.length] as number),
        given.price,
      );
      const piece =
        given.amount === undefined
          ? prices.length > 0
            ? (own ?? added)
            : given.price
          : 1000 + given.amount;
      const goods = piece * order.quantity;
      const { fee = 0, freeFrom = Number.POSITIVE_INFINITY, zones } = given.delivery ?? {};
      const surcharge = zones ? (surcharges[given.zipcode] ?? 0) : 0;
      assert.equal(order.totalAmount, goods + (goods >= freeFrom ? 0 : fee) + surcharge);
      const taxFree = given.isTaxFree ? goods : undefined;
      assert.equal(order.taxFreeAmount, taxFree);
    }),
    { numRuns: 200 },
  );
});

test('[V3] prices, lines and fees from the page', () => {
  const anything = fc.dictionary(
    fc.constantFrom('fee', 'price', 'totalAmount', 'surcharge', 'lines', 'detail', 'message'),
    fc.oneof(fc.integer(), fc.constant('길')),
  );
  fc.assert(
    fc.property(sold, anything, (given, forged) => {
      const { detail, message, ...others } = forged;
      const words = {
        ...others,
        ...(typeof detail === 'string' && { detail }),
        ...(typeof message === 'string' && { message }),
      };
      const honest = saleOf(given);
      const { order, request, details } = saleOf(given, words);
      for (const key of [
        'totalAmount',
        'orderName',
        'products',
        'taxFreeAmount',
        'vatAmount',
        'customData',
      ] as const) {
        assert.deepEqual(request[key], honest.request[key], key);
      }
      assert.doesNotMatch(JSON.stringify([order, request]), /홍길동|010-1234|어딘가/);
      if (given.delivery) assert.equal(details?.delivery?.recipient, '홍길동');
    }),
    { numRuns: 100 },
  );
});

test('an order’s name says the choice as far as its gateway takes it', () => {
  fc.assert(
    fc.property(sold, (given) => {
      const { item, method, order, request } = saleOf(given);
      assert.ok(fits(order.orderName, method.orderNameLimits ?? []), order.orderName);
      assert.ok(order.orderName.startsWith(item.name));
      assert.ok(order.orderName.isWellFormed());
      if (given.gateway !== 'NAVERPAY') return;
      assert.equal(order.orderName, order.products[0]?.name);
      const goods = request.bypass?.naverpay?.productItems;
      assert.deepEqual(
        goods?.map(({ uid, name, count }) => [uid, name, count]),
        [['shoes', order.orderName, order.quantity]],
      );
    }),
    { numRuns: 200 },
  );
});
