/** A failed payment, a rejected order, and an item that does not load. */
import type { FailureKind } from '../../component/api/contract.ts';
import type { GalleryState, Localized } from './gallery-state.ts';
import { buttonLayout, card, declined, errorAnswer, methods } from './sample-answers.ts';

const failure = (kind: FailureKind, retryable = true, title: Localized): GalleryState => ({
  id: `failed-${kind.toLowerCase().replaceAll('_', '-')}`,
  title,
  state: 'failed',
  pay: declined,
  complete: errorAnswer(409, 'PAYMENT_FAILED', { failure: { kind, retryable } }),
});

export const failureStates: GalleryState[] = [
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
  failure('PG_UNAVAILABLE', true, { ko: 'PG사 무응답', en: 'Gateway down', ja: '決済会社停止' }),
  failure('MERCHANT_CONFIG', false, {
    ko: '상점 설정 오류',
    en: 'Shop’s settings',
    ja: '店舗設定',
  }),
  failure('INVALID_REQUEST', false, { ko: '잘못된 요청', en: 'Invalid request', ja: '不正要求' }),
  failure('UNKNOWN', true, { ko: '알 수 없음', en: 'Unknown', ja: '不明' }),
  {
    id: 'failed-quote',
    title: { ko: '네이버페이의 안내', en: 'NaverPay’s words', ja: 'NaverPayの文言' },
    state: 'failed',
    checkout: { methods: [methods[2] ?? card] },
    pay: declined,
    complete: errorAnswer(409, 'PAYMENT_FAILED', {
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
    complete: errorAnswer(422, 'VERIFICATION_FAILED'),
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
    order: errorAnswer(503, 'STORE_UNAVAILABLE'),
    pay: 'never',
  },
  {
    id: 'failed-quantity',
    title: { ko: '주문할 수 없는 수량', en: 'Quantity unavailable', ja: '数量不足' },
    state: 'failed',
    item: { maxQuantity: 9 },
    order: errorAnswer(409, 'QUANTITY_UNAVAILABLE'),
    pay: 'never',
  },
  {
    id: 'load-failed-not-found',
    title: { ko: '없는 상품', en: 'No such item', ja: '商品なし' },
    state: 'load-failed',
    load: errorAnswer(404, 'ITEM_NOT_FOUND'),
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
    id: 'load-failed-refused',
    title: { ko: '허용되지 않은 페이지', en: 'Page not allowed', ja: '許可されていないページ' },
    state: 'load-failed',
    load: errorAnswer(403, 'ORIGIN_FORBIDDEN'),
  },
  {
    id: 'load-failed-other',
    title: { ko: '서버 오류', en: 'Server in trouble', ja: 'サーバー障害' },
    state: 'load-failed',
    load: errorAnswer(500, 'INTERNAL_ERROR'),
  },
  {
    id: 'button-load-failed',
    title: { ko: '버튼: 연결 안 됨', en: 'Button: no connection', ja: 'ボタン: 接続なし' },
    state: 'load-failed',
    attributes: buttonLayout,
    load: 'unreachable',
  },
];
