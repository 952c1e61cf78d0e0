/** The languages that the server's pages speak: the element's. */
export const languages = ['ko', 'en', 'ja'] as const;
export type PageLanguage = (typeof languages)[number];

/** As each language calls itself. */
export const languageNames: Record<PageLanguage, string> = {
  ko: '한국어',
  en: 'English',
  ja: '日本語',
};

/** What a page says that has no payment to offer. */
export type ErrorPageWords = { title: string; text: string };

export type PageWords = {
  /** Of the page in a preview, where the item has no words of its own. */
  description: (store: string) => string;
  loading: string;
  late: string;
  reload: string;
  noScript: string;
  backToShop: (store: string) => string;
  languages: string;
  business: string;
  ceo: string;
  registration: string;
  phone: string;
  /** 통신판매업 신고번호 */
  mailOrder: string;
  terms: string;
  refund: string;
  privacy: string;
  missing: ErrorPageWords;
  busy: ErrorPageWords;
  broken: ErrorPageWords;
};

export const pageWords: Record<PageLanguage, PageWords> = {
  ko: {
    description: (store) => `${store}에서 바로 결제하세요.`,
    loading: '상품을 불러오고 있어요.',
    late: '오래 걸린다면 인터넷 연결을 확인하고',
    reload: '페이지를 다시 열어 주세요.',
    noScript:
      '결제하려면 자바스크립트가 필요해요. 브라우저 설정에서 자바스크립트를 켜고 이 페이지를 다시 열어 주세요.',
    backToShop: (store) => `${store} 홈으로 가기`,
    languages: '언어',
    business: '사업자 정보',
    ceo: '대표',
    registration: '사업자등록번호',
    phone: '전화',
    mailOrder: '통신판매업 신고번호',
    terms: '이용약관',
    refund: '청약철회·환불 안내',
    privacy: '개인정보처리방침',
    missing: {
      title: '상품을 찾을 수 없어요',
      text: '판매가 끝났거나 주소가 바뀌었을 수 있어요. 결제된 금액은 없으니, 링크를 받은 곳에 문의해 주세요.',
    },
    busy: {
      title: '지금은 접속이 많아요',
      text: '잠시 후 이 페이지를 다시 열어 주세요.',
    },
    broken: {
      title: '페이지를 열지 못했어요',
      text: '잠시 후 다시 열어 주세요. 결제 중이었다면 다시 결제하지 말고 판매자에게 문의해 주세요.',
    },
  },
  en: {
    description: (store) => `Pay at ${store}.`,
    loading: 'Loading the item.',
    late: 'If this takes long, check your connection and',
    reload: 'open the page again.',
    noScript:
      'Paying needs JavaScript. Turn it on in your browser’s settings and open this page again.',
    backToShop: (store) => `Go to ${store}`,
    languages: 'Language',
    business: 'About the shop',
    ceo: 'Representative',
    registration: 'Business registration',
    phone: 'Phone',
    mailOrder: 'Mail-order registration',
    terms: 'Terms',
    refund: 'Cancellations and refunds',
    privacy: 'Privacy policy',
    missing: {
      title: 'This item cannot be found',
      text: 'It may be sold out, or its address may have changed. Nothing was charged. Please ask the person who gave you the link.',
    },
    busy: {
      title: 'Too many visits just now',
      text: 'Please open this page again in a moment.',
    },
    broken: {
      title: 'This page could not be opened',
      text: 'Please open it again in a moment. If you were paying, do not pay again; ask the shop.',
    },
  },
  ja: {
    description: (store) => `${store}でそのままお支払いいただけます。`,
    loading: '商品を読み込んでいます。',
    late: '時間がかかる場合は、通信環境をご確認のうえ',
    reload: 'ページを開き直してください。',
    noScript:
      'お支払いにはJavaScriptが必要です。ブラウザーの設定で有効にして、ページを開き直してください。',
    backToShop: (store) => `${store}のサイトへ`,
    languages: '言語',
    business: '販売者情報',
    ceo: '代表者',
    registration: '事業者登録番号',
    phone: '電話',
    mailOrder: '通信販売業申告番号',
    terms: '利用規約',
    refund: '返品・返金について',
    privacy: 'プライバシーポリシー',
    missing: {
      title: '商品が見つかりません',
      text: '販売が終了したか、アドレスが変わった可能性があります。料金は請求されていません。リンクの提供元にお問い合わせください。',
    },
    busy: {
      title: 'アクセスが集中しています',
      text: 'しばらくしてから、ページを開き直してください。',
    },
    broken: {
      title: 'ページを開けませんでした',
      text: 'しばらくしてから開き直してください。お支払いの途中だった場合は、再度お支払いせず販売者にお問い合わせください。',
    },
  },
};
