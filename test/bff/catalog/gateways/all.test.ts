/** The rules that the project was asked for, stated once more and not read out of the code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateways } from '../../../../bff/catalog/gateways/all.ts';
import { buyerFieldsOf } from '../../../../bff/catalog/gateways/asked-of-the-page.ts';
import { parseCatalog } from '../../../../bff/catalog/parse-catalog.ts';
import { ConfigError } from '../../../../bff/config.ts';
import { aCatalog, aMethod, anItem } from '../../../support/server/checkout-server.ts';
import { assertInKorean } from '../../../support/server/spoken-korean.ts';

function verdictOn(method: Record<string, unknown>, item: Record<string, unknown> = {}) {
  const source = aCatalog({
    methods: [aMethod({ payMethod: 'CARD', ...method })],
    items: [anItem({ price: 60_000, ...item })],
  });
  try {
    const { warnings, notes } = parseCatalog(source);
    assertInKorean([...warnings, ...notes]);
    return { stops: '', warns: warnings.join('\n') };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assertInKorean(error.problems);
    return { stops: error.message, warns: '' };
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

const months = (monthOption: object) => ({ monthOption });
const gift = (giftCertificateType: string) => ({
  payMethod: 'GIFT_CERTIFICATE',
  giftCertificate: { giftCertificateType },
});
const ksnet = (options: object) => ({ ksnet: options });
const direct = { easyPayDirect: true };
const storeDetails = { businessName: '상점', businessRegistrationNumber: '1234567890' };
const virtualAccount = {
  payMethod: 'VIRTUAL_ACCOUNT',
  virtualAccount: { accountExpiry: { validHours: 24 } },
};
const yen = { currency: 'JPY' };
const japan = (options: object) => ({
  storeDetails: {
    storeName: '韓国ストア',
    storeNameKana: 'カンコクストア',
    storeNameEn: 'Kankoku Store',
    storeNameShort: 'ストア',
    contactName: 'contact',
    email: 'store@shop.example',
    phoneNumber: '3712345678',
    openingHours: { open: '00:00', close: '23:00' },
  },
  ...options,
});
const linked = {
  products: [{ id: 'a', name: 'a', amount: 60_000, quantity: 1, link: 'https://shop.example' }],
};

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
    ...[
      'WOORI_CARD',
      'HANA_CARD',
      'NH_CARD',
      'SAMSUNG_CARD',
      'HYUNDAI_CARD',
      'LOTTE_CARD',
      'SHINHAN_CARD',
      'CITI_CARD',
    ].flatMap((cardCompany): Case[] => [
      ['stops', { card: { cardCompany }, storeDetails }],
      ['stops', { card: { cardCompany }, storeDetails, bypass: ksnet({ tcode: 'skt' }) }],
      [
        'takes',
        { card: { cardCompany }, storeDetails, bypass: ksnet({ url: 'https://shop.example' }) },
      ],
    ]),
    [
      'stops',
      { card: { cardCompany: 'HYUNDAI_CARD' }, bypass: ksnet({ url: 'https://a.example' }) },
    ],
    ['takes', { card: { cardCompany: 'KOOKMIN_CARD' }, storeDetails }],
    ...['BC_CARD', 'SUHYUP_CARD', 'JEONBUK_CARD', 'GWANGJU_CARD', 'KAKAO_BANK'].flatMap(
      (cardCompany): Case[] => [
        ['stops', { card: { cardCompany } }],
        ['takes', { card: { cardCompany }, bypass: ksnet({ tcode: 'ktf' }) }],
      ],
    ),
    ['stops', { ...easyPay({ easyPayProvider: 'NAVERPAY' }), bypass: ksnet(direct) }],
    [
      'takes',
      {
        ...easyPay({ easyPayProvider: 'NAVERPAY' }),
        bypass: ksnet(direct),
        storeDetails: { businessName: '상점' },
      },
    ],
    ['takes', easyPay({ easyPayProvider: 'NAVERPAY' })],
    [
      'stops',
      {
        ...easyPay({ easyPayProvider: 'PAYCO' }),
        bypass: ksnet(direct),
        storeDetails: { businessName: '상점' },
      },
    ],
    ['takes', { ...easyPay({ easyPayProvider: 'PAYCO' }), bypass: ksnet(direct), storeDetails }],
    ['takes', { ...easyPay({ easyPayProvider: 'LPAY' }), bypass: ksnet(direct) }],
    ['takes', virtualAccount],
    ['warns', virtualAccount, { taxFreeAmount: 1000 }],
    ['warns', virtualAccount, { vatAmount: 0 }],
    ['takes', virtualAccount, { taxFreeAmount: 0 }],
    ['takes', {}, { taxFreeAmount: 1000, vatAmount: 100 }],
    ['takes', { locale: 'KO_KR' }],
    ['warns', { locale: 'EN_US' }],
    ['takes', {}, named(25)],
    ['stops', {}, named(26)],
    ['takes', {}, named(50, 'a')],
    ['stops', {}, named(51, 'a')],
    ['stops', {}, { ...named(24), maxQuantity: 2 }],
    ['stops', easyPay({}), named(26)],
  ],
  WELCOME: [
    ['stops', {}, { currency: 'USD' }],
    ['warns', {}, { taxFreeAmount: 1000 }],
    ['warns', {}, { vatAmount: 0 }],
    ['takes', { card: { cardCompany: 'BC_CARD', installment: months({ fixedMonth: 3 }) } }],
    ['takes', { card: { installment: months({ availableMonthList: [2, 3] }) } }],
    [
      'stops',
      { card: { cardCompany: 'BC_CARD', installment: months({ availableMonthList: [2, 3] }) } },
    ],
    ['stops', { card: { cardCompany: 'TOSS_BANK' } }],
    ['stops', easyPay({})],
    ...['KAKAOPAY', 'LPAY', 'TOSSPAY', 'PAYCO', 'NAVERPAY'].map(
      (easyPayProvider): Case => ['takes', easyPay({ easyPayProvider })],
    ),
    ['stops', easyPay({ easyPayProvider: 'SAMSUNGPAY' })],
    ['warns', easyPay({ easyPayProvider: 'PAYCO', availableCards: ['BC_CARD'] })],
    ['stops', { payMethod: 'GIFT_CERTIFICATE' }],
    ['stops', gift('CULTUREGIFT')],
    ['takes', gift('CULTURELAND')],
    ['takes', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'ANONYMOUS' } }],
    ['warns', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'PERSONAL' } }],
    ['warns', { payMethod: 'TRANSFER', transfer: { bankCode: 'SHINHAN_BANK' } }],
    ['warns', { payMethod: 'MOBILE', productType: 'DIGITAL', mobile: { carrier: 'KT' } }],
    ['warns', { card: { useAppCardOnly: true } }],
    ['takes', { payMethod: 'VIRTUAL_ACCOUNT' }],
    ['takes', {}, named(40, 'a')],
    ['warns', {}, named(41, 'a')],
  ],
  INICIS_JP: [
    // Its contract of type SBPS needs an id that only the page knows.
    ['warns', japan({ card: { installment: months({ fixedMonth: 3 }) } }), yen],
    ['warns', japan({ card: { installment: months({ availableMonthList: [0, 3, 12] }) } }), yen],
    ['stops', japan({ card: { installment: months({ fixedMonth: 2 }) } }), yen],
    ['stops', japan({ card: { installment: months({ availableMonthList: [3, 24] }) } }), yen],
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
    ['takes', { ...tossPaypal, country: 'US' }, { currency: 'USD' }],
    [
      'takes',
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
    ['warns', {}, { taxFreeAmount: 1000 }],
    ['warns', {}, { vatAmount: 100 }],
    ['takes', {}, { taxFreeAmount: 0 }],
    ['takes', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'ANONYMOUS' } }],
    ['warns', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'PERSONAL' } }],
    ['takes', {}, { currency: 'USD' }],
    ['stops', { payMethod: 'TRANSFER' }, { currency: 'USD' }],
    ['takes', {}, { name: 'a'.repeat(40) }],
    ['warns', {}, { name: 'a'.repeat(41) }],
  ],
  KCP_V2: [
    ['warns', {}, { taxFreeAmount: 1000 }],
    ['warns', {}, { vatAmount: 100 }],
    ['warns', easyPay({ easyPayProvider: 'PAYCO', availablePayMethods: ['CARD'] })],
    ['takes', easyPay({ easyPayProvider: 'PAYCO' })],
    ['warns', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'PERSONAL' } }],
    ['takes', {}, { name: 'a'.repeat(100) }],
    ['stops', {}, { name: 'a'.repeat(101) }],
    ['stops', { payMethod: 'GIFT_CERTIFICATE' }],
    ['takes', { payMethod: 'GIFT_CERTIFICATE', bypass: { kcp_v2: { shop_user_id: 'buyer' } } }],
  ],
  NICE_V2: [
    ...['KAKAOPAY', 'NAVERPAY', 'PAYCO'].flatMap((easyPayProvider): Case[] => {
      const wallet = { easyPayProvider, availablePayMethods: ['CARD'] };
      const installment = months({ fixedMonth: 3 });
      return [
        ['takes', easyPay(wallet)],
        ['stops', easyPay({ ...wallet, installment })],
        ['takes', easyPay({ ...wallet, installment, availableCards: ['BC_CARD'] })],
      ];
    }),
    ...['KAKAOPAY', 'NAVERPAY', 'APPLEPAY', 'LPAY'].flatMap((easyPayProvider): Case[] => {
      const wallet = { easyPayProvider, availablePayMethods: ['CARD'] };
      const freeInstallmentPlans = [{ cardCompany: 'BC_CARD', months: [2] }];
      return [
        ['stops', easyPay({ ...wallet, installment: { freeInstallmentPlans } })],
        ['stops', easyPay({ ...wallet, useFreeInterestFromMall: true })],
      ];
    }),
    [
      'takes',
      easyPay({
        easyPayProvider: 'PAYCO',
        installment: { freeInstallmentPlans: [{ cardCompany: 'BC_CARD', months: [2] }] },
      }),
    ],
    ['warns', { payMethod: 'TRANSFER' }],
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
    ['takes', {}],
    ['warns', {}, { currency: 'USD' }],
    ['stops', {}, { currency: 'EUR' }],
    ...['JEONBUK_CARD', 'KAKAO_BANK'].map(
      (cardCompany): Case => [
        'warns',
        { card: { cardCompany, installment: months({ fixedMonth: 0 }) } },
      ],
    ),
    ['takes', { card: { cardCompany: 'BC_CARD', installment: months({ fixedMonth: 0 }) } }],
    ['takes', {}, { name: 'a'.repeat(40) }],
    ['stops', {}, { name: 'a'.repeat(41) }],
    ['stops', { card: { cardCompany: 'BC_CARD' } }],
  ],
  KPN: [
    ['warns', {}, { vatAmount: 0 }],
    ['warns', {}, { vatAmount: 100 }],
    ['takes', {}, { taxFreeAmount: 1000 }],
    ['takes', { card: { cardCompany: 'BC_CARD' } }],
    ['takes', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'ANONYMOUS' } }],
    ['warns', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'CORPORATE' } }],
    ['takes', {}, { name: 'a'.repeat(256) }],
    ['stops', {}, { name: 'a'.repeat(257) }],
    ['stops', {}, { currency: 'USD' }],
  ],
  EXIMBAY_V2: [
    ['warns', {}, linked],
    ['takes', { bypass: { eximbay_v2: { payment: { payment_method: 'P000' } } } }, linked],
  ],
  PAYPAL_V2: [
    ['stops', { payMethod: 'PAYPAL' }, { currency: 'USD', taxFreeAmount: 1 }],
    ['takes', { payMethod: 'PAYPAL' }, { currency: 'USD', taxFreeAmount: 0 }],
    ['takes', { payMethod: 'PAYPAL' }, { currency: 'USD' }],
    ['stops', { payMethod: 'PAYPAL' }, { currency: 'KRW' }],
    ['stops', { payMethod: 'PAYPAL', windowType: { pc: 'POPUP' } }, { currency: 'USD' }],
  ],
};

for (const [pgProvider, all] of Object.entries(cases)) {
  for (const [says, method, item] of all) {
    const given = [method, ...(item ? [item] : [])].map((part) => JSON.stringify(part)).join(' ');
    test(`[L11] a catalog without what PortOne’s page of the gateway requires: ${pgProvider} ${says} ${given}`, () => {
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
    { ...card, card: { cardCompany: 'CARD_COMPANY_BC_CARD' }, bypass: ksnet({ tcode: 'skt' }) },
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

test('says how Toss Payments’ PayPal is written, and what it lacks', () => {
  const item = { currency: 'KRW', price: 1000 };
  const asPaypal = verdictOn({ pgProvider: 'TOSSPAYMENTS', payMethod: 'PAYPAL' }, item).stops;
  assert.match(asPaypal, /its PayPal is EASY_PAY with easyPay\.easyPayProvider PAYPAL/);
  const bare = verdictOn({ pgProvider: 'TOSSPAYMENTS', ...tossPaypal }, item).stops;
  assert.match(bare, /methods\[0\]\.country .*is missing\. Toss Payments needs country/);
  assert.match(bare, /items\[0\]\.currency .*takes USD only .*PAYPAL, not KRW/);
});

test('names each field of storeDetails that a Japanese contract wants, and the windows that open', () => {
  const warned = (method: object) => verdictOn({ pgProvider: 'INICIS_JP', ...method }, yen).warns;
  assert.match(warned({}), /storeDetails .*is missing.*JPPG/);
  assert.doesNotMatch(warned(japan({})), /storeDetails/);
  const { storeDetails } = japan({});
  for (const field of Object.keys(storeDetails)) {
    const others = { ...storeDetails, [field]: undefined };
    assert.match(
      warned({ storeDetails: others }),
      new RegExp(`storeDetails\\.${field} .*is missing`),
    );
  }
  assert.match(warned(japan({ windowType: { pc: 'IFRAME' } })), /windowType\.pc/);
});

const promotion = { promotionId: 'promotion-1' };
const promoted: [says: 'stops' | 'warns' | 'takes', method: object, item?: object][] = [
  ['stops', { pgProvider: 'KCP_V2', ...promotion }],
  ['stops', { pgProvider: 'KCP_V2' }, promotion],
  ['stops', { pgProvider: 'KICC_V2', ...promotion }],
  ['takes', { pgProvider: 'INICIS_V2', ...promotion, card: { cardCompany: 'BC_CARD' } }],
  ['takes', { pgProvider: 'INICIS_V2', card: { cardCompany: 'BC_CARD' } }, promotion],
  ['warns', { pgProvider: 'KAKAOPAY', ...easyPay({}), ...promotion }],
  ['takes', { pgProvider: 'KAKAOPAY', ...easyPay({ availableCards: ['BC_CARD'] }), ...promotion }],
  ['stops', { pgProvider: 'INICIS_V2', payMethod: 'TRANSFER' }, promotion],
];

for (const [says, method, item] of promoted) {
  const given = [method, item].map((part) => JSON.stringify(part)).join(' ');
  test(`${says} a promotion ${given}`, () => {
    const { stops, warns } = verdictOn(
      method as Record<string, unknown>,
      item as Record<string, unknown>,
    );
    const isPromotions = /promotion/.test(warns);
    assert.equal(stops ? 'stops' : isPromotions ? 'warns' : 'takes', says, stops || warns);
  });
}

const depositAddresses: [pgProvider: string, address: RegExp][] = [
  ['TOSSPAYMENTS', /iamport\.co\/virtual-account\/webhook-event\/tosspayments.*DEPOSIT_CALLBACK/],
  ['SMARTRO_V2', /iamport\.co\/smartro-v2/],
  ['NICE_V2', /iamport\.co\/nicepay-v2/],
  ['INICIS_V2', /iamport\.co\/inicis-v2/],
  ['KPN', /iamport\.co\/kpn\/virtual-account.*백노티/],
  ['KCP_V2', /iamport\.co\/kcp-v2/],
];

for (const [pgProvider, address] of depositAddresses) {
  test(`notes once where ${pgProvider} has to be told PortOne’s address for deposits`, () => {
    const method = aMethod({ pgProvider, ...virtualAccount });
    const { notes, warnings } = parseCatalog(
      aCatalog({ methods: [method, { ...method, id: 'another' }], items: [anItem()] }),
    );
    assert.equal(notes.length, 1);
    assert.match(notes[0] as string, address);
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      parseCatalog(aCatalog({ methods: [aMethod({ pgProvider, payMethod: 'CARD' })] })).notes,
      [],
    );
  });
}

test('notes nothing for virtual accounts of gateways that PortOne sets up itself', () => {
  for (const pgProvider of ['KSNET', 'WELCOME', 'GALAXIA']) {
    const method = aMethod({ pgProvider, ...virtualAccount, bypass: galaxiaCode(pgProvider) });
    assert.deepEqual(parseCatalog(aCatalog({ methods: [method] })).notes, [], pgProvider);
  }
});

function galaxiaCode(pgProvider: string) {
  return pgProvider === 'GALAXIA' ? { galaxia: { ITEM_CODE: '1' } } : undefined;
}
