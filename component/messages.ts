import type { LoadFailure } from './checkout-state.ts';
import type { FailureKind } from './contract.ts';
import type { CheckoutFailure } from './events.ts';
import type { Language } from './locale.ts';

/** A heading that says where the buyer stands, and what to do next. */
export type Words = { title: string; text: string };

export type Messages = {
  pay: string;
  payAmount: (price: string) => string;
  opening: string;
  again: string;
  reload: string;
  checkAgain: string;
  windowGone: string;
  quantity: (count: number) => string;
  orderNumber: string;
  assurance: string;
  loading: string;
  loadFailed: Record<LoadFailure, Words>;
  paying: Words;
  confirming: Words;
  paid: Words;
  issued: Words;
  bank: string;
  accountNumber: string;
  holder: string;
  dueAt: string;
  processing: Words;
  unconfirmed: Words;
  cancelled: Words;
  scriptFailed: Words;
  orderFailed: Words;
  quantityUnavailable: Words;
  askTheShop: Words;
  failed: Record<Exclude<FailureKind, 'USER_CANCELLED'>, Words>;
};

const ko: Messages = {
  pay: '결제하기',
  payAmount: (price) => `${price} 결제하기`,
  opening: '결제 진행 중',
  again: '다시 결제하기',
  reload: '다시 불러오기',
  checkAgain: '결제 결과 다시 확인',
  windowGone: '결제창이 닫혔나요? 결제 결과 확인',
  quantity: (count) => `수량 ${count}개`,
  orderNumber: '주문번호',
  assurance: '결제는 포트원을 통해 안전하게 처리돼요.',
  loading: '상품을 불러오고 있어요',
  loadFailed: {
    'not-found': {
      title: '상품을 찾을 수 없어요',
      text: '판매가 끝났거나 주소가 바뀌었을 수 있어요.',
    },
    unreachable: {
      title: '상품을 불러오지 못했어요',
      text: '인터넷 연결을 확인하고 다시 시도해 주세요.',
    },
    other: { title: '상품을 불러오지 못했어요', text: '잠시 후 다시 시도해 주세요.' },
  },
  paying: { title: '결제창에서 결제를 진행해 주세요', text: '끝날 때까지 이 화면을 닫지 마세요.' },
  confirming: { title: '결제를 확인하고 있어요', text: '잠시만 기다려 주세요.' },
  paid: { title: '결제가 완료됐어요', text: '구매해 주셔서 감사합니다.' },
  issued: { title: '입금을 기다리고 있어요', text: '아래 계좌로 입금하면 결제가 완료돼요.' },
  bank: '은행',
  accountNumber: '계좌번호',
  holder: '예금주',
  dueAt: '입금 기한',
  processing: {
    title: '결제가 처리되고 있어요',
    text: '곧 결과가 나와요. 다시 결제하지 마세요.',
  },
  unconfirmed: {
    title: '결제 결과를 확인하고 있어요',
    text: '확인이 늦어지고 있어요. 결제됐을 수 있으니 다시 결제하지 마세요.',
  },
  cancelled: {
    title: '결제를 취소했어요',
    text: '결제된 금액은 없어요. 언제든 다시 결제할 수 있어요.',
  },
  scriptFailed: {
    title: '결제창을 불러오지 못했어요',
    text: '인터넷 연결이나 광고 차단 설정을 확인하고 다시 시도해 주세요.',
  },
  orderFailed: { title: '주문을 만들지 못했어요', text: '잠시 후 다시 시도해 주세요.' },
  quantityUnavailable: { title: '이 수량은 주문할 수 없어요', text: '수량을 바꿔 주세요.' },
  askTheShop: {
    title: '결제를 확인하지 못했어요',
    text: '다시 결제하지 말고, 주문번호와 함께 판매자에게 문의해 주세요.',
  },
  failed: {
    DECLINED: {
      title: '결제가 승인되지 않았어요',
      text: '다른 결제 수단을 쓰거나 카드사에 문의해 주세요.',
    },
    INSUFFICIENT_FUNDS: {
      title: '잔액이 부족해요',
      text: '충전하거나 다른 결제 수단으로 결제해 주세요.',
    },
    LIMIT_EXCEEDED: {
      title: '결제 한도를 넘었어요',
      text: '다른 결제 수단으로 결제해 주세요.',
    },
    INVALID_CARD: {
      title: '카드 정보를 확인해 주세요',
      text: '카드 번호, 유효기간, CVC를 다시 확인해 주세요.',
    },
    AUTHENTICATION_FAILED: {
      title: '본인 확인에 실패했어요',
      text: '비밀번호나 인증 정보를 확인해 주세요.',
    },
    EXPIRED_OR_TIMEOUT: {
      title: '결제 시간이 지났어요',
      text: '처음부터 다시 진행해 주세요.',
    },
    DUPLICATE: {
      title: '이미 결제된 주문일 수 있어요',
      text: '다시 결제하기 전에 판매자에게 확인해 주세요.',
    },
    PG_UNAVAILABLE: {
      title: '결제사가 응답하지 않아요',
      text: '점검 중일 수 있어요. 잠시 후나 다른 결제 수단으로 시도해 주세요.',
    },
    MERCHANT_CONFIG: {
      title: '지금은 이 방법으로 결제할 수 없어요',
      text: '다른 결제 수단을 쓰거나 판매자에게 문의해 주세요.',
    },
    INVALID_REQUEST: {
      title: '결제를 진행하지 못했어요',
      text: '결제된 금액은 없어요. 판매자에게 문의해 주세요.',
    },
    UNKNOWN: { title: '결제가 완료되지 않았어요', text: '잠시 후 다시 시도해 주세요.' },
  },
};

const en: Messages = {
  pay: 'Pay now',
  payAmount: (price) => `Pay ${price}`,
  opening: 'Payment in progress',
  again: 'Pay again',
  reload: 'Load again',
  checkAgain: 'Check again',
  windowGone: 'Payment window gone? Check the payment',
  quantity: (count) => `Quantity ${count}`,
  orderNumber: 'Order no.',
  assurance: 'Your payment is handled securely by PortOne.',
  loading: 'Loading the item',
  loadFailed: {
    'not-found': {
      title: 'This item cannot be found',
      text: 'It may be sold out, or it may have moved.',
    },
    unreachable: {
      title: 'The item could not be loaded',
      text: 'Check your connection and try again.',
    },
    other: { title: 'The item could not be loaded', text: 'Please try again in a moment.' },
  },
  paying: {
    title: 'Continue in the payment window',
    text: 'Keep this page open until you are done.',
  },
  confirming: { title: 'Checking your payment', text: 'This takes a moment.' },
  paid: { title: 'Payment complete', text: 'Thank you for your purchase.' },
  issued: { title: 'Waiting for your deposit', text: 'Transfer the amount to the account below.' },
  bank: 'Bank',
  accountNumber: 'Account number',
  holder: 'Account holder',
  dueAt: 'Transfer by',
  processing: {
    title: 'Your payment is being processed',
    text: 'The result comes shortly. Please do not pay again.',
  },
  unconfirmed: {
    title: 'Your payment is being checked',
    text: 'This is taking longer than usual. It may have gone through, so please do not pay again.',
  },
  cancelled: {
    title: 'Payment cancelled',
    text: 'Nothing was charged. You can pay whenever you are ready.',
  },
  scriptFailed: {
    title: 'The payment window could not be loaded',
    text: 'Check your connection or ad blocker and try again.',
  },
  orderFailed: {
    title: 'The order could not be created',
    text: 'Please try again in a moment.',
  },
  quantityUnavailable: {
    title: 'This quantity is not available',
    text: 'Please choose another quantity.',
  },
  askTheShop: {
    title: 'Your payment could not be confirmed',
    text: 'Please do not pay again. Contact the shop and give them your order number.',
  },
  failed: {
    DECLINED: {
      title: 'The payment was not approved',
      text: 'Use another payment method, or call your card issuer.',
    },
    INSUFFICIENT_FUNDS: {
      title: 'Your balance is too low',
      text: 'Top up, or use another payment method.',
    },
    LIMIT_EXCEEDED: {
      title: 'A payment limit was reached',
      text: 'Please use another payment method.',
    },
    INVALID_CARD: {
      title: 'Check your card details',
      text: 'Check the card number, expiry date and security code.',
    },
    AUTHENTICATION_FAILED: {
      title: 'Your identity could not be verified',
      text: 'Check your password or verification details.',
    },
    EXPIRED_OR_TIMEOUT: { title: 'The payment timed out', text: 'Please start again.' },
    DUPLICATE: {
      title: 'This order may already be paid',
      text: 'Please check with the shop before you pay again.',
    },
    PG_UNAVAILABLE: {
      title: 'The payment service is not answering',
      text: 'It may be under maintenance. Try later, or use another payment method.',
    },
    MERCHANT_CONFIG: {
      title: 'This payment method is not available now',
      text: 'Use another one, or contact the shop.',
    },
    INVALID_REQUEST: {
      title: 'The payment could not be started',
      text: 'Nothing was charged. Please contact the shop.',
    },
    UNKNOWN: {
      title: 'The payment was not completed',
      text: 'Please try again in a moment.',
    },
  },
};

export const messages: Record<Language, Messages> = { ko, en };

/** What a buyer reads about a failure. */
export function wordsForFailure(failure: CheckoutFailure, table: Messages): Words {
  switch (failure.stage) {
    case 'load':
      return table.scriptFailed;
    case 'prepare':
      return failure.code === 'QUANTITY_UNAVAILABLE'
        ? table.quantityUnavailable
        : table.orderFailed;
    case 'confirm':
      return table.askTheShop;
    case 'pay': {
      if (failure.kind === 'USER_CANCELLED') return table.cancelled;
      const words = table.failed[failure.kind] ?? table.failed.UNKNOWN;
      // The gateway's words say more than "not completed" can.
      return failure.kind === 'UNKNOWN' && failure.pgMessage
        ? { ...words, text: failure.pgMessage }
        : words;
    }
  }
}
