import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, parseEnvironment, parsePlaces } from '../../bff/config.ts';
import { assertInKorean } from '../support/server/spoken-korean.ts';

const secrets = {
  V2_API_SECRET: 'a secret of at least twenty characters'.replaceAll(' ', '-'),
  V2_WEBHOOK_SECRET: 'whsec_c2VjcmV0IG9uZQ==',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assertInKorean(error.problems);
    return error.problems;
  }
  return [];
}

test('needs nothing but the two secrets', () => {
  const config = parseEnvironment(secrets);
  assert.equal(config.environment, 'test');
  assert.equal(config.channelType, 'TEST');
  assert.equal(config.port, 8080);
  assert.equal(config.host, '0.0.0.0');
  assert.equal(config.apiUrl, 'https://api.portone.io');
  assert.equal(config.sdkUrl, undefined);
  assert.equal(config.postcodeUrl, undefined);
  assert.deepEqual(config.allowedOrigins, []);
});

test('lists every problem at once, each by the name of its setting', () => {
  const problems = problemsOf({
    CHECKOUT_ENV: 'production',
    PORT: 'http',
    ALLOWED_ORIGINS: 'shop.example',
    DATABASE_URL: 'mysql://localhost',
    LOG_LEVEL: 'loud',
    PUBLIC_ORIGIN: 'https://pay.example.com/checkout',
  });
  const names = problems.map((problem) => problem.split(' ')[0]);
  assert.deepEqual(names.toSorted(), [
    'ALLOWED_ORIGINS',
    'CHECKOUT_ENV',
    'DATABASE_URL',
    'LOG_LEVEL',
    'PORT',
    'PUBLIC_ORIGIN',
    'V2_API_SECRET',
    'V2_WEBHOOK_SECRET',
  ]);
});

test('takes an empty value for none', () => {
  assert.equal(parseEnvironment({ ...secrets, PORT: '' }).port, 8080);
  assert.equal(problemsOf({ ...secrets, V2_API_SECRET: '' }).length, 1);
});

test('takes several webhook secrets, so that one can be exchanged for another', () => {
  const config = parseEnvironment({
    ...secrets,
    V2_WEBHOOK_SECRET: 'whsec_b2xkIHNlY3JldA==, whsec_bmV3IHNlY3JldA==',
  });
  assert.deepEqual(config.webhookSecrets, ['whsec_b2xkIHNlY3JldA==', 'whsec_bmV3IHNlY3JldA==']);
});

for (const secret of ['whsec_', 'whsec_not base64!', 'whsec_c2VjcmV0IG9uZQ==,']) {
  test(`[B5] secret empty/not base64: ${secret}`, () => {
    assert.match(problemsOf({ ...secrets, V2_WEBHOOK_SECRET: secret }).join(), /V2_WEBHOOK_SECRET/);
  });
}

test('never repeats a secret in a problem', () => {
  const problems = problemsOf({ V2_API_SECRET: 'short-secret', V2_WEBHOOK_SECRET: 'whsec_!!!' });
  assert.equal(problems.length, 2);
  assert.doesNotMatch(problems.join(), /short-secret|!!!/);
});

test('is a sandbox where a test environment has another PortOne', () => {
  const config = parseEnvironment({ ...secrets, PORTONE_API_URL: 'http://localhost:8082' });
  assert.equal(config.environment, 'sandbox');
  assert.equal(config.sdkUrl, 'http://localhost:8082/v2/browser-sdk.js');
  assert.equal(config.postcodeUrl, 'http://localhost:8082/postcode/postcode.v2.js');
});

test('is never a sandbox with live channels: another address is a proxy then', () => {
  const config = parseEnvironment({
    ...secrets,
    CHECKOUT_ENV: 'live',
    PUBLIC_ORIGIN: 'https://pay.example',
    PORTONE_API_URL: 'https://proxy.example',
  });
  assert.equal(config.environment, 'live');
  assert.equal(config.channelType, 'LIVE');
  assert.equal(config.sdkUrl, undefined);
  assert.equal(config.postcodeUrl, undefined);
});

test('takes origins as they stand in an Origin header, or any', () => {
  const origins = (value: string) =>
    parseEnvironment({ ...secrets, ALLOWED_ORIGINS: value }).allowedOrigins;
  assert.deepEqual(origins('https://a.example, http://localhost:8081'), [
    'https://a.example',
    'http://localhost:8081',
  ]);
  assert.equal(origins('*'), '*');
  for (const wrong of [
    'https://a.example/',
    'https://a.example/shop',
    'a.example',
    '*,https://a.example',
  ]) {
    assert.throws(() => origins(wrong), ConfigError, wrong);
  }
});

test('a server with live channels does not start for pages of any origin', () => {
  const live = { ...secrets, CHECKOUT_ENV: 'live', PUBLIC_ORIGIN: 'https://pay.example' };
  assert.throws(() => parseEnvironment({ ...live, ALLOWED_ORIGINS: '*' }), {
    name: 'ConfigError',
    message: /^ALLOWED_ORIGINS is \*/,
  });
  assert.equal(
    parseEnvironment({ ...live, ALLOWED_ORIGINS: 'https://a.example' }).environment,
    'live',
  );
});

test('knows the files even where other settings are wrong', () => {
  assert.deepEqual(parsePlaces({ DATABASE_URL: 'sqlite:/var/checkout.db', PORT: 'http' }), {
    catalogPath: 'catalog.json',
    databaseUrl: 'sqlite:/var/checkout.db',
  });
});

test('trusts no proxy and limits an address and all orders together, unless it is told otherwise', () => {
  const { trustedProxies, rateLimitPerMinute, ordersPerMinute } = parseEnvironment(secrets);
  assert.deepEqual(
    { trustedProxies, rateLimitPerMinute, ordersPerMinute },
    { trustedProxies: 0, rateLimitPerMinute: 120, ordersPerMinute: 1_200 },
  );
  const changed = parseEnvironment({
    ...secrets,
    TRUST_PROXY: '2',
    RATE_LIMIT_PER_MINUTE: '0',
    ORDERS_PER_MINUTE: '0',
  });
  assert.equal(changed.trustedProxies, 2);
  assert.equal(changed.rateLimitPerMinute, 0);
  assert.equal(changed.ordersPerMinute, 0);
});

test('takes the proxies’ addresses in place of their number', () => {
  const proxiesOf = (value: string) =>
    parseEnvironment({ ...secrets, TRUST_PROXY: value }).trustedProxies;
  assert.deepEqual(proxiesOf('10.0.0.0/8, fd00::/8,127.0.0.1,::1'), [
    '10.0.0.0/8',
    'fd00::/8',
    '127.0.0.1',
    '::1',
  ]);
});

for (const missing of ['', 'http://pay.example']) {
  test(`a server with live channels does not start without knowing its own address: ${missing || 'none'}`, () => {
    const live = { ...secrets, CHECKOUT_ENV: 'live', PUBLIC_ORIGIN: missing };
    assert.match(problemsOf(live).join(), /^PUBLIC_ORIGIN .*https:\/\/pay\.example\.com/);
    assert.deepEqual(problemsOf({ ...live, CHECKOUT_ENV: 'test' }), []);
  });
}

test('hides the metrics unless they have a token or a port of their own', () => {
  const settingsOf = (env: Record<string, string>) => {
    const { metricsToken, metricsPort } = parseEnvironment({ ...secrets, ...env });
    return { metricsToken, metricsPort };
  };
  assert.deepEqual(settingsOf({}), { metricsToken: undefined, metricsPort: undefined });
  assert.deepEqual(settingsOf({ METRICS_TOKEN: '0123456789abcdef', METRICS_PORT: '9464' }), {
    metricsToken: '0123456789abcdef',
    metricsPort: 9464,
  });
  for (const wrong of ['short', 'has a space in the middle', '비밀번호비밀번호비밀번호비밀번호']) {
    assert.match(problemsOf({ ...secrets, METRICS_TOKEN: wrong }).join(), /^METRICS_TOKEN is a/);
  }
  for (const wrong of ['0', '65536', 'http']) {
    assert.match(problemsOf({ ...secrets, METRICS_PORT: wrong }).join(), /^METRICS_PORT is a port/);
  }
  assert.match(
    problemsOf({ ...secrets, METRICS_PORT: '8080' }).join(),
    /^METRICS_PORT is the same/,
  );
});

const wrongProxies = [
  'true',
  '-1',
  '1.5',
  '10',
  ',',
  '10.0.0.0/33',
  '0.0.0.0/0',
  '::/0',
  'fd00::/129',
  '10.0.0.0/8,proxy.example',
  '10.0.0.300',
  'loopback',
  'fe80::1%eth0',
];
for (const wrong of wrongProxies) {
  test(`refuses TRUST_PROXY=${wrong}, and says what it takes`, () => {
    assert.match(
      problemsOf({ ...secrets, TRUST_PROXY: wrong }).join(),
      /^TRUST_PROXY is the number of proxies/,
    );
  });
}

for (const name of ['RATE_LIMIT_PER_MINUTE', 'ORDERS_PER_MINUTE']) {
  for (const wrong of ['off', '-1', '0.5', '1e9', '123456789']) {
    test(`refuses ${name}=${wrong}, and says what it takes`, () => {
      const [problem = ''] = problemsOf({ ...secrets, [name]: wrong });
      assert.ok(problem.startsWith(`${name} is how many`), problem);
    });
  }
}

const live = {
  ...secrets,
  CHECKOUT_ENV: 'live',
  ALLOWED_ORIGINS: 'https://shop.example',
  PUBLIC_ORIGIN: 'https://pay.example',
};
const fulfilment = {
  FULFILMENT_URL: 'https://shop.example/fulfilment',
  FULFILMENT_SECRET: `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
};

const mail = {
  SMTP_URL: 'smtps://me%40shop.example:p%2Fw@smtp.example.com',
  MAIL_FROM: '신발가게 <shop@shop.example>',
};

/** A setting that is refused, and what is to be written instead. */
const refused: Array<[env: Record<string, string>, says: RegExp]> = [
  [{ PORT: ' ' }, /^PORT has nothing but spaces/],
  ...['0x50', '80.0', '8e3', '+80', '-1', '080', '65536', '80a', 'tcp://10.0.0.1:80'].map(
    (PORT): [Record<string, string>, RegExp] => [
      { PORT },
      /^PORT is a port number, .* e\.g\. 8080/,
    ],
  ),
  [{ METRICS_PORT: '0' }, /^METRICS_PORT is a port number, 1 to 65535/],
  [{ METRICS_PORT: '09464' }, /^METRICS_PORT is a port number, .* e\.g\. 9464/],
  [{ PORT: '"8080"' }, /^PORT has a quotation mark .* without/],
  [{ HOST: ' 127.0.0.1' }, /^HOST has a space at its beginning or end/],
  ...['127.0.0.1:8080', 'localhost:8080', 'http://0.0.0.0', '[::]', '*', '10.0.0.0/8'].map(
    (HOST): [Record<string, string>, RegExp] => [
      { HOST },
      /^HOST is the address of this machine .* 127\.0\.0\.1 .* PORT$/,
    ],
  ),
  [{ LOG_LEVEL: 'info\r' }, /^LOG_LEVEL has an invisible character in it, U\+000D/],
  [{ CATALOG: "'catalog.json'" }, /^CATALOG has a quotation mark/],
  [{ CATALOG: '\uFEFFcatalog.json' }, /^CATALOG has an invisible character in it, U\+FEFF after 0/],
  [{ CHECKOUT_ENV: 'LIVE' }, /^CHECKOUT_ENV is either test or live/],
  [{ DATABASE_URL: '$DB' }, /^DATABASE_URL names another variable/],

  [{ V2_API_SECRET: `${secrets.V2_API_SECRET}\u200B` }, /^V2_API_SECRET .* U\+200B after 38/],
  [{ V2_API_SECRET: `"${secrets.V2_API_SECRET}"` }, /^V2_API_SECRET has a quotation mark/],
  [{ V2_API_SECRET: `“${secrets.V2_API_SECRET}” ` }, /^V2_API_SECRET has a quotation mark/],
  [{ V2_API_SECRET: `${secrets.V2_API_SECRET}\u00A0` }, /^V2_API_SECRET .* U\+00A0/],
  [{ V2_API_SECRET: `${secrets.V2_API_SECRET}Ａ` }, /^V2_API_SECRET has .* a letter in it/],
  [{ V2_API_SECRET: fulfilment.FULFILMENT_SECRET }, /goes into V2_WEBHOOK_SECRET/],
  [{ V2_WEBHOOK_SECRET: `${secrets.V2_WEBHOOK_SECRET}\u2060` }, /^V2_WEBHOOK_SECRET .* U\+2060/],
  [{ V2_WEBHOOK_SECRET: `"${secrets.V2_WEBHOOK_SECRET}",whsec_YWJj` }, /a quotation mark/],

  [
    { ALLOWED_ORIGINS: 'https://*.imweb.me' },
    /matches nothing.*each page, e\.g\. https:\/\/shop\.imweb\.me/,
  ],
  [{ ALLOWED_ORIGINS: 'https://쇼핑몰.kr' }, /write https:\/\/xn--352bl7khqr\.kr$/],
  [{ ALLOWED_ORIGINS: 'https://Shop.Example' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'HTTPS://shop.example' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'https://shop.example:443' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'http://shop.example:80' }, /write http:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'https://shop.example/' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'https://shop.example/goods?a=1#b' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'https://me:secret@shop.example' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'https://shop.example.' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'shop.example' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: '//shop.example' }, /write https:\/\/shop\.example$/],
  [{ ALLOWED_ORIGINS: 'localhost:8081' }, /write https:\/\/localhost:8081$/],
  [{ ALLOWED_ORIGINS: 'https://a.example https://b.example' }, /separate them with commas/],
  [{ ALLOWED_ORIGINS: 'https://a.example;https://b.example' }, /separate them with commas/],
  [{ ALLOWED_ORIGINS: 'null' }, /files and sandboxed frames/],
  [{ ALLOWED_ORIGINS: 'file:///home/me/shop.html' }, /no origin of a web page/],
  [{ ALLOWED_ORIGINS: '*,https://a.example' }, /stands alone/],
  [{ PUBLIC_ORIGIN: 'https://pay.example/' }, /^PUBLIC_ORIGIN .* write https:\/\/pay\.example$/],
  ...['*', 'https://*.pay.example', 'https://a.example,https://b.example', 'null'].map(
    (PUBLIC_ORIGIN): [Record<string, string>, RegExp] => [
      { PUBLIC_ORIGIN },
      /^PUBLIC_ORIGIN .* is not one origin: write the one where buyers reach this server, e\.g\. https:/,
    ],
  ),

  [
    { PORTONE_API_URL: 'https://api.portone.io/v2' },
    /^PORTONE_API_URL .* write https:\/\/api\.portone\.io$/,
  ],
  [
    { PORTONE_API_URL: 'https://api.portone.io/?a=1' },
    /^PORTONE_API_URL .* write https:\/\/api\.portone\.io$/,
  ],
  [
    { PORTONE_API_URL: 'https://me:secret@api.portone.io' },
    /^PORTONE_API_URL has a user or a password/,
  ],
  [{ PORTONE_API_URL: 'api.portone.io' }, /^PORTONE_API_URL is not an http\(s\) address/],
  [
    { ...fulfilment, FULFILMENT_URL: 'https://me:secret@shop.example/' },
    /^FULFILMENT_URL .* signature/,
  ],
  [
    { ...fulfilment, FULFILMENT_URL: 'https://secret@shop.example/' },
    /^FULFILMENT_URL .* signature/,
  ],
  [
    { ...fulfilment, FULFILMENT_URL: 'https://shop.example/?token=a#b' },
    /^FULFILMENT_URL .* write %23/,
  ],
  [{ ...fulfilment, FULFILMENT_URL: 'http://127.0.0.1:6000/' }, /^FULFILMENT_URL has port 6000/],
  [{ FULFILMENT_URL: fulfilment.FULFILMENT_URL }, /go together/],
  [{ FULFILMENT_SECRET: fulfilment.FULFILMENT_SECRET }, /go together/],
  [
    { ...fulfilment, FULFILMENT_URL: 'https://a.example/, shop' },
    /^FULFILMENT_URL has a part that is not an http/,
  ],
  [
    { ...fulfilment, FULFILMENT_URL: 'https://a.example/,https://a.example/' },
    /^FULFILMENT_URL names an address twice/,
  ],
  [{ FULFILMENT_URL: 'https://hooks.slack.com/services/a,https://shop.example/' }, /go together/],
  [{ FULFILMENT_URL: 'teams+https://shop.example/' }, /^FULFILMENT_URL is not an http/],
  [{ ...mail, SMTP_URL: 'smtp.example.com:587' }, /^SMTP_URL is not the address of a mail server/],
  [{ ...mail, SMTP_URL: 'https://smtp.example.com' }, /^SMTP_URL is not the address/],
  [{ ...mail, SMTP_URL: 'smtp://me:p/w@smtp.example.com' }, /^SMTP_URL is not the address/],
  [{ ...mail, SMTP_URL: 'smtp://me@smtp.example.com' }, /^SMTP_URL has a name without a password/],
  [{ ...mail, SMTP_URL: 'smtp://me:100%@smtp.example.com' }, /^SMTP_URL has a % /],
  [{ ...mail, MAIL_FROM: '신발가게' }, /^MAIL_FROM is not a sender/],
  [{ ...mail, MAIL_FROM: 'a@b.example, c@d.example' }, /^MAIL_FROM is not a sender/],
  [
    { ...mail, OWNER_EMAIL: 'owner@shop.example;a@b.example' },
    /^OWNER_EMAIL is not a mail address/,
  ],
  [{ SMTP_URL: mail.SMTP_URL }, /SMTP_URL and MAIL_FROM go together/],
  [{ MAIL_FROM: mail.MAIL_FROM }, /SMTP_URL and MAIL_FROM go together/],
  [{ OWNER_EMAIL: 'owner@shop.example' }, /^OWNER_EMAIL is set without SMTP_URL/],
  [{ ...mail, MAILS_PER_HOUR: 'many' }, /^MAILS_PER_HOUR is how many/],
  [{ OWNER_LANGUAGE: 'korean' }, /^OWNER_LANGUAGE is ko, en or ja/],
  [{ KEEP_BUYERS_DAYS: '0' }, /^KEEP_BUYERS_DAYS is for how many days/],
  [{ KEEP_BUYERS_DAYS: '5y' }, /^KEEP_BUYERS_DAYS is for how many days/],

  [{ DATABASE_URL: 'sqlite://./data/x.db' }, /^DATABASE_URL .* write sqlite:\.\/data\/x\.db$/],
  [{ DATABASE_URL: 'sqlite://x.db' }, /^DATABASE_URL .* write sqlite:x\.db$/],
  ...['sqlite:', 'sqlite://', 'sqlite:///', 'sqlite:.', 'sqlite:./data/'].map(
    (DATABASE_URL): [Record<string, string>, RegExp] => [
      { DATABASE_URL },
      /without the path of a file/,
    ],
  ),
  [{ DATABASE_URL: 'sqlite:./x.db?mode=ro' }, /^DATABASE_URL has a \? .* write sqlite:\.\/x\.db$/],
  [{ DATABASE_URL: 'sqlite::mem:' }, /a file of that name/],
  [{ DATABASE_URL: 'sqlite: :memory:' }, /has a space after sqlite:.* write sqlite::memory:$/],
  [{ DATABASE_URL: 'sqlite:file:x.db' }, /a file of that name/],
  [{ DATABASE_URL: 'sqlite:~/x.db' }, /the whole path, e\.g\. sqlite:\/home\/checkout\/x\.db$/],
  [{ DATABASE_URL: './data/x.db' }, /is sqlite: and the path of a file/],
  [
    { DATABASE_URL: 'postgres://me:hunter#2@db/shop' },
    /has a # in its user or password.* write %23 for it$/,
  ],
  [
    { DATABASE_URL: 'postgres://me:12#34@db/shop' },
    /has a # in its user or password.* write %23 for it$/,
  ],
  [
    { DATABASE_URL: 'postgres://me:12?34@db/shop' },
    /has a \? in its user or password.* write %3F for it$/,
  ],
  [
    { DATABASE_URL: 'postgres://me:12/34@db/shop' },
    /has a \/ in its user or password.* write %2F for it$/,
  ],
  [{ DATABASE_URL: 'postgresql://me:a/b#c@db/shop' }, /write %2F for it$/],
  [{ DATABASE_URL: 'postgres://me:pass@db/shop#1' }, /has a # in it/],
  [{ DATABASE_URL: 'postgres://me:pass@db:port/shop' }, /cannot be read as an address/],
];
for (const [env, says] of refused) {
  test(`[M1] a setting that cannot work: ${JSON.stringify(env)}`, () => {
    const problems = problemsOf({ ...secrets, ...env });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems.join(), says);
  });
}

/** What only a server with live channels refuses. */
const refusedLive: Array<[env: Record<string, string>, says: RegExp]> = [
  [{ DATABASE_URL: 'sqlite::memory:' }, /^DATABASE_URL .* lost .* path of a file/],
  [{ PORTONE_API_URL: 'http://proxy.example' }, /^PORTONE_API_URL is http:.* write https:/],
  [{ PORTONE_API_URL: 'http://93.184.215.14' }, /^PORTONE_API_URL is http:/],
  [
    { ...fulfilment, FULFILMENT_URL: 'http://shop.example/' },
    /^FULFILMENT_URL is http:.* write https:/,
  ],
  [{ ...fulfilment, FULFILMENT_URL: 'http://[2606:4700::1]/' }, /^FULFILMENT_URL is http:/],
  [
    { ...fulfilment, FULFILMENT_SECRET: 'whsec_c2VjcmV0IG9uZQ==' },
    /^FULFILMENT_SECRET .*randomBytes/,
  ],
];
for (const [env, says] of refusedLive) {
  test(`[M1] a setting that cannot work: ${JSON.stringify(env)}, with live channels`, () => {
    const problems = problemsOf({ ...live, ...env });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems.join(), says);
    assert.deepEqual(problemsOf({ ...secrets, ...env }), []);
  });
}

const accepted: Record<string, string>[] = [
  { ALLOWED_ORIGINS: ' https://a.example,\n  http://localhost:8081,\n' },
  { ALLOWED_ORIGINS: 'https://xn--352bl7khqr.kr,https://[::1]:8081,http://192.168.0.2' },
  { PORT: '0' },
  { PORT: '65535' },
  { PORTONE_API_URL: 'https://proxy.example:8443/' },
  { PORTONE_API_URL: 'http://127.0.0.1:8082' },
  { ...fulfilment, FULFILMENT_URL: 'http://127.0.0.1:3000/paid?shop=1' },
  { ...fulfilment, FULFILMENT_URL: 'http://[::1]:3000/' },
  { ...fulfilment, FULFILMENT_URL: 'http://shop.localhost:3000/' },
  { ...fulfilment, FULFILMENT_URL: 'https://a.example/?ids=1,2,\n https://b.example/' },
  { FULFILMENT_URL: 'https://hooks.slack.com/services/T0/B0/x' },
  { FULFILMENT_URL: 'apps-script+http://127.0.0.1:3000/exec' },
  mail,
  { ...mail, SMTP_URL: 'smtp://127.0.0.1:1025', OWNER_EMAIL: 'a@shop.example, b@shop.example' },
  { KEEP_BUYERS_DAYS: '3650', OWNER_LANGUAGE: 'en' },
  { DATABASE_URL: 'sqlite:///var/lib/checkout.db' },
  { DATABASE_URL: 'sqlite:./데이터/결제.db' },
  { DATABASE_URL: 'postgres://me:p%23%2F%3F@db:5432/shop?sslmode=require' },
  { DATABASE_URL: 'postgres://me:p@ss@db/shop' },
  { DATABASE_URL: 'postgres://db:5432/shop?user=me@host&password=x' },
  { DATABASE_URL: 'postgresql:///shop?host=/var/run/postgresql' },
  { DATABASE_URL: 'postgres://me:pass@/shop?host=/cloudsql/project:asia-northeast3:shop' },
  { HOST: '::' },
  { HOST: 'fe80::1%eth0' },
  { HOST: 'checkout-1.internal' },
];
for (const env of accepted) {
  test(`takes ${JSON.stringify(env)}, with live channels as well, and says nothing`, () => {
    const long = { V2_WEBHOOK_SECRET: fulfilment.FULFILMENT_SECRET };
    assert.deepEqual(parseEnvironment({ ...live, ...long, ...env }).warnings, []);
  });
}

/** What may be meant, and is said in the log. */
const warned: Array<[env: Record<string, string>, says: RegExp]> = [
  [
    { FULFILLMENT_URL: 'https://shop.example/' },
    /^FULFILLMENT_URL is no setting.* FULFILMENT_URL\?$/,
  ],
  [{ FULFILLMENT_SECRET: 'x' }, /FULFILMENT_SECRET\?$/],
  [{ ALLOWED_ORIGIN: 'https://shop.example' }, /ALLOWED_ORIGINS\?$/],
  [{ allowed_origins: 'https://shop.example' }, /ALLOWED_ORIGINS\?$/],
  [{ ALLOW_ORIGINS: 'https://shop.example' }, /ALLOWED_ORIGINS\?$/],
  [{ DATABASE_URI: 'sqlite:x' }, /DATABASE_URL\?$/],
  [{ DATABASE_ULR: 'sqlite:x' }, /DATABASE_URL\?$/],
  [{ DATABASEURL: 'sqlite:x' }, /DATABASE_URL\?$/],
  [{ CHECKOUT_ENVIRONMENT: 'live' }, /CHECKOUT_ENV\?$/],
  [{ CHECKOUT_ENVS: 'live' }, /CHECKOUT_ENV\?$/],
  [{ CATLAOG: 'x' }, /CATALOG\?$/],
  [{ METRIC_PORT: '9464' }, /METRICS_PORT\?$/],
  [{ CATALOGUE: 'x' }, /CATALOG\?$/],
  [{ CATALOG_PATH: 'x' }, /CATALOG\?$/],
  [{ CATALOG_FILE: 'x' }, /CATALOG\?$/],
  [{ LOG_LEVEL_NAME: 'debug' }, /LOG_LEVEL\?$/],
  [{ TRUST_PROXIES: '1' }, /TRUST_PROXY\?$/],
  [{ PUBLIC_ORGIN: 'https://pay.example' }, /PUBLIC_ORIGIN\?$/],
  [{ RATE_LIMIT_PER_MIN: '1' }, /RATE_LIMIT_PER_MINUTE\?$/],
  [{ PROT: '1' }, /^PROT is no setting.* PORT\?$/],
  [{ PORTONE_API_URI: 'x' }, /PORTONE_API_URL\?$/],
  [{ V2_WEBHOOK_SECRETS: 'x' }, /V2_WEBHOOK_SECRET\?$/],
  [{ ...fulfilment, FULFILMENT_URL: 'http://10.0.0.5:3000/' }, /^FULFILMENT_URL is http:/],
  [{ ...fulfilment, FULFILMENT_URL: 'http://shop:3000/' }, /^FULFILMENT_URL is http:/],
  [
    { ...fulfilment, FULFILMENT_URL: 'http://shop.default.svc.cluster.local/' },
    /^FULFILMENT_URL is/,
  ],
  [{ PORTONE_API_URL: 'http://proxy.internal' }, /^PORTONE_API_URL is http:/],
  [{ V2_WEBHOOK_SECRET: 'whsec_c2VjcmV0IG9uZQ==' }, /^V2_WEBHOOK_SECRET .* 24 bytes/],
];
for (const [env, says] of warned) {
  test(`[M2] a setting that is misspelt, or hardly meant: ${JSON.stringify(env)}`, () => {
    const long = { V2_WEBHOOK_SECRET: fulfilment.FULFILMENT_SECRET };
    const { warnings } = parseEnvironment({ ...live, ...long, ...env });
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings.join(), says);
    assertInKorean(warnings);
  });
}

test('lists what is probably misspelt with what is missing', () => {
  const { V2_WEBHOOK_SECRET } = secrets;
  const problems = problemsOf({ V2_WEBHOOK_SECRET, V2_API_SECERT: secrets.V2_API_SECRET });
  assert.match(problems.join('\n'), /^V2_API_SECRET is missing.*\nV2_API_SECERT is no setting/);
});

test('says nothing of the variables that a machine has of its own', () => {
  const others = [
    ['HOME', 'HOSTNAME', 'PATH', 'POST', 'SPORT', 'host', 'PORTS', 'LOGNAME', 'TERM', 'PGPORT'],
    ['HTTPS_PROXY', 'npm_config_loglevel', 'npm_package_name', 'CHECKOUT_PORT', 'CHECKOUT_URL'],
    ['CHECKOUT_SERVICE_HOST', 'CHECKOUT_PORT_8080_TCP_ADDR', 'DATABASE_USER', 'PUBLIC_URL'],
    ['CATALOG_PORT', 'CATALOG_SERVICE_PORT_HTTP', 'METRICS_PORT_9464_TCP', 'METRICS_SERVICE_HOST'],
    ['NODE_ENV', 'NODE_OPTIONS', 'DATABASE_HOST', 'CATALINA_HOME', 'V2_KEY', 'LC_ALL'],
  ].flat();
  const { warnings } = parseEnvironment({
    ...secrets,
    V2_WEBHOOK_SECRET: fulfilment.FULFILMENT_SECRET,
    ...Object.fromEntries(others.map((name) => [name, 'theirs'])),
    // Another's beside ours, which is there.
    DATABASE_URL: 'sqlite:./x.db',
    DATABASE_URL_REPLICA: 'postgres://replica/shop',
    FULFILLMENT_URL: '',
  });
  assert.deepEqual(warnings, []);
});

test('never repeats a secret of an address', () => {
  const problems = problemsOf({
    ...secrets,
    ...fulfilment,
    FULFILMENT_URL: 'https://me:hunter2@shop.example/',
    DATABASE_URL: 'postgres://me:hunter2#@db/shop',
    PORTONE_API_URL: 'https://hunter2@api.portone.io',
    V2_API_SECRET: '"hunter2-hunter2-hunter2"',
  });
  assert.equal(problems.length, 4);
  assert.doesNotMatch(problems.join(), /hunter2/);
});

test('reads addresses, what each of them understands, and how mail is sent', () => {
  const url = 'https://a.example/?ids=1,2,https://script.google.com/macros/s/x/exec?key=1';
  const {
    fulfilment: read,
    mail: sent,
    keepBuyersDays,
  } = parseEnvironment({
    ...secrets,
    ...fulfilment,
    FULFILMENT_URL: `${url}, https://hooks.slack.com/services/x,slack+https://chat.example/hook`,
    ...mail,
    OWNER_EMAIL: 'a@shop.example, b@shop.example',
  });
  assert.deepEqual(read?.addresses, [
    { url: 'https://a.example/?ids=1,2', format: 'standard' },
    { url: 'https://script.google.com/macros/s/x/exec?key=1', format: 'apps-script' },
    { url: 'https://hooks.slack.com/services/x', format: 'slack' },
    { url: 'https://chat.example/hook', format: 'slack' },
  ]);
  assert.deepEqual(sent, {
    smtpUrl: mail.SMTP_URL,
    from: { name: '신발가게', address: 'shop@shop.example' },
    owners: ['a@shop.example', 'b@shop.example'],
    perHour: 500,
    requiresTls: true,
  });
  assert.equal(keepBuyersDays, 1_826, 'five years, as Korean law asks of records of sales');
});
