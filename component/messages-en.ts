import type { Messages } from './messages.ts';

export const messages: Messages = {
  pay: 'Pay now',
  payAmount: 'Pay {price}',
  opening: 'Payment in progress',
  again: 'Pay again',
  reload: 'Load again',
  checkAgain: 'Check again',
  windowGone: 'Payment window gone? Check the payment',
  quantity: 'Quantity {count}',
  assurance: 'Secure payment through PortOne.',
  loading: 'Loading the item',
  loadFailed: {
    notFound: {
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
  slow: {
    title: 'This is taking a little longer',
    text: 'Your connection may be slow. Please wait a moment.',
  },
  confirming: {
    title: 'Checking your payment',
    text: 'One moment. Please do not pay again.',
  },
  trouble: { title: 'Something could not be loaded', text: 'Check your connection and try again.' },
  unconfirmed: {
    title: 'Your payment is being checked',
    text: 'This is taking longer than usual. It may have gone through, so please do not pay again.',
  },
  scriptFailed: {
    title: 'The payment window could not be loaded',
    text: 'Check your connection or ad blocker and try again.',
  },
  busy: {
    title: 'Another payment is open',
    text: 'Please finish that one first. Press again in a moment to give it up and pay for this item.',
  },
  pressAgain: {
    title: 'Everything is ready',
    text: 'Press the button once more to open the payment window.',
  },
  windowBlocked: {
    title: 'The payment window did not open',
    text: 'If your browser blocked a pop-up, allow it and pay again.',
  },
  offline: {
    title: 'You are offline',
    text: 'Try again once you are connected. Nothing was charged.',
  },
  orderFailed: {
    title: 'The order could not be created',
    text: 'Please try again in a moment.',
  },
  quantityUnavailable: {
    title: 'This quantity is not available',
    text: 'Please choose another quantity.',
  },

  orderNumber: 'Order no.',
  receipt: 'Receipt',
  receiptOpen: 'View receipt',
  paid: { title: 'Payment complete', text: 'Thank you for your purchase.' },
  cancelled: {
    title: 'Payment cancelled',
    text: 'Nothing was charged. You can pay whenever you are ready.',
  },
  processing: {
    title: 'Your payment is being processed',
    text: 'This page changes once there is a result. Please do not pay again.',
  },
  notYetConfirmed: 'We are checking this. Please do not pay again until we know.',
  askTheShop: {
    title: 'Your payment could not be confirmed',
    text: 'Please do not pay again. Contact the shop and give them your order number.',
  },
  failed: {
    DECLINED: {
      title: 'The payment was not approved',
      text: 'Use another card or payment method, or call your card issuer.',
    },
    INSUFFICIENT_FUNDS: {
      title: 'Your balance is too low',
      text: 'Top up and pay again, or use another payment method.',
    },
    LIMIT_EXCEEDED: {
      title: 'A payment limit was reached',
      text: 'Please use another card or payment method.',
    },
    INVALID_CARD: {
      title: 'Check your card details',
      text: 'Check the card number, expiry date and security code, or use another card.',
    },
    AUTHENTICATION_FAILED: {
      title: 'Your identity could not be verified',
      text: 'Check your password or verification details. If it is locked, call your card issuer.',
    },
    EXPIRED_OR_TIMEOUT: {
      title: 'The payment timed out',
      text: 'Nothing was charged. Please start again.',
    },
    DUPLICATE: {
      title: 'This order may already be paid',
      text: 'Please check with the shop before you pay again.',
    },
    PG_UNAVAILABLE: {
      title: 'The payment service is not answering',
      text: 'It may be under maintenance. Try again later, or use another payment method.',
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
      text: 'Try again in a moment, or use another payment method.',
    },
  },

  issued: {
    title: 'Waiting for your deposit',
    text: 'Transfer the amount to the account below. This page will tell you once it has arrived.',
  },
  expired: {
    title: 'The time to transfer has passed',
    text: 'Please do not transfer to this account any more. You can start again.',
  },
  bank: 'Bank',
  accountNumber: 'Account no.',
  holder: 'Account holder',
  amountDue: 'Amount',
  dueAt: 'Transfer by',
  copy: 'Copy',
  copyDone: 'Copied',
  copied: 'Account number copied',
  notCopied: 'Could not copy. Press and hold the account number to copy it.',
  banks: {
    BANK_OF_KOREA: 'Bank of Korea',
    KDB: 'Korea Development Bank',
    IBK: 'IBK (Industrial Bank of Korea)',
    KOOKMIN: 'KB Kookmin Bank',
    SUHYUP: 'Suhyup Bank',
    NONGHYUP: 'NH NongHyup Bank',
    LOCAL_NONGHYUP: 'Local NongHyup',
    WOORI: 'Woori Bank',
    STANDARD_CHARTERED: 'SC First Bank',
    CITI: 'Citibank Korea',
    DAEGU: 'iM Bank (Daegu)',
    BUSAN: 'Busan Bank',
    KWANGJU: 'Gwangju Bank',
    JEJU: 'Jeju Bank',
    JEONBUK: 'Jeonbuk Bank',
    KYONGNAM: 'Kyongnam Bank',
    KFCC: 'KFCC (Saemaul Geumgo)',
    SHINHYUP: 'Shinhyup (credit union)',
    SAVINGS_BANK: 'Savings bank',
    POST: 'Korea Post',
    HANA: 'Hana Bank',
    SHINHAN: 'Shinhan Bank',
    K_BANK: 'K bank',
    KAKAO: 'KakaoBank',
    TOSS: 'Toss Bank',
  },

  methods: 'Payment method',
  pieces: 'Quantity',
  fewer: 'One fewer',
  more: 'One more',
  buyer: 'Your details',
  fields: {
    fullName: 'Name',
    firstName: 'First name',
    lastName: 'Last name',
    firstNameKana: 'First name (katakana)',
    lastNameKana: 'Last name (katakana)',
    phoneNumber: 'Mobile number',
    email: 'Email',
  },
  fieldMissing: {
    fullName: 'Enter your name.',
    firstName: 'Enter your first name.',
    lastName: 'Enter your last name.',
    firstNameKana: 'Enter your first name in katakana.',
    lastNameKana: 'Enter your last name in katakana.',
    phoneNumber: 'Enter your mobile number.',
    email: 'Enter your email address.',
  },
  fieldWrong: {
    fullName: 'Check the name.',
    firstName: 'Check the first name.',
    lastName: 'Check the last name.',
    firstNameKana: 'Enter your first name in katakana.',
    lastNameKana: 'Enter your last name in katakana.',
    phoneNumber: 'Enter a number like 010-1234-5678.',
    email: 'Enter an address like name@example.com.',
  },
  detailsRefused: {
    title: 'Check your details',
    text: 'Correct the marked fields and pay again.',
  },
};
