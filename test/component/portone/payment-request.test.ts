import { expect } from '@open-wc/testing';
import {
  buildPaymentRequest,
  type PaymentRequestParts,
} from '../../../component/portone/payment-request.ts';
import { aCheckout, aMethod, anOrder } from '../support/fake-shop.ts';

const build = (parts: Partial<PaymentRequestParts> = {}) =>
  buildPaymentRequest({
    checkout: aCheckout(),
    method: aMethod(),
    order: anOrder(),
    redirectUrl: 'https://shop.example/',
    ...parts,
  });

describe('buildPaymentRequest', () => {
  it('names the store and the channel', () => {
    expect(build()).to.include({ storeId: 'store-1', channelKey: 'channel-key-1' });
  });

  it('takes everything that is about money from the order', () => {
    const order = anOrder({
      paymentId: 'p9',
      orderName: '신발 2켤레',
      totalAmount: 2000,
      taxFreeAmount: 500,
      vatAmount: 100,
      currency: 'USD',
      products: [{ id: 'shoes', name: '신발', amount: 1000, quantity: 2 }],
      customData: { item: 'shoes' },
    });
    const { itemId, quantity, expiresAt, expiresIn, ...expected } = order;
    expect(build({ order })).to.deep.include(expected);
    expect(build({ order })).to.not.have.any.keys('expiresAt', 'expiresIn');
  });

  it('passes the method’s options on as they are', () => {
    const request = {
      easyPay: { easyPayProvider: 'KAKAOPAY', availableCards: ['SHINHAN_CARD'] },
      windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' },
      bypass: { kakaopay: { custom_message: '안녕' } },
      noticeUrls: ['https://shop.example/webhook'],
      appScheme: 'shop://',
      productType: 'PRODUCT_TYPE_REAL',
      offerPeriod: { interval: '30d' },
      storeDetails: { ceoFullName: '대표' },
      isCulturalExpense: true,
      isEscrow: false,
      country: 'KR',
      promotionId: 'promo',
      popup: { center: true },
      card: { installment: { monthOption: { fixedMonth: 3 } } },
    } as const;
    expect(
      build({ method: aMethod({ request: structuredClone(request) as never }) }),
    ).to.deep.include(request);
  });

  const goods = { categoryType: 'PRODUCT', categoryId: 'GENERAL' };
  const naverpay = (productItems: object[], more: object = {}) =>
    aMethod({
      pgProvider: 'NAVERPAY',
      request: { bypass: { naverpay: { productItems, ...more } } } as never,
    });

  it('tells NaverPay how many of what are bought', () => {
    const order = anOrder({
      quantity: 3,
      products: [{ id: 'socks', name: '양말', amount: 1000, quantity: 3 }],
    });
    const stale = { ...goods, sellerId: 'a', uid: 'mug', name: '머그컵', count: 1 };
    const request = build({ order, method: naverpay([stale], { deliveryFee: 3000 }) });
    expect(request.bypass).to.deep.equal({
      naverpay: {
        productItems: [{ ...goods, sellerId: 'a', uid: 'socks', name: '양말', count: 3 }],
        deliveryFee: 3000,
      },
    });
  });

  it('keeps the kind of each product that NaverPay is told of', () => {
    const book = { categoryType: 'BOOK', categoryId: 'GENERAL' };
    const order = anOrder({
      quantity: 2,
      products: [
        { id: 'mat', name: '돗자리', amount: 600, quantity: 2 },
        { id: 'guide', name: '안내서', amount: 200, quantity: 4 },
      ],
    });
    const method = naverpay([
      { ...goods, uid: 'mat', name: '돗자리', count: 1 },
      { ...book, uid: 'guide', name: '안내서', count: 2 },
    ]);
    expect(build({ order, method }).bypass?.naverpay?.productItems).to.deep.equal([
      { ...goods, uid: 'mat', name: '돗자리', count: 2 },
      { ...book, uid: 'guide', name: '안내서', count: 4 },
    ]);
    // The page has the item for longer than the server keeps the same catalog.
    const renamed = anOrder({ products: [{ id: 'hat', name: '모자', amount: 1, quantity: 1 }] });
    expect(build({ order: renamed, method }).bypass?.naverpay?.productItems).to.deep.equal([
      { ...goods, uid: 'hat', name: '모자', count: 1 },
    ]);
  });

  it('lets no option of a method touch what the order decides', () => {
    const request = {
      totalAmount: 1,
      storeId: 'other',
      taxFreeAmount: 1,
      redirectUrl: 'x:',
    } as never;
    const built = build({ method: aMethod({ request }) });
    expect(built).to.include({ totalAmount: 1000, storeId: 'store-1' });
    expect(built).to.include({ redirectUrl: 'https://shop.example/' });
    expect(built).to.not.have.property('taxFreeAmount');
  });

  it('hands the buyer over as customer', () => {
    const buyer = { customerId: 'c1', fullName: '홍길동', email: 'a@b.example', birthYear: '1990' };
    expect(build({ buyer }).customer).to.deep.equal(buyer);
  });

  it('asks for the buyer’s language unless the method fixes one', () => {
    expect(build({ locale: 'EN_US' }).locale).to.equal('EN_US');
    const method = aMethod({ request: { locale: 'KO_KR' } });
    expect(build({ locale: 'EN_US', method }).locale).to.equal('KO_KR');
  });

  it('leaves out what is not known', () => {
    const { channelKey, ...grouped } = aMethod({ request: { channelGroupId: 'group' } });
    const built = build({ method: grouped });
    expect(built).to.include({ channelGroupId: 'group' });
    for (const field of ['channelKey', 'customer', 'taxFreeAmount', 'vatAmount', 'locale']) {
      expect(built).to.not.have.property(field);
    }
  });
});
