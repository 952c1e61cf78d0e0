import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import Koa from 'koa';
import { pino } from 'pino';
import { CheckoutError } from '../../../../bff/domain/checkout-error.ts';
import { errorResponder } from '../../../../bff/http/middleware/error-responder.ts';

/** What is answered and logged when a route throws. */
async function answerTo(thrown: unknown) {
  let log = '';
  const app = new Koa();
  app.use(errorResponder(pino({ base: null }, { write: (line: string) => (log += line) })));
  app.use(() => {
    throw thrown;
  });
  const server = createServer(app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  const answer = { status: response.status, body: await response.text(), log };
  await new Promise((closed) => server.close(closed));
  return answer;
}

test('answers an unexpected error with 500 and nothing about it, and logs it', async () => {
  const { status, body, log } = await answerTo(new TypeError('secret.password is not a function'));
  assert.equal(status, 500);
  assert.deepEqual(JSON.parse(body), {
    code: 'INTERNAL_ERROR',
    message: 'Something went wrong at the server',
  });
  assert.match(log, /secret\.password/);
});

test('says when to come back, in the words of the part that is not available', async () => {
  const cause = new Error('connect ECONNREFUSED');
  const error = new CheckoutError('UPSTREAM_UNAVAILABLE', 'PortOne did not answer', { cause });
  const { status, log } = await answerTo(error);
  assert.equal(status, 503);
  assert.match(log, /ECONNREFUSED/);
});

test('does not log what a SyntaxError quotes of an answer that could not be read', async () => {
  const [unreadable] = await Promise.allSettled([
    (async () => JSON.parse('홍길동 is not JSON') as unknown)(),
  ]);
  const cause = (unreadable as PromiseRejectedResult).reason as SyntaxError;
  assert.match(cause.message, /홍길동/);
  for (const wrapped of [cause, new Error('unreadable', { cause })]) {
    const error = new CheckoutError('UPSTREAM_UNAVAILABLE', 'PortOne did not answer', {
      cause: wrapped,
    });
    const { log } = await answerTo(error);
    assert.match(log, /SyntaxError/);
    assert.doesNotMatch(log, /홍길동/);
  }
});
