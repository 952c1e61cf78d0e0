/** The payment method as PortOne records it: the REST API's `method`, in the SDK's exact types. */
import { paymentDeadline } from '../request/payment-deadline.ts';
import type { PreparedRequest, WalletCode } from '../request/payment-request.ts';
import { banks, giftCertificates, restWallet } from './rest-codes.ts';
import type { PaymentMethod } from './rest-payment.ts';

type CardMethod = Extract<PaymentMethod, { type: 'PaymentMethodCard' }>;

/** A card of the issuer that the request names, or else of Hyundai Card. */
function cardMethod(issuer = 'HYUNDAI_CARD', months = 0): CardMethod {
  return {
    type: 'PaymentMethodCard',
    card: {
      publisher: issuer,
      issuer,
      type: 'CREDIT',
      ownerType: 'PERSONAL',
      bin: '433012',
      name: 'SANDBOX',
      number: '43301200****123*',
    },
    approvalNumber: '00000000',
    installment: { month: months, isInterestFree: false },
    pointUsed: false,
  };
}

/**
 * A wallet pays from its balance, unless the request allows only its cards or only its accounts.
 */
function walletMethod(wallet: WalletCode, { easyPay }: PreparedRequest): PaymentMethod {
  const [first, ...others] = easyPay?.availablePayMethods ?? [];
  const onlyMethod = others.length === 0 ? first : undefined;
  return {
    type: 'PaymentMethodEasyPay',
    provider: restWallet(wallet),
    easyPayMethod:
      onlyMethod === 'CARD'
        ? cardMethod(easyPay?.availableCards?.[0])
        : onlyMethod === 'TRANSFER'
          ? { type: 'PaymentMethodTransfer', bank: 'SHINHAN' }
          : { type: 'PaymentMethodEasyPayMethodCharge' },
  };
}

/**
 * The method of a payment that is not by virtual account; that has a shape of its own
 * ({@link virtualAccountMethod}).
 *
 * @param wallet the gateway, if it is a wallet itself
 */
export function paymentMethod(
  request: PreparedRequest,
  wallet: WalletCode | undefined,
  now: Date,
): PaymentMethod {
  switch (request.payMethod) {
    case 'TRANSFER':
      return {
        type: 'PaymentMethodTransfer',
        bank: banks[request.transfer?.bankCode ?? 'TOSS_BANK'],
      };
    case 'MOBILE': {
      const phoneNumber = request.customer?.phoneNumber;
      return { type: 'PaymentMethodMobile', ...(phoneNumber && { phoneNumber }) };
    }
    case 'GIFT_CERTIFICATE':
      return {
        type: 'PaymentMethodGiftCertificate',
        giftCertificateType:
          giftCertificates[request.giftCertificate?.giftCertificateType ?? 'CULTURELAND'],
        approvalNumber: '00000000',
      };
    case 'CONVENIENCE_STORE':
      return {
        type: 'PaymentMethodConvenienceStore',
        convenienceStoreBrand: 'LAWSON',
        confirmationNumber: '0000',
        receiptNumber: '00000000000',
        paymentDeadline: paymentDeadline(request.convenienceStore?.paymentDeadline, now),
      };
    case 'EASY_PAY':
      return walletMethod(wallet ?? request.easyPay?.easyPayProvider ?? 'KAKAOPAY', request);
    case 'PAYPAL':
      return walletMethod('PAYPAL', request);
    case 'ALIPAY':
      return walletMethod('ALIPAY', request);
    case 'ALIPAY_PLUS':
      return walletMethod(request.alipayPlus?.easyPayProvider ?? 'ALIPAY', request);
    default:
      return cardMethod(
        request.card?.cardCompany,
        request.card?.installment?.monthOption?.fixedMonth,
      );
  }
}

/** The account into which the buyer has to pay. */
export function virtualAccountMethod(
  { virtualAccount, customer, paymentId }: PreparedRequest,
  storeName: string,
  issuedAt: string,
): PaymentMethod {
  // A payment always gets the same account, so that a reader of logs recognises it.
  const digits = [...paymentId].reduce(
    (sum, character) => (sum * 31n + BigInt(character.codePointAt(0) ?? 0)) % 10n ** 11n,
    7n,
  );
  const remitter = customer?.fullName;
  return {
    type: 'PaymentMethodVirtualAccount',
    bank: banks[virtualAccount?.bankCode ?? 'SHINHAN_BANK'],
    accountNumber: `562${digits.toString().padStart(11, '0')}`,
    accountType: virtualAccount?.fixedOption ? 'FIXED' : 'NORMAL',
    remitteeName: storeName,
    ...(remitter && { remitterName: remitter }),
    expiredAt: paymentDeadline(virtualAccount?.accountExpiry, new Date(issuedAt)),
    issuedAt,
  };
}

/** The method's name in requests and filters: `PaymentMethodEasyPay` is `EASY_PAY`. */
export function payMethodOf(method: PaymentMethod | undefined): string {
  return String(method?.type ?? '')
    .replace('PaymentMethod', '')
    .replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase();
}
