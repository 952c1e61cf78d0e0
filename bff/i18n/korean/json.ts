import type { Sentence } from '../translate.ts';

/** Mistakes in JSON, after line and column. */
export const json: readonly Sentence[] = [
  [
    'this text does not end in its line: close it with ", and write \\n for a line break in it.',
    '텍스트가 줄 안에서 끝나지 않았습니다. 큰따옴표(")로 닫고, 줄바꿈은 \\n으로 쓰세요.',
  ],
  [
    'the character {code} stands in this text: delete it.',
    '텍스트 안에 {code} 문자가 있습니다. 지우세요.',
  ],
  ['the file ends before it is complete.', '내용이 완성되기 전에 파일이 끝났습니다.'],
  [
    'this {bracket} is not closed: the file ends before it is complete.',
    '여기서 연 {bracket} 괄호를 닫지 않은 채 파일이 끝났습니다.',
  ],
  [
    'a \\ in a text is written \\\\, and a " in it \\".',
    '텍스트 안의 \\ 문자는 \\\\로, 큰따옴표(")는 \\"로 쓰세요.',
  ],
  [
    'the catalog has ended, and something follows: delete it.',
    '카탈로그가 끝난 뒤에 다른 내용이 있습니다. 지우세요.',
  ],
  [
    'this is a comment, which JSON does not take: delete it.',
    'JSON에는 주석을 쓸 수 없습니다. 지우세요.',
  ],
  ['delete this comma: {bracket} follows it.', '{bracket} 앞의 쉼표를 지우세요.'],
  [
    'delete this comma: nothing stands between it and what precedes.',
    '이 쉼표 앞에 아무 값도 없습니다. 쉼표를 지우세요.',
  ],
  [
    'a number is written without commas: 1000, not 1,000.',
    '숫자는 쉼표 없이 쓰세요. 1,000이 아니라 1000입니다.',
  ],
  ['a value is missing here.', '여기에 값이 없습니다.'],
  ['{bracket} is missing before this {other}.', '이 {other} 앞에 {bracket} 괄호가 없습니다.'],
  ['write a plain comma in place of {letter}.', '{letter} 대신 보통 쉼표(,)를 쓰세요.'],
  ['write a comma in place of {letter}.', '{letter} 대신 쉼표(,)를 쓰세요.'],
  ['write {instead} in place of {letter}.', '{letter} 대신 {instead} 기호를 쓰세요.'],
  [
    'the character {code} stands here, which looks like nothing or a space: delete it.',
    '보이지 않거나 공백처럼 보이는 {code} 문자가 있습니다. 지우세요.',
  ],
  [
    'this is no number: write digits only, the first not 0.',
    '숫자가 아닙니다. 0으로 시작하지 않는 숫자만 쓰세요.',
  ],
  [
    'a comma is missing here, or a \\ before this ".',
    '여기에 쉼표가 빠졌거나, 이 큰따옴표(") 앞에 \\ 문자가 빠졌습니다.',
  ],
  ['a comma is missing here.', '여기에 쉼표가 빠졌습니다.'],
  [
    '{sign} is missing here, or a \\ before this ".',
    '여기에 {sign} 기호가 빠졌거나, 이 큰따옴표(") 앞에 \\ 문자가 빠졌습니다.',
  ],
  ['{sign} is missing here.', '여기에 {sign} 기호가 빠졌습니다.'],
  [
    'a name in quotes belongs here: "{word}" if that is meant.',
    '여기에는 따옴표로 감싼 이름이 와야 합니다. 이렇게 쓰려던 것인가요? "{word}"',
  ],
  ['a number stands alone: delete {word}.', '숫자만 쓰세요. {word} 부분을 지우세요.'],
  [
    '{word} is not known: write "{text}" for a text, or true, false or null.',
    '{word}: 알 수 없는 값입니다. 텍스트라면 "{text}"처럼 따옴표로 감싸고, 아니면 true, false, null 중 하나를 쓰세요.',
  ],
  ['{letter} does not belong here.', '여기에 {letter} 문자가 올 수 없습니다.'],
];
