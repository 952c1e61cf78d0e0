import type { Sentence } from '../translate.ts';

/** Why a gateway has a rule. */
export const why: readonly Sentence[] = [
  [
    'it must be the one that the store is registered with',
    '상점이 등록한 상품 유형과 같아야 합니다',
  ],
  [
    'the promotion’s card company has to be opened directly, else no window opens',
    '프로모션 카드사의 결제창을 바로 열어야 하며, 그렇지 않으면 결제창이 열리지 않습니다',
  ],
  ['a promotion is for the cards of one company', '프로모션은 한 카드사의 카드에만 적용됩니다'],
  ['it belongs to payMethod {payMethod}', 'payMethod {payMethod}에 쓰는 값입니다'],
  ['Galaxia hands it out', '갤럭시아머니트리에서 발급합니다'],
  ['at most {count} characters', '최대 {count}자'],
  [
    'it keeps transfers and virtual accounts in escrow, nothing else',
    '에스크로는 계좌이체와 가상계좌에서만 쓸 수 있습니다',
  ],
  [
    'it is for an app on iOS, and does harm in a mobile browser',
    'iOS 앱에서 쓰는 값이며, 모바일 브라우저에서는 문제를 일으킵니다',
  ],
  ['a contract of type JPPG requires it', 'JPPG 계약에서는 필수입니다'],
  ['between {least} and {most} days', '{least}일에서 {most}일 사이'],
  [
    'with a contract of type SBPS, and PortOne makes one up where it is missing',
    'SBPS 계약일 때이며, 없으면 포트원이 임의로 만듭니다',
  ],
  ['with a card company it takes {option} only', '카드사를 지정하면 {option}만 쓸 수 있습니다'],
  [
    'it opens every card company’s window but Toss Bank’s',
    '토스뱅크를 제외한 카드사의 결제창만 열 수 있습니다',
  ],
  ['it cannot open Toss Bank’s window', '토스뱅크의 결제창은 열 수 없습니다'],
  ['on a phone there is no other way to choose one', '휴대폰에서는 달리 고를 방법이 없습니다'],
  ['it takes it on phones only', '휴대폰에서만 적용됩니다'],
  [
    'without a contract that allows it another sum may really be charged',
    '이를 허용하는 계약이 없으면 실제로는 다른 금액이 결제될 수 있습니다',
  ],
  ['the buyer chooses the others in its window', '나머지는 구매자가 결제창에서 고릅니다'],
  [
    'of the installment options it takes {option} only',
    '할부 옵션 중에서는 {option}만 쓸 수 있습니다',
  ],
  [
    'a fixed month keeps check cards out, below that amount as well',
    '할부 개월을 고정하면 그 금액 미만에서도 체크카드를 쓸 수 없습니다',
  ],
  [
    'PortOne would note it down and no escrow would take place',
    '포트원에 기록만 되고 실제로 에스크로가 적용되지는 않습니다',
  ],
  [
    'PortOne notes it down, and no tax deduction comes of it',
    '포트원에 기록만 되고 소득공제에는 반영되지 않습니다',
  ],
  ['PortOne notes it down, and that is all', '포트원에 기록만 됩니다'],
  ['it takes it on iOS only', 'iOS에서만 적용됩니다'],
  ['the card company’s window shows it', '카드사 결제창에 표시되는 값입니다'],
  ['it is how KCP watches for fraud', 'KCP가 부정 결제를 감지하는 데 씁니다'],
  ['it takes one carrier, {option}', '통신사는 {option} 하나로만 지정할 수 있습니다'],
  [
    'it is ignored, and PortOne reads back another one',
    '무시되며, 포트원에서 조회하면 다른 값이 나옵니다',
  ],
  [
    'on a phone this card company’s window asks for the carrier, {carriers}; any of them will do where it is not known',
    '휴대폰에서 이 카드사의 결제창은 통신사({carriers})를 요구합니다. 모르면 아무것이나 넣어도 됩니다',
  ],
  ['this card company’s window asks for it', '이 카드사의 결제창이 요구하는 값입니다'],
  ['KakaoPay through KSNET shows who sells', 'KSNET으로 카카오페이를 쓰면 판매자가 표시됩니다'],
  [
    'this wallet’s window, opened directly, asks for it',
    '이 간편결제의 결제창을 바로 열 때 필요한 값입니다',
  ],
  [
    'a virtual account for one payment does not support it',
    '일회용 가상계좌에서는 지원하지 않습니다',
  ],
  ['this wallet always shows 1 to 12 months', '이 간편결제는 항상 1~12개월을 표시합니다'],
  [
    'their categoryType and categoryId say what kind of goods is sold. Without any, PRODUCT and GENERAL are sent',
    '여기에 적는 categoryType과 categoryId가 어떤 종류의 상품인지 알려 줍니다. 없으면 PRODUCT와 GENERAL로 보냅니다',
  ],
  [
    'it takes a card company only together with it; 0 is paying at once',
    '카드사를 지정하려면 함께 적어야 합니다. 0은 일시불입니다',
  ],
  [
    'on phones it takes it only together with {option}',
    '휴대폰에서는 {option} 값과 함께 적을 때만 적용됩니다',
  ],
  ['NaverPay’s points need a cash receipt', '네이버페이 포인트 결제에는 현금영수증이 필요합니다'],
  ['SSG Pay’s bank transfer needs a cash receipt', 'SSG페이 계좌이체에는 현금영수증이 필요합니다'],
  [
    'this easy payment takes no list of months through it',
    '이 PG사에서 이 간편결제를 쓰면 할부 개월 목록을 지정할 수 없습니다',
  ],
  [
    'this easy payment takes no fixed month through it',
    '이 PG사에서 이 간편결제를 쓰면 할부 개월을 고정할 수 없습니다',
  ],
  [
    'this easy payment takes a fixed month only together with a card company',
    '이 간편결제에서 할부 개월을 고정하려면 카드사도 지정해야 합니다',
  ],
  [
    'the shop cannot pay the interest of this easy payment',
    '이 간편결제에서는 상점 부담 무이자 할부를 쓸 수 없습니다',
  ],
  [
    'this easy payment cannot be opened for a card company',
    '이 간편결제는 카드사를 지정해서 열 수 없습니다',
  ],
  ['it takes it only together with {option}', '{option} 값과 함께 적을 때만 쓸 수 있습니다'],
  [
    'a transfer with escrow cannot be opened directly',
    '에스크로 계좌이체는 결제창을 바로 열 수 없습니다',
  ],
  [
    'it opens BankPay; for a direct call there is {option}',
    '뱅크페이가 열립니다. 은행 결제창을 바로 열려면 {option} 값을 쓰세요',
  ],
  [
    'NaverPay has a window for cards (CARD) and one for points and money (CHARGE)',
    '네이버페이는 카드 결제창(CARD)과 포인트·머니 결제창(CHARGE)이 나뉘어 있습니다',
  ],
  ['it must be 0', '0이어야 합니다'],
  [
    'the currency is that of its contract, and the request’s is not applied',
    '계약에 정한 통화를 쓰며, 요청의 통화는 적용되지 않습니다',
  ],
  ['a card company and a fixed month go together', '카드사와 할부 개월은 함께 지정해야 합니다'],
  ['escrow cannot be opened directly', '에스크로 결제는 결제창을 바로 열 수 없습니다'],
  [
    'a transfer with escrow takes no cash receipt',
    '에스크로 계좌이체에는 현금영수증을 쓸 수 없습니다',
  ],
  ['an anonymous receipt has no name on it', '익명 현금영수증에는 발급 대상이 없습니다'],
  [
    'it takes a receipt only for an account of a bank that is named',
    '은행을 지정한 가상계좌에만 현금영수증을 쓸 수 있습니다',
  ],
  [
    'it shows a period only with both range.from and range.to',
    'range.from과 range.to가 모두 있어야 제공 기간이 표시됩니다',
  ],
  [
    'it issues the receipt that the buyer has set in its app',
    '구매자가 앱에서 설정한 현금영수증을 발급합니다',
  ],
  [
    'it is a moment at most {count} minutes ahead, and a catalog is written once',
    '지금부터 {count}분 이내의 시각이어야 하는데, 카탈로그는 미리 적어 두는 파일입니다',
  ],
  [
    'its PayPal is {one} with {option} {other}',
    '페이팔을 쓰려면 이렇게 적으세요: payMethod {one}, {option} {other}',
  ],
  [
    'with a card company and without {option} everybody pays at once',
    '카드사만 지정하고 {option} 값이 없으면 모두 일시불로 결제됩니다',
  ],
  ['it is for {gateways:list}', '다음 PG사에서만 쓰는 값입니다: {gateways}'],
];

/** What some buyers cannot do. */
export const limit: readonly Sentence[] = [
  [
    'offers every means of payment of its contract, whatever payMethod says; {option} chooses among them',
    'payMethod와 상관없이 계약한 모든 결제수단이 표시됩니다. {option} 값으로 고를 수 있습니다',
  ],
  ['does not support transfers in Safari', 'Safari에서는 계좌이체를 쓸 수 없습니다'],
  [
    'opens the windows of Jeonbuk and KakaoBank cards on Windows only',
    '전북카드와 카카오뱅크 카드의 결제창은 Windows에서만 열립니다',
  ],
];

/** Where the server has an option from. */
export const from: readonly Sentence[] = [
  ['the order’s product', '주문의 구성품에서 가져옵니다'],
  [
    'the order’s first product: it adds by itself how many more there are',
    '주문의 첫 구성품에서 가져옵니다. 나머지가 몇 개인지는 PG사가 붙입니다',
  ],
];

/** Where PortOne's address is set at a gateway. */
export const where: readonly Sentence[] = [
  [
    'as the webhook URL; its webhook secret goes into the channel at PortOne',
    '웹훅 URL. 발급된 웹훅 시크릿은 포트원의 채널에 넣으세요',
  ],
  [
    'in its developer centre under {menu}, for the event {event}',
    '개발자센터의 {menu}, 이벤트 {event}',
  ],
  ['in its {site} under {menu}, for the event {event}', '{site}의 {menu}, 이벤트 {event}'],
  ['in its {site} under {menu}, for {one} and {other}', '{site}의 {menu}({one}, {other})'],
  ['in its admin under {menu}', '관리자 화면의 {menu}'],
  ['in its {site} under {menu}', '{site}의 {menu}'],
  ['which KPN’s staff sets on request (백노티)', 'KPN 담당자에게 설정을 요청하세요(백노티)'],
];
