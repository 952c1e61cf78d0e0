/**
 * The gateways that the sandbox plays. A gateway is data: to add one is to add an entry.
 * Codes and messages are the gateway's own; PortOne passes both through unchanged.
 */
import { randomUUID } from 'node:crypto';
import type { PaymentMethod } from '@portone/server-sdk/payment';
import type { PreparedRequest } from './payment-request.ts';

export type PgProvider = 'KAKAOPAY' | 'TOSSPAYMENTS';

export type WindowType = 'IFRAME' | 'REDIRECTION';

/** What a person reads, in the window's two languages. */
export type Words = { ko: string; en: string };

/** One way in which a gateway refuses. */
export type Refusal = {
  pgCode: string;
  /** The gateway's own words, always Korean, as they arrive in `pgMessage`. */
  pgMessage: string;
  label: Words;
};

export type Gateway = {
  name: Words;
  /** Where the window may open; the first is the default. */
  windows: { pc: readonly WindowType[]; mobile: readonly WindowType[] };
  currencies: readonly string[];
  payMethods: readonly string[];
  /** Further fields without which this gateway refuses to open its window: the message, if one is missing. */
  missing?(request: PreparedRequest): string | undefined;
  /** The gateway's public test shop. */
  testMerchantId: string;
  cancel: { pgCode: string; pgMessage: string };
  refusals: readonly Refusal[];
  /** How PortOne records the means of payment. */
  method(request: PreparedRequest): PaymentMethod;
  /** The gateway's own number for a payment, and its raw answer, which PortOne keeps as a JSON string. */
  approval(request: PreparedRequest, approvedAt: Date): { pgTxId: string; pgResponse: object };
};

const hexadecimals = (length: number) => randomUUID().replaceAll('-', '').slice(0, length);

/** KakaoPay and Toss Payments write Korean local time without a zone. */
const koreanTime = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19);

const kakaopay: Gateway = {
  name: { ko: '카카오페이', en: 'KakaoPay' },
  windows: { pc: ['IFRAME'], mobile: ['REDIRECTION'] },
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  testMerchantId: 'TC0ONETIME',
  cancel: { pgCode: 'CANCEL', pgMessage: '사용자가 결제를 취소하였습니다.' },
  refusals: [
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
  method: () => ({
    type: 'PaymentMethodEasyPay',
    provider: 'KAKAOPAY',
    easyPayMethod: { type: 'PaymentMethodEasyPayMethodCharge' },
  }),
  approval(request, approvedAt) {
    const pgTxId = `T${hexadecimals(19)}`;
    return {
      pgTxId,
      pgResponse: {
        aid: `A${hexadecimals(19)}`,
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

const tosspayments: Gateway = {
  name: { ko: '토스페이먼츠', en: 'Toss Payments' },
  windows: { pc: ['IFRAME'], mobile: ['REDIRECTION'] },
  currencies: ['KRW', 'USD', 'JPY'],
  payMethods: ['CARD', 'TRANSFER', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'],
  missing(request) {
    if (request.payMethod !== 'EASY_PAY' || request.easyPay?.easyPayProvider) return undefined;
    return '토스페이먼츠 간편 결제 요청 시 간편 결제 수단은 필수 입력입니다.';
  },
  testMerchantId: 'tvivarepublica',
  cancel: { pgCode: 'PAY_PROCESS_CANCELED', pgMessage: '사용자에 의해 결제가 취소되었습니다.' },
  refusals: [
    {
      pgCode: 'REJECT_CARD_PAYMENT',
      pgMessage: '한도초과 혹은 잔액부족으로 결제에 실패했습니다.',
      label: { ko: '한도 초과 또는 잔액 부족', en: 'Over the limit or out of funds' },
    },
    {
      pgCode: 'REJECT_ACCOUNT_PAYMENT',
      pgMessage: '잔액부족으로 결제에 실패했습니다.',
      label: { ko: '계좌 잔액 부족', en: 'Not enough balance' },
    },
    {
      pgCode: 'EXCEED_MAX_DAILY_PAYMENT_COUNT',
      pgMessage: '하루 결제 가능 횟수를 초과했습니다.',
      label: { ko: '하루 결제 횟수 초과', en: 'Too many payments today' },
    },
    {
      pgCode: 'REJECT_CARD_COMPANY',
      pgMessage: '결제 승인이 거절되었습니다.',
      label: { ko: '카드사 거절', en: 'Declined by the card company' },
    },
    {
      pgCode: 'INVALID_CARD_NUMBER',
      pgMessage: '카드번호를 다시 확인해주세요.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
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
    },
  ],
  method(request) {
    switch (request.payMethod) {
      case 'TRANSFER':
        return { type: 'PaymentMethodTransfer', bank: 'TOSS' };
      case 'MOBILE':
        return { type: 'PaymentMethodMobile' };
      case 'GIFT_CERTIFICATE':
        return { type: 'PaymentMethodGiftCertificate', approvalNumber: '00000000' };
      case 'EASY_PAY':
        return {
          type: 'PaymentMethodEasyPay',
          provider: (request.easyPay?.easyPayProvider ?? 'TOSSPAY').replace(
            /^EASY_PAY_PROVIDER_/,
            '',
          ),
          easyPayMethod: { type: 'PaymentMethodEasyPayMethodCharge' },
        };
      default:
        return {
          type: 'PaymentMethodCard',
          card: {
            publisher: 'HYUNDAI_CARD',
            issuer: 'HYUNDAI_CARD',
            type: 'CREDIT',
            ownerType: 'PERSONAL',
            bin: '433012',
            name: 'SANDBOX',
            number: '43301200****123*',
          },
          approvalNumber: '00000000',
          installment: { month: 0, isInterestFree: false },
          pointUsed: false,
        };
    }
  },
  approval(request, approvedAt) {
    const pgTxId = `tsandbox${hexadecimals(20)}`;
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

export const gateways: Readonly<Record<PgProvider, Gateway>> = {
  KAKAOPAY: kakaopay,
  TOSSPAYMENTS: tosspayments,
};
