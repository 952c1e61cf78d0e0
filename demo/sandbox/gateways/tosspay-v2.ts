import { genericApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import { popupWindow } from './window-types.ts';

export const tosspayV2: Gateway = {
  name: { ko: '토스페이', en: 'Toss Pay' },
  windows: popupWindow,
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  wallet: 'TOSSPAY',
  rules: [],
  testMerchantId: 'tosspay_sandbox',
  cancel: { pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: 'COMMON_NOT_ENOUGH_CASH',
      pgMessage: '토스머니 잔액이 부족합니다.',
      label: { ko: '토스머니 부족', en: 'Not enough Toss Money' },
    },
    {
      pgCode: 'COMMON_EXCEED_LIMIT',
      pgMessage: '결제 한도를 초과했습니다.',
      label: { ko: '한도 초과', en: 'Over the limit' },
    },
    {
      pgCode: 'CARD_NOT_AVAILABLE',
      pgMessage: '사용할 수 없는 카드입니다.',
      label: { ko: '사용할 수 없는 카드', en: 'Card not usable' },
    },
    {
      pgCode: 'COMMON_TIMEOUT',
      pgMessage: '응답 시간이 초과되었습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: 'COMMON_BREAK_TIME_OF_BANK',
      pgMessage: '은행 점검 시간입니다.',
      label: { ko: '은행 점검', en: 'Bank under maintenance' },
    },
    {
      pgCode: 'COMMON_INVALID_API_KEY',
      pgMessage: '유효하지 않은 API Key입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: genericApproval('', 'SUCCESS'),
};
