import type { Sentence } from '../translate.ts';

/** Of the database, at a start and in commands. */
export const database: readonly Sentence[] = [
  [
    'DATABASE_URL: the database cannot be brought up to date ({reason:reason}).',
    'DATABASE_URL: 데이터베이스를 이 버전에 맞게 갱신할 수 없습니다({reason}).',
  ],
  [
    'DATABASE_URL: {file} cannot be opened for writing ({reason}).',
    'DATABASE_URL: {file} 파일을 쓰기용으로 열 수 없습니다({reason}). 폴더의 권한과 디스크 공간을 확인하세요.',
  ],
  [
    'DATABASE_URL: there is no database {file}. Use the server’s DATABASE_URL, in the folder that the server runs in.',
    'DATABASE_URL: {file} 데이터베이스가 없습니다. 서버를 실행하는 폴더에서 서버와 같은 DATABASE_URL로 실행하세요.',
  ],
  ['In {place}:', '데이터베이스: {place}'],
  ['The database is not available: {reason:reason}', '데이터베이스를 사용할 수 없습니다: {reason}'],
  [
    'DATABASE_URL: the orders of this database were moved to PostgreSQL at {time}, and no server may write here any more. Set DATABASE_URL to where they are, postgres://…',
    'DATABASE_URL: 이 데이터베이스의 주문은 {time}에 PostgreSQL로 옮겼으므로 이제 어떤 서버도 여기에 쓸 수 없습니다. 옮긴 곳의 postgres://… 주소를 DATABASE_URL에 넣으세요.',
  ],
  [
    'DATABASE_URL: the tables were made by version {maker} that is newer than {ours:ours} ({migration}). Start version {again} or a newer one. To stay with {same:ours}, restore the backup that was taken before the upgrade: orders placed since then are not in it.',
    'DATABASE_URL: 이 테이블은 {ours}보다 새로운 버전 {maker}에서 만들었습니다({migration}). 버전 {again} 이상을 실행하세요. {same}에 머무르려면 업그레이드 전에 받아 둔 백업을 복원하세요. 그 뒤의 주문은 백업에 없습니다.',
  ],
  [
    'DATABASE_URL: the tables were made by a version that is newer than {ours:ours} ({migration}). Start the version that ran last, or a newer one. To stay with {same:ours}, restore the backup that was taken before the upgrade: orders placed since then are not in it.',
    'DATABASE_URL: 이 테이블은 {ours}보다 새로운 버전에서 만들었습니다({migration}). 마지막으로 실행한 버전이나 그 이상을 실행하세요. {same}에 머무르려면 업그레이드 전에 받아 둔 백업을 복원하세요. 그 뒤의 주문은 백업에 없습니다.',
  ],
  [
    'DATABASE_URL is a PostgreSQL database, and move is for a SQLite file: pg_dump and pg_restore copy a database from one PostgreSQL to another.',
    'DATABASE_URL이 PostgreSQL 데이터베이스입니다. move는 SQLite 파일을 옮길 때만 씁니다. PostgreSQL끼리는 pg_dump와 pg_restore로 복사하세요.',
  ],
  [
    'DATABASE_URL: {file} cannot be had alone ({reason}). Stop the server, and every other program that has it open, then run this again.',
    'DATABASE_URL: 다른 프로그램이 {file} 파일을 쓰고 있습니다({reason}). 서버와 이 파일을 연 프로그램을 모두 멈추고 다시 실행하세요.',
  ],
  [
    'DATABASE_URL: the file has tables that are not the server’s: {tables}. Move them elsewhere first: what is left behind would be lost.',
    'DATABASE_URL: 파일에 서버의 것이 아닌 테이블이 있습니다: {tables}. 남겨 두면 잃게 되니 먼저 다른 곳으로 옮기세요.',
  ],
  [
    '--to: that database is not empty: it has the table {tables}. Make a new one for the orders: {command}',
    '--to: 비어 있지 않은 데이터베이스입니다. 테이블: {tables}. 주문용으로 새로 만드세요: {command}',
  ],
  [
    '--to: that database is not empty: it has {count} tables, {tables}. Make a new one for the orders: {command}',
    '--to: 비어 있지 않은 데이터베이스입니다. 테이블 {count}개: {tables}. 주문용으로 새로 만드세요: {command}',
  ],
  ['--to: {file} cannot be written ({reason}).', '--to: {file} 파일을 쓸 수 없습니다({reason}).'],
  ['No backup was made: {reason:reason}', '백업하지 못했습니다: {reason}'],
  [
    '{program:word} is not on this machine. Install PostgreSQL’s client programs, as new as the server (on Debian: apt install postgresql-client).',
    '이 컴퓨터에 {program} 프로그램이 없습니다. 서버 버전 이상의 PostgreSQL 클라이언트를 설치하세요(데비안: apt install postgresql-client).',
  ],
  [
    '{table}: a row does not fit into PostgreSQL ({reason}). Nothing was moved.',
    '{table}: PostgreSQL에 들어가지 않는 행이 있습니다({reason}). 아무것도 옮기지 않았습니다.',
  ],
  [
    '{table}: {expected} rows are in the file, and {arrived} arrived. Nothing was moved.',
    '{table}: 파일에는 {expected}행이 있는데 {arrived}행만 옮겨졌습니다. 아무것도 옮기지 않았습니다.',
  ],
  ['Wrote {file}, {bytes} bytes.', '{file} 파일을 만들었습니다({bytes}바이트).'],
  ['Deleted {name}.', '{name} 파일을 지웠습니다.'],
  ['Rows moved, by table:', '테이블별로 옮긴 행의 수:'],
  [
    'All of it is in PostgreSQL. Set DATABASE_URL to that database, for the server and for this command, and start the server. The SQLite file stays as it is, for no server.',
    '모두 PostgreSQL로 옮겼습니다. 서버와 이 명령의 DATABASE_URL을 그 데이터베이스로 바꾸고 서버를 시작하세요. SQLite 파일은 그대로 남지만 어떤 서버도 쓰지 않습니다.',
  ],
];

export const ours: readonly Sentence[] = [
  ['this one', '이 버전'],
  ['this one, {version}', '이 버전({version})'],
];

/** Why a database cannot be used. What its own program says stays in English. */
export const reason: readonly Sentence[] = [
  [
    'no server has ever used this database; is DATABASE_URL the server’s?',
    '이 데이터베이스를 사용한 서버가 없습니다. DATABASE_URL이 서버의 것과 같은지 확인하세요.',
  ],
  [
    'it was made by an older version; start the server of this version first',
    '이전 버전에서 만든 데이터베이스입니다. 이 버전의 서버를 먼저 시작하세요.',
  ],
  [
    'the database {name} keeps texts in {encoding}, and not every letter can be written in that. Make one in UTF-8: {command}',
    '데이터베이스 {name}의 문자 인코딩은 {encoding}이어서 저장할 수 없는 글자가 있습니다. UTF-8로 새로 만드세요: {command}',
  ],
  [
    '{file} is not the file that was opened; put it back, or start again',
    '{file} 파일이 처음 연 파일과 다릅니다. 되돌려 놓거나 다시 시작하세요.',
  ],
  [
    'The tables are not those of this version; start the server again',
    '테이블이 이 버전의 것이 아닙니다. 서버를 다시 시작하세요.',
  ],
  ['the copy is damaged ({reason})', '복사본이 손상됐습니다({reason}).'],
  ['the dump has no orders in it', '덤프에 주문이 없습니다.'],
  ['{message:database}', '{message}'],
  ['{message}', '{message}'],
];
