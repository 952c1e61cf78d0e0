/**
 * PortOne's API as far as the benchmarks ask it: every payment that is asked
 * for is paid, in the shape that PortOne recorded one in. PAYMENT says how it
 * differs from that one, DELAY how many milliseconds an answer takes.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

const recorded = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../bff/scenarios/kakaopay-paid.json'), 'utf8'),
);
const change = JSON.parse(process.env.PAYMENT ?? '{}');
const delay = Number(process.env.DELAY ?? 0);

const payment = JSON.stringify({
  ...recorded,
  ...change,
  channel: { ...recorded.channel, ...change.channel },
  amount: { ...recorded.amount, ...change.amount },
  id: '<id>',
});
const [before, after] = payment.split('<id>') as [string, string];
const paymentPath = /^\/payments\/([\w-]+)(\?|$)/;

const server = createServer((request, response) => {
  request.resume();
  const id = paymentPath.exec(request.url ?? '')?.[1];
  const body =
    id !== undefined && request.method === 'GET'
      ? `${before}${id}${after}`
      : // What is asked for besides: the list of changes, and amounts that are pinned.
        '{"items":[],"page":{"number":0,"size":50,"totalCount":0}}';
  const answer = () =>
    response
      .writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      })
      .end(body);
  if (delay > 0) setTimeout(answer, delay);
  else answer();
});
// Longer than a part of the benchmark, so that no request meets a connection that is being closed.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
