import { genericApproval } from './approval.ts';
import { ofCards } from './decline-methods.ts';
import type { Gateway } from './gateway.ts';
import {
  bypassNeeds,
  giftCertificateNeedsType,
  mobileNeedsProductType,
  orderNameUpTo,
  orderNameWithout,
  virtualAccountNeedsExpiry,
  whenPayingBy,
} from './gateway-rules.ts';
import { everyKoreanMethod } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const niceV2: Gateway = {
  name: { ko: '나이스페이먼츠', en: 'NICE Payments' },
  windows: overlayWindow,
  currencies: ['KRW', 'USD'],
  payMethods: everyKoreanMethod,
  rules: [
    orderNameUpTo(40),
    orderNameWithout('%&|$-+=[]'),
    virtualAccountNeedsExpiry,
    giftCertificateNeedsType,
    whenPayingBy('GIFT_CERTIFICATE', bypassNeeds('nice_v2', 'MallUserID')),
    mobileNeedsProductType,
    whenPayingBy('EASY_PAY', ({ easyPay }) =>
      easyPay?.easyPayProvider?.endsWith('NAVERPAY') && !easyPay.availablePayMethods?.length
        ? '네이버페이 결제시 간편결제 방식(availablePayMethods)은 필수 입력입니다.'
        : undefined,
    ),
    whenPayingBy('EASY_PAY', ({ easyPay }) =>
      easyPay?.easyPayProvider?.endsWith('NAVERPAY') &&
      easyPay.availablePayMethods?.includes('CHARGE') &&
      !easyPay.cashReceiptType
        ? '네이버페이 포인트 결제시 현금영수증 발급 유형은 필수 입력입니다.'
        : undefined,
    ),
  ],
  testMerchantId: 'nicepay00m',
  cancel: { pgCode: 'I002', pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: '3095',
      pgMessage: '카드사 실패 응답입니다.',
      label: { ko: '카드사 거절', en: 'Declined by the card company' },
      payMethods: ofCards,
    },
    {
      pgCode: '3011',
      pgMessage: '카드번호 오류입니다.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
      payMethods: ofCards,
    },
    {
      pgCode: '3021',
      pgMessage: '유효기간 오류입니다.',
      label: { ko: '유효기간 오류', en: 'Wrong expiry date' },
      payMethods: ofCards,
    },
    {
      pgCode: 'A245',
      pgMessage: '인증 시간이 초과되었습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: '4008',
      pgMessage: '카드사 시스템 장애입니다.',
      label: { ko: '카드사 장애', en: 'Card company unavailable' },
      payMethods: ofCards,
    },
    {
      pgCode: '2152',
      pgMessage: '등록되지 않은 가맹점입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: genericApproval('nicepay00m', '3001'),
};
