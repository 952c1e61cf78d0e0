import { koreanTime, randomHex } from './approval.ts';
import { ofCards, whenPaying } from './decline-methods.ts';
import type { Gateway } from './gateway.ts';
import {
  customerNeeds,
  customerNeedsName,
  easyPayNeedsProvider,
  easyPayOneOf,
  giftCertificateNeedsType,
  mobileNeedsProductType,
  needsCountry,
  paymentIdMatches,
  whenPayingWith,
} from './gateway-rules.ts';
import { everyKoreanMethod } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const tosspayments: Gateway = {
  name: { ko: '토스페이먼츠', en: 'Toss Payments' },
  windows: overlayWindow,
  currencies: ['KRW'],
  // Only its PayPal accepts another currency.
  currenciesFor: ({ easyPay }) =>
    easyPay?.easyPayProvider?.endsWith('PAYPAL') ? ['USD'] : undefined,
  payMethods: everyKoreanMethod,
  rules: [
    paymentIdMatches(/^[A-Za-z0-9_-]{6,64}$/, '영문/숫자/-/_ 6자 이상 64자 이하'),
    easyPayNeedsProvider,
    easyPayOneOf(
      'PAYCO',
      'SAMSUNGPAY',
      'SSGPAY',
      'KAKAOPAY',
      'NAVERPAY',
      'LPAY',
      'TOSSPAY',
      'APPLEPAY',
      'PAYPAL',
    ),
    giftCertificateNeedsType,
    mobileNeedsProductType,
    ...[customerNeedsName, customerNeeds('email', '이메일'), needsCountry].map((rule) =>
      whenPayingWith('PAYPAL', rule),
    ),
  ],
  testMerchantId: 'tvivarepublica',
  cancel: { pgCode: 'PAY_PROCESS_CANCELED', pgMessage: '사용자에 의해 결제가 취소되었습니다.' },
  declines: [
    {
      pgCode: 'REJECT_CARD_PAYMENT',
      pgMessage: '한도초과 혹은 잔액부족으로 결제에 실패했습니다.',
      label: { ko: '한도 초과 또는 잔액 부족', en: 'Over the limit or out of funds' },
      payMethods: ofCards,
    },
    {
      pgCode: 'REJECT_ACCOUNT_PAYMENT',
      pgMessage: '잔액부족으로 결제에 실패했습니다.',
      label: { ko: '계좌 잔액 부족', en: 'Not enough balance' },
      payMethods: whenPaying,
    },
    {
      pgCode: 'EXCEED_MAX_DAILY_PAYMENT_COUNT',
      pgMessage: '하루 결제 가능 횟수를 초과했습니다.',
      label: { ko: '하루 결제 횟수 초과', en: 'Too many payments today' },
      payMethods: whenPaying,
    },
    {
      pgCode: 'REJECT_CARD_COMPANY',
      pgMessage: '결제 승인이 거절되었습니다.',
      label: { ko: '카드사 거절', en: 'Declined by the card company' },
      payMethods: ofCards,
    },
    {
      pgCode: 'INVALID_CARD_NUMBER',
      pgMessage: '카드번호를 다시 확인해주세요.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
      payMethods: ofCards,
    },
    {
      pgCode: 'NOT_FOUND_PAYMENT_SESSION',
      pgMessage: '결제 시간이 만료되어 결제 진행 데이터가 존재하지 않습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: 'PROVIDER_ERROR',
      pgMessage: '일시적인 오류가 발생했습니다. 잠시 후 다시 시도해주세요.',
      label: { ko: '카드사 장애', en: 'Card company unavailable' },
      payMethods: ofCards,
    },
  ],
  approval(request, approvedAt) {
    const pgTxId = `tsandbox${randomHex(20)}`;
    return {
      pgTxId,
      pgResponse: {
        mId: 'tvivarepublica',
        paymentKey: pgTxId,
        orderId: request.paymentId,
        orderName: request.orderName,
        status: 'DONE',
        totalAmount: request.totalAmount,
        approvedAt: `${koreanTime(approvedAt)}+09:00`,
      },
    };
  },
};
