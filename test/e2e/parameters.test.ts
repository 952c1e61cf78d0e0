/**
 * Parameter by parameter: what the catalog, the buyer or the page says arrives in the request that
 * PortOne's script is called with. A few visits of a real browser carry them all.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Browser, Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import { type Checkout, startCheckout } from '../support/server/checkout-server.ts';
import {
  catalogJsonSchema,
  type JsonSchema,
  paymentRequestJsonSchema,
} from '../tools/catalog-json-schema.ts';
import { parameters } from '../tools/parameter-table.ts';
import { guide } from '../tools/parameters.ts';

const catalogSchema = catalogJsonSchema();
const requestSchema = paymentRequestJsonSchema();
const storeId = 'store-tests';
const channelKey = 'channel-key-kakaopay-tests';

/** A value for everything that a part of a schema has; of parts that exclude each other, the one with this number. */
function sampleOf(schema: JsonSchema, node: JsonSchema, variant: number, name = ''): unknown {
  if (node.$ref) {
    const target = schema.definitions?.[node.$ref.slice('#/definitions/'.length)];
    return sampleOf(schema, target as JsonSchema, variant, name);
  }
  if (node.enum) return node.enum[0];
  if (node.const !== undefined) return node.const;
  switch (node.type) {
    case 'string':
      return samples[name] ?? (node.format === 'date-time' ? moments[variant % 2] : `${name} 값`);
    case 'integer':
    case 'number':
      return 3;
    case 'boolean':
      return true;
    case 'array':
      return [sampleOf(schema, node.items ?? {}, variant, name)];
    default: {
      const all = Object.entries(node.properties ?? {}).filter(([, property]) => !property.not);
      const chosen = node.maxProperties === 1 ? [all[variant % all.length]] : all;
      return Object.fromEntries(
        chosen.flatMap((entry) =>
          entry ? [[entry[0], sampleOf(schema, entry[1], variant, entry[0])]] : [],
        ),
      );
    }
  }
}

const moments = ['2026-01-01T00:00:00+09:00', '2026-12-31T23:59:59+09:00'];
const samples: Record<string, string> = {
  interval: '6m',
  dueDate: '2026-12-31T23:59:59+09:00',
  open: '09:00',
  close: '18:00',
  noticeUrls: 'https://shop.example/webhook',
  confirmUrl: 'https://shop.example/confirm',
  link: 'https://shop.example/shoes',
  ITEM_CODE: 'CODE',
  designCd: '#C1272C',
  useCfmYmdt: '20260131',
  startDate: '20260101',
  endDate: '20260131',
  subMerchantBusinessNo: '1234567890',
  expiredTime: '2026-01-31 23:59:59',
  email: 'buyer@shop.example',
  phoneNumber: '010-1234-5678',
};

const itemOptions = [
  'orderDetail',
  'productType',
  'isCulturalExpense',
  'offerPeriod',
  'promotionId',
  'merpayCategoryId',
];
const ownKeys = [
  'id',
  'label',
  'payMethod',
  'pgProvider',
  'channelKey',
  'buyerFields',
  'customData',
  'uiType',
];

const methodParts = catalogSchema.definitions?.MethodSource?.properties ?? {};

function sampleParts(variant: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(methodParts)
      .filter(([key]) => !ownKeys.includes(key))
      .map(([key, part]) => [key, sampleOf(catalogSchema, part, variant, key)]),
  );
}

const buyer = sampleOf(requestSchema, { $ref: '#/definitions/Customer' }, 0) as object;
const redirectUrl = 'https://shop.example/thanks';

type Visit = {
  method: Record<string, unknown>;
  item: Record<string, unknown>;
  attributes?: string;
  buyer?: object;
  /** What must arrive, besides what the order says. */
  expected: Record<string, unknown>;
};

/**
 * Everything the SDK knows. Of a gateway without rules, whose `bypass` goes along as it is written:
 * but what NaverPay is told of the goods is the order's.
 */
function everything(name: string, variant: number): Visit {
  // Leaves the page where it would otherwise stay, which is not what is asked here.
  const { forceRedirect, channelGroupId: _, ...parts } = sampleParts(variant);
  const isOfItem = ([key]: [string, unknown]) => itemOptions.includes(key) === (variant === 0);
  const own = Object.fromEntries(Object.entries(parts).filter(isOfItem));
  return {
    method: {
      payMethod: 'CARD',
      // None that has rules: these visits are about what arrives, not about who takes it.
      pgProvider: 'SOME_PG',
      channelKey,
      ...(variant === 0 ? without(parts, itemOptions) : parts),
      ...(variant === 1 && { forceRedirect }),
    },
    item: variant === 0 ? pick(own, itemOptions) : {},
    expected: {
      ...parts,
      bypass: withWhatIsBought(name, parts.bypass as PaymentRequest['bypass']),
      ...(variant === 1 && { forceRedirect }),
    },
  };
}

function withWhatIsBought(name: string, bypass: PaymentRequest['bypass']) {
  const [kind] = bypass?.naverpay?.productItems ?? [];
  assert.ok(kind && kind.name !== name);
  const productItems = [{ ...kind, uid: name, name, count: 1 }];
  return { ...bypass, naverpay: { ...bypass?.naverpay, productItems } };
}

const pick = (value: Record<string, unknown>, keys: string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
const without = (value: Record<string, unknown>, keys: string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

const kakaopay = {
  windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' },
  easyPay: {
    useFreeInterestFromMall: true,
    useCardPoint: true,
    availableCards: ['SHINHAN_CARD', 'KAKAO_BANK'],
    installment: { monthOption: { fixedMonth: 3 } },
    cashReceiptType: 'PERSONAL',
    customerIdentifier: '01012345678',
    availablePayMethods: ['CARD', 'CHARGE', 'MONEY', 'TRANSFER'],
  },
  bypass: { kakaopay: { custom_message: '맑은 날이에요' } },
  noticeUrls: ['https://shop.example/webhook'],
  appScheme: 'shopapp://',
  country: 'KR',
  isEscrow: false,
  popup: { center: true },
};
const products = [
  {
    id: 'a',
    name: '신발',
    code: 'S-1',
    amount: 400,
    quantity: 2,
    tag: '신상',
    link: 'https://shop.example/shoes',
    description: '가벼운 신발',
  },
  { id: 'b', name: '끈', amount: 200, quantity: 1 },
];

const visits: Record<string, Visit> = {
  kakaopay: {
    method: {
      payMethod: 'EASY_PAY',
      pgProvider: 'KAKAOPAY',
      channelKey,
      customData: { campaign: 'autumn' },
      ...kakaopay,
    },
    item: { taxFreeAmount: 100, vatAmount: 80, products },
    attributes: `redirect-url="${redirectUrl}" locale="en"`,
    buyer,
    expected: {
      ...kakaopay,
      storeId,
      channelKey,
      orderName: 'kakaopay',
      totalAmount: 1000,
      currency: 'KRW',
      payMethod: 'EASY_PAY',
      taxFreeAmount: 100,
      vatAmount: 80,
      products,
      customer: buyer,
      customData: { campaign: 'autumn', item: 'kakaopay' },
      locale: 'EN_US',
    },
  },
  everything: everything('everything', 0),
  alternatives: everything('alternatives', 1),
  group: {
    method: { payMethod: 'EASY_PAY', pgProvider: 'KAKAOPAY', channelGroupId: 'group' },
    item: {},
    expected: { channelGroupId: 'group' },
  },
  paypal: {
    method: {
      payMethod: 'PAYPAL',
      pgProvider: 'PAYPAL_V2',
      channelKey: 'channel-key-paypal-tests',
      uiType: 'PAYPAL_SPB',
      bypass: { paypal_v2: { style: { color: 'gold' } } },
    },
    item: { currency: 'USD' },
    expected: { uiType: 'PAYPAL_SPB' },
  },
};

let browser: Browser;
let checkout: Checkout;
let shop: Server;
const received = new Map<string, Record<string, unknown>>();

before(async () => {
  browser = await openChromium();
  shop = createServer((request, response) => {
    const visit = visits[(request.url ?? '/').slice(1)];
    if (!visit) return response.writeHead(204).end();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<!doctype html>
<html lang="ko">
  <body>
    <portone-checkout item-id="${request.url?.slice(1)}" ${visit.attributes ?? ''}></portone-checkout>
    <script type="module">
      import '${checkout.url}/portone-checkout.js';
      const buyer = ${JSON.stringify(visit.buyer ?? null)};
      if (buyer) document.querySelector('portone-checkout').buyer = buyer;
    </script>
  </body>
</html>`);
  });
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${(shop.address() as AddressInfo).port}`;
  checkout = await startCheckout({
    element: readElementFiles(resolve(import.meta.dirname, '../../dist')),
    allowedOrigins: [origin, new URL(redirectUrl).origin],
    sandboxChannels: [
      { key: channelKey, name: 'kakaopay', pgProvider: 'KAKAOPAY', type: 'TEST' },
      { key: 'channel-key-paypal-tests', name: 'paypal', pgProvider: 'PAYPAL_V2', type: 'TEST' },
    ],
    catalog: JSON.stringify({
      store: { id: storeId, name: '신발가게' },
      methods: Object.entries(visits).map(([id, { method }]) => ({ id, label: id, ...method })),
      items: Object.entries(visits).map(([id, { item }]) => ({
        id,
        name: id,
        price: 1000,
        currency: 'KRW',
        methods: [id],
        ...item,
      })),
    }),
  });
  for (const name of Object.keys(visits)) received.set(name, await requestOf(name, origin));
});
after(async () => {
  await browser?.close();
  await checkout?.stop();
  shop?.closeAllConnections();
  await new Promise((closed) => shop.close(closed));
});

/** What the sandbox's script was called with, once the buyer has pressed the button. */
async function requestOf(name: string, origin: string): Promise<Record<string, unknown>> {
  const page: Page = await browser.newPage({ locale: 'ko-KR' });
  try {
    const ordered = page.waitForResponse(
      (response) => response.url().endsWith('/api/orders') && response.status() === 201,
    );
    // Of a group of channels, the script asks which one it is before it asks for a window; PayPal's
    // buttons are asked for before anything is pressed.
    const asked = page.waitForResponse((response) =>
      /\/api\/(prepare|route-payment|initialize-payment)\//.test(response.url()),
    );
    await page.goto(`${origin}/${name}`);
    if (name !== 'paypal') await page.locator('portone-checkout button:visible').last().click();
    const { paymentId } = (await (await ordered).json()) as { paymentId: string };
    const { paymentRequest } = (await asked).request().postDataJSON();
    const request = checkout.sandbox.lastRequest(paymentId) ?? paymentRequest;
    assert.ok(request, 'PortOne was not asked');
    return { ...request, ...(name === 'kakaopay' && { ordered: paymentId }) };
  } finally {
    await page.close();
  }
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => {
    const whole = Array.isArray(part) ? part[0] : part;
    return (whole as Record<string, unknown> | undefined)?.[key];
  }, value);
}

for (const { path } of parameters()) {
  const mark = guide.includes(path) ? ' (quick guide)' : '';
  if (path === 'paymentId') {
    test(`the request carries ${path}${mark}`, () => {
      const { paymentId, ordered } = received.get('kakaopay') ?? {};
      assert.equal(paymentId, ordered);
    });
    continue;
  }
  if (path === 'redirectUrl') {
    test(`the request carries ${path}${mark}`, async () => {
      const { redirectUrl: arrived } = received.get('kakaopay') ?? {};
      // The server's own short address, which leads there.
      assert.ok(String(arrived).startsWith(`${checkout.url}/return/`), String(arrived));
      const { headers } = await fetch(String(arrived), { redirect: 'manual' });
      assert.ok(headers.get('location')?.startsWith(redirectUrl), String(headers.get('location')));
    });
    continue;
  }
  const name = Object.keys(visits).find((one) => at(visits[one]?.expected, path) !== undefined);
  test(`the request carries ${path}${mark}`, () => {
    assert.ok(name, 'no visit says it');
    assert.deepEqual(at(received.get(name), path), at(visits[name]?.expected, path));
  });
}
