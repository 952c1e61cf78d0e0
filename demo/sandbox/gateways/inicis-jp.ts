import { genericApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import {
  asciiPaymentId,
  customerNeeds,
  customerNeedsName,
  easyPayOneOf,
  whenPayingBy,
} from './gateway-rules.ts';
import { standInCancel, standInDeclines } from './stand-in-codes.ts';

export const inicisJp: Gateway = {
  name: { ko: 'KG이니시스 일본결제', en: 'KG Inicis Japan' },
  windows: { pc: ['REDIRECTION'], mobile: ['REDIRECTION'] },
  currencies: ['JPY'],
  payMethods: ['CARD', 'CONVENIENCE_STORE', 'EASY_PAY'],
  rules: [
    asciiPaymentId,
    customerNeedsName,
    whenPayingBy('CONVENIENCE_STORE', customerNeeds('firstNameKana', '이름(후리가나)')),
    whenPayingBy('CONVENIENCE_STORE', customerNeeds('lastNameKana', '성(후리가나)')),
    whenPayingBy('CONVENIENCE_STORE', ({ convenienceStore }) =>
      convenienceStore?.paymentDeadline ? undefined : '편의점 결제 지불기한은 필수 입력입니다.',
    ),
    easyPayOneOf('AMAZONPAY', 'RAKUTENPAY', 'PAYPAY', 'DBARAI', 'AUPAY', 'MERPAY'),
  ],
  testMerchantId: 'inicisjp_sandbox',
  cancel: standInCancel,
  declines: standInDeclines,
  approval: genericApproval('JP', '0000'),
};
