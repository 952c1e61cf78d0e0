import { genericApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import { popupWindow } from './window-types.ts';

export const naverpay: Gateway = {
  name: { ko: '네이버페이', en: 'Naver Pay' },
  windows: popupWindow,
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  wallet: 'NAVERPAY',
  rules: [],
  testMerchantId: 'np_sandbox',
  cancel: { pgCode: 'userCancel', pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: 'NotEnoughAccountBalance',
      pgMessage: '계좌 잔액이 부족합니다.',
      label: { ko: '계좌 잔액 부족', en: 'Not enough balance' },
    },
    {
      pgCode: 'OwnerAuthFail',
      pgMessage: '본인 명의의 결제수단이 아닙니다.',
      label: { ko: '본인 카드 아님', en: 'Not in the buyer’s name' },
    },
    {
      pgCode: 'paymentTimeExpire',
      pgMessage: '결제 가능한 시간이 지났습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: 'BankMaintenance',
      pgMessage: '은행 점검 시간입니다.',
      label: { ko: '은행 점검', en: 'Bank under maintenance' },
    },
    {
      pgCode: 'InvalidMerchant',
      pgMessage: '유효하지 않은 가맹점입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: genericApproval('20', 'Success'),
};
