import { genericApproval } from './approval.ts';
import { ofCards } from './decline-methods.ts';
import type { Gateway } from './gateway.ts';
import {
  alphanumericPaymentId,
  bypassNeeds,
  easyPayOneOf,
  foreignCurrencyByCardOnly,
  mobileNeedsProductType,
  orderNameUpTo,
  whenPayingBy,
} from './gateway-rules.ts';
import { everyKoreanMethod } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const kcpV2: Gateway = {
  name: { ko: 'NHN KCP', en: 'NHN KCP' },
  windows: overlayWindow,
  currencies: ['KRW', 'USD'],
  payMethods: everyKoreanMethod,
  rules: [
    alphanumericPaymentId(40),
    orderNameUpTo(100),
    foreignCurrencyByCardOnly,
    whenPayingBy('MOBILE', bypassNeeds('kcp_v2', 'shop_user_id')),
    whenPayingBy('GIFT_CERTIFICATE', bypassNeeds('kcp_v2', 'shop_user_id')),
    mobileNeedsProductType,
    easyPayOneOf(
      'KAKAOPAY',
      'NAVERPAY',
      'SAMSUNGPAY',
      'SSGPAY',
      'APPLEPAY',
      'LPAY',
      'TOSSPAY',
      'PAYCO',
    ),
  ],
  testMerchantId: 'T0000',
  cancel: { pgCode: '3001', pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: 'CC10',
      pgMessage: '잔액이 부족합니다.',
      label: { ko: '잔액 부족', en: 'Not enough balance' },
      payMethods: ofCards,
    },
    {
      pgCode: 'CC61',
      pgMessage: '1회 결제 한도를 초과하였습니다.',
      label: { ko: '한도 초과', en: 'Over the limit' },
      payMethods: ofCards,
    },
    {
      pgCode: 'CC03',
      pgMessage: '승인이 거절되었습니다.',
      label: { ko: '승인 거절', en: 'Declined' },
      payMethods: ofCards,
    },
    {
      pgCode: 'CC14',
      pgMessage: '카드번호가 올바르지 않습니다.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
      payMethods: ofCards,
    },
    {
      pgCode: 'CC63',
      pgMessage: '비밀번호가 올바르지 않습니다.',
      label: { ko: '비밀번호 오류', en: 'Wrong password' },
      payMethods: ofCards,
    },
    {
      pgCode: '8310',
      pgMessage: '결제 시간이 초과되었습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: 'CCC0',
      pgMessage: '카드사 점검 시간입니다.',
      label: { ko: '카드사 점검', en: 'Card company under maintenance' },
      payMethods: ofCards,
    },
    {
      pgCode: '8102',
      pgMessage: '등록되지 않은 가맹점입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: genericApproval('24', '0000'),
};
