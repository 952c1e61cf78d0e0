import type { Sentence } from '../translate.ts';

/** What the operator's command says in whole sentences. */
export const orders: readonly Sentence[] = [
  ['{mistake:usage}\n\n{usage:help}', '{mistake}\n\n{usage}'],
  ['{usage:help}', '{usage}'],
  ['No orders.', '주문이 없습니다.'],
  ['Nothing is counted.', '재고를 세는 상품이 없습니다.'],
  [
    '{id:word} is released and fulfilled; payment.paid will be sent. Of {shelf} {sold:word} are sold now, and the catalog counts {stock:word}.',
    '{id} 결제의 보류를 해제하고 상품을 제공합니다. payment.paid 메시지를 보냅니다. {shelf}: 이제 {sold}개가 팔렸고, 카탈로그의 재고는 {stock}개입니다.',
  ],
  ['No events.', '메시지가 없습니다.'],
  ['Nothing is held.', '보류된 결제가 없습니다.'],
  ['There is no order {id:word} here.', '{id} 주문을 찾을 수 없습니다.'],
  [
    'What was kept of the buyer of {id:word} is erased: name, phone, e-mail, address, fields.',
    '{id} 결제의 구매자 정보를 지웠습니다: 이름, 전화번호, 이메일, 주소, 입력한 내용.',
  ],
  [
    'Nothing is kept of the buyer of {id:word}.',
    '{id} 결제의 구매자 정보는 보관되어 있지 않습니다.',
  ],
  [
    'The order stays: what was sold, its price, the agreements, and the payment; of a virtual account its number and holder.',
    '주문은 남습니다: 판매한 상품, 가격, 동의 내역, 결제. 가상계좌라면 계좌번호와 예금주도 남습니다.',
  ],
  ['It stays elsewhere, and is erased there:', '다른 곳에 남아 있는 것은 그곳에서 지워야 합니다:'],
  [
    '  - PortOne and the gateway have the payment and what its window was told: ask them ({address})',
    '  - 포트원과 PG사에 있는 결제 내역과 결제창에 전달한 정보: 포트원에 문의하세요({address})',
  ],
  [
    '  - what FULFILMENT_URL, your own code, sheets, Slack and mailboxes have been sent',
    '  - FULFILMENT_URL, 내 코드, 시트, 슬랙, 메일로 보낸 내용',
  ],
  [
    '  - backups of this database, and files that "orders sales" has written',
    '  - 이 데이터베이스의 백업과 "orders sales"로 만든 파일',
  ],
  ['There is no payment {id:word} here.', '{id} 결제를 찾을 수 없습니다.'],
  ['{id:word} cannot be released: {why:release}.', '{id} 결제의 보류를 해제할 수 없습니다. {why}'],
  [
    '{id:word} is released and fulfilled; payment.paid will be sent.',
    '{id} 결제의 보류를 해제하고 상품을 제공합니다. payment.paid 메시지를 보냅니다.',
  ],
  [
    '{id:word} is released; it had been fulfilled before.',
    '{id} 결제의 보류를 해제했습니다. 상품은 이미 제공됐습니다.',
  ],
  [
    '{id:word} has no order, so nothing is fulfilled; it is marked as seen.',
    '{id} 결제에는 주문이 없어 상품을 제공하지 않습니다. 확인한 것으로 표시했습니다.',
  ],
  [
    'There is no event, and no payment with events, of the id {id}.',
    'id가 {id}인 메시지나, 메시지가 있는 결제를 찾을 수 없습니다.',
  ],
  ['1 event is due now.', '메시지 1건을 지금 재전송합니다.'],
  ['{count:word} events are due now.', '메시지 {count}건을 지금 재전송합니다.'],
  [
    'What the database has of these cannot be read, look for them at PortOne: {ids}',
    '데이터베이스에서 읽을 수 없는 결제입니다. 포트원에서 확인하세요: {ids}',
  ],
  ['Noted, and no reason to hold it:', '다르지만 보류할 이유는 아닌 항목:'],
];

export const held: readonly Sentence[] = [
  ['Held: {why:hold}', '보류됨: {why}'],
  ['Was held: {why:hold}', '보류됐던 이유: {why}'],
  ['{why:hold}', '{why}'],
];

/** Why a payment is held. */
export const hold: readonly Sentence[] = [
  ['the payment is not what was ordered', '결제가 주문과 다릅니다.'],
  [
    'PortOne knows of this attempt since {started}, and the order had ended at {ended}',
    '주문은 {ended}에 끝났는데, 포트원에서 이 결제 시도는 {started}부터 확인됩니다.',
  ],
  ['  its price may be an old one', '  예전 가격일 수 있습니다.'],
  [
    'partly refunded before it was ever seen paid',
    '결제 완료를 확인하기 전에 일부가 취소됐습니다.',
  ],
  [
    'paid when nothing was left of it: others have the pieces',
    '품절된 뒤에 결제됐습니다. 재고는 다른 구매자에게 팔렸습니다.',
  ],
  [
    '  refund it at PortOne, or release it if you have it after all',
    '  포트원 콘솔에서 결제를 취소하거나, 상품이 있으면 보류를 해제하세요.',
  ],
  [
    '  {field:word}: ordered {ordered:value}, paid {paid:value}',
    '  {field}: 주문 {ordered}, 결제 {paid}',
  ],
];

export const value: readonly Sentence[] = [
  ['nothing', '없음'],
  ['"(something else)"', '"(다른 값)"'],
  ['{value}', '{value}'],
];

/** Why a payment cannot be released. */
export const release: readonly Sentence[] = [
  ['it has not been paid', '결제되지 않았습니다.'],
  ['it is not held', '보류된 결제가 아닙니다.'],
  [
    'no money has come in yet. Once it has, it is compared again, and can be released then',
    '아직 입금되지 않았습니다. 입금되면 다시 비교하며, 그때 보류를 해제할 수 있습니다.',
  ],
  ['the money has been given back', '이미 취소된 결제입니다.'],
];

/** What stands in the cells of a table. */
export const cell: readonly Sentence[] = [
  ['SHELF', '재고 단위'],
  ['STOCK', '재고'],
  ['SOLD', '판매'],
  ['HELD', '예약'],
  ['LEFT', '남음'],
  ['PAYMENT ID', '결제 ID'],
  ['CREATED', '주문 시각'],
  ['STATUS', '상태'],
  ['AMOUNT', '금액'],
  ['ORDER', '주문명'],
  ['EVENT', '메시지'],
  ['TYPE', '종류'],
  ['WRITTEN', '기록 시각'],
  ['ATTEMPTS', '시도'],
  ['STATE', '전달'],
  ['RECEIVER', '받는 곳'],
  ['LAST ERROR', '마지막 오류'],
  ['paymentId', '결제 ID'],
  ['status', '상태'],
  ['ordered', '주문 시각'],
  ['ends', '유효 기한'],
  ['order', '주문'],
  ['options', '옵션'],
  ['code', '상품 코드'],
  ['line', '내역'],
  ['amount', '금액'],
  ['method', '결제수단'],
  ['store', '상점'],
  ['channel', '채널'],
  ['transaction', '거래 ID'],
  ['requested', '결제 요청'],
  ['changed', '상태 변경'],
  ['paid', '결제 시각'],
  ['paid amount', '결제 금액'],
  ['refunded', '취소 금액'],
  ['dispute', '분쟁'],
  ['refund failed', '취소 실패'],
  ['refund pending', '취소 대기'],
  ['account due', '입금 기한'],
  ['gateway code', 'PG사 코드'],
  ['fulfilled', '상품 제공'],
  ['released', '보류 해제'],
  ['note', '메모'],
  ['first seen', '처음 확인'],
  ['looked at', '확인'],
];

/** Values of ours in a table. */
export const state: readonly Sentence[] = [
  ['{status:word}, held, disputed', '{status}, 보류됨, 분쟁 중'],
  ['{status:word}, held', '{status}, 보류됨'],
  ['{status:word}, disputed', '{status}, 분쟁 중'],
  ['{status:word}, without an order', '{status}, 주문 없음'],
  [
    '{order} (item {item:word}, quantity {quantity:word})',
    '{order} (상품 {item}, 수량 {quantity})',
  ],
  ['{time:word} by {name}', '{time}, {name}'],
  ['{id:word}, since {time:word}, ended {end:word}', '{id}, {time}부터, {end} 종료'],
  ['{id:word}, since {time:word}, ended', '{id}, {time}부터, 종료'],
  ['{id:word}, since {time:word}, open', '{id}, {time}부터, 진행 중'],
  ['{id:word}, ended {end:word}', '{id}, {end} 종료'],
  ['{id:word}, ended', '{id}, 종료'],
  ['{id:word}, open', '{id}, 진행 중'],
  ['delivered {time:word}', '{time} 전달됨'],
  ['due {time:word}', '{time} 전송 예정'],
  ['given up', '전달 포기'],
  ['unsent', '보내지 않음'],
];

/** Commands that are not understood; the first ones are Node's words. */
export const usage: readonly Sentence[] = [
  ["Unknown option '{option}'{more}", '없는 옵션입니다: {option}'],
  ["Unexpected argument '{argument}'{more}", '알 수 없는 값입니다: {argument}'],
  ["Option '{option}' argument missing", '옵션에 값이 없습니다: {option}'],
  ["Option '{option}' argument is ambiguous{more}", '옵션의 값이 분명하지 않습니다: {option}'],
  ["Option '{option}' does not take an argument", '값을 받지 않는 옵션입니다: {option}'],
  ['Which command?', '명령이 없습니다.'],
  ['There is no command "{name}".', '없는 명령입니다: {name}'],
  ['{name:word} does not take {option:word}.', '{name} 명령에 쓸 수 없는 옵션입니다: {option}'],
  [
    'redeliver takes one of an event’s id, a paymentId, --dead, --unsent.',
    'redeliver에는 메시지 id, paymentId, --dead, --unsent 중 하나를 쓰세요.',
  ],
  ['What is "{argument}" for?', '알 수 없는 값입니다: {argument}'],
  ['This takes a paymentId.', 'paymentId를 함께 쓰세요.'],
  ['sales takes --csv, or --json.', 'sales에는 --csv나 --json을 함께 쓰세요.'],
  [
    'There is no time zone "{zone}": write one such as {example}.',
    '없는 시간대입니다: "{zone}". {example}처럼 쓰세요.',
  ],
  [
    '{option:word} is a day such as {example}, not "{day}".',
    '{option}에는 {example} 형식의 날짜를 쓰세요. 지금 값: "{day}"',
  ],
  ['backup takes --to and a folder.', 'backup에는 --to와 폴더를 쓰세요.'],
  ['--keep is how many, 1 to {most}.', '--keep에는 1부터 {most}까지의 개수를 쓰세요.'],
  ['move does not take --keep.', 'move에는 --keep을 쓸 수 없습니다.'],
  [
    'move takes --to and an address, postgres://….',
    'move에는 --to와 postgres://…로 시작하는 주소를 쓰세요.',
  ],
  ['This takes an id.', 'id를 함께 쓰세요.'],
  ['There is no status "{status}".', '없는 상태입니다: {status}'],
  ['--limit is how many, 1 to {most}.', '--limit에는 1부터 {most}까지의 개수를 쓰세요.'],
  [
    '--since is a span (90m, 24h, 7d) or a time (2026-11-24), not "{text}".',
    '--since에는 기간(90m, 24h, 7d)이나 시각(2026-11-24)을 쓰세요. 지금 값: "{text}"',
  ],
];
