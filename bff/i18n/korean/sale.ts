import type { Sentence } from '../translate.ts';

/** What is wrong with what an item asks of its buyer, after its place. */
export const sale: readonly Sentence[] = [
  [
    'does not stand beside an amount, which is paid once. Leave it out.',
    'amount는 한 번만 결제하므로 함께 쓸 수 없습니다. 지우세요.',
  ],
  [
    'does not stand beside an amount: {why:besides}. Leave one out.',
    'amount와 함께 쓸 수 없습니다. {why} 둘 중 하나를 지우세요.',
  ],
  ['has a min ({min}) above its max ({max}).', 'min 값({min})이 max 값({max})보다 큽니다.'],
  [
    'of {step} does not lead from {min} to {max}: the nearest max is {nearest}.',
    '{min}부터 {step}씩 올리면 {max}에 맞지 않습니다. 가장 가까운 max는 {nearest}입니다.',
  ],
  [
    'is {preset}, and the amount is from {min} to {max}.',
    '금액 범위({min}~{max})를 벗어난 값입니다: {preset}',
  ],
  [
    'is {preset}, which no step of {step} from {min} on leads to.',
    '{min}부터 {step}씩 올려서는 {preset} 금액이 나오지 않습니다.',
  ],
  ['is {preset} once more.', '같은 금액이 또 있습니다: {preset}'],
  [
    'has the id "{id}" more than once.',
    'id "{id}" 항목이 두 번 이상 있습니다. id를 서로 다르게 쓰세요.',
  ],
  [
    'has the label "{label}" more than once: a buyer could not tell them apart.',
    '이름(label) "{label}" 항목이 두 번 이상 있어 구매자가 구별할 수 없습니다. 서로 다르게 쓰세요.',
  ],
  [
    'is about combinations of options, and the item has none. Add the options, or leave it out.',
    '옵션 조합에 관한 값인데 상품에 옵션이 없습니다. options를 추가하거나 지우세요.',
  ],
  [
    'can be combined in {count} ways; {most} is the most. Split the item.',
    '옵션 조합이 {count}가지입니다. 최대 {most}가지까지 가능하니 상품을 나누세요.',
  ],
  [
    'is no option of this item. Did you mean "{near}"? There is {names}.',
    '이 상품에 없는 옵션입니다. 혹시 "{near}" 아닌가요? 있는 옵션: {names}',
  ],
  ['is no option of this item. There is {names}.', '이 상품에 없는 옵션입니다. 있는 옵션: {names}'],
  [
    '"{value}" is no value of that option. Did you mean "{near}"? There is {names}.',
    '그 옵션에 없는 값입니다: "{value}". 혹시 "{near}" 아닌가요? 있는 값: {names}',
  ],
  [
    '"{value}" is no value of that option. There is {names}.',
    '그 옵션에 없는 값입니다: "{value}". 있는 값: {names}',
  ],
  [
    'leaves out {names}: name one value of each option.',
    '빠진 옵션이 있습니다: {names}. 옵션마다 값을 하나씩 적으세요.',
  ],
  [
    'has the combination {combination} more than once. Leave one.',
    '조합 {combination} 항목이 두 번 이상 있습니다. 하나만 남기세요.',
  ],
  [
    'says nothing of its combination: give it a price, a code, a stock or soldOut, or leave it out.',
    '조합에 대한 내용이 없습니다. price, code, stock, soldOut 중 하나를 적거나 항목을 지우세요.',
  ],
  [
    'make the price of {combination} {price}; it must be more than 0.',
    '조합 {combination}의 가격이 {price}입니다. 0보다 커야 합니다.',
  ],
  [
    'count the stock of some combinations and not of {combination}. Give it a stock, or soldOut.',
    '재고(stock)를 세는 조합이 있는데 {combination} 조합에는 없습니다. stock이나 soldOut을 적으세요.',
  ],
  ['"{span}" ends before it begins.', '"{span}" 범위의 끝이 시작보다 앞섭니다.'],
  [
    '"{span}" is in zones[{zone}] as well ("{other}"): a place has one surcharge.',
    '"{span}" 범위가 zones[{zone}]에도 있습니다("{other}"). 한 지역의 추가 배송비는 하나여야 합니다.',
  ],
  [
    'is of a select, and this is a {type}. Leave it out, or make it a select.',
    'select에만 쓰는 값인데 이 입력란은 {type}입니다. 지우거나 type을 select로 바꾸세요.',
  ],
  [
    'is of a text, and this is a {type}. Leave it out.',
    'text에만 쓰는 값인데 이 입력란은 {type}입니다. 지우세요.',
  ],
  [
    'may take {letters} letters together; {most} is the most. Give its texts a lower maxLength ({each} each, where it is left out).',
    '입력란을 모두 합해 {letters}자까지 받게 되어 있습니다. 최대 {most}자이므로 text의 maxLength를 줄이세요(적지 않으면 각각 {each}자).',
  ],
  [
    '"{id}" is that of another agreement, which the store or a gateway asks for. Choose another.',
    '상점이나 PG사가 요청하는 다른 동의 항목의 id "{id}" 값과 같습니다. 다른 id를 쓰세요.',
  ],
  [
    'goods are sent within Korea, for KRW, and this item is sold in {currency}. Write "delivery": false, and see to its delivery yourself.',
    '배송은 원화(KRW)로 파는 상품을 국내로 보낼 때만 됩니다. 이 상품의 통화는 {currency}입니다. "delivery": false를 적고 배송은 따로 처리하세요.',
  ],
  [
    'does not stand beside options or variants that change the price: they add up to one. Leave one out.',
    '구성품 금액의 합이 곧 가격이므로, 가격이 달라지는 options나 variants와 함께 쓸 수 없습니다. 둘 중 하나를 지우세요.',
  ],
  [
    'does not stand beside options or variants that change the price, unless all of it is tax-free. Make an item of each.',
    '가격이 달라지는 options나 variants와 함께 쓰려면 전액이 면세여야 합니다. 상품을 나누세요.',
  ],
  [
    'does not stand beside options or variants that change the price. Leave it out: it is computed then.',
    '가격이 달라지는 options나 variants와 함께 쓸 수 없습니다. 지우면 자동으로 계산됩니다.',
  ],
  [
    'hands over nothing: give it a text, a url, or both.',
    '전달할 내용이 없습니다. text나 url을 적거나 둘 다 적으세요.',
  ],
  [
    'is about a stock, and the item has none.',
    '재고에 관한 값인데 상품에 재고(stock)가 없습니다. stock을 적거나 지우세요.',
  ],
];

/** Why something does not stand beside an amount that the buyer chooses. */
export const besides: readonly Sentence[] = [
  ['the buyer chooses what to pay', '금액은 구매자가 정합니다.'],
  [
    'values change a price, and the buyer chooses it',
    '옵션 값은 가격을 바꾸는데, 금액은 구매자가 정합니다.',
  ],
  [
    'they have prices of their own, and the buyer chooses it',
    '조합마다 가격이 따로 있는데, 금액은 구매자가 정합니다.',
  ],
  ['they add up to a price', '구성품 금액의 합이 가격이 됩니다.'],
  ['write amount.taxFree where no tax is in it', '전액 면세라면 amount.taxFree를 쓰세요.'],
  ['it is a part of a price', '부가세는 가격의 일부입니다.'],
];
