/**
 * Rules that several gateways share, from PortOne's page of each gateway
 * (https://developers.portone.io/opi/ko/integration/pg/v2/readme?v=v2). The sentences end as
 * PortOne's do; where we do not know its exact text, they take the same form.
 */

import type { PreparedRequest } from '../request/payment-request.ts';
import type { PayMethod, Rule } from './gateway.ts';

/** Korean grammar chooses the particle by whether the last syllable ends in a consonant. */
function required(field: string): string {
  const last = field.codePointAt(field.length - 1) ?? 0;
  const isSyllable = last >= 0xac00 && last <= 0xd7a3;
  const particle = !isSyllable ? '은(는)' : (last - 0xac00) % 28 > 0 ? '은' : '는';
  return `${field}${particle} 필수 입력입니다.`;
}

/** A rule that applies to one payment method only. */
export function whenPayingBy(payMethod: PayMethod, rule: Rule): Rule {
  return (request, device) => (request.payMethod === payMethod ? rule(request, device) : undefined);
}

/** A rule that applies to one wallet only. */
export function whenPayingWith(wallet: string, rule: Rule): Rule {
  return (request, device) =>
    request.easyPay?.easyPayProvider?.endsWith(wallet) ? rule(request, device) : undefined;
}

export function onPc(rule: Rule): Rule {
  return (request, device) => (device === 'pc' ? rule(request, device) : undefined);
}

export function onMobile(rule: Rule): Rule {
  return (request, device) => (device === 'mobile' ? rule(request, device) : undefined);
}

type CustomerField = keyof NonNullable<PreparedRequest['customer']> & string;

/** @param label the field as PortOne names it to Korean shops */
export function customerNeeds(field: CustomerField, label: string): Rule {
  return ({ customer }) => (customer?.[field] ? undefined : required(`구매자 ${label}`));
}

/** The customer's name, in one field or in two. */
export const customerNeedsName: Rule = ({ customer }) =>
  customer?.fullName || (customer?.firstName && customer.lastName)
    ? undefined
    : required('구매자 이름');

export const needsCountry: Rule = ({ country }) => (country ? undefined : required('국가 코드'));

/** Every gateway requires the product type of a payment by phone bill. */
export const mobileNeedsProductType = whenPayingBy('MOBILE', ({ productType }) =>
  productType ? undefined : required('휴대폰 소액결제시 상품 유형 파라미터'),
);

export const virtualAccountNeedsExpiry = whenPayingBy('VIRTUAL_ACCOUNT', ({ virtualAccount }) =>
  virtualAccount?.accountExpiry ? undefined : required('가상계좌 입금 만료 기한'),
);

export const giftCertificateNeedsType = whenPayingBy('GIFT_CERTIFICATE', ({ giftCertificate }) =>
  giftCertificate?.giftCertificateType ? undefined : required('상품권 종류'),
);

export const easyPayNeedsProvider = whenPayingBy('EASY_PAY', ({ easyPay }) =>
  easyPay?.easyPayProvider ? undefined : required('간편 결제 수단'),
);

/**
 * Only wallets that the gateway can open; where the request names none, the gateway shows its list.
 */
export function easyPayOneOf(...providers: readonly string[]): Rule {
  return whenPayingBy('EASY_PAY', ({ easyPay }) => {
    const provider = easyPay?.easyPayProvider?.replace(/^EASY_PAY_PROVIDER_/, '');
    if (!provider || providers.includes(provider)) return undefined;
    return `easyPayProvider violates the rule IN(${JSON.stringify(providers)}) (value="${provider}")`;
  });
}

export function paymentIdMatches(pattern: RegExp, allowed: string): Rule {
  return ({ paymentId }) =>
    pattern.test(paymentId) ? undefined : `paymentId는 ${allowed}만 허용됩니다. (${paymentId})`;
}

export const alphanumericPaymentId = (length: number) =>
  paymentIdMatches(new RegExp(`^[A-Za-z0-9]{1,${length}}$`), `영문/숫자 ${length}자 이내`);

export const asciiPaymentId = paymentIdMatches(/^[\x20-\x7e]+$/, 'ASCII 문자');

/**
 * The order name must not exceed this many bytes; gateways count Korean letters as two (EUC-KR).
 */
export function orderNameUpTo(bytes: number): Rule {
  return ({ orderName }) => {
    const length = [...orderName].reduce(
      (sum, character) => sum + (character <= '\u007f' ? 1 : 2),
      0,
    );
    return length <= bytes
      ? undefined
      : `orderName은 최대 ${bytes}Byte까지 허용됩니다. (${length}Byte)`;
  };
}

export function orderNameWithout(characters: string): Rule {
  return ({ orderName }) => {
    const found = [...characters].find((character) => orderName.includes(character));
    return found === undefined
      ? undefined
      : `orderName에 사용할 수 없는 특수문자가 있습니다. (${found})`;
  };
}

/** Korean gateways accept other currencies from cards only. */
export const foreignCurrencyByCardOnly: Rule = ({ currency, payMethod }) =>
  currency === 'KRW' || payMethod === 'CARD'
    ? undefined
    : `${currency} 결제는 카드 결제만 지원합니다.`;

/** The request must have this field of the gateway's own, below `bypass`. */
export function bypassNeeds(gateway: string, field: string): Rule {
  return ({ bypass }) => {
    const options = bypass?.[gateway];
    const value = options && typeof options === 'object' ? Reflect.get(options, field) : undefined;
    return value ? undefined : required(`bypass.${gateway}.${field}`);
  };
}
