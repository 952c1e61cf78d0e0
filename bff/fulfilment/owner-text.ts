import type { FulfilmentEvent, FulfilmentEventType } from '../domain/fulfilment-event.ts';
import type { PrivateDetails } from '../domain/sale/private-details.ts';

/** What mails, and messages that are read, are written in. */
export type Language = 'ko' | 'en' | 'ja';

/** A message, or what the owner alone is told of: money without an order. */
export type OwnerMessage = {
  type: FulfilmentEventType | 'payment.unmatched';
  data: Partial<FulfilmentEvent['data']> & { paymentId: string };
};

type Words = Readonly<Record<Language, string>>;

const titles: Readonly<Record<OwnerMessage['type'], Words>> = {
  'payment.paid': { ko: '결제 완료', en: 'Paid', ja: '決済完了' },
  'payment.virtual_account_issued': {
    ko: '입금 대기',
    en: 'Waiting for a deposit',
    ja: '入金待ち',
  },
  'payment.partial_cancelled': { ko: '부분 취소', en: 'Partly refunded', ja: '一部返金' },
  'payment.cancelled': { ko: '취소 완료', en: 'Refunded', ja: '返金済み' },
  'payment.held': {
    ko: '보류: 확인이 필요합니다',
    en: 'Held: look at it',
    ja: '保留: 確認が必要です',
  },
  'payment.hold_ended': { ko: '보류 종료', en: 'A hold has ended', ja: '保留の終了' },
  'payment.dispute_created': {
    ko: '분쟁: 답변이 필요합니다',
    en: 'Disputed: answer it',
    ja: '異議申し立て: 回答が必要です',
  },
  'payment.dispute_resolved': {
    ko: '분쟁 종료',
    en: 'A dispute has ended',
    ja: '異議申し立ての終了',
  },
  'payment.cancellation_failed': {
    ko: '취소 실패: 다시 요청하세요',
    en: 'A refund failed: ask for it again',
    ja: '返金失敗: 再度依頼してください',
  },
  'payment.unmatched': {
    ko: '주문 없는 결제: 확인이 필요합니다',
    en: 'Money without an order: look at it',
    ja: '注文のない決済: 確認が必要です',
  },
};

const labels = {
  order: { ko: '주문', en: 'Order', ja: '注文' },
  options: { ko: '옵션', en: 'Options', ja: 'オプション' },
  code: { ko: '상품 코드', en: 'Code', ja: '商品コード' },
  total: { ko: '합계', en: 'Total', ja: '合計' },
  paid: { ko: '결제 금액', en: 'Paid', ja: '決済金額' },
  refunded: { ko: '취소 금액', en: 'Refunded', ja: '返金額' },
  asked: { ko: '취소 요청 금액', en: 'Refund asked for', ja: '返金依頼額' },
  reason: { ko: '사유', en: 'Reason', ja: '理由' },
  buyer: { ko: '구매자', en: 'Buyer', ja: '購入者' },
  phone: { ko: '연락처', en: 'Phone', ja: '電話番号' },
  email: { ko: '이메일', en: 'E-mail', ja: 'メール' },
  recipient: { ko: '받는 사람', en: 'Recipient', ja: '受取人' },
  address: { ko: '주소', en: 'Address', ja: '住所' },
  message: { ko: '배송 메시지', en: 'For the courier', ja: '配送メモ' },
  agreements: { ko: '동의', en: 'Agreed to', ja: '同意' },
  paymentId: { ko: '주문번호', en: 'paymentId', ja: '決済番号' },
} as const satisfies Record<string, Words>;

const yesNo = {
  true: { ko: '예', en: 'yes', ja: 'はい' },
  false: { ko: '아니요', en: 'no', ja: 'いいえ' },
} as const;

/**
 * A message as its owner reads it: all that is needed to deliver. The subject has nothing personal, and
 * what a buyer wrote takes no line of its own.
 */
export function ownerText(
  { type, data }: OwnerMessage,
  details: PrivateDetails | undefined,
  language: Language,
): { subject: string; text: string } {
  const { buyer, delivery, fields = [] } = details ?? {};
  const { currency } = data;
  const money = (amount: number | undefined) =>
    amount === undefined ? undefined : moneyText(amount, currency, language);
  const lines: Array<[keyof typeof labels | { label: string }, string | undefined]> = [
    ['order', data.orderName],
    [
      'options',
      data.options?.map(({ label, value }) => `${label}: ${value.label}`).join(', ') || undefined,
    ],
    ['code', data.code],
    ...(data.lines ?? []).map((line): [{ label: string }, string | undefined] => [
      { label: line.quantity > 1 ? `${line.name} x${line.quantity}` : line.name },
      money(line.amount),
    ]),
    ['total', money(data.totalAmount)],
    ['paid', data.paidAmount === data.totalAmount ? undefined : money(data.paidAmount)],
    ['refunded', money(data.cancelledAmount)],
    ['asked', money(data.requestedAmount)],
    ['reason', data.reason],
    ['buyer', buyer?.fullName],
    ['phone', buyer?.phoneNumber],
    ['email', buyer?.email],
    ['recipient', delivery && `${delivery.recipient} ${delivery.phoneNumber}`],
    [
      'address',
      delivery &&
        [`(${delivery.zipcode})`, delivery.address, delivery.detail].filter(Boolean).join(' '),
    ],
    ['message', delivery?.message],
    ...fields.map(({ label, value }): [{ label: string }, string] => [
      { label },
      typeof value === 'string' ? value : yesNo[`${value}`][language],
    ]),
    [
      'agreements',
      data.agreements
        ?.map(({ label, agreed }) => `${label} (${yesNo[`${agreed}`][language]})`)
        .join(', ') || undefined,
    ],
    ['paymentId', data.paymentId],
  ];
  const mark =
    data.environment === undefined || data.environment === 'live' ? '' : `[${data.environment}] `;
  return {
    subject: onOneLine(
      [
        `${mark}${titles[type][language]}`,
        data.orderName,
        money(data.totalAmount ?? data.paidAmount),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    text: lines
      .flatMap(([label, value]) =>
        value === undefined || value === ''
          ? []
          : [
              onOneLine(
                `${typeof label === 'string' ? labels[label][language] : label.label}: ${value}`,
              ),
            ],
      )
      .join('\n'),
  };
}

/** @param currency absent where it is not known, as of money without an order */
export function moneyText(
  amount: number,
  currency: string | undefined,
  language: Language,
): string {
  if (currency === undefined) return amount.toLocaleString(language);
  // As the element writes it: Intl knows only ₩1,000.
  if (currency === 'KRW' && language === 'ko') return `${amount.toLocaleString(language)}원`;
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(amount / 10 ** digits);
}

/** Line breaks, and letters that turn a text around, count as a space. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
