import type { Sentence } from '../translate.ts';

/** What is wrong with a setting, after its name. */
export const setting: readonly Sentence[] = [
  [
    'is missing. It is the V2 API secret of PortOne’s console: {place}',
    '값이 없습니다. 포트원 콘솔 {place}에서 V2 API Secret을 복사하세요.',
  ],
  [
    'is missing. It is the webhook secret (whsec_…) of PortOne’s console: {place}',
    '값이 없습니다. 포트원 콘솔 {place}에서 웹훅 시크릿(whsec_…)을 복사하세요.',
  ],
  [
    'is too short to be PortOne’s V2 API secret',
    '포트원의 V2 API Secret이라기에는 너무 짧습니다. 콘솔에서 다시 복사하세요.',
  ],
  [
    'has a space, a line break, or a letter in it that no secret of PortOne’s has',
    '공백이나 줄바꿈, 또는 포트원 시크릿에 쓰이지 않는 글자가 들어 있습니다. 콘솔에서 다시 복사하세요.',
  ],
  [
    'is a webhook secret: that goes into V2_WEBHOOK_SECRET',
    '웹훅 시크릿이 들어 있습니다. 웹훅 시크릿은 V2_WEBHOOK_SECRET에 넣으세요.',
  ],
  [
    'has a part that is not a webhook secret: whsec_ and then base64, several separated by commas',
    '웹훅 시크릿이 아닌 값이 있습니다. whsec_ 뒤에 base64가 오는 값을 넣고, 여러 개면 쉼표로 구분하세요.',
  ],
  ['is either test or live', 'test와 live 중 하나로 설정하세요.'],
  [
    'is not a secret of Standard Webhooks: whsec_ and then base64, one only',
    'Standard Webhooks 시크릿이 아닙니다. whsec_ 뒤에 base64가 오는 값을 하나만 넣으세요.',
  ],
  [
    'is the number of proxies before this server, 0 to 9, or their addresses: 1 behind one nginx or load balancer, {example} where they are in these networks, 0 where buyers connect to it directly',
    '서버 앞에 있는 프록시의 수(0~9)나 프록시의 주소를 넣으세요. nginx나 로드 밸런서 하나 뒤에 있으면 1, 프록시가 이런 네트워크에 있으면 {example}, 구매자가 서버에 직접 접속하면 0입니다.',
  ],
  [
    'is a secret of at least 16 letters and digits, which your Prometheus sends: openssl rand -hex 16 writes one',
    'Prometheus가 보낼 시크릿을 영문자와 숫자로 16자 이상 넣으세요. openssl rand -hex 16 명령으로 만들 수 있습니다.',
  ],
  [
    'is how many requests an address may make of one route in a minute, e.g. {example}, or 0 for any number',
    '한 주소가 경로 하나에 1분 동안 보낼 수 있는 요청 수를 넣으세요. 예: {example}. 제한이 없으면 0입니다.',
  ],
  [
    'is how many orders all buyers together may place in a minute, e.g. {example}, or 0 for any number',
    '모든 구매자가 1분 동안 만들 수 있는 주문 수를 넣으세요. 예: {example}. 제한이 없으면 0입니다.',
  ],
  [
    'is how many mails may be sent in an hour, e.g. {example}, or 0 for any number',
    '한 시간에 보낼 수 있는 메일 수를 넣으세요. 예: {example}. 제한이 없으면 0입니다.',
  ],
  [
    'is for how many days after a payment the buyer’s name and address are kept, 1 to {most}, e.g. {example} for the five years that Korean law asks of records of sales',
    '결제 후 구매자의 이름과 주소를 보관할 일수를 1부터 {most}까지의 숫자로 넣으세요. 법에서 정한 거래 기록 보존 기간 5년이면 {example}입니다.',
  ],
  ['is one of {allowed}', '다음 중 하나로 설정하세요: {allowed}'],
  ['is ko or en', 'ko 또는 en으로 설정하세요.'],
  ['is ko, en or ja', 'ko, en, ja 중 하나로 설정하세요.'],
  [
    'is a port number, {least} to {most}, in digits, e.g. {example}',
    '포트 번호를 {least}부터 {most}까지의 숫자로 넣으세요. 예: {example}',
  ],
  [
    'is not an http(s) address, e.g. {example}',
    'http(s) 주소가 아닙니다. 이런 형식으로 넣으세요: {example}',
  ],
  [
    'has a user or a password in it. No request is ever sent to such an address, which would show both in logs: take them out. What the server sends has a signature to be checked instead',
    '사용자 이름이나 비밀번호가 들어 있습니다. 로그에 드러날 수 있어 이런 주소로는 요청을 보내지 않으니 빼세요. 서버가 보내는 메시지는 서명으로 확인하면 됩니다.',
  ],
  [
    'has a # in it, and what follows is never sent: write %23 where the # is part of a value, else leave it out',
    '# 문자가 들어 있어 그 뒤는 전송되지 않습니다. 값의 일부라면 %23으로 바꿔 쓰고, 아니면 지우세요.',
  ],
  [
    "has port {port}, which is another protocol's: no request is ever sent there. Choose another port",
    '포트 {port}번은 다른 프로토콜이 쓰는 포트라 요청을 보낼 수 없습니다. 다른 포트를 고르세요.',
  ],
  [
    'has a path or a query, which is not asked for: write {right}',
    '경로나 쿼리는 필요하지 않습니다. 이렇게 넣으세요: {right}',
  ],
  [
    'names an address twice, which would be told everything twice: leave one out',
    '같은 주소가 두 번 있어 모든 메시지를 두 번 받게 됩니다. 하나를 지우세요.',
  ],
  [
    'has a part that is not an http(s) address: write several as {example}',
    'http(s) 주소가 아닌 부분이 있습니다. 여러 개면 이렇게 쓰세요: {example}',
  ],
  [
    'is sqlite: and the path of a file, e.g. {sqlite}, or postgres:// and the address of a PostgreSQL database',
    'sqlite: 뒤에 파일 경로를 넣거나(예: {sqlite}), postgres://로 시작하는 PostgreSQL 데이터베이스 주소를 넣으세요.',
  ],
  [
    "has a space after sqlite:, which would be part of the file's name: write {right}",
    'sqlite: 뒤의 공백은 파일 이름의 일부가 됩니다. 이렇게 넣으세요: {right}',
  ],
  [
    'is sqlite: without the path of a file: write e.g. {right}',
    'sqlite: 뒤에 파일 경로가 없습니다. 예를 들어 이렇게 넣으세요: {right}',
  ],
  [
    "has a {sign} in it, and the whole would be the file's name: write {right}",
    '{sign} 문자가 들어 있어 전체가 파일 이름이 됩니다. 이렇게 넣으세요: {right}',
  ],
  [
    'has "{name}", which would be a file of that name: write sqlite: and the path of a file, e.g. {right}',
    '"{name}" 부분이 그대로 파일 이름이 됩니다. sqlite: 뒤에 파일 경로를 넣으세요. 예: {right}',
  ],
  [
    'has a ~ in it, which only a shell replaces by your folder: write the whole path, e.g. {right}',
    '~ 문자는 셸에서만 홈 폴더로 바뀝니다. 전체 경로를 넣으세요. 예: {right}',
  ],
  [
    'has two slashes after sqlite:, with which a path begins at the root of the disk: write {right}',
    'sqlite: 뒤에 슬래시가 두 개면 디스크의 최상위 폴더부터 찾습니다. 이렇게 넣으세요: {right}',
  ],
  [
    'has a {sign} in its user or password, which ends them there: write {escape} for it',
    '사용자 이름이나 비밀번호에 {sign} 문자가 있어 거기서 끊깁니다. 이렇게 바꿔 쓰세요: {escape}',
  ],
  [
    'has a # in it, and what follows is not read: write %23 for it',
    '# 문자가 들어 있어 그 뒤를 읽지 않습니다. 그 자리에 %23을 쓰세요.',
  ],
  [
    'cannot be read as an address. In user and password write {escapes}, and a port has digits only',
    '주소로 읽을 수 없습니다. 사용자 이름과 비밀번호에서는 다음과 같이 바꿔 쓰고({escapes}), 포트는 숫자로만 쓰세요.',
  ],
  [
    'is the address of this machine to listen on and nothing else: 127.0.0.1 for this machine alone, 0.0.0.0 or :: for all. The port goes into PORT',
    '서버가 연결을 받을 이 컴퓨터의 주소만 넣으세요. 이 컴퓨터에서만 접속하면 127.0.0.1, 어디서든 접속하면 0.0.0.0이나 ::입니다. 포트는 PORT에 넣으세요.',
  ],
  [
    'has "{origin}", which is what files and sandboxed frames send: everyone\'s would be allowed. Open the page from a web server, and name that: {example}',
    '"{origin}" 값은 파일로 연 페이지와 sandbox 프레임이 보내는 값이라 누구의 페이지든 허용하게 됩니다. 페이지를 웹 서버에서 열고 그 서버의 출처를 적으세요. 예: {example}',
  ],
  [
    'has "{origin}", which stands alone or not at all: either * for pages of any origin, or a list without it',
    '"{origin}" 값은 다른 값과 함께 쓸 수 없습니다. 모든 출처를 허용하려면 * 하나만 쓰고, 아니면 목록에서 빼세요.',
  ],
  [
    'has "{origin}", which matches nothing: a * stands for no part of a name. Write the origin of each page, e.g. {example}, separated by commas',
    '"{origin}" 값과 맞는 출처는 없습니다. 이름 일부를 * 문자로 대신할 수 없으니, 페이지마다 출처를 적고(예: {example}) 쉼표로 구분하세요.',
  ],
  [
    'has "{origin}", which is more than one origin: separate them with commas, e.g. {example}',
    '"{origin}" 값에는 출처가 여럿 들어 있습니다. 쉼표로 구분하세요. 예: {example}',
  ],
  [
    'has "{origin}", which is no origin of a web page: write scheme, host and port only, e.g. {example}',
    '"{origin}" 값은 웹 페이지의 출처가 아닙니다. 스킴, 호스트, 포트만 쓰세요. 예: {example}',
  ],
  [
    'has "{origin}", which is not an origin: write scheme, host and port only, e.g. {example}',
    '"{origin}" 값은 출처가 아닙니다. 스킴, 호스트, 포트만 쓰세요. 예: {example}',
  ],
  [
    'has "{origin}", which is not an origin as browsers write it: write {right}',
    '"{origin}" 값은 브라우저가 보내는 형식과 다릅니다. 이렇게 넣으세요: {right}',
  ],
  [
    'has "{origin}", which is not one origin: write the one where buyers reach this server, e.g. {example}',
    '"{origin}" 값은 쓸 수 없습니다. 구매자가 접속하는 이 서버의 출처를 하나만 넣으세요. 예: {example}',
  ],
  [
    'has nothing but spaces in it: write a value, or leave it out',
    '공백만 들어 있습니다. 값을 넣거나 설정을 지우세요.',
  ],
  [
    'has an invisible character in it, {code} after {count} characters, as copies from a page or a chat do: delete it, or type the value anew',
    '보이지 않는 문자가 들어 있습니다(앞의 {count}자 다음에 {code}). 웹 페이지나 채팅에서 복사하면 자주 섞입니다. 그 문자를 지우거나 값을 새로 입력하세요.',
  ],
  [
    'has a quotation mark at its beginning or end. Docker and some other readers of env files keep quotes as part of the value: write it without them',
    '맨 앞이나 맨 뒤에 따옴표가 있습니다. Docker처럼 env 파일의 따옴표를 값으로 읽는 프로그램이 있으니 따옴표 없이 쓰세요.',
  ],
  [
    'names another variable, whose value was not put in its place: write the value itself',
    '다른 변수의 이름이 그 값으로 바뀌지 않고 그대로 들어 있습니다. 값을 직접 쓰세요.',
  ],
  [
    'has a space at its beginning or end: delete it',
    '맨 앞이나 맨 뒤에 공백이 있습니다. 지우세요.',
  ],
  [
    'has a secret of fewer than {count} bytes, the least that Standard Webhooks has: where a part of it was not copied, every webhook is refused',
    'Standard Webhooks의 최소 길이인 {count}바이트보다 짧은 시크릿이 있습니다. 일부만 복사됐다면 모든 웹훅이 거부됩니다.',
  ],
  [
    'has fewer than {count} bytes, the least that Standard Webhooks has, so that it can be guessed, and goods be had for it. Make one: {command}',
    'Standard Webhooks의 최소 길이인 {count}바이트보다 짧아, 누군가 추측해서 상품을 빼낼 수 있습니다. 이 명령으로 새로 만드세요: {command}',
  ],
  [
    'is the same as PORT, where buyers come to. Give it another, or set METRICS_TOKEN instead',
    '구매자가 접속하는 PORT와 같습니다. 다른 포트를 쓰거나, 대신 METRICS_TOKEN을 설정하세요.',
  ],
  [
    '{what:origin}. With CHECKOUT_ENV=live it has to say where buyers reach this server, e.g. {example}: QR codes and links name it, and no request is asked what it is',
    '{what} CHECKOUT_ENV=live에서는 구매자가 접속하는 이 서버의 주소를 넣어야 합니다. 예: {example}. QR 코드와 링크에 이 주소를 쓰며, 요청에 적힌 주소는 쓰지 않습니다.',
  ],
  [
    'is *, which is for trying out: with CHECKOUT_ENV=live name the origins of your pages, e.g. {example}. Buyers are sent back to them after a payment, and to no others',
    '* 값은 시험할 때만 쓸 수 있습니다. CHECKOUT_ENV=live에서는 내 페이지의 출처를 적으세요. 예: {example}. 결제를 마친 구매자는 이 출처의 페이지로만 돌아갑니다.',
  ],
  [
    'is sqlite::memory:, which is for trying out: with CHECKOUT_ENV=live every order would be lost when the server stops. Write sqlite: and the path of a file, or postgres://…',
    'sqlite::memory:는 시험할 때만 쓸 수 있습니다. CHECKOUT_ENV=live에서 쓰면 서버가 멈출 때 주문이 모두 사라집니다. sqlite: 뒤에 파일 경로를 넣거나 postgres://… 주소를 넣으세요.',
  ],
  [
    'is http://, so that anyone on the way reads and changes what is sent: with CHECKOUT_ENV=live write https://',
    'http://로 시작해, 보내는 내용을 중간에서 누구나 읽고 바꿀 수 있습니다. CHECKOUT_ENV=live에서는 https://로 쓰세요.',
  ],
  [
    'is http://: everyone in that network can read and change what is sent. Write https:// unless the network is yours alone',
    'http://로 시작해, 같은 네트워크에서 누구나 내용을 읽고 바꿀 수 있습니다. 혼자 쓰는 네트워크가 아니면 https://로 쓰세요.',
  ],
  [
    'is no setting, and nothing reads it: is it {meant}?',
    '이런 설정은 없어 아무 데서도 읽지 않습니다. 혹시 {meant} 설정인가요?',
  ],
  [
    'leads to a pooler that takes no statement_timeout and lock_timeout. Set them for the role, or the database goes on with what nothing waits for any more: {command}',
    '커넥션 풀러를 거치는데, 이 풀러는 statement_timeout과 lock_timeout을 받지 않습니다. 이대로 두면 기다리는 곳이 없는 작업도 데이터베이스가 계속하므로, 두 값을 역할(role)에 설정하세요: {command}',
  ],
  [
    'is not the address of a mail server, e.g. {example}, or smtp://… with port 587. A letter such as / ? # @ in the name or the password is written as %2F %3F %23 %40',
    '메일 서버 주소가 아닙니다. 예: {example}, 또는 포트 587의 smtp://…. 이름이나 비밀번호의 / ? # @ 같은 글자는 %2F %3F %23 %40처럼 쓰세요.',
  ],
  [
    'is not the address of a mail server, e.g. {example}, or smtp://… with port 587',
    '메일 서버 주소가 아닙니다. 예: {example}, 또는 포트 587의 smtp://…',
  ],
  [
    'has a name without a password, or a password without a name',
    '사용자 이름과 비밀번호 중 하나만 있습니다. 둘 다 넣거나 둘 다 빼세요.',
  ],
  [
    'has a % that does not begin an encoded letter: write %25 for it',
    '인코딩된 글자가 아닌 % 문자가 있습니다. 그 자리에 %25를 쓰세요.',
  ],
  [
    'is not a sender: write {address}, or a name before it: {named}',
    '보내는 사람 형식이 아닙니다. {address}처럼 주소만 쓰거나, {named}처럼 앞에 이름을 쓰세요.',
  ],
  [
    'is not a mail address, e.g. {example}, several separated by commas',
    '메일 주소가 아닙니다. 예: {example}. 여러 개면 쉼표로 구분하세요.',
  ],
];

/** What is wrong with an origin of a live server. */
export const origin: readonly Sentence[] = [
  ['is missing', '값이 없습니다.'],
  ['does not begin with https://', 'https://로 시작하지 않습니다.'],
];

/** What is wrong with settings beside each other, and what stops a start besides. */
export const start: readonly Sentence[] = [
  ['The server does not start:', '서버가 시작되지 않습니다:'],
  [
    'FULFILMENT_URL and FULFILMENT_SECRET go together: the one says where fulfilments are told, the other signs them',
    'FULFILMENT_URL과 FULFILMENT_SECRET은 함께 설정하세요. 하나는 상품 제공 메시지를 받을 주소이고, 다른 하나는 그 메시지에 서명하는 시크릿입니다.',
  ],
  [
    'SMTP_URL and MAIL_FROM go together: the one says which mail server is used, the other who the mail is from',
    'SMTP_URL과 MAIL_FROM은 함께 설정하세요. 하나는 메일 서버이고, 다른 하나는 보내는 사람입니다.',
  ],
  [
    'OWNER_EMAIL is set without SMTP_URL and MAIL_FROM, so that no mail can be sent to it',
    'OWNER_EMAIL만 있고 SMTP_URL과 MAIL_FROM이 없어 메일을 보낼 수 없습니다. 둘을 함께 설정하세요.',
  ],
  [
    'FULFILMENT_URL is set, and onPaid or onEvent is passed as well: an event goes to one of them. Leave the other out.',
    'FULFILMENT_URL도 설정하고 onPaid나 onEvent도 넘겼습니다. 메시지는 한쪽으로만 보내므로 하나를 빼세요.',
  ],
  [
    'onEvent is passed without onPaid: no code is told of what is paid',
    'onPaid 없이 onEvent만 넘겨, 결제된 것을 알 수 있는 코드가 없습니다. onPaid도 넘기세요.',
  ],
  [
    'no system is told of what is paid: set FULFILMENT_URL and FULFILMENT_SECRET, or pass onPaid to createCheckout, or ask GET /api/payment/… for each payment',
    '결제된 것을 알릴 곳이 없습니다. FULFILMENT_URL과 FULFILMENT_SECRET을 설정하거나, createCheckout에 onPaid를 넘기거나, 결제마다 GET /api/payment/…로 조회하세요.',
  ],
  [
    'no system is told of what is paid: set FULFILMENT_URL and FULFILMENT_SECRET, or SMTP_URL, MAIL_FROM and OWNER_EMAIL, or pass onPaid to createCheckout, or ask GET /api/payment/… for each payment',
    '결제된 것을 알릴 곳이 없습니다. FULFILMENT_URL과 FULFILMENT_SECRET을 설정하거나, SMTP_URL, MAIL_FROM, OWNER_EMAIL을 설정하거나, createCheckout에 onPaid를 넘기거나, 결제마다 GET /api/payment/…로 조회하세요.',
  ],
  [
    'The element is not built: {file} is missing. Run: npm run build',
    '엘리먼트가 빌드되지 않았습니다. {file} 파일이 없습니다. npm run build 명령을 실행하세요.',
  ],
  [
    '--env-file: {file} cannot be read ({reason}).',
    '--env-file: {file} 파일을 읽을 수 없습니다({reason}).',
  ],
  [
    '{setting}: {port} is taken by another program. Stop it, or set {other} to another.',
    '{setting}: 다른 프로그램이 이미 {port}번 포트를 쓰고 있습니다. 그 프로그램을 끄거나 {other} 값을 다른 포트로 바꾸세요.',
  ],
  [
    'HOST: {host} is no address of this machine. Write one that it has, 127.0.0.1, or 0.0.0.0 for all.',
    'HOST: {host} 주소는 이 컴퓨터에 없습니다. 이 컴퓨터의 주소나 127.0.0.1, 또는 모든 주소를 뜻하는 0.0.0.0을 넣으세요.',
  ],
  [
    'HOST: {host} is a name that no address is found for. Write an address of this machine, 127.0.0.1, or 0.0.0.0 for all.',
    'HOST: {host} 이름의 주소를 찾을 수 없습니다. 이 컴퓨터의 주소나 127.0.0.1, 또는 모든 주소를 뜻하는 0.0.0.0을 넣으세요.',
  ],
  [
    '{setting}: the server cannot listen on {address} ({reason}).',
    '{setting}: 서버가 {address}에서 연결을 받을 수 없습니다({reason}).',
  ],
  ['{setting} {problem:setting}', '{setting}: {problem}'],
];
