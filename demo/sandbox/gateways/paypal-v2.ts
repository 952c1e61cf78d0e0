import { randomHex } from './approval.ts';
import type { Gateway } from './gateway.ts';

/**
 * PayPal's list, which does not have the won:
 * https://developer.paypal.com/reference/currency-codes/
 */
const paypalCurrencies =
  'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(
    ' ',
  );

export const paypalV2: Gateway = {
  name: { ko: '페이팔', en: 'PayPal' },
  windows: { pc: ['UI'], mobile: ['UI'] },
  currencies: paypalCurrencies,
  payMethods: ['PAYPAL'],
  rules: [],
  testMerchantId: 'paypal_sandbox',
  cancel: { pgMessage: '사용자가 결제를 취소하였습니다.' },
  declines: [
    {
      pgCode: 'INSTRUMENT_DECLINED',
      pgMessage:
        'The instrument presented was either declined by the processor or bank, or it can not be used for this payment.',
      label: { ko: '결제수단 거절', en: 'Funding source declined' },
    },
    {
      pgCode: 'TRANSACTION_REFUSED',
      pgMessage: 'The request was refused.',
      label: { ko: '거래 거절', en: 'Transaction refused' },
    },
    {
      pgCode: 'CARD_EXPIRED',
      pgMessage: 'The card is expired.',
      label: { ko: '유효기간 지난 카드', en: 'Expired card' },
    },
    {
      pgCode: 'INTERNAL_SERVER_ERROR',
      pgMessage: 'An internal server error has occurred.',
      label: { ko: '페이팔 장애', en: 'PayPal unavailable' },
    },
    {
      pgCode: 'PAYEE_ACCOUNT_RESTRICTED',
      pgMessage: 'The merchant account is restricted.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval(request) {
    const pgTxId = randomHex(17).toUpperCase();
    return {
      pgTxId,
      pgResponse: { id: pgTxId, status: 'COMPLETED', invoice_id: request.paymentId },
    };
  },
};
