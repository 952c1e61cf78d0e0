import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, parseEnvironment, parsePlaces } from '../../bff/config.ts';

const secrets = {
  V2_API_SECRET: 'a secret of at least twenty characters'.replaceAll(' ', '-'),
  V2_WEBHOOK_SECRET: 'whsec_c2VjcmV0IG9uZQ==',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
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
});

test('is never a sandbox with live channels: another address is a proxy then', () => {
  const config = parseEnvironment({
    ...secrets,
    CHECKOUT_ENV: 'live',
    PORTONE_API_URL: 'https://proxy.example',
  });
  assert.equal(config.environment, 'live');
  assert.equal(config.channelType, 'LIVE');
  assert.equal(config.sdkUrl, undefined);
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
  const live = { ...secrets, CHECKOUT_ENV: 'live' };
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

for (const wrong of ['true', '-1', '1.5', '10', '10.0.0.0/8']) {
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
