/** The rules that the project was asked for, stated once more and not read out of the code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateways } from '../../../../bff/catalog/gateways/all.ts';
import { buyerFieldsOf } from '../../../../bff/catalog/gateways/check-method.ts';
import { parseCatalog } from '../../../../bff/catalog/parse-catalog.ts';
import { ConfigError } from '../../../../bff/config.ts';
import { aCatalog, aMethod, anItem } from '../../../support/server/checkout-server.ts';

function verdictOn(method: Record<string, unknown>, item: Record<string, unknown> = {}) {
  const source = aCatalog({
    methods: [aMethod({ payMethod: 'CARD', ...method })],
    items: [anItem({ price: 60_000, ...item })],
  });
  try {
    return { stops: '', warns: parseCatalog(source).warnings.join('\n') };
  } catch (error) {
    if (error instanceof ConfigError) return { stops: error.message, warns: '' };
    throw error;
  }
}

type Case = [says: 'stops' | 'warns' | 'takes', method: object, item?: object];

const easyPay = (options: object) => ({ payMethod: 'EASY_PAY', easyPay: options });

const naverpay = (...productItems: object[]) => ({
  ...easyPay({}),
  bypass: { naverpay: { productItems } },
});
const book = { categoryType: 'BOOK', categoryId: 'GENERAL' };
const tossPaypal = easyPay({ easyPayProvider: 'PAYPAL' });

/** Of this many letters; with " x2" it is three longer. */
const named = (count: number, letter = '신') => ({ name: letter.repeat(count) });
const hyphen = { ...easyPay({}), buyerFields: ['fullName'] };
const bundle = (name: string) => ({
  products: ['a', 'b', 'c'].map((id) => ({ id, name, amount: 20_000, quantity: 1 })),
});

const cases: Record<string, Case[]> = {
  KAKAOPAY: [
    ['takes', easyPay({}), named(100)],
    ['stops', easyPay({}), named(101)],
    ['takes', easyPay({}), { ...named(97), maxQuantity: 9 }],
    ['stops', easyPay({}), { ...named(97), maxQuantity: 10 }],
    // Counted as letters, and in the canonical form.
    ['takes', easyPay({}), named(100, '👟')],
    ['takes', easyPay({}), named(100, '신'.normalize('NFD'))],
    ['takes', easyPay({})],
    ['stops', { payMethod: 'CARD' }],
    ['stops', easyPay({}), { currency: 'USD' }],
    ['takes', { ...easyPay({}), windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' } }],
    ['stops', { ...easyPay({}), windowType: { pc: 'POPUP' } }],
    ['stops', { ...easyPay({}), windowType: { mobile: 'IFRAME' } }],
    [
      'takes',
      easyPay({
        availableCards: [
          'SHINHAN_CARD',
          'KOOKMIN_CARD',
          'HYUNDAI_CARD',
          'LOTTE_CARD',
          'SAMSUNG_CARD',
          'NH_CARD',
          'BC_CARD',
          'HANA_CARD',
          'CITI_CARD',
          'KAKAO_BANK',
        ],
      }),
    ],
    ['stops', easyPay({ availableCards: ['WOORI_CARD'] })],
    ['takes', easyPay({ installment: { monthOption: { fixedMonth: 3 } } })],
    ['warns', easyPay({ installment: { monthOption: { fixedMonth: 3 } } }), { price: 49_999 }],
    ['stops', easyPay({ installment: { monthOption: { availableMonthList: [2, 3] } } })],
    [
      'stops',
      easyPay({ installment: { freeInstallmentPlans: [{ cardCompany: 'BC_CARD', months: [2] }] } }),
    ],
    ['warns', { ...easyPay({}), appScheme: 'shop' }],
    ['stops', { ...easyPay({}), isEscrow: true }],
    ['warns', { ...easyPay({}), isCulturalExpense: true }],
    ['takes', { ...easyPay({}), bypass: { kakaopay: { custom_message: '안녕' } } }],
  ],
  NAVERPAY: [
    ['takes', naverpay(book), named(128)],
    ['stops', naverpay(book), named(129)],
    // The order is named by its first product, whatever its number.
    ['takes', naverpay(book), { ...named(128), maxQuantity: 9 }],
    ['takes', naverpay(book), { ...named(200), ...bundle('신'.repeat(123)) }],
    ['stops', naverpay(book), bundle('신'.repeat(124))],
    ['stops', { ...easyPay({}), windowType: { pc: 'IFRAME' } }],
    ['stops', easyPay({}), { price: 99 }],
    ['stops', easyPay({}), { currency: 'USD' }],
    ['warns', easyPay({})],
    ['takes', naverpay(book)],
    ['takes', naverpay({ ...book, uid: 'shoes' })],
    ['warns', naverpay({ ...book, uid: 'mug', name: '머그컵', count: 1 })],
    ['warns', naverpay({ ...book, count: 1 })],
    ['stops', naverpay({ ...book, uid: 'mug' }, { ...book, uid: 'hat' })],
    ['takes', naverpay({ ...book, uid: 'mug' }, book)],
  ],
  TOSSPAY_V2: [
    ['stops', {}],
    ['takes', easyPay({})],
    ['takes', easyPay({}), named(255)],
    ['stops', easyPay({}), named(256)],
    ['stops', easyPay({}), { name: '신발, 끈' }],
    ['stops', easyPay({}), { name: 'a\\b' }],
    ['takes', easyPay({}), { name: '신발，끈' }],
  ],
  KSNET: [
    ['takes', {}, named(25)],
    ['stops', {}, named(26)],
    ['takes', {}, named(50, 'a')],
    ['stops', {}, named(51, 'a')],
    ['stops', {}, { ...named(24), maxQuantity: 2 }],
    ['stops', easyPay({}), named(26)],
  ],
  WELCOME: [
    ['takes', {}, named(40, 'a')],
    ['warns', {}, named(41, 'a')],
  ],
  HYPHEN: [
    ['takes', hyphen, named(33)],
    ['stops', hyphen, named(34)],
  ],
  TOSSPAYMENTS: [
    ['takes', {}, named(100)],
    ['stops', {}, named(101)],
    ['takes', {}],
    ['stops', {}, { currency: 'USD' }],
    ['stops', easyPay({})],
    ['takes', easyPay({ easyPayProvider: 'KAKAOPAY' })],
    ['stops', tossPaypal, { currency: 'USD' }],
    ['warns', { ...tossPaypal, country: 'US' }, { currency: 'USD' }],
    [
      'warns',
      { ...easyPay({ easyPayProvider: 'EASY_PAY_PROVIDER_PAYPAL' }), country: 'US' },
      { currency: 'USD' },
    ],
    ['stops', { ...tossPaypal, country: 'US' }, { currency: 'EUR' }],
    ['stops', { ...tossPaypal, country: 'US' }, { currency: 'KRW' }],
    ['stops', { payMethod: 'PAYPAL', country: 'US' }, { currency: 'USD' }],
    ['stops', { payMethod: 'MOBILE' }],
    ['takes', { payMethod: 'MOBILE', productType: 'DIGITAL' }],
  ],
  INICIS_V2: [
    ['takes', {}, { currency: 'USD' }],
    ['stops', { payMethod: 'TRANSFER' }, { currency: 'USD' }],
    ['takes', {}, { name: 'a'.repeat(40) }],
    ['warns', {}, { name: 'a'.repeat(41) }],
  ],
  KCP_V2: [
    ['takes', {}, { name: 'a'.repeat(100) }],
    ['stops', {}, { name: 'a'.repeat(101) }],
    ['stops', { payMethod: 'GIFT_CERTIFICATE' }],
    ['takes', { payMethod: 'GIFT_CERTIFICATE', bypass: { kcp_v2: { shop_user_id: 'buyer' } } }],
  ],
  NICE_V2: [
    ['takes', {}, { name: 'a'.repeat(40) }],
    ['stops', {}, { name: 'a'.repeat(41) }],
    ...[...'%&|$-+=[]'].map((letter): Case => ['stops', {}, { name: `a${letter}b` }]),
    ['takes', {}, { name: 'a_b' }],
    ['warns', {}, { name: 'a (b)' }],
    ['stops', { payMethod: 'VIRTUAL_ACCOUNT' }],
    [
      'takes',
      { payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { accountExpiry: { validHours: 24 } } },
    ],
    ['stops', easyPay({ easyPayProvider: 'NAVERPAY' })],
    ['takes', easyPay({ easyPayProvider: 'NAVERPAY', availablePayMethods: ['CARD'] })],
    ['stops', easyPay({ easyPayProvider: 'NAVERPAY', availablePayMethods: ['CHARGE'] })],
    ['stops', easyPay({ easyPayProvider: 'PAYCO', cashReceiptType: 'PERSONAL' })],
    [
      'takes',
      easyPay({ easyPayProvider: 'PAYCO', cashReceiptType: 'PERSONAL', customerIdentifier: '010' }),
    ],
  ],
  SMARTRO_V2: [
    ['takes', {}, { name: 'a'.repeat(40) }],
    ['stops', {}, { name: 'a'.repeat(41) }],
    ['stops', { card: { cardCompany: 'BC_CARD' } }],
  ],
  KPN: [
    ['takes', {}, { name: 'a'.repeat(256) }],
    ['stops', {}, { name: 'a'.repeat(257) }],
    ['stops', {}, { currency: 'USD' }],
  ],
  PAYPAL_V2: [
    ['takes', { payMethod: 'PAYPAL' }, { currency: 'USD' }],
    ['stops', { payMethod: 'PAYPAL' }, { currency: 'KRW' }],
    ['stops', { payMethod: 'PAYPAL', windowType: { pc: 'POPUP' } }, { currency: 'USD' }],
  ],
};

for (const [pgProvider, all] of Object.entries(cases)) {
  for (const [says, method, item] of all) {
    const given = [method, ...(item ? [item] : [])].map((part) => JSON.stringify(part)).join(' ');
    test(`${pgProvider} ${says} ${given}`, () => {
      const { stops, warns } = verdictOn(
        { ...method, pgProvider },
        item as Record<string, unknown>,
      );
      const verdict = stops ? 'stops' : warns ? 'warns' : 'takes';
      assert.equal(verdict, says, stops || warns);
    });
  }
}

type Needs = [pgProvider: string, method: object, pc: string[], mobile: string[]];

const card = { payMethod: 'CARD' };
const nameAndEmail = ['fullName', 'email'];
const buyers: Needs[] = [
  ['INICIS_V2', card, ['fullName', 'phoneNumber', 'email'], []],
  ['SMARTRO_V2', card, ['phoneNumber'], ['phoneNumber']],
  ['KSNET', card, ['fullName'], ['fullName']],
  [
    'KSNET',
    { ...card, card: { cardCompany: 'CARD_COMPANY_BC_CARD' } },
    ['fullName'],
    ['fullName', 'phoneNumber'],
  ],
  ['KAKAOPAY', easyPay({}), [], []],
  ['WELCOME', card, ['fullName', 'phoneNumber', 'email'], ['fullName']],
  ['WELCOME', { payMethod: 'TRANSFER' }, ['fullName', 'phoneNumber', 'email'], ['fullName']],
  ['EXIMBAY_V2', card, nameAndEmail, nameAndEmail],
  [
    'EXIMBAY_V2',
    { ...card, bypass: { eximbay_v2: { payment: { payment_method: 'P003' } } } },
    nameAndEmail,
    nameAndEmail,
  ],
  ['TOSSPAYMENTS', { ...tossPaypal, country: 'US' }, nameAndEmail, nameAndEmail],
  ['TOSSPAYMENTS', easyPay({ easyPayProvider: 'PAYCO' }), [], []],
];

for (const [pgProvider, method, pc, mobile] of buyers) {
  for (const buyerFields of [undefined, [], { pc: [] }]) {
    const asked = JSON.stringify({ ...method, buyerFields });
    test(`${pgProvider} needs ${pc.join(', ') || 'nothing'} of a buyer on a PC with ${asked}`, () => {
      const currency = 'country' in method ? 'USD' : 'KRW';
      const products = [
        { id: 'a', name: 'a', amount: 1000, quantity: 1, link: 'https://shop.example' },
      ];
      const catalog = parseCatalog(
        aCatalog({
          methods: [aMethod({ pgProvider, ...method, buyerFields })],
          items: [anItem({ currency, products })],
        }),
      );
      assert.deepEqual(catalog.methods.get('kakaopay')?.buyerFields, { pc, mobile });
    });
  }
}

test('Eximbay’s buyer is asked whatever the means of payment', () => {
  const eximbay = gateways.get('EXIMBAY_V2');
  for (const payMethod of ['CARD', 'EASY_PAY', 'ALIPAY', 'VIRTUAL_ACCOUNT'] as const) {
    assert.deepEqual(buyerFieldsOf(eximbay, { payMethod, request: {} }), {
      pc: nameAndEmail,
      mobile: nameAndEmail,
    });
  }
});

test('says how Toss Payments’ PayPal is written, what it lacks, and what only the shop can do', () => {
  const item = { currency: 'KRW', price: 1000 };
  const asPaypal = verdictOn({ pgProvider: 'TOSSPAYMENTS', payMethod: 'PAYPAL' }, item).stops;
  assert.match(asPaypal, /its PayPal is EASY_PAY with easyPay\.easyPayProvider PAYPAL/);
  const bare = verdictOn({ pgProvider: 'TOSSPAYMENTS', ...tossPaypal }, item).stops;
  assert.match(bare, /methods\[0\]\.country .*is missing\. Toss Payments needs country/);
  assert.match(bare, /items\[0\]\.currency .*takes USD only .*PAYPAL, not KRW/);
  const whole = verdictOn(
    { pgProvider: 'TOSSPAYMENTS', ...tossPaypal, country: 'US' },
    { currency: 'USD', price: 1000 },
  );
  assert.match(whole.warns, /three consents/);
});
