/** Cash receipts: what Korean shops issue for payments in cash, for the buyer's taxes. */
import type { PreparedRequest } from '../request/payment-request.ts';
import type { PaidPayment, PaymentCashReceipt, SandboxPayment } from './rest-payment.ts';

type Receipt = Pick<PaidPayment, 'cashReceipt' | 'cashReceiptIssuanceStatus'>;

/** The request's receipt where it wants one; nothing where the method is not cash. */
export function issuedReceipt(
  { payMethod, transfer, virtualAccount, easyPay, currency }: PreparedRequest,
  { amount }: Pick<SandboxPayment, 'amount'>,
  at: string,
): Receipt {
  const options =
    payMethod === 'TRANSFER'
      ? (transfer ?? {})
      : payMethod === 'VIRTUAL_ACCOUNT'
        ? (virtualAccount ?? {})
        : payMethod === 'EASY_PAY'
          ? easyPay
          : undefined;
  const type = options?.cashReceiptType;
  if (currency !== 'KRW' || !options || (payMethod === 'EASY_PAY' && !type)) return {};
  if (!type || type === 'ANONYMOUS') return { cashReceiptIssuanceStatus: 'NOT_ISSUED' };
  return {
    cashReceiptIssuanceStatus: 'ISSUED',
    cashReceipt: {
      status: 'ISSUED',
      type,
      issueNumber: '000000000',
      totalAmount: amount.total - amount.discount,
      taxFreeAmount: amount.taxFree,
      currency,
      issuedAt: at,
    },
  };
}

/** The receipt of a payment of which all was given back. */
export function cancelledReceipt(receipt: PaymentCashReceipt, at: string): PaymentCashReceipt {
  return receipt.status === 'ISSUED'
    ? { ...receipt, status: 'CANCELLED', cancelledAt: at }
    : receipt;
}
