/**
 * `npm run test:platforms`: what bff/deploy/ holds, as far as it can be tried without Docker's engine and
 * without a booted systemd. The Dockerfile is followed line by line, with the registry that npm is
 * configured for; systemd, nginx and Caddy are Debian's packages.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { parseEnvironment } from '../../bff/config.ts';
import { createSandbox } from '../../demo/sandbox/sandbox.ts';
import { packInto } from '../package/installed-package.ts';
import { onPath } from '../support/browser/engines.ts';
import { aCatalog, apiSecret, webhookSecret } from '../support/server/checkout-server.ts';
import {
  deployFile,
  dockerCommand,
  settingsIn,
  unitValues,
} from '../support/server/deploy-files.ts';
import { freePort } from '../support/server/free-port.ts';
import { selfSigned } from '../support/server/self-signed.ts';
import { type ServerProcess, startServerProcess } from '../support/server/server-process.ts';
import { installPackages, isRootOnDebian } from '../tools/install-browser.ts';
import { buildImage, type ImageRoot, innermostProcess, problemOfNamespaces } from './image-root.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'hosting-'));
after(() => rmSync(work, { recursive: true, force: true }));

/** A program, out of Debian's package of a name where it is not here. */
async function need(program: string, debianPackage: string): Promise<string> {
  process.env.PATH += ':/usr/sbin';
  if (!(await onPath(program)) && isRootOnDebian) {
    // Debian starts no service of a package at this run level.
    process.env.RUNLEVEL = '1';
    installPackages('--no-install-recommends', debianPackage);
  }
  const path = await onPath(program);
  assert.ok(
    path,
    `${program} is not here. Install it, on Debian as root: apt-get install ${debianPackage}`,
  );
  return path;
}

describe('the Dockerfile, step by step', () => {
  const sandbox = createSandbox({
    apiSecret,
    stores: [
      {
        id: 'store-tests',
        name: '신발가게',
        channels: [
          { key: 'channel-key-kakaopay-tests', name: 'test', pgProvider: 'KAKAOPAY', type: 'TEST' },
        ],
      },
    ],
  });
  let image: ImageRoot;
  before(async () => {
    assert.equal(problemOfNamespaces(), undefined);
    await sandbox.listen();
    const context = join(work, 'context');
    mkdirSync(context);
    packInto(context);
    image = buildImage(context);
    writeFileSync(join(image.folder, 'etc/checkout/catalog.json'), aCatalog());
  });
  after(async () => {
    image?.remove();
    await sandbox.close();
  });

  /** The settings of the compose file's container, with its .env. */
  const settings = (port: number) => ({
    ...settingsIn(deployFile('.env.example')),
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    PORTONE_API_URL: sandbox.url,
    TRUST_PROXY: '172.16.0.0/12,192.168.0.0/16',
    PORT: String(port),
  });

  async function startServer(prefix: readonly string[] = []) {
    const port = await freePort();
    const child = image.start([...prefix, ...dockerCommand('CMD')], settings(port));
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const logged: { msg: string; level: number }[] = [];
    for await (const line of lines) {
      logged.push(JSON.parse(line));
      if (logged.at(-1)?.msg === 'listening') break;
    }
    child.stdout?.resume();
    assert.equal(logged.at(-1)?.msg, 'listening', JSON.stringify(logged));
    return { child, port, logged, url: `http://127.0.0.1:${port}` };
  }

  /** SIGTERM to the process itself, and SIGKILL to it where the compose file's patience ends. */
  async function stop(child: ChildProcess): Promise<unknown> {
    const pid = innermostProcess(child);
    const [, seconds] = /stop_grace_period: (\d+)s/.exec(deployFile('compose.yaml')) ?? [];
    const killed = setTimeout(() => process.kill(pid, 'SIGKILL'), Number(seconds) * 1_000);
    const ended = once(child, 'exit');
    process.kill(pid, 'SIGTERM');
    const [code] = await ended;
    clearTimeout(killed);
    return code;
  }

  test('installs the packed file alone: no tool of this repository, no packed file left', () => {
    const modules = join(image.folder, 'srv/checkout/node_modules');
    for (const tool of ['vite', 'typescript', '@biomejs', 'playwright-core']) {
      assert.ok(!readdirSync(modules).includes(tool), tool);
    }
    assert.ok(
      !readdirSync(join(image.folder, 'srv/checkout')).some((name) => name.endsWith('.tgz')),
    );
    const megabytes = Number(
      execFileSync('du', ['-sm', modules], { encoding: 'utf8' }).split('\t')[0],
    );
    console.log(`The server and all that it needs: ${megabytes} MB`);
    assert.ok(megabytes < 100, `${megabytes} MB`);
  });

  test('starts a server that is process 1, another user than root, ready, and over at SIGTERM', async () => {
    const { child, port, logged, url } = await startServer();
    const pid = innermostProcess(child);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    assert.match(status, /^NSpid:.*\t1$/m);
    assert.match(status, /^Uid:\t1000\t1000\t1000\t1000$/m);
    assert.match(status, /^CapEff:\t0+$/m);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    assert.equal((await fetch(`${url}/api/items/shoes`)).status, 200);
    assert.equal((await fetch(`${url}/portone-checkout.js`)).status, 200);
    // That no system is told of what is paid is the example's; nothing else is to be said.
    assert.deepEqual(
      logged.filter(({ level, msg }) => level >= 40 && !/FULFILMENT_URL|bytes/.test(msg)),
      [],
    );
    image.run(dockerCommand('HEALTHCHECK'), { PORT: String(port) });
    assert.equal(await stop(child), 0);
    assert.throws(() => image.run(dockerCommand('HEALTHCHECK'), { PORT: String(port) }));
  });

  test('keeps its orders and what Node compiled in /data, and can write nowhere else', () => {
    const data = readdirSync(join(image.folder, 'data'));
    assert.ok(data.includes('checkout.db') && data.includes('.compiled'), data.join());
    for (const place of [
      '/srv/checkout',
      '/srv/checkout/node_modules',
      '/etc/checkout',
      '/',
      '/usr',
    ]) {
      assert.throws(() => image.run(['sh', '-c', `: >${place}/written 2>/dev/null`]), place);
    }
    image.run(['sh', '-c', ': >/data/written && rm /data/written && : >/tmp/written']);
  });

  test('has the commands of the guide beside the server: orders, backup', async () => {
    const { child } = await startServer();
    assert.match(image.run(['portone-checkout-orders', 'list']), /^(No orders|There are no)/i);
    assert.match(
      image.run(['portone-checkout-database', 'backup', '--to', '/data/backups', '--keep', '14']),
      /^Wrote \/data\/backups\/checkout-.*\.db/,
    );
    assert.equal(await stop(child), 0);
  });

  test('ends at SIGTERM also while it starts: process 1 has no other listener', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const connected = once(silent, 'connection');
    const child = image.start(dockerCommand('CMD'), {
      ...settings(await freePort()),
      DATABASE_URL: `postgres://shop@127.0.0.1:${port}/shop`,
    });
    const [socket] = await connected;
    const code = await stop(child);
    socket.destroy();
    silent.close();
    assert.equal(code, 0);
  });

  test('uses no system call that the unit refuses', async () => {
    const strace = await need('strace', 'strace');
    const analyze = await need('systemd-analyze', 'systemd');
    const { child, url } = await startServer([strace, '-f', '-qq', '-o', '/data/trace']);
    const answer = await fetch(`${url}/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"itemId":"shoes"}',
    });
    await answer.text();
    await stop(child);
    const trace = readFileSync(join(image.folder, 'data/trace'), 'utf8');
    const used = new Set([...trace.matchAll(/^\d+ +([a-z]\w*)\(/gm)].map(([, name = '']) => name));
    assert.ok(
      (used.has('epoll_ctl') && used.has('fsync')) || used.has('fdatasync'),
      [...used].join(),
    );
    const { stdout } = await run(analyze, ['syscall-filter', '--no-pager']);
    const [allow = '', refuse = ''] = unitValues('checkout.service', 'SystemCallFilter');
    const allowed = callsOf(stdout, allow.split(' '));
    const refused = callsOf(stdout, refuse.replace('~', '').split(' '));
    assert.deepEqual(
      [...used].filter((name) => !allowed.has(name) || refused.has(name)),
      [],
    );
  });
});

/** System calls of groups, by the list of `systemd-analyze syscall-filter`. */
function callsOf(list: string, names: readonly string[]): Set<string> {
  const calls = names.flatMap((name) => {
    if (!name.startsWith('@')) return [name];
    const [, body = ''] = new RegExp(`^${name}$\\n((?: +.*\\n|\\n)*)`, 'm').exec(list) ?? [];
    const members = body.split('\n').map((line) => line.trim());
    return [
      ...callsOf(
        list,
        members.filter((line) => line !== '' && !line.startsWith('#')),
      ),
    ];
  });
  return new Set(calls);
}

describe('the units, as systemd reads them', () => {
  const units = readdirSync(join(root, 'bff/deploy')).filter((name) =>
    /\.(service|timer)$/.test(name),
  );
  const folder = join(work, 'units');
  let analyze: string;
  before(async () => {
    analyze = await need('systemd-analyze', 'systemd');
    mkdirSync(folder);
    for (const unit of units) {
      // An instance, with the programs where they are here.
      const text = deployFile(unit)
        .replaceAll('/usr/bin/node', process.execPath)
        .replaceAll('/opt/checkout/node_modules/portone-checkout/lib', root);
      writeFileSync(join(folder, unit.replace('@', '@roses')), text);
    }
  });

  test('are right to its verify', async () => {
    const files = readdirSync(folder).map((name) => join(folder, name));
    const { stdout, stderr } = await run(analyze, ['verify', '--man=no', ...files]);
    assert.equal(stdout + stderr, '');
  });

  for (const unit of units.filter((name) => name.endsWith('.service'))) {
    test(`leave little open to its security: ${unit}`, async () => {
      const file = join(folder, unit.replace('@', '@roses'));
      // From 0 to 100; a unit without hardening has 96. What is left is the network, and Node's compiler.
      const threshold = ['--offline=true', '--threshold=15', '--no-pager'];
      const { stdout } = await run(analyze, ['security', ...threshold, file]);
      console.log(stdout.trim().split('\n').at(-1));
    });
  }
});

describe('the compose file, as docker-compose reads it', () => {
  test('is right, and gives the server settings that it starts with', async () => {
    const compose = await need('docker-compose', 'docker-compose');
    const folder = join(work, 'compose');
    cpSync(join(root, 'bff/deploy'), folder, { recursive: true });
    mkdirSync(join(folder, 'catalog'));
    const example = deployFile('.env.example')
      .replace('V2_API_SECRET=', `V2_API_SECRET=${apiSecret}`)
      .replace('V2_WEBHOOK_SECRET=', `V2_WEBHOOK_SECRET=${webhookSecret}`);
    writeFileSync(join(folder, '.env'), example);
    const { stdout } = await run(compose, ['config'], { cwd: folder });
    const [, server = ''] = /^ {2}checkout:\n((?: {4}.*\n)+)/m.exec(stdout) ?? [];
    const environment = Object.fromEntries(
      [...server.matchAll(/^ {6}([A-Z0-9_]+): ['"]?(.*?)['"]?$/gm)].map(([, name = '', value]) => [
        name,
        value,
      ]),
    );
    const config = parseEnvironment(environment);
    assert.deepEqual(
      [config.publicOrigin, config.allowedOrigins, config.port, config.environment],
      ['https://pay.example.com', ['https://shop.example'], 8080, 'test'],
    );
    assert.match(server, /read_only: true/);
    await assert.rejects(
      run(compose, ['config'], { cwd: folder, env: { ...process.env, PUBLIC_ORIGIN: '' } }),
      /PUBLIC_ORIGIN/,
    );
  });
});

type Reply = { status: number; body: string };

describe('the proxies before a server', () => {
  /** A server that counts three requests of an address, so that it is seen which address it takes. */
  const limited = () =>
    startServerProcess({
      TRUST_PROXY: '1',
      RATE_LIMIT_PER_MINUTE: '3',
      PUBLIC_ORIGIN: 'https://pay.example.com',
    });

  /** Runs a proxy until the test ends, once it accepts connections. */
  async function startProxy(
    t: { after(end: () => unknown): void },
    port: number,
    command: string[],
    env = {},
  ) {
    const [program = '', ...args] = command;
    const proxy = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...env } });
    const ended = once(proxy, 'exit');
    t.after(async () => {
      proxy.kill('SIGTERM');
      await ended;
    });
    while (!(await accepts(port))) assert.equal(proxy.exitCode, null, `${program} has ended`);
  }

  async function assertProxies(
    server: ServerProcess,
    ask: (
      path: string,
      options?: { method?: string; headers?: Record<string, string>; body?: string },
    ) => Promise<Reply>,
  ) {
    // A client's own words about its address are not believed: the fourth request is one too many.
    const statuses: number[] = [];
    for (const claim of ['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4']) {
      const { status } = await ask('/checkout/shoes/qr.png', {
        headers: { 'x-forwarded-for': claim },
      });
      statuses.push(status);
    }
    assert.deepEqual(statuses, [200, 200, 200, 429]);
    const webhook = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const unsigned = await ask('/api/payment/webhook', { ...webhook, body: '{}' });
    assert.deepEqual([unsigned.status, JSON.parse(unsigned.body).code], [400, 'WEBHOOK_INVALID']);
    const large = await ask('/api/payment/webhook', { ...webhook, body: 'x'.repeat(20_000) });
    assert.equal(JSON.parse(large.body).code, 'BODY_TOO_LARGE', 'the server’s own words');
    const tooLarge = await ask('/api/payment/webhook', { ...webhook, body: 'x'.repeat(100_000) });
    assert.equal(tooLarge.status, 413);
    const script = await ask('/portone-checkout.js');
    assert.equal(script.body, await (await fetch(`${server.url}/portone-checkout.js`)).text());
  }

  test('nginx: by its file, with a certificate', async (t) => {
    const nginx = await need('nginx', 'nginx');
    const server = await limited();
    t.after(() => server.stop());
    const [plain, secure] = [await freePort(), await freePort()];
    const folder = join(work, 'nginx');
    mkdirSync(folder);
    writeFileSync(join(folder, 'fullchain.pem'), selfSigned.cert);
    writeFileSync(join(folder, 'privkey.pem'), selfSigned.key);
    const block = deployFile('nginx.conf')
      .replaceAll('/etc/letsencrypt/live/pay.example.com', folder)
      .replace('127.0.0.1:8080', new URL(server.url).host)
      .replaceAll(/listen \[::\].*\n/g, '')
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('listen 443', `listen 127.0.0.1:${secure}`);
    const file = join(folder, 'nginx.conf');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder}/${name};`)
      .join(' ');
    writeFileSync(
      file,
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
      events {}
      http { access_log ${folder}/access.log; ${temporary} ${block} }`,
    );
    await run(nginx, ['-t', '-q', '-c', file]);
    await startProxy(t, secure, [nginx, '-c', file]);
    const ask = overTls(secure);
    await assertProxies(server, ask);
    const moved = await fetch(`http://127.0.0.1:${plain}/checkout/shoes`, { redirect: 'manual' });
    assert.equal(moved.headers.get('location'), 'https://pay.example.com/checkout/shoes');
    const back = '/return/abcdefghijklmnopqrstuvwxy22222222222222222222222222';
    await ask(`${back}?paymentId=secret`);
    await ask('/healthz');
    const log = readFileSync(join(folder, 'access.log'), 'utf8');
    assert.match(log, /healthz/);
    assert.doesNotMatch(log, /return/);
    assert.doesNotMatch(readFileSync(join(folder, 'error.log'), 'utf8'), /temporary file/);
  });

  test('Caddy: by its file, without a certificate here', async (t) => {
    const caddy = await need('caddy', 'caddy');
    const server = await limited();
    t.after(() => server.stop());
    const port = await freePort();
    const folder = join(work, 'caddy');
    mkdirSync(folder);
    const env = {
      PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
      CHECKOUT: new URL(server.url).host,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    };
    cpSync(join(root, 'bff/deploy/Caddyfile'), join(folder, 'Caddyfile'));
    // Its own port for administration would be the same for every Caddy of this machine.
    writeFileSync(join(folder, 'alone'), `{\n\tadmin off\n}\n${deployFile('Caddyfile')}`);
    await run(
      caddy,
      ['validate', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')],
      {
        env: { ...process.env, ...env, PUBLIC_ORIGIN: 'https://pay.example.com' },
      },
    );
    await startProxy(
      t,
      port,
      [caddy, 'run', '--adapter', 'caddyfile', '--config', join(folder, 'alone')],
      env,
    );
    await assertProxies(server, async (path, options = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, options);
      return { status: answer.status, body: await answer.text() };
    });
  });
});

function overTls(port: number) {
  return (
    path: string,
    {
      body,
      headers = {},
      ...options
    }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) =>
    new Promise<Reply>((answered, failed) => {
      const length = body === undefined ? {} : { 'content-length': String(body.length) };
      const asked = request(
        {
          host: '127.0.0.1',
          port,
          path,
          servername: 'pay.example.com',
          rejectUnauthorized: false,
          ...options,
          headers: { host: 'pay.example.com', ...headers, ...length },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('end', () =>
            answered({
              status: answer.statusCode ?? 0,
              body: String(Buffer.concat(chunks)),
            }),
          );
        },
      );
      asked.on('error', failed).end(body);
    });
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isUp = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isUp;
}
