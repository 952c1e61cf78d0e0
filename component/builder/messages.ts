/**
 * The builder's texts. The Korean ones are in the page as well, which shows them before this runs.
 */
export const builderLanguages = ['ko', 'en'] as const;
export type BuilderLanguage = (typeof builderLanguages)[number];

export type BuilderMessages = typeof korean;

const korean = {
  title: '결제 버튼 만들기',
  intro:
    '상품과 모양을 고르면 바로 미리 볼 수 있습니다. 코드를 복사해 사이트에 붙여 넣거나, 링크와 QR 코드로 판매하세요.',
  onlyHere: (origin: string) =>
    `지금 주소(${origin})는 이 컴퓨터에서만 열립니다. 코드와 링크, QR 코드는 연습용입니다. 판매하려면 PUBLIC_ORIGIN에 서버의 공개 주소를 설정한 뒤 다시 만드세요.`,
  noItems:
    '카탈로그에 공개한 상품이 없어 고를 수 없습니다. 상품이나 store에 "listed": true를 적고 새로고침하세요. PUBLIC_ORIGIN이 없는 서버는 같은 컴퓨터에서 열면 모든 상품을 보여 줍니다.',
  listedOnly: '카탈로그에 "listed": true로 공개한 상품만 보입니다.',
  what: '판매할 상품',
  item: '상품',
  layout: '형태',
  card: '상품 카드',
  button: '버튼만',
  quantity: '수량',
  method: '결제수단',
  buyerChooses: '구매자가 선택',
  pieces: (count: number) => `${count}개`,
  look: '모양',
  accent: '강조색',
  accentText: '버튼 글자색',
  automatic: '자동',
  white: '흰색',
  black: '검은색',
  radius: '모서리',
  width: '너비',
  narrow: '좁게 (320px)',
  usual: '기본 (432px)',
  wide: '넓게 (560px)',
  full: '꽉 채우기',
  way: '언어와 돌아올 곳',
  locale: '언어',
  pageLanguage: '페이지의 언어',
  redirectUrl: '휴대폰에서 결제한 뒤 돌아올 주소',
  redirectHint:
    '비워 두면 결제를 시작한 페이지로 돌아옵니다. 다른 페이지라면 그 페이지에도 같은 상품의 결제 버튼이 있어야 합니다.',
  redirectWrong: 'https://로 시작하는 전체 주소를 쓰세요. 지금은 코드에 넣지 않았습니다.',
  preview: '미리 보기',
  light: '밝은 화면',
  dark: '어두운 화면',
  tooFewChoices:
    '버튼만 넣으면 구매자가 고를 수 없어 첫 번째 결제수단으로 1개만 결제됩니다. 위에서 결제수단과 수량을 모두 정하세요.',
  poorText: (ratio: string) =>
    `버튼 글자가 잘 읽히지 않습니다(대비 ${ratio}:1). 4.5:1 이상이 되도록 글자색을 바꾸거나 ‘자동’으로 두세요.`,
  poorLight: (ratio: string) =>
    `밝은 화면에서 버튼이 배경과 잘 구분되지 않습니다(대비 ${ratio}:1). 3:1 이상이 되도록 더 진한 색을 고르세요.`,
  poorDark: (ratio: string) =>
    `어두운 화면에서 버튼이 배경과 잘 구분되지 않습니다(대비 ${ratio}:1). 3:1 이상이 되도록 더 밝은 색을 고르세요.`,
  goodContrast: '이 색은 밝은 화면과 어두운 화면에서 모두 잘 보입니다.',
  code: '붙여 넣을 코드',
  plain: '항상 최신 버전',
  plainHint: '서버를 업데이트하면 버튼도 함께 바뀝니다. 보통은 이것으로 충분합니다.',
  pinned: '버전 고정 (SRI)',
  pinnedHint:
    '브라우저가 파일의 해시를 확인합니다. 서버를 업데이트할 때마다 코드를 새로 붙여 넣으세요.',
  noServer: '결제 서버에서 해시를 받지 못했습니다. 서버가 실행 중인지 확인하세요.',
  elementTag: '엘리먼트 태그',
  elementTagHint: 'HTML을 바꾸지 않는 곳이라면 이것으로 충분합니다.',
  linkTag: '에디터용 링크 태그',
  linkTagHint:
    '워드프레스처럼 모르는 태그를 지우는 에디터에 붙여 넣으세요. 스크립트가 링크를 결제 버튼으로 바꾸고, 스크립트가 없는 곳에서는 링크가 결제 페이지로 이어집니다. 스크립트 줄은 사이트에 한 번만 넣으면 됩니다. 돌아올 주소는 링크에 넣을 수 없습니다.',
  copyCode: '코드 복사',
  link: '링크와 QR 코드',
  linkHint:
    '코드를 넣을 수 없는 곳(노션, 인스타그램 프로필, 문자, 종이)에서는 이 링크로 판매하세요. 모양은 기본 디자인입니다.',
  copyLink: '링크 복사',
  open: '열어 보기',
  qr: '결제 페이지의 QR 코드',
  copied: '복사했습니다.',
  notCopied: '복사하지 못했습니다. 선택된 내용을 직접 복사하세요.',
};

const english: BuilderMessages = {
  title: 'Make a pay button',
  intro:
    'Choose an item and its looks, and see it at once. Then copy the code into your site, or sell by the link and its QR code.',
  onlyHere: (origin) =>
    `The address is ${origin}, which only this computer can open: the code, the link and the QR code are for practice. To sell, set PUBLIC_ORIGIN to the server’s public address, and make them again.`,
  noItems:
    'The catalog lists no item, so there is none to choose. Write "listed": true at an item or at the store, and reload the page. A server without PUBLIC_ORIGIN shows all items on its own computer.',
  listedOnly: 'These are the items with "listed": true in the catalog.',
  what: 'What do you sell?',
  item: 'Item',
  layout: 'Layout',
  card: 'Card',
  button: 'Button only',
  quantity: 'Quantity',
  method: 'Method',
  buyerChooses: 'The buyer chooses',
  pieces: (count) => String(count),
  look: 'How does it look?',
  accent: 'Accent colour',
  accentText: 'Text on the button',
  automatic: 'Automatic',
  white: 'White',
  black: 'Black',
  radius: 'Corners',
  width: 'Width',
  narrow: 'Narrow (320px)',
  usual: 'Usual (432px)',
  wide: 'Wide (560px)',
  full: 'Full',
  way: 'Language and way back',
  locale: 'Language',
  pageLanguage: 'The page’s',
  redirectUrl: 'Where a payment on a phone comes back to',
  redirectHint:
    'Left empty, it is the page where the payment began. Another page needs the same item’s button on it.',
  redirectWrong: 'Write a whole address that begins with https://. For now it is left out.',
  preview: 'Preview',
  light: 'Light',
  dark: 'Dark',
  tooFewChoices:
    'A button alone offers no choice: it sells one piece by the first method. Fix both above.',
  poorText: (ratio) =>
    `The button’s text is hard to read (contrast ${ratio}:1). Change its colour, or leave it automatic: it needs 4.5:1.`,
  poorLight: (ratio) =>
    `On a light page the button hardly stands out (contrast ${ratio}:1). Choose a darker colour: it needs 3:1.`,
  poorDark: (ratio) =>
    `On a dark page the button hardly stands out (contrast ${ratio}:1). Choose a lighter colour: it needs 3:1.`,
  goodContrast: 'This colour can be seen well on light and dark pages.',
  code: 'Code to paste',
  plain: 'Always the newest',
  plainHint: 'The button is renewed with your server. This is enough for most.',
  pinned: 'Pinned (SRI)',
  pinnedHint:
    'The browser checks the file’s hash. Paste the code anew whenever you update your server.',
  noServer: 'The checkout server did not tell its hash. See whether it runs.',
  elementTag: 'Element',
  elementTagHint: 'This is enough where HTML stays as it is.',
  linkTag: 'Link for editors',
  linkTagHint:
    'For editors that remove tags they do not know, as WordPress does. The script turns the link into the button; without the script it leads to the payment page. The script’s line is needed once for each site. A link cannot say where a payment comes back to.',
  copyCode: 'Copy the code',
  link: 'Link and QR code',
  linkHint:
    'Where no code can be pasted (Notion, an Instagram profile, a message, paper), sell by this link. It has the plain looks.',
  copyLink: 'Copy the link',
  open: 'Open it',
  qr: 'QR code of the payment page',
  copied: 'Copied.',
  notCopied: 'It could not be copied. What is selected you can copy yourself.',
};

export const builderMessages: Record<BuilderLanguage, BuilderMessages> = {
  ko: korean,
  en: english,
};
