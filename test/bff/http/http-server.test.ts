import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type RequestListener, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { closeServer, httpServer } from '../../../bff/http/http-server.ts';
import { everythingFrom, openConnection, readRaw } from '../../support/server/raw-http.ts';

async function listen(
  t: TestContext,
  handler: RequestListener,
  options: ServerOptions = {},
  idleTimeoutMs?: number,
) {
  const server = httpServer(handler, options, idleTimeoutMs);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const quick: ServerOptions = {
  headersTimeout: 100,
  requestTimeout: 200,
  connectionsCheckingInterval: 20,
};

test('gives a request ten seconds to arrive, headers and body together', () => {
  const server = httpServer(() => {});
  // Node looks every half a second.
  assert.ok(server.requestTimeout <= 9_500, `${server.requestTimeout}`);
  assert.ok(server.headersTimeout <= server.requestTimeout);
});

test('answers 408 REQUEST_TIMEOUT, in JSON, to headers that do not end', async (t) => {
  const { url } = await listen(t, () => {}, quick);
  const socket = await openConnection(url);
  const answer = everythingFrom(socket);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
  const { status, body } = readRaw(await answer);
  assert.equal(status, 408);
  assert.equal(body.code, 'REQUEST_TIMEOUT');
});

test('closes a connection that sent nothing without a word, and answers the next one', async (t) => {
  const { url } = await listen(t, (_request, response) => response.end('well'), quick);
  assert.equal(await everythingFrom(await openConnection(url)), '');
  assert.equal(await (await fetch(url)).text(), 'well');
  // One that was used before is not silent: what it sends after that is answered as ever.
  const socket = await openConnection(url);
  const answer = everythingFrom(socket);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  socket.write('GET / HTTP/1.1\r\nHost:');
  assert.match(await answer, /^HTTP\/1\.1 200[\s\S]*HTTP\/1\.1 408/);
});

test('cuts off a body that goes on although its answer is out', async (t) => {
  const { url } = await listen(
    t,
    (_request, response) => {
      response.writeHead(413, { 'content-length': 0 }).end();
    },
    quick,
  );
  const socket = await openConnection(url);
  const answer = everythingFrom(socket);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n');
  assert.match(await answer, /^HTTP\/1\.1 413/);
});

/** A kept-alive connection on which a request is under way. */
async function asking(url: string) {
  const agent = new Agent({ keepAlive: true });
  const request = get(url, { agent });
  const answered = once(request, 'response').then(async ([response]) => {
    response.resume();
    await once(response, 'end');
    return response.statusCode as number;
  });
  return { answered, agent };
}

test('closes with the answer that it waited for, however long the client would keep the connection', async (t) => {
  const asked = Promise.withResolvers<() => void>();
  const { server, url } = await listen(t, (_request, response) => {
    asked.resolve(() => response.end('done'));
  });
  const { answered, agent } = await asking(url);
  const answer = await asked.promise;
  const closed = closeServer(server, 60_000);
  answer();
  assert.equal(await answered, 200);
  const begun = performance.now();
  await closed;
  assert.ok(performance.now() - begun < 2_000, 'the idle connection held it');
  agent.destroy();
});

test('closes at its deadline although a request hangs', async (t) => {
  const asked = Promise.withResolvers<void>();
  const { server, url } = await listen(t, () => asked.resolve());
  const { answered, agent } = await asking(url);
  const cut = assert.rejects(answered, { code: 'ECONNRESET' });
  await asked.promise;
  const begun = performance.now();
  await closeServer(server, 100);
  const milliseconds = performance.now() - begun;
  assert.ok(milliseconds >= 95 && milliseconds < 2_000, `${milliseconds} ms`);
  await cut;
  agent.destroy();
});

const pipelined = (count: number) => 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(count);

test('[S6] pipelined requests whose answers are not read: 64 kB of them', async (t) => {
  let asked = 0;
  const { url } = await listen(t, (_request, response) => {
    asked += 1;
    response.end(`${'x'.repeat(100_000)}\n`);
  });
  const socket = await openConnection(url);
  socket.pause();
  socket.write(pipelined(2_000));
  // The server is at them, and at other clients.
  assert.equal((await fetch(url)).status, 200);
  const everything = everythingFrom(socket);
  socket.resume();
  const answer = await everything;
  assert.equal(asked, 17, 'the other client’s is one of them');
  assert.equal(answer.match(/^HTTP\/1\.1 200/gm)?.length, 16);
  const [, last = ''] = answer.split('HTTP/1.1 429 ');
  const { body } = readRaw(`HTTP/1.1 429 ${last}`);
  assert.equal(body.code, 'RATE_LIMITED');
  assert.match(last, /^Connection: close\r$/m);
});

test('[S6] pipelined requests whose answers are not read: are cut off', async (t) => {
  const closed = Promise.withResolvers<void>();
  const { url } = await listen(
    t,
    (request, response) => {
      request.socket.once('close', () => closed.resolve());
      // More than any buffer on the way takes.
      response.end(Buffer.alloc(30_000_000));
    },
    {},
    100,
  );
  const socket = await openConnection(url);
  socket.pause();
  socket.write(pipelined(1));
  await closed.promise;
  socket.destroy();
});

test('[S6] pipelined requests whose answers are not read: those that are read go on', async (t) => {
  const { url } = await listen(t, (_request, response) => response.end('done'));
  const socket = await openConnection(url);
  for (let round = 0; round < 20; round += 1) {
    const answers = once(socket, 'data');
    socket.write(pipelined(1));
    assert.match(String(await answers), /^HTTP\/1\.1 200/);
  }
  socket.destroy();
});

test('gives an answer longer than any takes before it is cut off', () => {
  assert.ok(httpServer(() => {}).timeout >= 20_000);
});
