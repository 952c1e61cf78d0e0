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
