import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import type { OrderAnswer, PaymentAnswer } from '../../component/api/contract.ts';
import packageFile from '../../package.json' with { type: 'json' };
import {
  aCatalog,
  aMethod,
  anItem,
  apiSecret,
  paymentRequest,
  webhookSecret,
} from '../support/server/checkout-server.ts';
import { startServerProcess } from '../support/server/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'main-'));
const main = resolve(import.meta.dirname, '../../bff/start.js');
const catalog = join(folder, 'catalog.json');
writeFileSync(catalog, aCatalog());

before(() => {
  const built = resolve(import.meta.dirname, '../../dist/portone-checkout.js');
  assert.ok(existsSync(built), 'npm run build makes what the server serves');
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Exit code and everything that a server said which does not start. */
async function problemsOf(env: Record<string, string>) {
  const server = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env },
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // Whatever a test says before: nothing is left running.
  after(() => server.kill('SIGKILL'));
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((exited) => server.on('close', exited));
  return { code, said };
}

const settings = (change: Record<string, string> = {}) => ({
  V2_API_SECRET: apiSecret,
  V2_WEBHOOK_SECRET: webhookSecret,
  CATALOG: catalog,
  DATABASE_URL: `sqlite:${join(folder, 'checkout.db')}`,
  PORT: '0',
  HOST: '127.0.0.1',
  ...change,
});

test('says in Korean why it does not start, where that is the language', async () => {
  const { code, said } = await problemsOf({
    LANG: 'ko_KR.UTF-8',
    V2_API_SECRET: apiSecret,
    CATALOG: 'none.json',
    DATABASE_URL: 'mysql://localhost',
  });
  assert.equal(code, 1);
  assert.match(said, /^서버가 시작되지 않습니다:$/m);
  assert.match(said, /^ {2}- V2_WEBHOOK_SECRET: 값이 없습니다\. 포트원 콘솔 결제연동/m);
  assert.match(said, /^ {2}- DATABASE_URL: sqlite: 뒤에 파일 경로를 넣거나/m);
  assert.match(said, /^ {2}- CATALOG: .*none\.json 파일을 읽을 수 없습니다\(ENOENT\)/m);
});

test('does not start with wrong settings: exit code 1 and the whole list, files included', async () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, aCatalog({ items: [anItem({ price: 10.5, currency: 'WON' })] }));
  const notAFolder = join(folder, 'not-a-folder');
  writeFileSync(notAFolder, '');
  const { code, said } = await problemsOf({
    PORT: '99999',
    CATALOG: broken,
    DATABASE_URL: `sqlite:${notAFolder}/checkout.db`,
  });
  assert.equal(code, 1);
  for (const problem of [
    /V2_API_SECRET is missing/,
    /V2_WEBHOOK_SECRET is missing/,
    /PORT is a port number/,
    /items\[0\]\.price/,
    /"WON"/,
    /DATABASE_URL: .* cannot be opened for writing/,
  ]) {
    assert.match(said, problem);
  }
  assert.doesNotMatch(said, /\n\s+at /);
});

const oldNode = resolve(import.meta.dirname, '../support/server/as-node-20.js');
for (const file of ['start.js', 'start-orders.js', 'start-database.js']) {
  test(`[M3] a Node that is too old: ${file}`, async () => {
    const started = spawn(process.execPath, ['--import', oldNode, resolve(main, '..', file)]);
    let said = '';
    started.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const code = await new Promise((exited) => started.on('close', exited));
    assert.equal(code, 1);
    const { node } = packageFile.engines;
    assert.match(
      said,
      /^portone-checkout needs Node \d+\.\d+ or newer, .* v20\.20\.2: install Node .*\n$/,
    );
    assert.ok(said.includes(`Node ${node.replace('>=', '')} or newer`), said);
  });

  test(`has nothing that a Node of 2020 cannot read before it looks at the version: ${file}`, () => {
    for (const name of [file, 'require-node.js']) {
      const source = readFileSync(resolve(main, '..', name), 'utf8');
      const imported = [...source.matchAll(/^import .* from '(.*)';$/gm)].map(([, from]) => from);
      assert.deepEqual(imported, name === file ? ['./require-node.js'] : []);
      assert.doesNotMatch(source, /^(?:const .*= )?await |\?\.|\?\?|import\.meta\.(dir|file)name/m);
    }
  });
}

test('[M2] a setting that is misspelt, or hardly meant: is in the log of the start, and that no system is told of what is paid', async () => {
  const env = settings({ FULFILLMENT_URL: 'https://shop.example/' });
  const server = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  after(() => server.kill('SIGKILL'));
  const warnings: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    const { level, msg } = JSON.parse(line);
    if (level === 40) warnings.push(msg);
    if (msg === 'listening') break;
  }
  server.kill('SIGKILL');
  assert.match(warnings.join('\n'), /^FULFILLMENT_URL is no setting.* is it FULFILMENT_URL\?$/m);
  assert.match(warnings.join('\n'), /^no system is told of what is paid: set FULFILMENT_URL/m);
});

test('says once which address the owner has to set at a gateway, and not again where the catalog changes', async () => {
  const account = {
    payMethod: 'VIRTUAL_ACCOUNT',
    pgProvider: 'KCP_V2',
    virtualAccount: { accountExpiry: { validHours: 24 } },
  };
  const path = join(folder, 'accounts.json');
  writeFileSync(path, aCatalog({ methods: [aMethod(account)] }));
  const server = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...settings({ CATALOG: path }) },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  after(() => server.kill('SIGKILL'));
  const warnings: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    const { level, msg } = JSON.parse(line);
    if (level === 40) warnings.push(msg);
    if (msg === 'listening') {
      writeFileSync(path, aCatalog({ methods: [aMethod({ ...account, locale: 'JA_JP' })] }));
    }
    if (/heeds for locale only/.test(msg)) break;
  }
  server.kill('SIGKILL');
  const told = warnings.filter((warning) => warning.includes('tx-gateway-service.prod.iamport.co'));
  assert.equal(told.length, 1);
  assert.match(told[0] as string, /^NHN KCP tells PortOne of a deposit only where/);
});

test('says that a catalog is not JSON', async () => {
  const broken = join(folder, 'not.json');
  writeFileSync(broken, '{');
  const { code, said } = await problemsOf(settings({ CATALOG: broken }));
  assert.equal(code, 1);
  assert.match(said, /not JSON/);
});

test('says that a folder cannot be a database', async () => {
  mkdirSync(join(folder, 'folder.db'));
  const { code, said } = await problemsOf(
    settings({ DATABASE_URL: `sqlite:${join(folder, 'folder.db')}` }),
  );
  assert.equal(code, 1);
  assert.match(said, /DATABASE_URL/);
});

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/portone-checkout');

async function startAndEnd(): Promise<void> {
  const server = await startServerProcess({});
  server.process.kill('SIGTERM');
  const code = await exitOf(server.process);
  await server.stop();
  assert.equal(code, 0);
}

test('keeps what Node compiled for the next start', async () => {
  rmSync(cache, { recursive: true, force: true });
  await startAndEnd();
  assert.ok(statSync(cache).isDirectory());
});

test('starts where that cannot be kept', async () => {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(resolve(cache, '..'), { recursive: true });
  writeFileSync(cache, 'no folder');
  after(() => rmSync(cache, { recursive: true, force: true }));
  await startAndEnd();
});

test('says that a port is taken', async () => {
  const occupant = createServer();
  const { port } = new URL(await listening(occupant));
  const { code, said } = await problemsOf(settings({ PORT: port }));
  await new Promise((closed) => occupant.close(closed));
  assert.equal(code, 1);
  assert.match(said, new RegExp(`PORT: ${port} is taken`));
});

test('says that an address to listen on is another machine’s', async () => {
  // RFC 5737: of documentation, and of no machine.
  const { code, said } = await problemsOf(settings({ HOST: '192.0.2.1' }));
  assert.equal(code, 1);
  assert.match(said, /HOST: 192\.0\.2\.1 is no address of this machine\. .* 0\.0\.0\.0/);
});

test('[E5] SIGTERM: finishes what is under way, and has it when it starts again', async (t) => {
  // PortOne, but slow: the answer waits until it is let go.
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  // The server asks what has changed as soon as it starts.
  const sandboxUrl = Promise.withResolvers<string>();
  const slowPortOne = createServer(async (request, response) => {
    const isQuestion = request.url?.startsWith('/payments/') && request.method === 'GET';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (isQuestion) {
      asked.resolve();
      await gate.promise;
    }
    const answer = await fetch(`${await sandboxUrl.promise}${request.url}`, {
      method: request.method as string,
      headers: { authorization: request.headers.authorization as string },
      ...(request.method !== 'GET' && { body: Buffer.concat(chunks) }),
    });
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(await answer.text());
  });
  t.after(() => slowPortOne.close());
  const env = {
    PORTONE_API_URL: await listening(slowPortOne),
    DATABASE_URL: `sqlite:${join(folder, 'drained.db')}`,
  };

  const first = await startServerProcess(env);
  t.after(() => first.stop());
  sandboxUrl.resolve(first.sandbox.url);
  const order = (await (
    await first.post('/api/orders', { itemId: 'shoes' })
  ).json()) as OrderAnswer;
  await first.sandbox.pay(paymentRequest(order), { result: 'approve' });
  const complete = first.post('/api/payment/complete', { paymentId: order.paymentId });
  await asked.promise;
  first.process.kill('SIGTERM');
  gate.resolve();
  assert.equal((await complete).status, 200);
  assert.equal(await exitOf(first.process), 0);

  const second = await startServerProcess(env);
  t.after(() => second.stop());
  const status = await fetch(`${second.url}/api/payment/${order.paymentId}`);
  assert.equal(((await status.json()) as PaymentAnswer).status, 'PAID');
  second.process.kill('SIGTERM');
  assert.equal(await exitOf(second.process), 0);
});

test('[E5] SIGTERM: to a server that still starts, as process 1 of a container would have it', async (t) => {
  // A database that takes the connection and says nothing.
  const database = createTcpServer();
  t.after(() => database.close());
  await new Promise<void>((listens) => database.listen(0, '127.0.0.1', listens));
  const { port } = database.address() as AddressInfo;
  const connected = once(database, 'connection');
  const server = spawn(process.execPath, [main], {
    env: settings({ DATABASE_URL: `postgres://shop@127.0.0.1:${port}/shop` }),
    stdio: 'ignore',
  });
  t.after(() => server.kill('SIGKILL'));
  const [socket] = await connected;
  t.after(() => socket.destroy());
  server.kill('SIGTERM');
  // With its own code: process 1 is not ended by a signal that it has no listener for.
  assert.deepEqual(await once(server, 'exit'), [0, null]);
});

test('[E5] SIGTERM: to npm start, which waits for the server and ends as it does', async (t) => {
  const npm = spawn('npm', ['start', '--silent'], {
    env: {
      HOME: folder,
      ...settings({
        DATABASE_URL: `sqlite:${join(folder, 'npm.db')}`,
        PORTONE_API_URL: 'http://127.0.0.1:1024',
      }),
      PATH: process.env.PATH,
    },
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  t.after(() => {
    try {
      process.kill(-(npm.pid as number), 'SIGKILL');
    } catch {
      // All of it has ended, as it should.
    }
  });
  let said = '';
  for await (const chunk of npm.stdout) {
    const before = said;
    said += chunk;
    if (!before.includes('"listening"') && said.includes('"listening"')) npm.kill('SIGTERM');
  }
  assert.match(said, /"signal":"SIGTERM","msg":"stopping"/);
  assert.match(said, /"stopped"/);
  assert.equal(npm.exitCode ?? (await exitOf(npm)), 0);
});

test('[E5] SIGTERM: ends within ten seconds, though PortOne hangs and browsers keep their connections', async (t) => {
  const asked = Promise.withResolvers<void>();
  const hangingPortOne = createServer((request, response) => {
    // An order can be placed; what became of its payment is never answered.
    if (request.method === 'POST')
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    else if (request.url?.startsWith('/payments/')) asked.resolve();
  });
  t.after(() => {
    hangingPortOne.closeAllConnections();
    hangingPortOne.close();
  });
  const server = await startServerProcess({ PORTONE_API_URL: await listening(hangingPortOne) });
  t.after(() => server.stop());
  const order = (await (
    await server.post('/api/orders', { itemId: 'shoes' })
  ).json()) as OrderAnswer;
  const complete = server.post('/api/payment/complete', { paymentId: order.paymentId });
  await asked.promise;
  const begun = performance.now();
  server.process.kill('SIGTERM');
  const { status } = await complete;
  assert.equal(status, 503, 'who waits is told to come again');
  assert.equal(await exitOf(server.process), 0);
  const milliseconds = performance.now() - begun;
  assert.ok(milliseconds < 10_000, `${milliseconds} ms`);
});

/** @returns where it listens: a free port of this machine */
async function listening(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function exitOf(server: ChildProcess): Promise<number | null> {
  return new Promise((exited) => server.on('close', exited));
}
