import { genericApproval } from './approval.ts';
import { ofCards, whenPaying } from './decline-methods.ts';
import type { Gateway } from './gateway.ts';
import {
  asciiPaymentId,
  customerNeeds,
  customerNeedsName,
  easyPayOneOf,
  foreignCurrencyByCardOnly,
  giftCertificateNeedsType,
  mobileNeedsProductType,
  onMobile,
  onPc,
} from './gateway-rules.ts';
import { everyKoreanMethod } from './korean-methods.ts';
import { overlayWindow } from './window-types.ts';

export const inicisV2: Gateway = {
  name: { ko: 'KG이니시스', en: 'KG Inicis' },
  windows: overlayWindow,
  currencies: ['KRW', 'USD'],
  payMethods: everyKoreanMethod,
  rules: [
    asciiPaymentId,
    foreignCurrencyByCardOnly,
    onPc(customerNeedsName),
    onPc(customerNeeds('phoneNumber', '연락처')),
    onPc(customerNeeds('email', '이메일')),
    onMobile(giftCertificateNeedsType),
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
  testMerchantId: 'INIpayTest',
  cancel: { pgCode: '01', pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: '1254',
      pgMessage: '잔액이 부족합니다.',
      label: { ko: '잔액 부족', en: 'Not enough balance' },
      payMethods: whenPaying,
    },
    {
      pgCode: '1237',
      pgMessage: '한도를 초과하였습니다.',
      label: { ko: '한도 초과', en: 'Over the limit' },
      payMethods: whenPaying,
    },
    {
      pgCode: '1214',
      pgMessage: '카드번호가 올바르지 않습니다.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
      payMethods: ofCards,
    },
    {
      pgCode: '1219',
      pgMessage: '비밀번호가 올바르지 않습니다.',
      label: { ko: '비밀번호 오류', en: 'Wrong password' },
      payMethods: ofCards,
    },
    {
      pgCode: '1210',
      pgMessage: '카드사 응답 시간이 초과되었습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: '12E8',
      pgMessage: '카드사 점검 시간입니다.',
      label: { ko: '카드사 점검', en: 'Card company under maintenance' },
      payMethods: ofCards,
    },
    {
      pgCode: 'V023',
      pgMessage: '계약되지 않은 본인인증 수단입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: genericApproval('StdpayCARDINIpayTest', '0000'),
};
