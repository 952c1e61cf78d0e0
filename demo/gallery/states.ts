/**
 * Every state that the element can be in, as data: the gallery shows them, and
 * test/e2e/gallery.test.ts checks each of them.
 */
import type {
  Checkout,
  CheckoutMethod,
  ErrorAnswer,
  FailureKind,
  Item,
  OrderAnswer,
  PaymentAnswer,
} from '../../component/api/contract.ts';

export const languages = ['ko', 'en', 'ja'] as const;
export type GalleryLanguage = (typeof languages)[number];
export type InLanguages = Record<GalleryLanguage, string>;

/** What a server would say: `never`, that it cannot be reached, or an answer with a status. */
export type Reply<Body> = 'never' | 'unreachable' | { status: number; body: Body };

export type GalleryState = {
  /** In the frame's address, and the name of its picture. */
  id: string;
  title: InLanguages;
  /** The custom state that it ends in. */
  state: string;
  attributes?: Record<string, string>;
  item?: Partial<Item> | ((language: GalleryLanguage) => Partial<Item>);
  checkout?: Partial<Checkout>;
  /** Where the item itself does not come. */
  load?: Reply<ErrorAnswer>;
  order?: Reply<Partial<OrderAnswer> | ErrorAnswer>;
  /** Whether PortOne's script can be had. */
  script?: 'absent';
  /** Presses pay; the payment window then ends so. */
  pay?: 'never' | 'closed' | Record<string, string>;
  /** What keeps a press from opening a window. */
  press?: 'too old' | 'other window';
  /** What the page is shown in, where that changes anything. A frame's own comes first: see it alone. */
  userAgent?: string;
  isOffline?: boolean;
  /** Whether it has taken its time already. */
  isSlow?: boolean;
  /** What it brings along that may come after everything else: a selector, in the shadow root or in the light DOM. */
  shows?: string;
  complete?: Reply<Partial<PaymentAnswer> | ErrorAnswer>;
  /** The page is opened with the payment in its address, by a browser that did not begin it. */
  comesBack?: 'elsewhere' | 'elsewhere, asked for';
};

export const facts: Record<GalleryLanguage, { name: string; description: string }> = {
  ko: { name: '캔버스 운동화', description: '가볍게 걷는 날을 위한 기본 운동화' },
  en: { name: 'Canvas shoes', description: 'Plain and light, for walking days' },
  ja: { name: 'キャンバススニーカー', description: '軽く歩きたい日のための定番の一足' },
};

const longFacts: typeof facts = {
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
  // The gallery shows frames, which a payment on a phone would want to leave.
  request: { windowType: { pc: 'IFRAME' as const, mobile: 'IFRAME' as const } },
  ...fields,
});

export const card: CheckoutMethod = method('card', '카드');

const methods: CheckoutMethod[] = [
  card,
  method('kakaopay', '카카오페이', { payMethod: 'EASY_PAY', pgProvider: 'KAKAOPAY' }),
  method('naverpay', '네이버페이', { payMethod: 'EASY_PAY', pgProvider: 'NAVERPAY' }),
  method('account', '가상계좌', { payMethod: 'VIRTUAL_ACCOUNT' }),
];

const asksBuyer = method('inicis', '카드', {
  pgProvider: 'INICIS_V2',
  buyerFields: {
    pc: ['fullName', 'phoneNumber', 'email'],
    mobile: ['fullName', 'phoneNumber', 'email'],
  },
});

const paypal = method('paypal', 'PayPal', { payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' });

/** As the server makes them up: the longest there is. */
export const paymentId = 'mi7c3k9x0f4h2qz8w1v6t5r3b';

const bare = { layout: 'button' };

const account = (
  dueAt: string,
  isPastDue: boolean,
  more: Partial<PaymentAnswer> = {},
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
    ...more,
  },
});

const orderedElsewhere = account('2031-03-04T14:59:00Z', false, {
  quantity: 2,
  totalAmount: 118_000,
  orderedAt: '2031-03-03T05:12:00Z',
});

const refuses = (
  status: number,
  code: ErrorAnswer['code'],
  more: Partial<ErrorAnswer> = {},
): { status: number; body: ErrorAnswer } => ({
  status,
  body: { code, message: 'for developers', ...more },
});

const declined = { code: 'FAILURE_TYPE_PG', pgCode: 'DECLINED' };

const failure = (kind: FailureKind, retryable = true, title: InLanguages): GalleryState => ({
  id: `failed-${kind.toLowerCase().replaceAll('_', '-')}`,
  title,
  state: 'failed',
  pay: declined,
  complete: refuses(409, 'PAYMENT_FAILED', { failure: { kind, retryable } }),
});

const paid: Reply<Partial<PaymentAnswer>> = {
  status: 200,
  body: { status: 'PAID', receiptUrl: 'https://receipts.example/01K0V4T8Z3' },
};

/** Whether a state says something of its own, which everybody gets to hear. */
export function saysSomething({ state, press, isSlow }: GalleryState): boolean {
  return !['loading', 'ready'].includes(state) || press !== undefined || isSlow === true;
}

export const states: GalleryState[] = [
  {
    id: 'loading',
    title: { ko: '불러오는 중', en: 'Loading', ja: '読み込み中' },
    state: 'loading',
    load: 'never',
  },
  {
    id: 'loading-slow',
    title: { ko: '오래 걸리는 중', en: 'Loading slowly', ja: '読み込みが遅い' },
    state: 'loading',
    load: 'never',
    isSlow: true,
  },
  {
    id: 'ready',
    title: { ko: '결제 전', en: 'Ready', ja: '支払い前' },
    state: 'ready',
  },
  {
    id: 'ready-no-image',
    title: { ko: '사진 없음', en: 'Without an image', ja: '画像なし' },
    state: 'ready',
    item: { image: '' },
  },
  {
    id: 'ready-name-only',
    title: { ko: '이름과 가격만', en: 'Name and price only', ja: '名前と価格のみ' },
    state: 'ready',
    item: { image: '', description: '' },
  },
  {
    id: 'ready-long-names',
    title: { ko: '긴 이름', en: 'Long names', ja: '長い名前' },
    state: 'ready',
    item: (language) => ({ ...longFacts[language], price: 1_234_567_000 }),
  },
  {
    id: 'ready-quantity',
    title: { ko: '수량 선택', en: 'With a quantity', ja: '数量の選択' },
    state: 'ready',
    item: { maxQuantity: 9 },
  },
  {
    id: 'ready-methods',
    title: { ko: '결제 수단 선택', en: 'With methods', ja: '支払い方法の選択' },
    state: 'ready',
    checkout: { methods },
  },
  {
    id: 'ready-buyer',
    title: { ko: '구매자 정보', en: 'With the buyer’s details', ja: '注文者の入力' },
    state: 'ready',
    checkout: { methods: [asksBuyer] },
  },
  {
    id: 'ready-everything',
    title: { ko: '모두 선택', en: 'With everything', ja: 'すべての選択' },
    state: 'ready',
    item: { maxQuantity: 9 },
    checkout: { methods: [asksBuyer, ...methods.slice(1)] },
  },
  {
    id: 'buyer-missing',
    title: { ko: '빠진 정보', en: 'Details missing', ja: '未入力の項目' },
    state: 'ready',
    checkout: { methods: [asksBuyer] },
    pay: 'never',
    shows: '[aria-invalid=true]',
  },
  {
    id: 'details-refused',
    title: { ko: '서버가 거절한 정보', en: 'Details refused', ja: '入力内容の不備' },
    state: 'failed',
    order: refuses(400, 'INVALID_REQUEST', { buyerFields: ['phoneNumber'] }),
    pay: 'never',
    shows: '[aria-invalid=true]',
  },
  {
    id: 'ready-paypal',
    title: { ko: 'PayPal 버튼', en: 'PayPal’s buttons', ja: 'PayPalボタン' },
    state: 'ready',
    item: { price: 4_900, currency: 'USD' },
    checkout: { methods: [paypal] },
    shows: 'button.paypal',
  },
  {
    id: 'ready-disabled',
    title: { ko: '비활성', en: 'Disabled', ja: '無効' },
    state: 'ready',
    attributes: { disabled: '' },
  },
  {
    id: 'ready-test',
    title: { ko: '테스트 배지', en: 'Test badge', ja: 'テストのバッジ' },
    state: 'ready',
    checkout: { environment: 'test' },
  },
  {
    id: 'ready-sandbox',
    title: { ko: '샌드박스 배지', en: 'Sandbox badge', ja: 'サンドボックスのバッジ' },
    state: 'ready',
    checkout: { environment: 'sandbox' },
  },
  {
    id: 'button-loading',
    title: { ko: '버튼: 불러오는 중', en: 'Button: loading', ja: 'ボタン: 読み込み中' },
    state: 'loading',
    attributes: bare,
    load: 'never',
  },
  {
    id: 'button',
    title: { ko: '버튼', en: 'Button', ja: 'ボタン' },
    state: 'ready',
    attributes: bare,
  },
  {
    id: 'button-test',
    title: { ko: '버튼: 테스트 배지', en: 'Button: test badge', ja: 'ボタン: テスト' },
    state: 'ready',
    attributes: bare,
    checkout: { environment: 'test' },
  },
  {
    id: 'button-disabled',
    title: { ko: '버튼: 비활성', en: 'Button: disabled', ja: 'ボタン: 無効' },
    state: 'ready',
    attributes: { ...bare, disabled: '' },
  },
  {
    id: 'button-paying',
    title: { ko: '버튼: 결제 중', en: 'Button: paying', ja: 'ボタン: 手続き中' },
    state: 'paying',
    attributes: bare,
    pay: 'never',
  },
  {
    id: 'button-paid',
    title: { ko: '버튼: 결제 완료', en: 'Button: paid', ja: 'ボタン: 支払い完了' },
    state: 'paid',
    attributes: bare,
    pay: {},
    complete: paid,
  },
  {
    id: 'button-failed',
    title: { ko: '버튼: 실패', en: 'Button: failed', ja: 'ボタン: 失敗' },
    state: 'failed',
    attributes: bare,
    pay: declined,
    complete: refuses(409, 'PAYMENT_FAILED', {
      failure: { kind: 'INSUFFICIENT_FUNDS', retryable: true },
    }),
  },
  {
    id: 'paying',
    title: { ko: '결제 중', en: 'Paying', ja: '手続き中' },
    state: 'paying',
    pay: 'never',
  },
  {
    id: 'paying-everything',
    title: { ko: '결제 중, 선택 잠김', en: 'Paying, choices locked', ja: '手続き中(選択は固定)' },
    state: 'paying',
    item: { maxQuantity: 9 },
    checkout: { methods },
    pay: 'never',
  },
  {
    id: 'press-again',
    title: { ko: '한 번 더 눌러야 하는 새 창', en: 'Press once more', ja: 'もう一度押す' },
    state: 'ready',
    checkout: {
      methods: [{ ...card, request: { windowType: { pc: 'POPUP', mobile: 'POPUP' } } }],
    },
    press: 'too old',
    pay: 'never',
  },
  {
    id: 'busy',
    title: { ko: '다른 결제 진행 중', en: 'Another payment is open', ja: '別の支払いが進行中' },
    state: 'ready',
    press: 'other window',
    pay: 'never',
  },
  {
    id: 'confirming',
    title: { ko: '확인 중', en: 'Confirming', ja: '確認中' },
    state: 'confirming',
    pay: {},
    complete: 'never',
  },
  {
    id: 'paid',
    title: { ko: '결제 완료, 영수증', en: 'Paid, with a receipt', ja: '支払い完了(領収書あり)' },
    state: 'paid',
    pay: {},
    complete: paid,
  },
  {
    id: 'paid-no-receipt',
    title: { ko: '결제 완료', en: 'Paid', ja: '支払い完了' },
    state: 'paid',
    pay: {},
    complete: { status: 200, body: { status: 'PAID' } },
  },
  {
    id: 'issued',
    title: { ko: '입금 대기', en: 'Waiting for a deposit', ja: '入金待ち' },
    state: 'issued',
    pay: {},
    complete: account('2031-03-04T14:59:00Z', false),
  },
  {
    id: 'issued-expired',
    title: { ko: '입금 기한 지남', en: 'Account expired', ja: '振込期限切れ' },
    state: 'issued',
    pay: {},
    complete: account('2024-03-04T14:59:00Z', true),
  },
  {
    id: 'elsewhere',
    title: { ko: '다른 브라우저의 입금 대기', en: 'Ordered elsewhere', ja: '別ブラウザの注文' },
    state: 'ready',
    comesBack: 'elsewhere',
    complete: orderedElsewhere,
  },
  {
    id: 'elsewhere-shown',
    title: {
      ko: '다른 브라우저의 입금 대기, 계좌 보기',
      en: 'Ordered elsewhere, account shown',
      ja: '別ブラウザの注文(口座表示)',
    },
    state: 'issued',
    comesBack: 'elsewhere, asked for',
    complete: orderedElsewhere,
  },
  {
    id: 'button-elsewhere',
    title: { ko: '버튼: 다른 브라우저', en: 'Button: ordered elsewhere', ja: 'ボタン: 別ブラウザ' },
    state: 'ready',
    attributes: bare,
    comesBack: 'elsewhere',
    complete: orderedElsewhere,
  },
  {
    id: 'pending-processing',
    title: { ko: '처리 중', en: 'Processing', ja: '処理中' },
    state: 'pending',
    pay: {},
    complete: { status: 202, body: { status: 'PAY_PENDING' } },
  },
  {
    id: 'pending-unconfirmed',
    title: { ko: '아직 모름', en: 'Not known yet', ja: '未確認' },
    state: 'pending',
    pay: {},
    complete: 'unreachable',
  },
  {
    id: 'pending-seems-declined',
    title: { ko: '거절로 보이나 아직 모름', en: 'Seems declined', ja: '否認の見込み(未確認)' },
    state: 'pending',
    pay: declined,
    complete: 'unreachable',
  },
  {
    id: 'cancelled',
    title: { ko: '구매자가 취소', en: 'Cancelled', ja: 'キャンセル' },
    state: 'cancelled',
    pay: 'closed',
    complete: refuses(409, 'NOT_PAID'),
  },
  {
    id: 'cancelled-in-kakaotalk',
    title: {
      ko: '카카오톡에서(따로 열기)',
      en: 'In KakaoTalk (open alone)',
      ja: 'KakaoTalk内(単独表示)',
    },
    state: 'cancelled',
    userAgent: 'Mozilla/5.0 (Linux; Android 15) Mobile KAKAOTALK 25.4.0',
    shows: '.open-in-browser',
    pay: 'closed',
    complete: refuses(409, 'NOT_PAID'),
  },
  {
    id: 'failed-in-instagram',
    title: {
      ko: '인스타그램에서(따로 열기)',
      en: 'In Instagram (open alone)',
      ja: 'Instagram内(単独表示)',
    },
    state: 'failed',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148 Instagram 400.0',
    shows: '.open-in-browser',
    script: 'absent',
    pay: 'never',
  },
  failure('DECLINED', true, { ko: '승인 거절', en: 'Declined', ja: '承認されず' }),
  failure('INSUFFICIENT_FUNDS', true, { ko: '잔액 부족', en: 'Balance too low', ja: '残高不足' }),
  failure('LIMIT_EXCEEDED', true, { ko: '한도 초과', en: 'Limit reached', ja: '限度額超過' }),
  failure('INVALID_CARD', true, { ko: '카드 정보 오류', en: 'Card details', ja: 'カード情報' }),
  failure('AUTHENTICATION_FAILED', true, { ko: '본인 확인 실패', en: 'Identity', ja: '本人認証' }),
  failure('EXPIRED_OR_TIMEOUT', true, { ko: '시간 초과', en: 'Timed out', ja: '時間切れ' }),
  failure('DUPLICATE', false, { ko: '중복 결제', en: 'Duplicate', ja: '二重払い' }),
  failure('PG_UNAVAILABLE', true, { ko: '결제사 무응답', en: 'Gateway down', ja: '決済会社停止' }),
  failure('MERCHANT_CONFIG', false, { ko: '상점 설정', en: 'Shop’s settings', ja: '店舗設定' }),
  failure('INVALID_REQUEST', false, { ko: '잘못된 요청', en: 'Invalid request', ja: '不正要求' }),
  failure('UNKNOWN', true, { ko: '알 수 없음', en: 'Unknown', ja: '不明' }),
  {
    id: 'failed-quote',
    title: { ko: '네이버페이의 말', en: 'NaverPay’s words', ja: 'NaverPayの文言' },
    state: 'failed',
    checkout: { methods: [methods[2] ?? card] },
    pay: declined,
    complete: refuses(409, 'PAYMENT_FAILED', {
      failure: {
        kind: 'PG_UNAVAILABLE',
        retryable: true,
        pgProvider: 'NAVERPAY',
        pgMessage: '결제 은행이 23:30부터 00:30까지 점검 중입니다.',
      },
    }),
  },
  {
    id: 'held',
    title: { ko: '판매자 확인 필요', en: 'Held', ja: '販売者の確認待ち' },
    state: 'failed',
    pay: {},
    complete: refuses(422, 'VERIFICATION_FAILED'),
  },
  {
    id: 'failed-script',
    title: { ko: '결제창 로드 실패', en: 'No payment window', ja: '決済画面の読込失敗' },
    state: 'failed',
    script: 'absent',
    pay: 'never',
  },
  {
    id: 'failed-order',
    title: { ko: '주문 실패', en: 'No order', ja: '注文失敗' },
    state: 'failed',
    order: refuses(503, 'STORE_UNAVAILABLE'),
    pay: 'never',
  },
  {
    id: 'failed-quantity',
    title: { ko: '수량 부족', en: 'Quantity unavailable', ja: '数量不足' },
    state: 'failed',
    item: { maxQuantity: 9 },
    order: refuses(409, 'QUANTITY_UNAVAILABLE'),
    pay: 'never',
  },
  {
    id: 'load-failed-not-found',
    title: { ko: '없는 상품', en: 'No such item', ja: '商品なし' },
    state: 'load-failed',
    load: refuses(404, 'ITEM_NOT_FOUND'),
  },
  {
    id: 'load-failed-unreachable',
    title: { ko: '연결 안 됨', en: 'No connection', ja: '接続なし' },
    state: 'load-failed',
    load: 'unreachable',
  },
  {
    id: 'load-failed-offline',
    title: { ko: '오프라인', en: 'Offline', ja: 'オフライン' },
    state: 'load-failed',
    load: 'unreachable',
    isOffline: true,
  },
  {
    id: 'load-failed-other',
    title: { ko: '서버 오류', en: 'Server in trouble', ja: 'サーバー障害' },
    state: 'load-failed',
    load: refuses(500, 'INTERNAL_ERROR'),
  },
  {
    id: 'button-load-failed',
    title: { ko: '버튼: 연결 안 됨', en: 'Button: no connection', ja: 'ボタン: 接続なし' },
    state: 'load-failed',
    attributes: bare,
    load: 'unreachable',
  },
];
