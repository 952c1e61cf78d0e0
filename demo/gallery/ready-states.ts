/** Before a payment: loading, and everything that the card can offer. */
import type { GalleryState } from './gallery-state.ts';
import { errorAnswer, inicis, longItem, methods, paypal } from './sample-answers.ts';

export const readyStates: GalleryState[] = [
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
    item: (language) => ({ ...longItem[language], price: 1_234_567_000 }),
  },
  {
    id: 'ready-quantity',
    title: { ko: '수량 선택', en: 'With a quantity', ja: '数量の選択' },
    state: 'ready',
    item: { maxQuantity: 9 },
  },
  {
    id: 'ready-methods',
    title: { ko: '결제수단 선택', en: 'With methods', ja: '支払い方法の選択' },
    state: 'ready',
    checkout: { methods },
  },
  {
    id: 'ready-buyer',
    title: { ko: '주문자 정보', en: 'With the buyer’s details', ja: '注文者の入力' },
    state: 'ready',
    checkout: { methods: [inicis] },
  },
  {
    id: 'ready-everything',
    title: { ko: '모두 표시', en: 'With everything', ja: 'すべての選択' },
    state: 'ready',
    item: { maxQuantity: 9 },
    checkout: { methods: [inicis, ...methods.slice(1)] },
  },
  {
    id: 'buyer-missing',
    title: { ko: '빠진 정보', en: 'Details missing', ja: '未入力の項目' },
    state: 'ready',
    checkout: { methods: [inicis] },
    pay: 'never',
    shows: '[aria-invalid=true]',
  },
  {
    id: 'details-refused',
    title: { ko: '서버가 거절한 정보', en: 'Details refused', ja: '入力内容の不備' },
    state: 'failed',
    order: errorAnswer(400, 'INVALID_REQUEST', { buyerFields: ['phoneNumber'] }),
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
];
