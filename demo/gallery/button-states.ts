/** The layout `button`, from loading to a failed payment. */
import type { GalleryState } from './gallery-state.ts';
import {
  accountAnswer,
  buttonLayout,
  declined,
  errorAnswer,
  paid,
  waiting,
} from './sample-answers.ts';

export const buttonStates: GalleryState[] = [
  {
    id: 'button-loading',
    title: { ko: '버튼: 불러오는 중', en: 'Button: loading', ja: 'ボタン: 読み込み中' },
    state: 'loading',
    attributes: buttonLayout,
    load: 'never',
  },
  {
    id: 'button',
    title: { ko: '버튼', en: 'Button', ja: 'ボタン' },
    state: 'ready',
    attributes: buttonLayout,
  },
  {
    id: 'button-test',
    title: { ko: '버튼: 테스트 배지', en: 'Button: test badge', ja: 'ボタン: テスト' },
    state: 'ready',
    attributes: buttonLayout,
    checkout: { environment: 'test' },
  },
  {
    id: 'button-disabled',
    title: { ko: '버튼: 비활성', en: 'Button: disabled', ja: 'ボタン: 無効' },
    state: 'ready',
    attributes: { ...buttonLayout, disabled: '' },
  },
  {
    id: 'button-paying',
    title: { ko: '버튼: 결제 중', en: 'Button: paying', ja: 'ボタン: 手続き中' },
    state: 'paying',
    attributes: buttonLayout,
    pay: 'never',
  },
  {
    id: 'button-paid',
    title: { ko: '버튼: 결제 완료', en: 'Button: paid', ja: 'ボタン: 支払い完了' },
    state: 'paid',
    attributes: buttonLayout,
    pay: {},
    complete: paid,
  },
  {
    id: 'button-elsewhere',
    title: { ko: '버튼: 다른 브라우저', en: 'Button: ordered elsewhere', ja: 'ボタン: 別ブラウザ' },
    state: 'ready',
    attributes: buttonLayout,
    kept: 'elsewhere',
    shows: '[part=elsewhere]',
    complete: waiting,
  },
  {
    id: 'button-note-waits',
    title: { ko: '버튼: 입금 대기 안내', en: 'Button: a note', ja: 'ボタン: 入金待ちのお知らせ' },
    state: 'ready',
    attributes: buttonLayout,
    kept: 'waits',
    shows: '[part=note]',
  },
  {
    id: 'button-issued',
    title: { ko: '버튼: 입금 대기', en: 'Button: waiting', ja: 'ボタン: 入金待ち' },
    state: 'issued',
    attributes: buttonLayout,
    pay: {},
    complete: accountAnswer('2031-03-04T14:59:00Z', false),
    shows: '[part=forget]',
  },
  {
    id: 'button-failed',
    title: { ko: '버튼: 실패', en: 'Button: failed', ja: 'ボタン: 失敗' },
    state: 'failed',
    attributes: buttonLayout,
    pay: declined,
    complete: errorAnswer(409, 'PAYMENT_FAILED', {
      failure: { kind: 'INSUFFICIENT_FUNDS', retryable: true },
    }),
  },
];
