import type { Sentence } from '../translate.ts';

/** What a catalog has against the rules of a gateway, after its place. */
export const finding: readonly Sentence[] = [
  ['is missing. {rule:rule}.', '값이 없습니다. {rule}.'],
  [
    '{rule:rule}, not as {value}. Write {right}, or leave it out.',
    '{rule}. 지금 값: {value}. {right} 값을 쓰거나 지우세요.',
  ],
  [
    '{rule:rule}, not {value}. Give the item another method or another currency.',
    '{rule}. 지금 값: {value}. 상품의 결제수단이나 통화를 바꾸세요.',
  ],
  [
    '{rule:rule}; the order says {value}. Give the item another method or another currency.',
    '{rule}. 주문의 통화: {value}. 상품의 결제수단이나 통화를 바꾸세요.',
  ],
  ['{rule:rule}, not {value}.', '{rule}. 지금 값: {value}'],
  ['{rule:rule}; the price is {price}.', '{rule}. 지금 가격: {price}'],
  ['{rule:rule}; {price} can come up.', '{rule}. 나올 수 있는 금액: {price}'],
  [
    '{rule:rule}; it is {amount}. Leave it out, or give the item another method.',
    '{rule}. 지금 값: {amount}. 지우거나 상품의 결제수단을 바꾸세요.',
  ],
  [
    '{rule:rule}; "{name}" becomes "{cut}" there. Shorten the name or the labels.',
    '{rule}. "{name}" 이름이 이렇게 바뀝니다: "{cut}". 상품명이나 옵션 이름을 줄이세요.',
  ],
  [
    '{rule:rule}; "{name}" has {count}, or {utf8} in UTF-8. Shorten the name.',
    '{rule}. "{name}" 길이는 {count}(UTF-8로는 {utf8})입니다. 상품명을 줄이세요.',
  ],
  [
    '{rule:rule}; "{name}" has {count}. Shorten the name.',
    '{rule}. "{name}" 길이는 {count}입니다. 상품명을 줄이세요.',
  ],
  [
    '{rule:rule}; "{name}" has {letters}. Leave it out.',
    '{rule}. "{name}" 이름에 있는 글자: {letters}. 지우세요.',
  ],
  ['{rule:rule}; {products} has none.', '{rule}. 값이 없는 구성품: {products}'],
  ['{rule:rule}; {products} have none.', '{rule}. 값이 없는 구성품: {products}'],
  [
    '{rule:rule}. Give the item products, each with a {field}.',
    '{rule}. 상품에 products를 적고 각각 {field} 값을 넣으세요.',
  ],
  ['{rule:rule}. Leave it out.', '{rule}. 지우세요.'],
  ['{rule:rule}.', '{rule}.'],
  [
    'does not reach {gateway:gateway}, which reads {option} only. Leave it out.',
    '{gateway}에는 전달되지 않습니다. {gateway}에서는 {option} 값만 읽습니다. 지우세요.',
  ],
  [
    'is about windows of type {type}; {gateway:gateway} opens as {types:types}. Leave it out.',
    '{type} 방식의 결제창에만 쓰는 값인데, {gateway} 결제창은 {types} 방식으로 열립니다. 지우세요.',
  ],
  [
    'no rules of {gateway} are known, so PortOne and the gateway will be the first to check. Did you mean {near}? Known are {names}.',
    '{gateway}의 규칙은 알려져 있지 않아 포트원과 PG사에서 처음 확인하게 됩니다. 혹시 {near} 아닌가요? 규칙이 있는 PG사: {names}',
  ],
  [
    'no rules of {gateway} are known, so PortOne and the gateway will be the first to check. Known are {names}.',
    '{gateway}의 규칙은 알려져 있지 않아 포트원과 PG사에서 처음 확인하게 됩니다. 규칙이 있는 PG사: {names}',
  ],
];

/** What an owner has to set at a gateway. */
export const note: readonly Sentence[] = [['{rule:rule}. See {source}', '{rule}. 참고: {source}']];

/** A rule, with when it holds. */
export const rule: readonly Sentence[] = [
  [
    '{gateway:gateway} needs a {field:word} with every product',
    '{gateway}에서는 모든 구성품에 {field} 값이 필요합니다',
  ],
  [
    '{gateway:gateway} needs one of {option:word} for every product: the one with the product’s id as its uid, else one without a uid, else the only one',
    '{gateway}에서는 구성품마다 {option} 항목이 하나씩 필요합니다. uid가 구성품의 id와 같은 것, 없으면 uid가 없는 것, 그것도 없으면 하나뿐인 것을 씁니다',
  ],
  ['{rule:base} {when:when}', '{when}, {rule}'],
  ['{rule:base}', '{rule}'],
];

/** A rule by itself. */
export const base: readonly Sentence[] = [
  [
    '{gateway:gateway} takes payMethod {allowed} only ({why:why})',
    '{gateway}에서 쓸 수 있는 payMethod: {allowed}. {why}',
  ],
  [
    '{gateway:gateway} takes payMethod {allowed} only',
    '{gateway}에서 쓸 수 있는 payMethod: {allowed}',
  ],
  [
    '{gateway:gateway} opens on a PC as {pc:types} and on a phone as {mobile:types} only',
    '{gateway} 결제창은 PC에서 {pc}, 휴대폰에서 {mobile} 방식으로만 열립니다',
  ],
  ['{gateway:gateway} {one:names}, and {other:names}', '{gateway}에서는 {one}. 또한 {other}'],
  ['{gateway:gateway} {one:names}', '{gateway}에서는 {one}'],
  ['{gateway:gateway} takes a paymentId of the form {form}', '{gateway}의 paymentId 형식: {form}'],
  [
    '{gateway:gateway} needs the buyer’s {fields:devices}',
    '{gateway}에는 구매자의 다음 정보가 필요합니다: {fields}',
  ],
  [
    '{gateway:gateway} needs {field:word} ({why:why}), which only the page knows: set it in the element’s buyer',
    '{gateway}에는 {field} 값이 필요합니다({why}). 페이지만 아는 값이므로 엘리먼트의 buyer에 넣으세요',
  ],
  [
    '{gateway:gateway} wants the buyer to agree to {agreements}, which the page asks for',
    '{gateway}에서는 구매자의 동의가 필요하며, 페이지에서 동의를 받습니다: {agreements}',
  ],
  [
    '{gateway:gateway} tells PortOne of a deposit only where PortOne’s address is set at the gateway: {address:word}, {where:where}',
    '{gateway} 쪽에 포트원의 주소를 등록해야 포트원이 입금을 알 수 있습니다. 등록할 주소: {address} (등록할 곳: {where})',
  ],
  [
    '{gateway:gateway} tells PortOne of a chargeback only where PortOne’s address is set at the gateway: {address:word}, {where:where}',
    '{gateway} 쪽에 포트원의 주소를 등록해야 포트원이 지불 거절(chargeback)을 알 수 있습니다. 등록할 주소: {address} (등록할 곳: {where})',
  ],
  [
    '{gateway:gateway} takes no {amount:word}: {why:why}',
    '{gateway}에서는 {amount} 값을 쓸 수 없습니다. {why}',
  ],
  [
    '{gateway:gateway} warrants no {amount:word}: {why:why}',
    '{gateway}에서는 {amount} 값이 그대로 적용된다는 보장이 없습니다. {why}',
  ],
  ['{gateway:gateway} gets {option:word} from {from:from}', '{gateway}의 {option} 값은 {from}'],
  [
    '{gateway:gateway} wants {option:word}: {why:why}',
    '{gateway}에서는 {option} 값을 넣는 것이 좋습니다. {why}',
  ],
  ['{gateway:gateway} wants {option:word}', '{gateway}에서는 {option} 값을 넣는 것이 좋습니다'],
  [
    '{gateway:gateway} needs {option:word}: {why:why}',
    '{gateway}에는 {option} 값이 필요합니다. {why}',
  ],
  ['{gateway:gateway} needs {option:word}', '{gateway}에는 {option} 값이 필요합니다'],
  [
    '{gateway:gateway} takes for {option:word} only {allowed:list}: {why:why}',
    '{gateway}에서 쓸 수 있는 {option} 값: {allowed}. {why}',
  ],
  [
    '{gateway:gateway} takes for {option:word} only {allowed:list}',
    '{gateway}에서 쓸 수 있는 {option} 값: {allowed}',
  ],
  [
    '{gateway:gateway} heeds for {option:word} only {allowed:list}: {why:why}',
    '{gateway}에서 적용되는 {option} 값: {allowed}. {why}',
  ],
  [
    '{gateway:gateway} heeds for {option:word} only {allowed:list}',
    '{gateway}에서 적용되는 {option} 값: {allowed}',
  ],
  [
    '{gateway:gateway} does not take {option:word}: {why:why}',
    '{gateway}에서는 {option} 값을 쓸 수 없습니다. {why}',
  ],
  ['{gateway:gateway} does not take {option:word}', '{gateway}에서는 {option} 값을 쓸 수 없습니다'],
  [
    '{gateway:gateway} makes nothing of {option:word}: {why:why}',
    '{gateway}에서는 {option} 값이 적용되지 않습니다. {why}',
  ],
  [
    '{gateway:gateway} makes nothing of {option:word}',
    '{gateway}에서는 {option} 값이 적용되지 않습니다',
  ],
  [
    '{gateway:gateway} takes {amount:word} {currency:word} at least: {why:why}',
    '{gateway}의 최소 결제 금액은 {amount} {currency}입니다. {why}',
  ],
  [
    '{gateway:gateway} takes {amount:word} {currency:word} at least',
    '{gateway}의 최소 결제 금액은 {amount} {currency}입니다',
  ],
  [
    '{gateway:gateway} wants {amount:word} {currency:word} at least: {why:why}',
    '{gateway}에서는 {amount} {currency} 이상으로 파는 것이 좋습니다. {why}',
  ],
  [
    '{gateway:gateway} wants {amount:word} {currency:word} at least',
    '{gateway}에서는 {amount} {currency} 이상으로 파는 것이 좋습니다',
  ],
  [
    '{gateway:gateway} takes {allowed:list} only: {why:why}',
    '{gateway}에서 쓸 수 있는 통화: {allowed}. {why}',
  ],
  ['{gateway:gateway} takes {allowed:list} only', '{gateway}에서 쓸 수 있는 통화: {allowed}'],
  [
    '{gateway:gateway} is sure to charge {allowed:list} only: {why:why}',
    '{gateway}에서 확실히 적용되는 통화: {allowed}. {why}',
  ],
  [
    '{gateway:gateway} is sure to charge {allowed:list} only',
    '{gateway}에서 확실히 적용되는 통화: {allowed}',
  ],
  ['{gateway:gateway} {limit:limit}', '{gateway}: {limit}'],
];

/** Values one after another. */
export const list: readonly Sentence[] = [
  ['{one:word} {more:list}', '{one} {more}'],
  ['{one:word}', '{one}'],
];

/** Windows that a gateway may open. */
export const types: readonly Sentence[] = [
  ['{one:types} or {other:types}', '{one} 또는 {other}'],
  ['{one:types} and {other:types}', '{one} 또는 {other}'],
  ['{type:word}', '{type}'],
];

/** What a buyer is asked, by the kind of device. */
export const devices: readonly Sentence[] = [
  ['{pc} on a PC, and {mobile} on a phone', '{pc}(PC), {mobile}(휴대폰)'],
  ['{pc} on a PC', '{pc}(PC)'],
  ['{mobile} on a phone', '{mobile}(휴대폰)'],
  ['{fields}', '{fields}'],
];

/** What order names a gateway takes. */
export const names: readonly Sentence[] = [
  ['takes order names of {count:word} letters at most', '주문명을 {count}자까지 쓸 수 있습니다'],
  [
    'takes order names of {count:word} bytes in {encoding:word} at most',
    '주문명을 {encoding} 기준 {count}바이트까지 쓸 수 있습니다',
  ],
  ['takes order names of {count:word} bytes at most', '주문명을 {count}바이트까지 쓸 수 있습니다'],
  ['takes no {letters} in an order name', '주문명에 다음 글자를 쓸 수 없습니다: {letters}'],
  [
    'advises against {letters} in an order name',
    '주문명에 다음 글자를 쓰지 않는 것이 좋습니다: {letters}',
  ],
];

/** When a rule holds. */
export const when: readonly Sentence[] = [
  ['{one:whenAnd} and {other:when}', '{one} {other}'],
  ['with payMethod {values:list}', 'payMethod 값이 {values}일 때'],
  ['with {option:word} {values:list}', '{option} 값이 {values}일 때'],
  ['with {option:word}', '{option} 값이 있을 때'],
  ['without {option:word}', '{option} 값이 없을 때'],
];

export const whenAnd: readonly Sentence[] = [
  ['with payMethod {values:list}', 'payMethod 값이 {values}이고'],
  ['with {option:word} {values:list}', '{option} 값이 {values}이고'],
  ['with {option:word}', '{option} 값이 있고'],
  ['without {option:word}', '{option} 값이 없고'],
];

/** Names of gateways as Koreans know them. */
export const gateway: readonly Sentence[] = [
  ['KakaoPay', '카카오페이'],
  ['NaverPay', '네이버페이'],
  ['TossPay', '토스페이'],
  ['Toss Payments', '토스페이먼츠'],
  ['KG Inicis', 'KG이니시스'],
  ['KG Inicis Japan', 'KG이니시스 일본'],
  ['NICE Payments', '나이스페이먼츠'],
  ['Smartro', '스마트로'],
  ['PayPal', '페이팔'],
  ['Eximbay', '엑심베이'],
  ['Welcome Payments', '웰컴페이먼츠'],
  ['Galaxia Moneytree', '갤럭시아머니트리'],
  ['Hyphen', '하이픈'],
  ['Payletter (overseas)', '페이레터(해외)'],
  // Those that Koreans write as they are, and those without rules here.
  ['NHN KCP', 'NHN KCP'],
  ['{name:word}', '{name}'],
];
