import { koreanTime, randomHex } from './approval.ts';
import type { Gateway } from './gateway.ts';
import { overlayWindow } from './window-types.ts';

export const kakaopay: Gateway = {
  name: { ko: '카카오페이', en: 'KakaoPay' },
  windows: overlayWindow,
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  wallet: 'KAKAOPAY',
  rules: [],
  testMerchantId: 'TC0ONETIME',
  cancel: { pgCode: 'CANCEL', pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: '-780',
      pgMessage: '결제 승인에 실패하였습니다.',
      label: { ko: '승인 거절', en: 'Declined' },
    },
    {
      pgCode: 'LACK_BALANCE',
      pgMessage: '잔액이 부족합니다.',
      label: { ko: '잔액 부족', en: 'Not enough balance' },
    },
    {
      pgCode: 'LIMIT_ONE_TIME',
      pgMessage: '1회 결제 한도를 초과하였습니다.',
      label: { ko: '1회 한도 초과', en: 'Over the limit per payment' },
    },
    {
      pgCode: 'LIMIT_USE_PER_DAY',
      pgMessage: '1일 사용 한도를 초과하였습니다.',
      label: { ko: '1일 한도 초과', en: 'Over the daily limit' },
    },
    {
      pgCode: '-723',
      pgMessage: '결제 유효 시간이 만료되었습니다.',
      label: { ko: '시간 초과', en: 'Timed out' },
    },
    {
      pgCode: 'BANK_FIRM_UNAVAILABLE',
      pgMessage: '금융기관 점검 시간입니다.',
      label: { ko: '은행 점검', en: 'Bank under maintenance' },
    },
  ],
  approval(request, approvedAt) {
    const pgTxId = `T${randomHex(19)}`;
    return {
      pgTxId,
      pgResponse: {
        aid: `A${randomHex(19)}`,
        tid: pgTxId,
        cid: 'TC0ONETIME',
        partner_order_id: request.paymentId,
        partner_user_id: request.customer?.customerId ?? 'sandbox',
        payment_method_type: 'MONEY',
        item_name: request.orderName,
        quantity: 1,
        amount: { total: request.totalAmount, tax_free: request.taxFreeAmount ?? 0, discount: 0 },
        approved_at: koreanTime(approvedAt),
      },
    };
  },
};
