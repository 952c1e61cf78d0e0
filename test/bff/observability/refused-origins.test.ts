import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkoutLog } from '../../../bff/observability/log.ts';
import { refusedOrigins } from '../../../bff/observability/refused-origins.ts';

const HOUR_MS = 3_600_000;

function withClock() {
  const logged: Array<Record<string, unknown>> = [];
  let now = Date.UTC(2026, 10, 30);
  const log = checkoutLog('info', { write: (line) => void logged.push(JSON.parse(line)) });
  return {
    logged,
    refuse: refusedOrigins(log, () => now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('names an origin once in an hour', () => {
  const { logged, refuse, pass } = withClock();
  for (let time = 0; time < 100; time += 1) refuse('https://www.shop.example');
  assert.equal(logged.length, 1);
  pass(HOUR_MS);
  refuse('https://www.shop.example');
  assert.equal(logged.length, 2);
});

test('writes no more than twenty origins in an hour, whoever sends them, and says so', () => {
  const { logged, refuse, pass } = withClock();
  for (let site = 0; site < 1_000; site += 1) refuse(`https://${site}.example`);
  assert.equal(logged.length, 21);
  assert.match(String(logged.at(-1)?.msg), /further origins/);
  pass(HOUR_MS);
  refuse('https://www.shop.example');
  assert.equal(logged.length, 22);
});

test('repeats nothing that is not an origin', () => {
  const { logged, refuse } = withClock();
  for (const text of [
    'https://shop.example/path?token=hunter2',
    'javascript:alert(1)',
    'hunter2\u001b[2J',
    `https://${'a.'.repeat(200)}example`,
    'ÿþ',
  ]) {
    refuse(text);
  }
  assert.equal(logged.length, 1);
  assert.equal(logged[0]?.origin, 'not an origin');
  refuse('null');
  assert.match(String(logged[1]?.msg), /a file, or a frame/);
});

test('says what a page without an origin can do, and lets no frame keep an origin', () => {
  const { logged, refuse } = withClock();
  refuse('null');
  const advice = String(logged[0]?.msg);
  assert.match(advice, /shows items, orders nothing, and leads to this server's page/);
  assert.doesNotMatch(advice, /sandbox="allow-same-origin|add null/);
});
