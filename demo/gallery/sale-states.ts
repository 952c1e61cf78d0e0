/** A sale: what is chosen on the card, what is written in the sheet, and what is handed over. */
import type { Item, OrderLine } from '../../component/api/contract.ts';
import type { GalleryLanguage, GalleryState, Localized } from './gallery-state.ts';
import { buttonLayout, errorAnswer, methods } from './sample-answers.ts';

const word = (ko: string, en: string, ja: string): Localized => ({ ko, en, ja });
const words = {
  size: word('사이즈', 'Size', 'サイズ'),
  color: word('색', 'Colour', '色'),
  white: word('흰색', 'White', '白'),
  black: word('검은색', 'Black', '黒'),
  jeju: word('제주 추가 배송비', 'Surcharge for Jeju', '済州島の追加送料'),
  door: word('문 앞에 놓아 주세요', 'Leave it at the door', '玄関前に置いてください'),
  terms: word(
    '환불 규정을 확인했고 결제에 동의합니다',
    'I have read the terms of refunds and agree to the payment',
    '返金規定を確認し、支払いに同意します',
  ),
  date: word('관람일', 'Day', '観覧日'),
  name: word('입장하는 분의 이름', 'Name on the ticket', '入場者のお名前'),
  wheelchair: word('휠체어석이 필요해요', 'A place for a wheelchair', '車椅子席を希望します'),
  fee: word('배송비', 'Delivery', '送料'),
  thanks: word(
    '읽어 주셔서 고맙습니다.',
    'Thank you for reading.',
    'お読みいただきありがとうございます。',
  ),
};

/** Shoes in sizes and colours, of which one size and one combination are sold out. */
const shoes = (language: GalleryLanguage): Partial<Item> => ({
  maxQuantity: 3,
  options: [
    {
      id: 'size',
      label: words.size[language],
      values: [
        { id: '250', label: '250' },
        { id: '270', label: '270' },
        { id: '280', label: '280', soldOut: true },
      ],
    },
    {
      id: 'color',
      label: words.color[language],
      values: [
        { id: 'white', label: words.white[language] },
        { id: 'black', label: words.black[language], price: 2_000 },
      ],
    },
  ],
  variants: [{ options: { size: '250', color: 'black' }, soldOut: true }],
});

const sent = (language: GalleryLanguage): Partial<Item> => ({
  delivery: {
    fee: 3_000,
    freeFrom: 100_000,
    zones: [{ zipcodes: ['63000-63644'], fee: 2_500, label: words.jeju[language] }],
    messages: [words.door[language]],
  },
  agreements: [
    {
      id: 'terms',
      label: words.terms[language],
      url: 'https://shop.example/terms',
      required: true,
    },
  ],
});

const ticket = (language: GalleryLanguage): Partial<Item> => ({
  fields: [
    { id: 'date', label: words.date[language], type: 'date', required: true },
    { id: 'name', label: words.name[language], type: 'text', required: true, maxLength: 20 },
    { id: 'wheelchair', label: words.wheelchair[language], type: 'checkbox' },
  ],
});

const lines = (language: GalleryLanguage): OrderLine[] => [
  { kind: 'item', name: words.size[language], quantity: 1, amount: 59_000 },
  { kind: 'delivery', name: words.fee[language], quantity: 1, amount: 3_000 },
  { kind: 'surcharge', name: words.jeju[language], quantity: 1, amount: 2_500 },
];

export const saleStates: GalleryState[] = [
  {
    id: 'sale-options',
    title: word('옵션 선택', 'With options', 'オプションの選択'),
    state: 'ready',
    item: shoes,
  },
  {
    id: 'sale-unchosen',
    title: word('고르지 않은 옵션', 'An option not chosen', '未選択のオプション'),
    state: 'ready',
    item: shoes,
    pay: 'never',
    shows: '.problem',
  },
  {
    id: 'sale-left',
    title: word('얼마 남지 않음', 'Few are left', '残りわずか'),
    state: 'ready',
    item: { left: 3, maxQuantity: 3 },
  },
  {
    id: 'sale-sold-out',
    title: word('품절', 'Sold out', '売り切れ'),
    state: 'ready',
    item: { soldOut: true },
  },
  {
    id: 'sale-amount',
    title: word('금액 선택', 'With an amount', '金額の選択'),
    state: 'ready',
    item: {
      price: 5_000,
      amount: { min: 1_000, max: 1_000_000, step: 1_000, presets: [5_000, 10_000, 30_000] },
    },
  },
  {
    id: 'sale-sheet',
    title: word('주문서', 'The sheet', '注文フォーム'),
    state: 'ready',
    item: sent,
    sheet: 'open',
    shows: 'dialog[open]',
  },
  {
    id: 'sale-missing',
    title: word('빠진 배송 정보', 'Delivery not filled in', '未入力の配送先'),
    state: 'ready',
    item: sent,
    sheet: 'empty',
    shows: 'dialog[open] [aria-invalid=true]',
  },
  {
    id: 'sale-refused',
    title: word('서버가 거절한 배송지', 'An address refused', '配送先の不備'),
    state: 'failed',
    item: sent,
    sheet: 'filled',
    order: errorAnswer(400, 'INVALID_REQUEST', {
      fields: [{ path: 'delivery.zipcode', reason: 'wrong' }],
    }),
    shows: 'dialog[open] [aria-invalid=true]',
  },
  {
    id: 'sale-sum',
    title: word('주문 확인', 'The order’s sum', '注文の確認'),
    state: 'ready',
    item: sent,
    sheet: 'filled',
    lines,
    shows: 'dialog[open] [part=lines]',
  },
  {
    id: 'sale-ticket',
    title: word('입장권', 'A ticket', 'チケット'),
    state: 'ready',
    item: ticket,
    sheet: 'open',
    shows: 'dialog[open]',
  },
  {
    id: 'sale-button',
    title: word(
      '버튼만 있을 때의 주문서',
      'The sheet of the bare button',
      'ボタンのみの注文フォーム',
    ),
    state: 'ready',
    attributes: buttonLayout,
    item: (language) => ({ ...shoes(language), ...sent(language) }),
    checkout: { methods },
    sheet: 'open',
    shows: 'dialog[open]',
  },
  {
    id: 'sale-after-paid',
    title: word('내려받기', 'A download', 'ダウンロード'),
    state: 'paid',
    // What it hands over makes its card higher.
    item: {},
    pay: {},
    complete: {
      status: 200,
      body: {
        status: 'PAID',
        afterPaid: { text: words.thanks.ko, url: 'https://shop.example/book.epub' },
      },
    },
  },
];
