import type { Sentence } from '../translate.ts';

/** Whole problems and warnings of a catalog. */
export const catalog: readonly Sentence[] = [
  ['The catalog {file} is empty.', '카탈로그 {file} 파일이 비어 있습니다.'],
  [
    'The catalog {file} is not JSON: line {line}, column {column}: {mistake:json}',
    '카탈로그 {file} 파일이 JSON 형식이 아닙니다. {line}번째 줄 {column}번째 칸: {mistake}',
  ],
  [
    'The catalog {file} begins as UTF-16 and is not UTF-16 throughout. Save it as UTF-8.',
    '카탈로그 {file} 파일은 UTF-16으로 시작하지만 전체가 UTF-16은 아닙니다. UTF-8로 저장하세요.',
  ],
  [
    'The catalog {file} is not UTF-8: line {line} has letters of another encoding. It can be read as EUC-KR (CP949, which Windows calls ANSI): {text}. Save it as UTF-8 (in an editor: {menu}), and look at its letters before you do.',
    '카탈로그 {file} 파일이 UTF-8이 아닙니다. {line}번째 줄에 다른 인코딩의 글자가 있습니다. EUC-KR(CP949, Windows의 ANSI)로 읽으면 이렇습니다: {text}. 글자가 맞는지 확인한 뒤 UTF-8로 저장하세요(편집기에서 {menu}).',
  ],
  [
    'The catalog {file} is not UTF-8: line {line} has letters of another encoding. It can be read as EUC-KR (CP949, which Windows calls ANSI). Save it as UTF-8 (in an editor: {menu}), and look at its letters before you do.',
    '카탈로그 {file} 파일이 UTF-8이 아닙니다. {line}번째 줄에 다른 인코딩의 글자가 있으며, EUC-KR(CP949, Windows의 ANSI)로 읽을 수 있습니다. 글자가 맞는지 확인한 뒤 UTF-8로 저장하세요(편집기에서 {menu}).',
  ],
  [
    'The catalog {file} is not UTF-8: line {line} has letters of another encoding. Save it as UTF-8 (in an editor: {menu}), and look at its letters before you do.',
    '카탈로그 {file} 파일이 UTF-8이 아닙니다. {line}번째 줄에 다른 인코딩의 글자가 있습니다. 글자가 맞는지 확인한 뒤 UTF-8로 저장하세요(편집기에서 {menu}).',
  ],
  [
    'CATALOG: the file {file} cannot be read ({reason}). Write one, or name another.',
    'CATALOG: {file} 파일을 읽을 수 없습니다({reason}). 파일을 만들거나 다른 파일을 지정하세요.',
  ],
  [
    'CATALOG: the file {file} has been replaced or deleted where it is mounted from, and the mount keeps the former one. Start the server’s container again; mount the folder rather than the file, and changes are seen.',
    'CATALOG: 마운트한 {file} 파일이 원래 위치에서 교체되거나 삭제됐지만 컨테이너에는 이전 파일이 남아 있습니다. 서버의 컨테이너를 다시 시작하세요. 파일 대신 폴더를 마운트하면 바뀐 내용이 반영됩니다.',
  ],
  [
    'The catalog’s {list} have the id "{id}" more than once.',
    '카탈로그의 {list} 목록에 id "{id}" 항목이 두 번 이상 있습니다. id는 서로 달라야 합니다.',
  ],
  ['The catalog’s item "{id}": {problem:item}', '카탈로그의 상품 "{id}": {problem}'],
  ['The catalog’s item "{id}" {problem:item}', '카탈로그의 상품 "{id}": {problem}'],
  [
    'The catalog’s {place}, paid by "{method}": {problem:finding}',
    '카탈로그의 {place}, 결제수단 "{method}": {problem}',
  ],
  ['The catalog’s {place}: {problem:finding}', '카탈로그의 {place}: {problem}'],
  [
    'The catalog’s {place} of the method "{method}" {problem:entry}',
    '카탈로그의 {place}(결제수단 "{method}"): {problem}',
  ],
  ['The catalog’s {place}: {problem:entry}', '카탈로그의 {place}: {problem}'],
  ['The catalog’s {place} {problem:entry}', '카탈로그의 {place}: {problem}'],
];

/** What is wrong with a part of the catalog, after its place. */
export const entry: readonly Sentence[] = [
  [
    'stands {count} times in {file}, at lines {lines:listed}. JSON would take the last. Leave one.',
    '{file} 파일에 {count}번 적혀 있습니다(줄: {lines}). JSON은 마지막 것만 읽습니다. 하나만 남기세요.',
  ],
  [
    'is missing. It is the channel’s key in PortOne’s console: {place}',
    '값이 없습니다. 포트원 콘솔 {place}에서 채널 키를 복사하세요.',
  ],
  [
    'stands beside a channelKey: the one lets PortOne choose the channel, the other names it. Leave one out.',
    'channelKey와 함께 쓸 수 없습니다. channelGroupId는 포트원이 채널을 고르게 하고, channelKey는 채널을 직접 지정합니다. 하나를 지우세요.',
  ],
  [
    'is of PayPal’s button, which payMethod PAYPAL shows. Leave it out.',
    '페이팔 버튼의 옵션이며, 이 버튼은 payMethod가 PAYPAL일 때만 표시됩니다. 지우세요.',
  ],
  [
    'is too large: {most} is the most that is counted exactly',
    '값이 너무 큽니다. 정확히 셀 수 있는 최댓값은 {most}입니다.',
  ],
  ['must be more than 0', '0보다 커야 합니다.'],
  ['must not be negative', '음수일 수 없습니다.'],
  [
    'must be a whole number, in the currency’s smallest unit (1,000 won is 1000, 6 dollars are 600). Where the buyer chooses what to pay, the item has an amount instead: {amount}',
    '통화의 최소 단위로 적은 정수여야 합니다(1,000원은 1000, 6달러는 600). 구매자가 금액을 정하는 상품이라면 대신 amount를 적으세요: {amount}',
  ],
  [
    'must be a whole number, in the currency’s smallest unit (1,000 won is 1000, 6 dollars are 600)',
    '통화의 최소 단위로 적은 정수여야 합니다(1,000원은 1000, 6달러는 600).',
  ],
  ['must be a whole number', '정수여야 합니다.'],
  [
    'is missing. It is what the rest of the catalog, or the console, calls it by.',
    '값이 없습니다. 카탈로그의 다른 곳이나 콘솔에서 이것을 가리키는 이름입니다.',
  ],
  [
    'is missing. It is PortOne’s name of the gateway, e.g. {example}.',
    '값이 없습니다. 포트원이 쓰는 PG사 이름을 적으세요. 예: {example}',
  ],
  [
    'is missing. It is the means of payment, e.g. {one} or {other}.',
    '값이 없습니다. 결제수단의 종류를 적으세요. 예: {one}, {other}',
  ],
  ['is missing. Write {currencies} …', '값이 없습니다. {currencies} 등을 적으세요.'],
  [
    'is missing: name what a buyer can choose.',
    '값이 없습니다. 구매자가 고를 수 있는 것을 적으세요.',
  ],
  ['is missing.', '값이 없습니다.'],
  ['is empty: give one of its options', '비어 있습니다. 옵션을 하나 적으세요.'],
  ['is empty: name at least one method', '비어 있습니다. 결제수단을 하나 이상 적으세요.'],
  [
    'is empty: a catalog has at least one item',
    '비어 있습니다. 카탈로그에는 상품이 하나 이상 있어야 합니다.',
  ],
  [
    'is empty: name what a buyer can choose.',
    '비어 있습니다. 구매자가 고를 수 있는 것을 적으세요.',
  ],
  ['is empty: name its postcodes.', '비어 있습니다. 우편번호를 적으세요.'],
  ['is empty. Leave it out.', '비어 있습니다. 지우세요.'],
  ['is empty', '비어 있습니다.'],
  ['may be {most} long at most', '길이는 {most}까지만 쓸 수 있습니다.'],
  ['takes one of {names:listed}, not both', '둘 중 하나만 쓸 수 있습니다: {names}'],
  [
    'is set by the server: it says what was bought. Choose another name.',
    '서버가 무엇을 샀는지 적는 자리입니다. 다른 이름을 쓰세요.',
  ],
  [
    'is set by the server for an item with options: it says what was chosen. Choose another name.',
    '옵션이 있는 상품에서는 서버가 무엇을 골랐는지 적는 자리입니다. 다른 이름을 쓰세요.',
  ],
  [
    'must be a list of {fields}, or one such list for pc and one for mobile: {form}, not {value}',
    '{fields} 중에서 고른 목록이거나, pc와 mobile의 목록을 나눈 {form} 형식이어야 합니다. 지금 값: {value}',
  ],
  ['must be {kind:kind}, not {value:shown}', '여기에는 {kind} 값이 와야 합니다. 지금 값: {value}'],
  ['cannot be {value:shown}', '쓸 수 없는 값입니다: {value}'],
  ['does not stand here: {why:elsewhere}.', '여기에 적는 값이 아닙니다. {why}'],
  [
    'is not known there. Did you mean "{near}"?',
    '이 자리에 없는 이름입니다. 혹시 "{near}" 아닌가요?',
  ],
  [
    'is not known there. It stands at {places:listed}.',
    '이 자리에 없는 이름입니다. 다음 위치에 적으세요: {places}',
  ],
  ['is not known there. There is {names}.', '이 자리에 없는 이름입니다. 쓸 수 있는 이름: {names}'],
  ['is not known there.', '이 자리에 없는 이름입니다.'],
  [
    '"{value}" is not a currency that PortOne knows. Did you mean "{near}"? Write {currencies} …',
    '포트원에 없는 통화입니다: "{value}". 혹시 "{near}" 아닌가요? {currencies} 등을 적으세요.',
  ],
  [
    '"{value}" is not a currency that PortOne knows. Write {currencies} …',
    '포트원에 없는 통화입니다: "{value}". {currencies} 등을 적으세요.',
  ],
  [
    '"{value}" is not a payMethod. Did you mean "{near}"? It is one of {names}',
    'payMethod에 쓸 수 없는 값입니다: "{value}". 혹시 "{near}" 아닌가요? 쓸 수 있는 값: {names}',
  ],
  [
    '"{value}" is not a payMethod. It is one of {names}',
    'payMethod에 쓸 수 없는 값입니다: "{value}". 쓸 수 있는 값: {names}',
  ],
  [
    '"{value}" is not known there. Did you mean "{near}"? It is one of {names}.',
    '쓸 수 없는 값입니다: "{value}". 혹시 "{near}" 아닌가요? 쓸 수 있는 값: {names}',
  ],
  [
    '"{value}" is not known there. Did you mean "{near}"?',
    '쓸 수 없는 값입니다: "{value}". 혹시 "{near}" 아닌가요?',
  ],
  [
    '"{value}" is not known there. It is one of {names}.',
    '쓸 수 없는 값입니다: "{value}". 쓸 수 있는 값: {names}',
  ],
  ['"{value}" is not known there.', '쓸 수 없는 값입니다: "{value}"'],
  [
    'has half of a character (\\ud800 to \\udfff without its other half). Write the character itself.',
    '글자의 반쪽만 들어 있습니다(짝이 없는 \\ud800~\\udfff). 글자를 그대로 쓰세요.',
  ],
  [
    'has U+FFFD in it, which stands where a letter was lost: the file was once read in the wrong encoding. Write the letter again.',
    '잃어버린 글자 자리에 남는 U+FFFD 문자가 들어 있습니다. 파일을 다른 인코딩으로 읽은 적이 있는 것 같습니다. 그 글자를 다시 쓰세요.',
  ],
  [
    'has the control character {code} in it. Delete it.',
    '제어 문자가 들어 있습니다: {code}. 지우세요.',
  ],
  ['{form:form}', '{form}'],
];

/** The patterns of the schema, and what in a value does not fit. */
export const form: readonly Sentence[] = [
  [
    '{form:form}: {code} is in it, which looks like nothing or a space. Delete it',
    '{form} 보이지 않거나 공백처럼 보이는 {code} 문자가 들어 있습니다. 지우세요.',
  ],
  [
    '{form:form}: a space is at its end or beginning. Delete it',
    '{form} 맨 앞이나 맨 뒤에 공백이 있습니다. 지우세요.',
  ],
  ['{form:form}: {letter} ({code}) is in it', '{form} 쓸 수 없는 글자: {letter} ({code})'],
  ['is empty', '비어 있습니다.'],
  [
    'must be a postcode of five digits, or a span of them, e.g. {example}',
    '다섯 자리 우편번호나 그 범위여야 합니다. 예: {example}.',
  ],
  [
    'may have letters, digits, - and _ only, {most} at most',
    '영문자, 숫자, -, _만 {most}자까지 쓸 수 있습니다.',
  ],
  ['must be a colour, e.g. {example}', '색상 값이어야 합니다. 예: {example}.'],
  [
    'is neither an address nor a path that begins with /',
    '전체 주소나 /로 시작하는 경로여야 합니다.',
  ],
  ['is not an http or https address', 'http나 https로 시작하는 주소여야 합니다.'],
  ['is not an address', '주소 형식이 아닙니다.'],
  [
    'has no spaces, as PortOne’s console shows it',
    '포트원 콘솔에 보이는 그대로 공백 없이 적어야 합니다.',
  ],
  ['is written in capitals, e.g. {example}', '영문 대문자로 적어야 합니다. 예: {example}.'],
  [
    'begins with channel-key-, and has no spaces',
    'channel-key-로 시작하고 공백이 없는 채널 키여야 합니다. 포트원 콘솔에서 복사하세요.',
  ],
  [
    'begins with store-, and has no spaces',
    'store-로 시작하고 공백이 없는 상점 아이디여야 합니다. 포트원 콘솔에서 복사하세요.',
  ],
  [
    'must be a day in eight digits, e.g. {example}',
    '여덟 자리 숫자로 적은 날짜여야 합니다. 예: {example}.',
  ],
  ['must be ten digits', '숫자 열 자리여야 합니다.'],
  [
    'must be a number of days, months or years, e.g. {example} or {other}',
    '일, 월, 년 단위의 기간이어야 합니다. 예: {example}, {other}.',
  ],
  [
    'must be a moment with its time zone, e.g. {example}',
    '시간대를 포함한 시각이어야 합니다. 예: {example}.',
  ],
  [
    'must be a day or a moment, e.g. {example} or {other}',
    '날짜나 시각이어야 합니다. 예: {example}, {other}.',
  ],
  ['must be a time of day, e.g. {example}', '하루 중의 시각이어야 합니다. 예: {example}.'],
  ['must be a moment, e.g. {example}', '시각이어야 합니다. 예: {example}.'],
];

/** Names one after another. */
export const listed: readonly Sentence[] = [
  ['{one:word} and {more:listed}', '{one}, {more}'],
  ['{one:word} or {more:listed}', '{one}, {more}'],
  ['{one:word}', '{one}'],
];

/** What a value has to be. */
export const kind: readonly Sentence[] = [
  ['{one:kind} or {other:kind}', '{one} 또는 {other}'],
  ['a text in quotes', '따옴표로 감싼 텍스트'],
  ['a list [ … ]', '목록 [ … ]'],
  ['an object { … }', '객체 { … }'],
  ['a number', '숫자'],
  ['{value:word}', '{value}'],
];

export const shown: readonly Sentence[] = [
  ['nothing', '없음'],
  ['{value}', '{value}'],
];

/** Who states what a method has not to. */
export const elsewhere: readonly Sentence[] = [
  ['it is store.id of this catalog', '이 카탈로그의 store.id를 씁니다.'],
  ['the server issues it', '서버가 발급합니다.'],
  ['it is the item’s name', '상품의 name을 씁니다.'],
  ['the server computes it from the item’s price', '서버가 상품의 price로 계산합니다.'],
  ['it belongs to an item', '상품에 적으세요.'],
  ['the page states it, as the element’s buyer', '페이지에서 엘리먼트의 buyer로 알려 줍니다.'],
  [
    'the page states it, as the element’s redirect-url',
    '페이지에서 엘리먼트의 redirect-url로 알려 줍니다.',
  ],
];

/** What is wrong with an item as a whole. */
export const item: readonly Sentence[] = [
  [
    'its products add up to {sum}, its price is {price}. Make them equal.',
    '구성품(products) 금액의 합은 {sum}인데 가격은 {price}입니다. 같게 맞추세요.',
  ],
  [
    'has an imageSize, and no image. Add the image, or leave it out.',
    'imageSize는 있는데 image가 없습니다. image를 넣거나 imageSize를 지우세요.',
  ],
  [
    'taxFreeAmount and vatAmount together are more than the price.',
    'taxFreeAmount와 vatAmount의 합이 가격보다 큽니다.',
  ],
  [
    'the quantity of its product "{product}" × maxQuantity is more than {most}, the most that is counted exactly.',
    '구성품 "{product}"의 수량에 maxQuantity를 곱한 값이 정확히 셀 수 있는 최댓값 {most}보다 큽니다.',
  ],
  [
    'there is no method "{method}". Did you mean "{near}"? There is {names}.',
    '결제수단 "{method}" 항목이 없습니다. 혹시 "{near}" 아닌가요? 있는 결제수단: {names}',
  ],
  [
    'there is no method "{method}". There is {names}.',
    '결제수단 "{method}" 항목이 없습니다. 있는 결제수단: {names}',
  ],
  [
    'offerPeriod.range ends ({to}) before it begins ({from}).',
    'offerPeriod.range의 끝({to})이 시작({from})보다 앞섭니다.',
  ],
  [
    'price × maxQuantity is more than {most}, the most that is counted exactly. Lower its maxQuantity to {quantity} or less.',
    'price에 maxQuantity를 곱한 값이 정확히 셀 수 있는 최댓값 {most}보다 큽니다. maxQuantity를 {quantity} 이하로 낮추세요.',
  ],
];
