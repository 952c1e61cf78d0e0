/**
 * The gateways that the sandbox plays. A gateway is data: to add one is to add an entry.
 *
 * Methods, currencies, windows and rules are from PortOne's page of each gateway
 * (https://developers.portone.io/opi/ko/integration/pg/v2/readme?v=v2). Codes and messages are the
 * gateway's own, which PortOne passes through unchanged; codes that no public table tells (Smartro,
 * KPN, Inicis Japan, Payletter and those below it) are stand-ins and begin with `SANDBOX_`.
 */
import { randomUUID } from 'node:crypto';
import type { Gateway, PayMethod, Refusal, WindowType } from './gateway.ts';
import {
  bypassNeeds,
  customerNeeds,
  customerNeedsName,
  easyPayNeedsProvider,
  easyPayOneOf,
  foreignCurrencyByCardOnly,
  giftCertificateNeedsType,
  mobileNeedsProductType,
  onMobile,
  onPc,
  orderNameUpTo,
  orderNameWithout,
  paymentIdMatches,
  virtualAccountNeedsExpiry,
  whenPayingBy,
} from './gateway-rules.ts';

type Windows = { pc: readonly WindowType[]; mobile: readonly WindowType[] };

const overlay: Windows = { pc: ['IFRAME'], mobile: ['REDIRECTION'] };
const popup: Windows = { pc: ['POPUP'], mobile: ['REDIRECTION'] };

/** The world's, without the won: https://developer.paypal.com/reference/currency-codes/ */
const paypalCurrencies =
  'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(
    ' ',
  );

const everyKoreanMethod: readonly PayMethod[] = [
  'CARD',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
];
const withoutGiftCertificates = everyKoreanMethod.filter((name) => name !== 'GIFT_CERTIFICATE');

const alphanumeric = (length: number) =>
  paymentIdMatches(new RegExp(`^[A-Za-z0-9]{1,${length}}$`), `영문/숫자 ${length}자 이내`);
const ascii = paymentIdMatches(/^[\x20-\x7e]+$/, 'ASCII 문자');

const hexadecimals = (length: number) => randomUUID().replaceAll('-', '').slice(0, length);

/** Korean gateways write local time without a zone. */
const koreanTime = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19);

/** A raw answer for gateways whose own shape nobody here has recorded. */
function plainApproval(prefix: string, successCode: string): Gateway['approval'] {
  return (request, approvedAt) => {
    const pgTxId = `${prefix}${hexadecimals(20)}`;
    return {
      pgTxId,
      pgResponse: {
        resultCode: successCode,
        tid: pgTxId,
        orderId: request.paymentId,
        goodsName: request.orderName,
        amount: request.totalAmount,
        approvedAt: koreanTime(approvedAt),
        sandbox: true,
      },
    };
  };
}

/** For gateways whose codes are not public. */
const standInRefusals: readonly Refusal[] = [
  {
    pgCode: 'SANDBOX_DECLINED',
    pgMessage: '결제 승인이 거절되었습니다.',
    label: { ko: '승인 거절', en: 'Declined' },
  },
  {
    pgCode: 'SANDBOX_LIMIT',
    pgMessage: '결제 한도를 초과하였습니다.',
    label: { ko: '한도 초과', en: 'Over the limit' },
  },
  {
    pgCode: 'SANDBOX_TIMEOUT',
    pgMessage: '결제 시간이 초과되었습니다.',
    label: { ko: '시간 초과', en: 'Timed out' },
  },
];
const standInCancel = { pgCode: 'SANDBOX_CANCEL', pgMessage: '사용자가 결제를 취소하였습니다.' };

const kakaopay: Gateway = {
  name: { ko: '카카오페이', en: 'KakaoPay' },
  windows: overlay,
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  wallet: 'KAKAOPAY',
  rules: [],
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

const naverpay: Gateway = {
  name: { ko: '네이버페이', en: 'Naver Pay' },
  windows: popup,
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  wallet: 'NAVERPAY',
  rules: [],
  testMerchantId: 'np_sandbox',
  cancel: { pgCode: 'userCancel', pgMessage: '사용자가 결제를 취소하였습니다.' },
  refusals: [
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
  approval: plainApproval('20', 'Success'),
};

const tosspay: Gateway = {
  name: { ko: '토스페이', en: 'Toss Pay' },
  windows: popup,
  currencies: ['KRW'],
  payMethods: ['EASY_PAY'],
  wallet: 'TOSSPAY',
  rules: [],
  testMerchantId: 'tosspay_sandbox',
  cancel: { pgMessage: '사용자가 결제를 취소하였습니다.' },
  refusals: [
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
  approval: plainApproval('', 'SUCCESS'),
};

const tosspayments: Gateway = {
  name: { ko: '토스페이먼츠', en: 'Toss Payments' },
  windows: overlay,
  currencies: ['KRW'],
  // Its PayPal is the one thing that it settles in other currencies.
  currenciesFor: ({ easyPay }) =>
    easyPay?.easyPayProvider?.endsWith('PAYPAL') ? paypalCurrencies : undefined,
  payMethods: everyKoreanMethod,
  rules: [
    paymentIdMatches(/^[A-Za-z0-9_-]{6,64}$/, '영문/숫자/-/_ 6자 이상 64자 이하'),
    easyPayNeedsProvider,
    easyPayOneOf(
      'PAYCO',
      'SAMSUNGPAY',
      'SSGPAY',
      'KAKAOPAY',
      'NAVERPAY',
      'LPAY',
      'TOSSPAY',
      'APPLEPAY',
      'PAYPAL',
    ),
    giftCertificateNeedsType,
    mobileNeedsProductType,
  ],
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

const inicis: Gateway = {
  name: { ko: 'KG이니시스', en: 'KG Inicis' },
  windows: overlay,
  currencies: ['KRW', 'USD'],
  payMethods: everyKoreanMethod,
  rules: [
    ascii,
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
  refusals: [
    {
      pgCode: '1254',
      pgMessage: '잔액이 부족합니다.',
      label: { ko: '잔액 부족', en: 'Not enough balance' },
    },
    {
      pgCode: '1237',
      pgMessage: '한도를 초과하였습니다.',
      label: { ko: '한도 초과', en: 'Over the limit' },
    },
    {
      pgCode: '1214',
      pgMessage: '카드번호가 올바르지 않습니다.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
    },
    {
      pgCode: '1219',
      pgMessage: '비밀번호가 올바르지 않습니다.',
      label: { ko: '비밀번호 오류', en: 'Wrong password' },
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
    },
    {
      pgCode: 'V023',
      pgMessage: '계약되지 않은 본인인증 수단입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: plainApproval('StdpayCARDINIpayTest', '0000'),
};

const kcp: Gateway = {
  name: { ko: 'NHN KCP', en: 'NHN KCP' },
  windows: overlay,
  currencies: ['KRW', 'USD'],
  payMethods: everyKoreanMethod,
  rules: [
    alphanumeric(40),
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
  refusals: [
    {
      pgCode: 'CC10',
      pgMessage: '잔액이 부족합니다.',
      label: { ko: '잔액 부족', en: 'Not enough balance' },
    },
    {
      pgCode: 'CC61',
      pgMessage: '1회 결제 한도를 초과하였습니다.',
      label: { ko: '한도 초과', en: 'Over the limit' },
    },
    {
      pgCode: 'CC03',
      pgMessage: '승인이 거절되었습니다.',
      label: { ko: '승인 거절', en: 'Declined' },
    },
    {
      pgCode: 'CC14',
      pgMessage: '카드번호가 올바르지 않습니다.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
    },
    {
      pgCode: 'CC63',
      pgMessage: '비밀번호가 올바르지 않습니다.',
      label: { ko: '비밀번호 오류', en: 'Wrong password' },
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
    },
    {
      pgCode: '8102',
      pgMessage: '등록되지 않은 가맹점입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: plainApproval('24', '0000'),
};

const nice: Gateway = {
  name: { ko: '나이스페이먼츠', en: 'NICE Payments' },
  windows: overlay,
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
  refusals: [
    {
      pgCode: '3095',
      pgMessage: '카드사 실패 응답입니다.',
      label: { ko: '카드사 거절', en: 'Declined by the card company' },
    },
    {
      pgCode: '3011',
      pgMessage: '카드번호 오류입니다.',
      label: { ko: '잘못된 카드번호', en: 'Wrong card number' },
    },
    {
      pgCode: '3021',
      pgMessage: '유효기간 오류입니다.',
      label: { ko: '유효기간 오류', en: 'Wrong expiry date' },
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
    },
    {
      pgCode: '2152',
      pgMessage: '등록되지 않은 가맹점입니다.',
      label: { ko: '가맹점 설정 오류', en: 'Shop not set up' },
    },
  ],
  approval: plainApproval('nicepay00m', '3001'),
};

const smartro: Gateway = {
  name: { ko: '스마트로', en: 'Smartro' },
  windows: overlay,
  currencies: ['KRW', 'USD'],
  payMethods: withoutGiftCertificates,
  rules: [
    alphanumeric(40),
    orderNameUpTo(40),
    customerNeeds('phoneNumber', '연락처'),
    whenPayingBy('EASY_PAY', customerNeeds('customerId', '고유 ID')),
    mobileNeedsProductType,
  ],
  testMerchantId: 't_2106010m',
  cancel: standInCancel,
  refusals: standInRefusals,
  approval: plainApproval('t_2106010m', '3001'),
};

const kpn: Gateway = {
  name: { ko: '한국결제네트웍스', en: 'KPN' },
  windows: overlay,
  currencies: ['KRW'],
  payMethods: withoutGiftCertificates,
  rules: [
    alphanumeric(32),
    orderNameUpTo(256),
    mobileNeedsProductType,
    easyPayOneOf('KAKAOPAY', 'SAMSUNGPAY', 'TOSSPAY', 'PAYCO'),
  ],
  testMerchantId: 'kpn_sandbox',
  cancel: standInCancel,
  refusals: standInRefusals,
  approval: plainApproval('KPN', '0000'),
};

const paypal: Gateway = {
  name: { ko: '페이팔', en: 'PayPal' },
  windows: { pc: ['UI'], mobile: ['UI'] },
  currencies: paypalCurrencies,
  payMethods: ['PAYPAL'],
  rules: [],
  testMerchantId: 'paypal_sandbox',
  cancel: { pgMessage: '사용자가 결제를 취소하였습니다.' },
  refusals: [
    {
      pgCode: 'INSTRUMENT_DECLINED',
      pgMessage:
        'The instrument presented was either declined by the processor or bank, or it can not be used for this payment.',
      label: { ko: '결제 수단 거절', en: 'Funding source declined' },
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
    const pgTxId = hexadecimals(17).toUpperCase();
    return {
      pgTxId,
      pgResponse: { id: pgTxId, status: 'COMPLETED', invoice_id: request.paymentId },
    };
  },
};

const inicisJapan: Gateway = {
  name: { ko: 'KG이니시스 일본결제', en: 'KG Inicis Japan' },
  windows: { pc: ['REDIRECTION'], mobile: ['REDIRECTION'] },
  currencies: ['JPY'],
  payMethods: ['CARD', 'CONVENIENCE_STORE', 'EASY_PAY'],
  rules: [
    ascii,
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
  refusals: standInRefusals,
  approval: plainApproval('JP', '0000'),
};

type PlainGateway = Pick<Gateway, 'name' | 'windows' | 'currencies' | 'payMethods' | 'rules'>;

/** A gateway of which no more is known than how it is asked. */
function plainGateway(what: PlainGateway & { wallet?: string }, merchantId: string): Gateway {
  return {
    ...what,
    testMerchantId: merchantId,
    cancel: standInCancel,
    refusals: standInRefusals,
    approval: plainApproval(merchantId, '0000'),
  };
}

/** Stands for the gateways that take Alipay; which they are depends on a shop's contract. */
const payletter = plainGateway(
  {
    name: { ko: '페이레터 글로벌', en: 'Payletter Global' },
    windows: overlay,
    currencies: ['KRW', 'USD', 'JPY', 'CNY'],
    payMethods: ['CARD', 'EASY_PAY', 'ALIPAY', 'ALIPAY_PLUS'],
    rules: [paymentIdMatches(/^[A-Za-z0-9]+$/, '영문/숫자'), customerNeeds('email', '이메일')],
  },
  'payletter_sandbox',
);

const ksnet = plainGateway(
  {
    name: { ko: 'KSNET', en: 'KSNET' },
    windows: overlay,
    currencies: ['KRW', 'USD'],
    payMethods: withoutGiftCertificates,
    rules: [customerNeedsName, virtualAccountNeedsExpiry, mobileNeedsProductType],
  },
  'ksnet_sandbox',
);

const galaxia = plainGateway(
  {
    name: { ko: '갤럭시아머니트리', en: 'Galaxia Moneytree' },
    windows: overlay,
    currencies: ['KRW'],
    payMethods: everyKoreanMethod,
    rules: [
      whenPayingBy('TRANSFER', customerNeeds('phoneNumber', '연락처')),
      virtualAccountNeedsExpiry,
      mobileNeedsProductType,
    ],
  },
  'galaxia_sandbox',
);

const welcome = plainGateway(
  {
    name: { ko: '웰컴페이먼츠', en: 'Welcome Payments' },
    windows: overlay,
    currencies: ['KRW'],
    payMethods: everyKoreanMethod,
    rules: [
      customerNeedsName,
      customerNeeds('phoneNumber', '연락처'),
      giftCertificateNeedsType,
      mobileNeedsProductType,
    ],
  },
  'welcome_sandbox',
);

const hyphen = plainGateway(
  {
    name: { ko: '하이픈', en: 'Hyphen' },
    windows: popup,
    currencies: ['KRW'],
    payMethods: ['EASY_PAY'],
    wallet: 'HYPHEN',
    rules: [
      paymentIdMatches(/^[A-Za-z0-9_]{1,50}$/, '영문/숫자/_ 50자 이내'),
      orderNameUpTo(100),
      customerNeedsName,
    ],
  },
  'hyphen_sandbox',
);

export const gateways = {
  KAKAOPAY: kakaopay,
  NAVERPAY: naverpay,
  TOSSPAY_V2: tosspay,
  TOSSPAYMENTS: tosspayments,
  INICIS_V2: inicis,
  KCP_V2: kcp,
  NICE_V2: nice,
  SMARTRO_V2: smartro,
  KPN: kpn,
  PAYPAL_V2: paypal,
  INICIS_JP: inicisJapan,
  PAYLETTER_GLOBAL: payletter,
  KSNET: ksnet,
  GALAXIA: galaxia,
  WELCOME: welcome,
  HYPHEN: hyphen,
} as const satisfies Record<string, Gateway>;

/** PortOne's names of the gateways that the sandbox plays. */
export type PgProvider = keyof typeof gateways;
