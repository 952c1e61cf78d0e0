/** During and after a payment that did not fail. */
import type { GalleryState } from './gallery-state.ts';
import { account, card, declined, FUTURE, methods, PAST, paid, refuses } from './sample-answers.ts';

export const paymentStates: GalleryState[] = [
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
    complete: account(FUTURE),
  },
  {
    id: 'issued-expired',
    title: { ko: '입금 기한 지남', en: 'Account expired', ja: '振込期限切れ' },
    state: 'issued',
    pay: {},
    complete: account(PAST),
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
    pay: 'closed',
    complete: refuses(409, 'NOT_PAID'),
  },
];
