import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, on } from 'node:events';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { devices } from 'playwright-core';
import { openChromium } from '../support/browser/open-chromium.ts';
import { choose, overlay } from '../support/pages/shop-visit.ts';
import { freePort } from '../support/server/free-port.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'demo-'));
after(() => rmSync(folder, { recursive: true }));

type Ports = { SHOP_PORT: number; PORT: number; SANDBOX_PORT: number };

async function freePorts(): Promise<Ports> {
  return {
    SHOP_PORT: await freePort(),
    PORT: await freePort(),
    SANDBOX_PORT: await freePort(),
  };
}

async function occupyPort(wanted: number) {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(wanted, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    free: () => new Promise((closed) => server.close(closed)),
  };
}

/**
 * `npm run demo` without the build, which the tests have behind them.
 *
 * @param repository a copy of this one, where its files are to be edited
 * @param settings an owner's own
 */
function startDemo(ports: Ports, repository = root, settings: Record<string, string> = {}) {
  const demo = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(repository, 'demo/main.ts')],
    {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: `sqlite:${join(folder, 'demo.db')}`,
        ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = { out: '', err: '' };
  const heard = new EventEmitter();
  for (const name of ['out', 'err'] as const) {
    demo[`std${name}`].setEncoding('utf8').on('data', (chunk: string) => {
      said[name] += chunk;
      heard.emit('said', chunk);
    });
  }
  /** Waits for what the demo prints from now on. */
  async function prints(pattern: RegExp): Promise<RegExpExecArray> {
    let text = '';
    for await (const [chunk] of on(heard, 'said')) {
      text += chunk;
      const found = pattern.exec(text);
      if (found) return found;
    }
    throw new Error(`The demo ended without ${pattern}: ${said.err}`);
  }
  const printed = prints(/Open\s+(\S+)/).then(([, address = '']) => address);
  const ended = new Promise<number | null>((told) => demo.on('close', told));
  after(() => demo.kill('SIGKILL'));
  return { demo, said, prints, printed, ended };
}

test('prints an address where a newcomer can pay, and leaves nothing running after one Ctrl-C', async (t) => {
  const ports = await freePorts();
  const { demo, said, printed, ended } = startDemo(ports);
  const address = await Promise.race([
    printed,
    ended.then(() => assert.fail(`The demo ended: ${said.err}`)),
  ]);
  const browser = await openChromium();
  t.after(() => browser.close());
  const page = await browser.newPage({ locale: 'ko-KR' });
  await page.goto(address);
  for (const item of ['shoes', 'coins', 'picnic']) {
    const element = page.locator(`portone-checkout[item-id=${item}]`);
    await element.getByRole('button', { name: '결제하기' }).click();
    await choose(overlay(page), 'approve');
    await element.getByRole('status').getByText('결제가 완료').waitFor();
  }
  // On a phone the payment leaves the page, and comes back to it.
  const phone = await browser.newPage({ ...devices['iPhone 15'], locale: 'ko-KR' });
  await phone.goto(address);
  const shoes = phone.locator('portone-checkout[item-id=shoes]');
  await shoes.getByRole('button', { name: '결제하기' }).click();
  await choose(phone, 'approve');
  await shoes.getByRole('status').getByText('결제가 완료').waitFor();
  assert.equal(phone.url(), new URL(address).href);
  await phone.close();
  // Each other page has an address of its own, and the shop leads to it.
  for (const [name, title] of [
    ['Builder', '결제 버튼 만들기'],
    ['Gallery', '갤러리'],
    ['Page', '신발 · 연습 상점'],
  ]) {
    const other = new RegExp(`${name}\\s+(\\S+)`).exec(said.out)?.[1] ?? '';
    await page.goto(address);
    await page.locator(`a[href^="${other}"]`).click();
    // The builder writes its choices behind it.
    await page.waitForURL((url) => url.href.startsWith(`${other}?lang=ko`));
    assert.match(await page.title(), new RegExp(`^${title}`));
  }
  // On the item's own page, which is the server's, its picture comes from the shop.
  await page.waitForFunction(
    () =>
      (document.querySelector<HTMLImageElement>('portone-checkout > img')?.naturalWidth ?? 0) > 0,
  );
  assert.doesNotMatch(said.out, /"level"/, 'there is nothing to warn of');
  // The sandbox shows what was paid, under the address that is printed for it.
  const sandbox = /PortOne\s+(\S+)/.exec(said.out)?.[1] ?? '';
  await page.goto(sandbox);
  assert.equal(await page.locator('.payments [data-status="PAID"]').count(), 4);
  // The buyer's browser is still there when the owner has seen enough.
  demo.kill('SIGINT');
  assert.equal(await ended, 0);
  assert.equal(said.err, '');
  // Nothing listens any more: the same ports can be had again.
  for (const port of Object.values(ports)) await (await occupyPort(port)).free();
});

for (const variable of ['SHOP_PORT', 'PORT', 'SANDBOX_PORT'] as const) {
  test(`says that ${variable} is taken, and starts nothing`, async () => {
    const ports = await freePorts();
    const occupied = await occupyPort(ports[variable]);
    const { said, ended } = startDemo(ports);
    assert.equal(await ended, 1);
    assert.match(said.err, new RegExp(`${occupied.port}`));
    assert.match(said.err, new RegExp(`\\b${variable}\\b`));
    assert.doesNotMatch(said.err, /\n\s+at /);
    await occupied.free();
  });
}

/** What the demo and the build of the element read, in a folder of its own. */
function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'demo-copy-'));
  after(() => rmSync(copy, { recursive: true }));
  for (const name of [
    'bff',
    'component',
    'demo',
    'dist',
    ...globSync('*.{json,ts}', { cwd: root }),
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  mkdirSync(join(copy, 'node_modules'));
  // Not the caches, which begin with a dot as well.
  for (const name of ['.bin', ...globSync('*', { cwd: join(root, 'node_modules') })]) {
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  return copy;
}

/** An owner's own catalog and page. */
function ownSettings(path: string): Record<string, string> {
  const CATALOG = join(path, 'my-catalog.json');
  const method = { id: 'kcp', label: '카드', payMethod: 'CARD', pgProvider: 'KCP_V2' };
  const catalog = {
    store: { id: 'store-of-owner', name: '내 가게' },
    methods: [{ ...method, channelKey: 'channel-key-of-owner' }],
    items: [{ id: 'jam', name: '잼', price: 9000, currency: 'KRW' }],
  };
  // As Windows' editor saves it.
  writeFileSync(CATALOG, `\ufeff${JSON.stringify(catalog)}`);
  return { CATALOG, ALLOWED_ORIGINS: 'https://my.shop' };
}

/** On the owner's page and on the demo's, the goods of both are sold. */
async function sellsOwnGoods({ PORT, SHOP_PORT }: Ports, printed: string): Promise<void> {
  assert.match(printed, new RegExp(`Yours +http://localhost:${PORT}/checkout/jam\\n`));
  for (const item of ['jam', 'coins']) {
    for (const origin of ['https://my.shop', `http://localhost:${SHOP_PORT}`]) {
      const answer = await fetch(`http://localhost:${PORT}/api/items/${item}`, {
        headers: { origin },
      });
      assert.equal(answer.status, 200, item);
      assert.equal(answer.headers.get('access-control-allow-origin'), origin);
    }
  }
}

test('sells an owner’s goods too, and shows what was edited after a reload, and with a mistake in it what was there before', async () => {
  const copy = copyOfRepository();
  const ports = await freePorts();
  const { demo, said, prints, ended } = startDemo(ports, copy, ownSettings(copy));
  const loadScript = async () => {
    const answer = await fetch(`http://localhost:${ports.PORT}/portone-checkout.js`);
    assert.equal(answer.headers.get('cache-control'), 'no-cache');
    return answer.text();
  };
  /** Waits for the build with this in it: an edit may be seen in two steps. */
  async function shows(text: string): Promise<void> {
    for (;;) {
      const next = prints(/built anew/);
      if ((await loadScript()).includes(text)) return;
      await next;
    }
  }
  await prints(/Edit component/);
  await sellsOwnGoods(ports, said.out);
  assert.equal(await loadScript(), readFileSync(join(copy, 'dist/portone-checkout.js'), 'utf8'));

  const style = join(copy, 'component/portone-checkout.css');
  appendFileSync(style, ':host { --edited-style: 1 }');
  await shows('--edited-style');

  const code = join(copy, 'component/portone-checkout.ts');
  const former = readFileSync(code, 'utf8');
  const edited = `${former}console.debug('edited code');`;
  writeFileSync(code, edited);
  await shows('edited code');

  const script = await loadScript();
  const [contract = ''] = globSync(join(copy, 'component/**/contract.ts'));
  const types = readFileSync(contract, 'utf8');
  for (const [file, source, mistake, message] of [
    [code, edited, 'console.debug(', /portone-checkout\.ts/],
    [code, edited, "console.debug('' satisfies number);", /TS1360/],
    // A file that has types only is in no script.
    [contract, types, 'export type Wrong = Missing;', /TS2304/],
  ] as const) {
    const printed = prints(message);
    writeFileSync(file, `${source}${mistake}`);
    await printed;
    assert.equal(await loadScript(), script);
    const built = prints(/built anew/);
    writeFileSync(file, source);
    await built;
  }
  writeFileSync(code, `${former}console.debug('corrected code');`);
  await shows('corrected code');

  demo.kill('SIGINT');
  assert.equal(await ended, 0);
});
