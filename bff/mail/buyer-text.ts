import {
  type Language,
  moneyText,
  type OwnerMessage,
  onOneLine,
} from '../fulfilment/owner-text.ts';

/** What buyers are written of: what was paid, and what was given back. Nothing before that. */
type BuyerMailType = 'payment.paid' | 'payment.partial_cancelled' | 'payment.cancelled';

const subjects: Readonly<Record<BuyerMailType, Readonly<Record<Language, string>>>> = {
  'payment.paid': {
    ko: '결제가 완료됐어요',
    en: 'Your payment is complete',
    ja: 'お支払いが完了しました',
  },
  'payment.partial_cancelled': {
    ko: '결제 금액 일부가 환불됐어요',
    en: 'Part of your payment has been refunded',
    ja: '一部返金されました',
  },
  'payment.cancelled': {
    ko: '결제 금액이 환불됐어요',
    en: 'Your payment has been refunded',
    ja: '返金されました',
  },
};

const labels = {
  total: { ko: '결제 금액', en: 'Total', ja: 'お支払い金額' },
  refunded: { ko: '환불 금액', en: 'Refunded', ja: '返金額' },
  paymentId: { ko: '주문번호', en: 'Order number', ja: '注文番号' },
} as const;

const test = {
  ko: '테스트 결제예요. 실제로 결제된 금액은 없어요.',
  en: 'This was a test. No money has moved.',
  ja: 'テスト決済です。実際の支払いは発生していません。',
} as const;

/**
 * A mail to a buyer, or nothing where the message is none for buyers. It says what the catalog and PortOne
 * say, and nothing that the buyer wrote: the address may be another person's. Nor has it an account number.
 */
export function buyerText(
  { type, data }: OwnerMessage,
  language: Language,
): { subject: string; text: string } | undefined {
  if (!isForBuyers(type)) return undefined;
  const { paymentId, orderName = '', totalAmount, cancelledAmount, currency, afterPaid } = data;
  const money = (amount: number) => moneyText(amount, currency, language);
  const subject = subjects[type][language];
  const parts = [
    `${subject}.`,
    [
      orderName,
      ...(data.lines ?? []).map(
        ({ name, quantity, amount }) =>
          `${quantity > 1 ? `${name} x${quantity}` : name}: ${money(amount)}`,
      ),
      ...(totalAmount === undefined ? [] : [`${labels.total[language]}: ${money(totalAmount)}`]),
      ...(type === 'payment.paid' || cancelledAmount === undefined
        ? []
        : [`${labels.refunded[language]}: ${money(cancelledAmount)}`]),
      `${labels.paymentId[language]}: ${paymentId}`,
    ]
      .map(onOneLine)
      .join('\n'),
    // The owner's own words, with their lines.
    ...(type === 'payment.paid' ? [afterPaid?.text, afterPaid?.url] : []),
    ...(data.environment === 'live' ? [] : [test[language]]),
  ];
  return {
    subject: onOneLine(`${subject}: ${orderName}`),
    text: parts.filter(Boolean).join('\n\n'),
  };
}

function isForBuyers(type: OwnerMessage['type']): type is BuyerMailType {
  return Object.hasOwn(subjects, type);
}

/** @param locale a BCP 47 tag; Korean where it is not known */
export function languageOf(locale: string | undefined): Language {
  const [language = 'ko'] = (locale ?? 'ko').toLowerCase().split('-');
  return language === 'ko' || language === 'ja' ? language : 'en';
}
