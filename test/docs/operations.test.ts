/** What docs/operations.md gives to be copied, and how docs/settings.md starts the server. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { parseEnvironment } from '../../bff/config.ts';
import type { OrderAnswer } from '../../component/api/contract.ts';
import { createSandbox } from '../../demo/sandbox/sandbox.ts';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { readQr } from '../support/pages/read-qr.ts';
import { writeApplication } from '../support/server/application.ts';
import { aCatalog, apiSecret, webhookSecret } from '../support/server/checkout-server.ts';
import { deployFile, unitEnvironment } from '../support/server/deploy-files.ts';
import { freePort } from '../support/server/free-port.ts';
import { startServerProcess } from '../support/server/server-process.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

const { folder, remove } = writeApplication({ 'catalog.json': aCatalog() });
const sandbox = createSandbox({ apiSecret, stores: [] });
let sandboxUrl: string;
before(async () => {
  sandboxUrl = await sandbox.listen();
});
after(async () => {
  await sandbox.close();
  remove();
});

/** Where a server of this file's is: no setting of these is in the documents. */
const places = () => ({
  CATALOG: join(folder, 'catalog.json'),
  DATABASE_URL: `sqlite:${join(folder, 'checkout.db')}`,
  PORTONE_API_URL: sandboxUrl,
  PORT: '0',
});

/** Secrets in place of `…`. */
const withSecrets = (text: string) =>
  text
    .replace('V2_API_SECRET=…', `V2_API_SECRET=${apiSecret}`)
    .replace('V2_WEBHOOK_SECRET=whsec_…', `V2_WEBHOOK_SECRET=${webhookSecret}`);

for (const [document, section] of [
  ['docs/settings.md', 'Start'],
  ['docs/settings.ko.md', '실행'],
] as const) {
  test(`the commands of ${document} start a server that the shop's pages may use`, async (t) => {
    const [build, start = ''] = documentBlock(document, section).split('\n');
    assert.equal(build, 'npm ci && npm run build');
    const server = spawn('sh', ['-c', withSecrets(start)], {
      cwd: root,
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...places() },
      stdio: ['ignore', 'pipe', 'inherit'],
      // npm, its shell and the server end together.
      detached: true,
    });
    t.after(() => process.kill(-(server.pid as number), 'SIGKILL'));
    const port = await listeningPort(server.stdout);
    const item = (origin: string) =>
      fetch(`http://127.0.0.1:${port}/api/items/shoes`, { headers: { origin } });
    assert.equal((await item('https://shop.example')).status, 200);
    assert.equal((await item('https://other.example')).status, 403);
  });
}

async function listeningPort(log: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: log })) {
    if (!line.startsWith('{')) continue;
    const { msg, address } = JSON.parse(line);
    if (msg !== 'listening') continue;
    log.resume();
    return address.port;
  }
  throw new Error('The server ended before it listened');
}

const metricsToken = '0123456789abcdef';

/** Directives of nginx's, each as its words. */
const directives = deployFile('nginx.conf')
  .split('\n')
  .map((line) => line.trim().replace(/;$/, '').split(/\s+/));

/** A proxy with TLS before it that sends on what nginx would, by its file. */
async function proxyTo(serverUrl: string) {
  const headersOf = (request: IncomingMessage) => {
    const variables: Record<string, string> = {
      $http_host: request.headers.host ?? '',
      $proxy_add_x_forwarded_for: [request.headers['x-forwarded-for'], '203.0.113.7']
        .filter(Boolean)
        .join(', '),
      $scheme: 'https',
    };
    const set = directives.filter(([name]) => name === 'proxy_set_header');
    return {
      ...request.headers,
      ...Object.fromEntries(
        set.map(([, name = '', value = '']) => [name.toLowerCase(), variables[value] ?? value]),
      ),
    };
  };
  const proxy = createServer((request, response) => {
    const { method, url } = request;
    const onward = httpRequest(
      `${serverUrl}${url}`,
      { ...(method && { method }), headers: headersOf(request) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const { port } = proxy.address() as AddressInfo;
  return {
    /** What a client gets that came to `https://pay.example.com`. */
    get: (path: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number; body: Uint8Array }>((answered, failed) => {
        const options = { port, path, headers: { host: 'pay.example.com', ...headers } };
        const asked = httpRequest(options, async (answer) =>
          answered({ status: answer.statusCode ?? 0, body: await buffer(answer) }),
        );
        asked.on('error', failed).end();
      }),
    stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

test('behind nginx the server knows its address and its clients, whatever these say', async (t) => {
  const server = await startServerProcess({
    TRUST_PROXY: '1',
    RATE_LIMIT_PER_MINUTE: '3',
    PUBLIC_ORIGIN: 'https://pay.example.com',
  });
  t.after(() => server.stop());
  const proxy = await proxyTo(server.url);
  t.after(() => proxy.stop());
  for (const claim of ['', 'http', 'evil.example'] as const) {
    const { status, body } = await proxy.get(
      '/checkout/shoes/qr.png',
      claim === ''
        ? {}
        : { 'x-forwarded-proto': claim, 'x-forwarded-host': claim, 'x-forwarded-for': claim },
    );
    assert.equal(status, 200);
    assert.equal(readQr(body), 'https://pay.example.com/checkout/shoes');
  }
  const { status } = await proxy.get('/checkout/shoes/qr.png', {
    'x-forwarded-for': '198.51.100.1',
  });
  assert.equal(status, 429, 'a client is who nginx says it is');
  assert.equal((await proxy.get('/metrics')).status, 404);
});

test('both proxies lead to where the server listens unless it is told otherwise', () => {
  const { port } = parseEnvironment({ V2_API_SECRET: apiSecret, V2_WEBHOOK_SECRET: webhookSecret });
  const [, nginx] = directives.find(([name, to]) => name === 'server' && to !== '{') ?? [];
  assert.equal(nginx, `127.0.0.1:${port}`);
  assert.equal(
    documentBlock('docs/operations.md', 'Proxies'),
    `pay.example.com {\n  reverse_proxy 127.0.0.1:${port}\n}\n`,
  );
});

test('the operator’s commands are understood, and done in the server’s database', async (t) => {
  const server = await startServerProcess({});
  t.after(() => server.stop());
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite:${join(server.folder, 'data/checkout.db')}`,
  };
  const held = documentBlock('docs/operations.md', 'The orders command').trim();
  const asUser = documentBlock('docs/operations.md', 'The orders command', 2).trim();
  const url = unitEnvironment('checkout.service').DATABASE_URL;
  assert.equal(
    asUser,
    `sudo -u checkout env DATABASE_URL=${url} /opt/checkout/node_modules/.bin/portone-checkout-orders held`,
  );
  const dead = documentBlock('docs/operations.md', 'Events that were given up').trim();
  for (const [command, answer] of [
    [held, /^Nothing is held/],
    [dead, /^0 events are due now/],
  ] as const) {
    const { stdout } = await run('sh', ['-c', command], { cwd: root, env });
    assert.match(stdout, answer);
  }
});

/** SQLite's own shell, or as much of it as a backup needs. */
const SQLITE = `command -v sqlite3 >/dev/null || sqlite3() {
  "$NODE" -e "new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec(process.argv[2])" "$@"
}`;

test('what was backed up on SQLite while the server ran is there again', async (t) => {
  const place = writeApplication({});
  t.after(place.remove);
  mkdirSync(join(place.folder, 'data'));
  const env = { DATABASE_URL: `sqlite:${join(place.folder, 'data/checkout.db')}` };
  const shell = (command: string) =>
    run('sh', ['-ec', `${SQLITE}\n${command}`], {
      cwd: place.folder,
      env: { PATH: process.env.PATH, NODE: process.execPath, NODE_NO_WARNINGS: '1' },
    });
  const first = await startServerProcess(env);
  t.after(() => first.stop());
  const placeOrder = async () => {
    const answer = await first.post('/api/orders', { itemId: 'shoes' });
    return ((await answer.json()) as OrderAnswer).paymentId;
  };
  const early = await placeOrder();
  await shell(documentBlock('docs/operations.md', 'Backups', 1));
  const late = await placeOrder();
  await first.stop();
  const restore = documentBlock('docs/operations.md', 'Backups', 3);
  const [, named = ''] = /cp (\S+)/.exec(restore) ?? [];
  const made = readdirSync(place.folder).filter((name) => name.endsWith('.db'));
  assert.match(named, /^checkout-\d{4}-\d\d-\d\d\.db$/);
  assert.match(made.join(), /^checkout-\d{4}-\d\d-\d\d\.db$/);
  renameSync(join(place.folder, made[0] ?? ''), join(place.folder, named));
  await shell(restore);
  const second = await startServerProcess(env);
  t.after(() => second.stop());
  const statusOf = async (paymentId: string) =>
    (await fetch(`${second.url}/api/payment/${paymentId}`)).status;
  assert.deepEqual([await statusOf(early), await statusOf(late)], [200, 404]);
});

test('PostgreSQL’s tools are given the server’s database and a file of the day', async () => {
  const argumentsOf = async (command: string, program: string) => {
    const shell = `${program}() { printf '%s\\n' "$@"; }\n${command}`;
    const env = { PATH: process.env.PATH, DATABASE_URL: 'postgres://shop@db/checkout' };
    const { stdout } = await run('sh', ['-ec', shell], { env });
    return stdout
      .trim()
      .replace(/\d{4}-\d\d-\d\d/, 'DAY')
      .split('\n');
  };
  assert.deepEqual(
    await argumentsOf(documentBlock('docs/operations.md', 'Backups', 2), 'pg_dump'),
    ['--no-unlogged-table-data', '-Fc', '-f', 'checkout-DAY.dump', 'postgres://shop@db/checkout'],
  );
  assert.deepEqual(
    await argumentsOf(documentBlock('docs/operations.md', 'Backups', 4), 'pg_restore'),
    ['--clean', '--if-exists', '-d', 'postgres://shop@db/checkout', 'checkout-DAY.dump'],
  );
});

test('Prometheus reads the server where it listens, with the token that it wants', async (t) => {
  const scrape = documentBlock('docs/operations.md', 'Alerts');
  const { port } = parseEnvironment({ V2_API_SECRET: apiSecret, V2_WEBHOOK_SECRET: webhookSecret });
  assert.match(scrape, new RegExp(`^ {6}- targets: \\['127\\.0\\.0\\.1:${port}'\\]$`, 'm'));
  assert.match(scrape, /^ {4}authorization:\n {6}credentials_file: \//m);
  const metricsPort = await freePort();
  const server = await startServerProcess({
    METRICS_TOKEN: metricsToken,
    METRICS_PORT: String(metricsPort),
  });
  t.after(() => server.stop());
  const headers = { authorization: `Bearer ${metricsToken}` };
  for (const url of [server.url, `http://127.0.0.1:${metricsPort}`]) {
    assert.equal((await fetch(`${url}/metrics`, { headers })).status, 200, url);
    assert.equal((await fetch(`${url}/metrics`)).status, 404, url);
  }
});

test('the alerts are about numbers that the server has', async (t) => {
  const server = await startServerProcess({ METRICS_TOKEN: metricsToken });
  t.after(() => server.stop());
  const headers = { authorization: `Bearer ${metricsToken}` };
  const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text();
  const rules = deployFile('alerts.yml').match(/^ {8}expr: .*$/gm) ?? [];
  assert.ok(rules.length > 5);
  for (const rule of rules) {
    for (const [name] of rule.matchAll(/checkout_\w+/g)) {
      assert.match(metrics, new RegExp(`^# TYPE ${name} `, 'm'), rule);
    }
  }
});
