/** The payment method as PortOne records it: the REST API's `method`, in the SDK's exact types. */
import type { PaymentMethod } from '@portone/server-sdk/payment';
import { paymentDeadline } from '../request/payment-deadline.ts';
import type { PreparedRequest } from '../request/payment-request.ts';

/** A card of the issuer that the request names, or else of Hyundai Card. */
function cardMethod(issuer = 'HYUNDAI_CARD', months = 0): PaymentMethod {
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
function walletMethod(provider: string, { easyPay }: PreparedRequest): PaymentMethod {
  const [first, ...others] = easyPay?.availablePayMethods ?? [];
  const onlyMethod = others.length === 0 ? first : undefined;
  const card = cardMethod(easyPay?.availableCards?.[0]);
  return {
    type: 'PaymentMethodEasyPay',
    provider,
    easyPayMethod:
      onlyMethod === 'CARD' && card.type === 'PaymentMethodCard'
        ? card
        : onlyMethod === 'TRANSFER'
          ? { type: 'PaymentMethodTransfer', bank: 'SHINHAN' }
          : { type: 'PaymentMethodEasyPayMethodCharge' },
  };
}

/** Banks whose code in a browser's request is not their REST API code followed by `_BANK`. */
const banks: Record<string, string> = {
  CITI_BANK_KOREA: 'CITI',
  EPOST: 'POST',
  GWANGJU_BANK: 'KWANGJU',
  INDUSTRIAL_BANK_OF_KOREA: 'IBK',
  KOREA_DEVELOPMENT_BANK: 'KDB',
  K_BANK: 'K_BANK',
  NH_NONGHYUP_BANK: 'NONGHYUP',
  SC_BANK_KOREA: 'STANDARD_CHARTERED',
};

function bankOf(bankCode: string): string {
  const code = bankCode.replace(/^BANK_(?!OF_)/, '');
  return banks[code] ?? code.replace(/_BANK$/, '');
}

const providerName = (provider: string) => provider.replace(/^EASY_PAY_PROVIDER_/, '');

/**
 * The method of a payment that is not by virtual account; that has a shape of its own
 * ({@link virtualAccountMethod}).
 *
 * @param wallet PortOne's name of the gateway, if it is a wallet itself
 */
export function paymentMethod(
  request: PreparedRequest,
  wallet: string | undefined,
  now: Date,
): PaymentMethod {
  switch (request.payMethod) {
    case 'TRANSFER':
      return { type: 'PaymentMethodTransfer', bank: bankOf(request.transfer?.bankCode ?? 'TOSS') };
    case 'MOBILE': {
      const phoneNumber = request.customer?.phoneNumber;
      return { type: 'PaymentMethodMobile', ...(phoneNumber && { phoneNumber }) };
    }
    case 'GIFT_CERTIFICATE':
      return {
        type: 'PaymentMethodGiftCertificate',
        giftCertificateType: request.giftCertificate?.giftCertificateType ?? 'CULTURELAND',
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
      return walletMethod(
        wallet ?? providerName(request.easyPay?.easyPayProvider ?? 'KAKAOPAY'),
        request,
      );
    case 'PAYPAL':
      return walletMethod('PAYPAL', request);
    case 'ALIPAY':
      return walletMethod('ALIPAY', request);
    case 'ALIPAY_PLUS':
      return walletMethod(providerName(request.alipayPlus?.easyPayProvider ?? 'ALIPAY'), request);
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
    bank: bankOf(virtualAccount?.bankCode ?? 'SHINHAN'),
    accountNumber: `562${digits.toString().padStart(11, '0')}`,
    accountType: virtualAccount?.fixedOption ? 'FIXED' : 'NORMAL',
    remitteeName: storeName,
    ...(remitter && { remitterName: remitter }),
    expiredAt: paymentDeadline(virtualAccount?.accountExpiry, new Date(issuedAt)),
    issuedAt,
  };
}
