/** The answers of the gallery's fake server. */
import type { CheckoutMethod, ErrorAnswer, PaymentAnswer } from '../../component/api/contract.ts';
import type { GalleryLanguage, Reply } from './gallery-state.ts';

export const sampleItem: Record<GalleryLanguage, { name: string; description: string }> = {
  ko: { name: '캔버스 운동화', description: '가볍게 걷는 날을 위한 기본 운동화' },
  en: { name: 'Canvas shoes', description: 'Plain and light, for walking days' },
  ja: { name: 'キャンバススニーカー', description: '軽く歩きたい日のための定番の一足' },
};

export const longItem: typeof sampleItem = {
  ko: {
    name: '[3월 한정] 핸드메이드 유기농 면 캔버스 운동화 봄 에디션 — 아이보리/네이비 투톤, 260mm',
    description:
      '주문 후 제작하며 영업일 기준 7일 안에 보내 드려요. 제주와 도서산간 지역은 배송비가 따로 들고, 맞춤 제작 상품이라 단순 변심으로는 교환하거나 환불할 수 없어요.',
  },
  en: {
    name: 'Limited spring edition handmade organic cotton canvas shoes with a two-tone sole, ivory and navy, 260 mm',
    description:
      'Made to order and sent within seven working days. Delivery to Jeju and the islands costs extra. As every pair is made for you, it cannot be exchanged or returned for a change of mind.',
  },
  ja: {
    name: '【3月限定】ハンドメイド・オーガニックコットンキャンバススニーカー スプリングエディション アイボリー×ネイビー 26.0cm',
    description:
      '受注生産のため、発送まで7営業日ほどいただきます。済州島および島しょ部は別途送料がかかります。お客様都合による返品や交換はお受けできません。',
  },
};

const method = (id: string, label: string, fields: Partial<CheckoutMethod> = {}) => ({
  id,
  label,
  payMethod: 'CARD' as const,
  channelKey: `channel-key-${id}`,
  pgProvider: 'TOSSPAYMENTS',
  buyerFields: { pc: [], mobile: [] },
  // Without it a payment on a phone would leave the gallery's frame.
  request: { windowType: { pc: 'IFRAME' as const, mobile: 'IFRAME' as const } },
  ...fields,
});

export const card: CheckoutMethod = method('card', '카드');

export const methods: CheckoutMethod[] = [
  card,
  method('kakaopay', '카카오페이', { payMethod: 'EASY_PAY', pgProvider: 'KAKAOPAY' }),
  method('naverpay', '네이버페이', { payMethod: 'EASY_PAY', pgProvider: 'NAVERPAY' }),
  method('account', '가상계좌', { payMethod: 'VIRTUAL_ACCOUNT' }),
];

export const inicis = method('inicis', '카드', {
  pgProvider: 'INICIS_V2',
  buyerFields: {
    pc: ['fullName', 'phoneNumber', 'email'],
    mobile: ['fullName', 'phoneNumber', 'email'],
  },
});

export const paypal = method('paypal', 'PayPal', { payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' });

/** As long as the server's longest. */
export const paymentId = 'mi7c3k9x0f4h2qz8w1v6t5r3b';

export const buttonLayout = { layout: 'button' };

export const accountAnswer = (
  dueAt: string,
  isPastDue: boolean,
): Reply<Partial<PaymentAnswer>> => ({
  status: 200,
  body: {
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    virtualAccount: {
      bank: 'KOOKMIN',
      accountNumber: '91540204012345',
      holder: '연습상점',
      dueAt,
      isPastDue,
    },
  },
});

/** What is said of it in another browser than the one that ordered it. */
export const orderedElsewhere = { quantity: 2, totalAmount: 118_000 };

export const waiting: Reply<Partial<PaymentAnswer>> = {
  status: 200,
  body: { status: 'VIRTUAL_ACCOUNT_ISSUED', ...orderedElsewhere },
};

export const errorAnswer = (
  status: number,
  code: ErrorAnswer['code'],
  more: Partial<ErrorAnswer> = {},
): { status: number; body: ErrorAnswer } => ({
  status,
  body: { code, message: 'for developers', ...more },
});

export const declined = { code: 'FAILURE_TYPE_PG', pgCode: 'DECLINED' };

export const paid: Reply<Partial<PaymentAnswer>> = {
  status: 200,
  body: { status: 'PAID', receiptUrl: 'https://receipts.example/01K0V4T8Z3' },
};
