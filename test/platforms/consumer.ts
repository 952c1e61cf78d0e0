/** Applications of partners that install the packed package: folders beside this file. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import { choose, overlay, payButton } from '../support/pages/shop-visit.ts';
import {
  aCatalog,
  anItem,
  type Checkout,
  startCheckout,
} from '../support/server/checkout-server.ts';
import { freePort } from '../support/server/free-port.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** As a shell that was opened in the application's folder, in which `node` is this one. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle)_|^NODE_(ENV|TEST_CONTEXT)$/.test(name),
    ),
  ),
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  NEXT_TELEMETRY_DISABLED: '1',
};

export type Consumer = {
  /** What the command that builds has printed. */
  built: string;
  /** The built application, and the same as its developer has it, which says more. */
  production: Served;
  development: Served;
  /** A buyer's browser, and what it complains of in its console. */
  visit(address: string): Promise<{ page: Page; complaints: string[] }>;
  /** Pays by the element of a page, whose listener leads to the page of thanks. */
  pay(
    page: Page,
  ): Promise<{ status: string | undefined; total: number; email: string | undefined }>;
  stop(): Promise<void>;
};

export type Served = {
  origin: string;
  /** What it has printed until now. */
  printed(): string;
  stop(): Promise<void>;
};

export type ConsumerDesign = {
  /** Of its folder beside this file. */
  name: string;
  /** Out of the documents, by their place in the application. */
  files: Readonly<Record<string, string>>;
  /** Commands of its packages, the last of which builds. */
  build: readonly (readonly string[])[];
  start: readonly string[];
  /** By the port, which developers' servers do not take from `PORT`. */
  develop(port: number): readonly string[];
};

/**
 * Installs an application by its lock file, in a folder of its own, and the package into it as it is packed
 * out of `lib/`. Builds it and starts it twice, with a checkout server on the sandbox in the place of
 * `https://pay.example.com`.
 */
export async function startConsumer(design: ConsumerDesign): Promise<Consumer> {
  const folder = mkdtempSync(join(tmpdir(), `${design.name}-`));
  const opened: { stop(): unknown }[] = [{ stop: () => rmSync(folder, { recursive: true }) }];
  const stop = async () => {
    for (const each of opened.toReversed()) await each.stop();
  };
  try {
    const ports = [await freePort(), await freePort()] as const;
    const checkout = await startCheckout({
      element: readElementFiles(join(root, 'dist')),
      allowedOrigins: ports.map((port) => `http://localhost:${port}`),
      catalog: aCatalog({ items: [anItem({ maxQuantity: 3 })] }),
    });
    opened.push(checkout);
    placeFiles(folder, design, checkout.url);
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, env });
    await placePackage(folder);
    let built = '';
    for (const command of design.build) {
      const { stdout, stderr } = await run('npm', execArguments(command), { cwd: folder, env });
      built = stdout + stderr;
    }
    const production = await serve(folder, ports[0], design.start);
    opened.push(production);
    const development = await serve(folder, ports[1], design.develop(ports[1]));
    opened.push(development);
    const browser = await openChromium();
    opened.push({ stop: () => browser.close() });
    return { built, production, development, stop, ...buyerIn(browser, checkout) };
  } catch (reason) {
    await stop();
    throw reason;
  }
}

function placeFiles(folder: string, { name, files }: ConsumerDesign, server: string): void {
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  for (const [place, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    writeFileSync(join(folder, place), text);
  }
  for (const place of globSync('{app,src}/**/*.*', { cwd: folder })) {
    const file = join(folder, place);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('https://pay.example.com', server));
  }
}

async function placePackage(folder: string): Promise<void> {
  const place = join(folder, 'node_modules/portone-checkout');
  mkdirSync(place);
  // `npm run test:platforms` has built it: each test file packs the same.
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse((await run('npm', pack, { cwd: root, env })).stdout);
  await run('tar', ['xzf', join(folder, filename), '-C', place, '--strip-components', '1']);
  const list = ['ls', '--omit=dev', '--all', '--parseable'];
  const { stdout } = await run('npm', list, { cwd: root, env });
  for (const dependency of stdout.trim().split('\n').slice(1)) {
    const copy = join(place, relative(root, dependency));
    if (!existsSync(copy)) cpSync(dependency, copy, { recursive: true });
  }
}

/** npm's, to run a command that is installed. */
const execArguments = (command: readonly string[]) => ['exec', '--offline', '--', ...command];

/** Resolves once the server says that it is ready, and fails with its words where it ends before. */
async function serve(folder: string, port: number, command: readonly string[]): Promise<Served> {
  const child = spawn('npm', execArguments(command), {
    cwd: folder,
    env: { ...env, PORT: String(port), HOST: 'localhost' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // What it starts ends with it.
    detached: true,
  });
  let printed = '';
  const ready = Promise.withResolvers<void>();
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text) => {
      printed += text;
      if (/ready in|Listening on/i.test(printed)) ready.resolve();
    });
  }
  const ended = once(child, 'close');
  ended.then(() => ready.reject(new Error(`${command.join(' ')} ended: ${printed}`)));
  await ready.promise;
  return {
    origin: `http://localhost:${port}`,
    printed: () => printed,
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}

function buyerIn(browser: Browser, checkout: Checkout): Pick<Consumer, 'visit' | 'pay'> {
  return {
    async visit(address) {
      const page = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
      const complaints = complaintsOf(page);
      await page.goto(address);
      return { page, complaints };
    },
    async pay(page) {
      await payButton(page).click();
      await choose(overlay(page), 'approve');
      await page.waitForURL('**/thanks?order=*');
      const paymentId = new URL(page.url()).searchParams.get('order') ?? '';
      await page.context().close();
      const order = await checkout.orders.find(paymentId);
      const payment = checkout.sandbox.payment(paymentId);
      if (!payment || !('amount' in payment)) throw new Error('PortOne has no such payment');
      return {
        status: order?.settlement?.status,
        total: payment.amount.total,
        email: payment.customer.email,
      };
    },
  };
}

/** Begins to note what a page complains of in the browser's console. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // 409 is the server's answer while the window is open: not paid yet. Lit says that it is being developed with.
    const isExpected = / 409 |^Lit is in dev mode/.test(message.text());
    if (['warning', 'error'].includes(message.type()) && !isExpected)
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
