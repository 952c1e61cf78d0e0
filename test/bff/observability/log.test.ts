import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckoutError } from '../../../bff/domain/checkout-error.ts';
import { checkoutLog } from '../../../bff/observability/log.ts';

/** The line that an error leaves in the log. */
function lineOf(err: unknown): string {
  let log = '';
  checkoutLog('info', { write: (line: string) => (log += line) }).error({ err }, 'it happened');
  return log;
}

function syntaxError(): SyntaxError {
  try {
    JSON.parse('홍길동 is not JSON');
  } catch (error) {
    assert.match((error as SyntaxError).message, /홍길동/);
    return error as SyntaxError;
  }
  throw new Error('홍길동 is JSON');
}

test('writes down what happened and where', () => {
  const line = lineOf(new TypeError('x is not a function', { cause: new Error('for a reason') }));
  assert.match(line, /x is not a function/);
  assert.match(line, /for a reason/);
  assert.match(line, /log\.test\.ts/);
});

test('does not write down what a SyntaxError quotes of what could not be read, however deep it lies', () => {
  const cause = syntaxError();
  for (const error of [
    cause,
    new Error('unreadable', { cause }),
    new CheckoutError('UPSTREAM_UNAVAILABLE', 'PortOne did not answer', {
      cause: new TypeError('terminated', { cause }),
    }),
  ]) {
    const line = lineOf(error);
    assert.doesNotMatch(line, /홍길동/);
    assert.match(line, /not readable/);
    assert.match(line, /log\.test\.ts/);
  }
});
