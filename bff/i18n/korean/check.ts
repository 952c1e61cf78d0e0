import type { Sentence } from '../translate.ts';

/** What a line of `check` is about. */
export const subject: readonly Sentence[] = [
  ['settings', '설정'],
  ['catalog', '카탈로그'],
  ['database', '데이터베이스'],
  ['receiver', '수신 서버'],
  ['PortOne', '포트원'],
  ['clock', '시계'],
  ['webhooks', '웹훅'],
  ['address', '주소'],
  ['mail', '메일'],
];

/** The lines of `check`. */
export const check: readonly Sentence[] = [
  ['portone-checkout {version:word}, with {file}', 'portone-checkout {version}, 설정 파일 {file}'],
  [
    '{path} sells {items:word} items of {store} by {methods:word} methods, and keeps the rules of their gateways.',
    '{path}: {store}의 상품 {items}개를 결제수단 {methods}개로 팝니다. PG사 규칙에도 맞습니다.',
  ],
  [
    'They are complete. The server takes {environment:environment} payments, and listens on port {port}.',
    '모두 갖춰졌습니다. 서버는 {environment} 결제를 받고, {port}번 포트에서 연결을 기다립니다.',
  ],
  [
    'It is in memory only: every order is lost when the server stops.',
    '메모리에만 저장하므로 서버가 멈추면 주문이 모두 사라집니다.',
  ],
  [
    'There is no {place} yet: the first start makes it. If a server has run already, this is another folder or another DATABASE_URL than the server’s.',
    '{place} 파일이 아직 없습니다. 서버를 처음 시작할 때 만들어집니다. 서버를 실행한 적이 있다면, 지금 폴더나 DATABASE_URL이 서버의 것과 다릅니다.',
  ],
  [
    '{place} has no tables yet: the first start of the server makes them.',
    '{place}: 아직 테이블이 없습니다. 서버를 처음 시작할 때 만들어집니다.',
  ],
  [
    '{place} has the tables of an older version: the next start brings them up to date. Take a backup before.',
    '{place}: 이전 버전의 테이블입니다. 다음에 시작할 때 갱신되니 그 전에 백업하세요.',
  ],
  [
    '{place} has the tables of a newer version than this one. Run that version, or restore the backup that was taken before it.',
    '{place}: 이 버전보다 새로운 버전의 테이블입니다. 그 버전을 실행하거나, 업그레이드 전에 받아 둔 백업을 복원하세요.',
  ],
  [
    '{place} answers, can be written, and has the tables of this version.',
    '{place}: 응답하고, 쓸 수 있으며, 이 버전의 테이블이 있습니다.',
  ],
  [
    '{place} cannot be used ({reason:reason}). Is it running, and are user, password and name in DATABASE_URL right?',
    '{place}: 사용할 수 없습니다({reason}). 데이터베이스가 실행 중인지, DATABASE_URL의 사용자, 비밀번호, 이름이 맞는지 확인하세요.',
  ],
  [
    '{host} does not answer. Can this machine reach it (DNS, firewall, proxy)?',
    '{host}: 응답이 없습니다. 이 컴퓨터에서 연결할 수 있는지 확인하세요(DNS, 방화벽, 프록시).',
  ],
  [
    '{host} refuses V2_API_SECRET (401). Copy the V2 API secret again: {place}',
    '{host}: V2_API_SECRET이 거부됐습니다(401). 포트원 콘솔 {place}에서 V2 API Secret을 다시 복사하세요.',
  ],
  [
    '{host} says that the secret is not for the store {store} (403). Compare the catalog’s store.id with {place}.',
    '{host}: 이 시크릿은 상점 {store}의 것이 아닙니다(403). 카탈로그의 store.id를 포트원 콘솔 {place} 값과 비교하세요.',
  ],
  [
    '{host}, a sandbox, takes the secret and the store.',
    '{host}: 샌드박스에서 시크릿과 상점이 확인됐습니다.',
  ],
  [
    '{host} takes the secret, and the store {store} is its.',
    '{host}: 시크릿이 확인됐고, 상점 {store}의 것이 맞습니다.',
  ],
  [
    '{host} answers {status:word}. Try again in some minutes.',
    '{host}: 응답 코드 {status}. 몇 분 뒤에 다시 시도하세요.',
  ],
  ['PortOne’s answer has no time to compare with.', '포트원의 응답에 비교할 시각이 없습니다.'],
  ['It agrees with PortOne’s within a minute.', '포트원의 시계와 1분 이내로 맞습니다.'],
  [
    'It is {seconds} seconds off PortOne’s. Webhooks are refused beyond five minutes. Switch on time synchronisation: {command}',
    '포트원의 시계와 {seconds}초 어긋나 있습니다. 5분을 넘으면 웹훅이 거부됩니다. 시간 동기화를 켜세요: {command}',
  ],
  [
    'It could not be compared: PortOne does not answer.',
    '포트원이 응답하지 않아 비교할 수 없습니다.',
  ],
  [
    'PUBLIC_ORIGIN is not set: QR codes and links then name this machine alone, where no buyer’s telephone gets to. Live payments need it.',
    'PUBLIC_ORIGIN 값이 없습니다. QR 코드와 링크에 이 컴퓨터 자신의 주소가 들어가 구매자의 휴대폰에서는 열리지 않습니다. 실결제에는 꼭 필요합니다.',
  ],
  ['{origin} leads to a server of this version.', '{origin}: 이 버전의 서버로 연결됩니다.'],
  [
    '{origin} leads to a server of this version that takes no orders: /readyz answers {status}. Look at its database.',
    '{origin}: 이 버전의 서버로 연결되지만 주문을 받지 못합니다(/readyz 응답 {status}). 그 서버의 데이터베이스를 확인하세요.',
  ],
  [
    'There is no {place}, and it cannot be made there ({reason}). Let the server’s user write in its folder.',
    '{place} 파일이 없고, 그 자리에 만들 수도 없습니다({reason}). 서버를 실행하는 사용자가 그 폴더에 쓸 수 있게 하세요.',
  ],
  [
    '{origin} leads to version {other}, and this is {version}. Start the server again after an update.',
    '{origin}: 버전 {other} 서버로 연결되는데, 이 프로그램은 {version}입니다. 업데이트한 뒤에는 서버를 다시 시작하세요.',
  ],
  [
    '{origin} leads to something else: /healthz answers {status}. Look at the proxy before the server.',
    '{origin}: 다른 곳으로 연결됩니다(/healthz 응답 {status}). 서버 앞의 프록시를 확인하세요.',
  ],
  [
    '{origin} cannot be reached from this machine ({reason}). Does the server run? Open {address} on a telephone: some networks do not let a machine call its own address.',
    '{origin}: 이 컴퓨터에서 연결할 수 없습니다({reason}). 서버가 실행 중인지 확인하고, 휴대폰에서 {address} 주소를 열어 보세요. 자기 주소로 접속하지 못하는 네트워크도 있습니다.',
  ],
  [
    'None is set: no system is told what was paid. Set FULFILMENT_URL and FULFILMENT_SECRET, or SMTP_URL, MAIL_FROM and OWNER_EMAIL, unless somebody looks into PortOne’s console for each order.',
    '설정되지 않아, 무엇이 결제됐는지 알릴 곳이 없습니다. 주문마다 포트원 콘솔을 직접 확인할 것이 아니라면 FULFILMENT_URL과 FULFILMENT_SECRET을, 또는 SMTP_URL, MAIL_FROM, OWNER_EMAIL을 설정하세요.',
  ],
  [
    'None is sent: set SMTP_URL, MAIL_FROM and OWNER_EMAIL to be told of sales and of what a person has to look at.',
    '메일을 보내지 않습니다. 판매와 확인이 필요한 일을 메일로 받으려면 SMTP_URL, MAIL_FROM, OWNER_EMAIL을 설정하세요.',
  ],
  ['{host} takes mail from this server.', '{host}: 이 서버의 메일을 받습니다.'],
  [
    'OWNER_EMAIL is not set: buyers get mail, and nobody is told of sales and troubles.',
    'OWNER_EMAIL 값이 없습니다. 구매자에게는 메일을 보내지만, 판매와 문제를 알릴 곳이 없습니다.',
  ],
  [
    '{host} does not take mail ({reason}). Are name, password and port in SMTP_URL right? Some providers want a password for apps.',
    '{host}: 메일을 받지 않습니다({reason}). SMTP_URL의 이름, 비밀번호, 포트가 맞는지 확인하세요. 앱 비밀번호가 필요한 메일 서비스도 있습니다.',
  ],
  [
    '{count:word} messages were refused by it and are sent again. Look at its log: it has to answer 2xx.',
    '메시지 {count}건이 거부되어 재전송하고 있습니다. 수신 서버의 로그를 확인하세요. 2xx로 응답해야 합니다.',
  ],
  [
    '{count:word} messages were given up. Once it works, send them again: {command}',
    '메시지 {count}건의 전달을 포기했습니다. 수신 서버를 고친 뒤 재전송하세요: {command}',
  ],
  [
    '{host} answers {status:word} when it is only looked at. Does it run?',
    '{host}: 응답 코드 {status}. 수신 서버가 실행 중인지 확인하세요.',
  ],
  [
    '{host} says 404: is the path in FULFILMENT_URL right?',
    '{host}: 응답 코드 404. FULFILMENT_URL의 경로가 맞는지 확인하세요.',
  ],
  ['{host} can be reached.', '{host}: 연결됩니다.'],
  [
    '{host} cannot be reached ({reason}). Is FULFILMENT_URL right, and does it run?',
    '{host}: 연결할 수 없습니다({reason}). FULFILMENT_URL이 맞는지, 수신 서버가 실행 중인지 확인하세요.',
  ],
  [
    'The database cannot be read, so that nothing is known of them.',
    '데이터베이스가 아직 없거나 읽을 수 없어 알 수 없습니다.',
  ],
  [
    'None was verified yet. In PortOne’s console, {place}, enter {address:address}, choose version 결제모듈 V2, save, and press [호출 테스트].',
    '아직 검증된 웹훅이 없습니다. 포트원 콘솔 {place}에 {address} 주소를 입력하고, 버전은 결제모듈 V2를 골라 저장한 뒤 [호출 테스트]를 누르세요.',
  ],
  [
    'The last one was verified at {time}, more than a week ago. Press [호출 테스트] in PortOne’s console to see that {address:address} is still right.',
    '마지막으로 검증된 시각: {time}. 일주일이 넘었습니다. 포트원 콘솔에서 [호출 테스트]를 눌러 {address} 주소가 아직 맞는지 확인하세요.',
  ],
  ['The last one was verified at {time}.', '마지막으로 검증된 시각: {time}'],
  [
    'check --pay pays through test channels only: set CHECKOUT_ENV=test.',
    'check --pay는 테스트 채널로만 결제합니다. CHECKOUT_ENV=test로 설정하세요.',
  ],
  [
    '{number:word} of {count:word}, {label} ("{method:word}"): open this page in a browser on this machine, and pay. Enter goes on.',
    '{count}개 중 {number}번째, {label} ("{method}"): 이 컴퓨터의 브라우저에서 아래 페이지를 열어 결제하세요. Enter를 누르면 다음으로 넘어갑니다.',
  ],
  [
    '{file} has every field that PortOne sent, without names, numbers and keys. Keep it.',
    '{file}: 포트원이 보낸 모든 항목을 이름, 번호, 키를 가리고 기록했습니다. 보관해 두세요.',
  ],
  [
    '{file} has every field that PortOne sent, without names, numbers and keys. Send it to us with your question.',
    '{file}: 포트원이 보낸 모든 항목을 이름, 번호, 키를 가리고 기록했습니다. 문의할 때 함께 보내 주세요.',
  ],
  ['? passed over', '? 건너뜀'],
  ['? no payment was made ({code})', '? 결제되지 않음({code})'],
  [
    '✗ {status:word}, and held: see the file differ from the order.{differs:differs}',
    '✗ {status}, 결제가 보류됐습니다. 주문과 다른 항목은 파일을 보세요.{differs}',
  ],
  [
    '✗ {status:word}, and held: {fields} differ from the order.{differs:differs}',
    '✗ {status}, 결제가 보류됐습니다. 주문과 다른 항목: {fields}.{differs}',
  ],
  [
    '✓ {status:word}, as it was ordered.{differs:differs}',
    '✓ {status}, 주문한 그대로입니다.{differs}',
  ],
];

export const differs: readonly Sentence[] = [
  [' Different, and no reason to hold: {fields}.', ' 다르지만 보류할 이유는 아닌 항목: {fields}.'],
  ['', ''],
];

export const address: readonly Sentence[] = [
  ['https://<this server>{path}', 'https://<이 서버>{path}'],
  ['{address:word}', '{address}'],
];

export const environment: readonly Sentence[] = [
  ['live', '실제(live)'],
  ['test', '테스트(test)'],
  ['sandbox', '샌드박스(sandbox)'],
];

/** What --help says. */
export const usages: readonly Sentence[] = [
  [
    `Usage: portone-checkout [start] [--env-file FILE]
       portone-checkout check [--pay]
       portone-checkout orders <command>
       portone-checkout database <command>

Starts the server; check looks at everything that it needs; orders shows and changes
what it keeps; database backs that up, or moves it. Each has --help. Settings come from the environment, and from .env in
this folder unless --env-file names another file.

  --version   prints the version
  --help      prints this`,
    `사용법: portone-checkout [start] [--env-file 파일]
        portone-checkout check [--pay]
        portone-checkout orders <명령>
        portone-checkout database <명령>

서버를 시작합니다. check는 서버에 필요한 것을 모두 확인하고, orders는 서버에 보관된
주문을 보여 주고 바꿉니다. database는 데이터베이스를 백업하거나 옮깁니다. 명령마다
--help가 있습니다. 설정은 환경 변수와 이 폴더의 .env에서 읽으며, --env-file로 다른
파일을 지정할 수 있습니다.

  --version   버전을 출력합니다
  --help      이 도움말을 출력합니다`,
  ],
  [
    `Usage: portone-checkout check [--pay] [--env-file FILE] [--json]

Looks at the settings, the catalog with its gateways’ rules, the database, the
receiver, mail, PortOne with the secret and the store, the clock, the webhooks and
the public address, and changes nothing. ✓ is good, ? is doubtful, ✗ is wrong.

--pay then opens a payment by each method for you to make through your test channels,
compares each field that PortOne sends with the order, and writes a file of them in
which nothing personal or secret is left.

It reads .env in this folder unless --env-file names another.
Exit code: 0, 1 where something is wrong, 2 where the command is not understood.`,
    `사용법: portone-checkout check [--pay] [--env-file 파일] [--json]

설정, 카탈로그와 PG사별 규칙, 데이터베이스, 수신 서버, 메일, 포트원의 시크릿과 상점,
시계, 웹훅, 공개 주소를 확인하며 아무것도 바꾸지 않습니다. ✓는 정상, ?는 확인 필요,
✗는 잘못된 것입니다.

--pay를 붙이면 이어서 결제수단마다 테스트 채널 결제를 하나씩 열어 줍니다. 직접 결제해
보면 포트원이 보낸 항목을 모두 주문과 비교하고, 개인정보와 시크릿을 가린 파일로 남깁니다.

이 폴더의 .env를 읽으며, --env-file로 다른 파일을 지정할 수 있습니다.
종료 코드: 0, 잘못된 것이 있으면 1, 명령을 알아볼 수 없으면 2.`,
  ],
];
