import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { openChromium } from '../support/open-chromium.ts';
import { choose, overlay } from '../support/shop-visit.ts';

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

/** `npm run demo` without the build, which the tests have behind them. */
function startDemo(ports: Ports) {
  const demo = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, '../../demo/main.ts')],
    {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: `sqlite:${join(folder, 'demo.db')}`,
        ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = { out: '', err: '' };
  const printed = new Promise<string>((found) => {
    demo.stdout.on('data', (chunk) => {
      said.out += chunk;
      const address = /Open\s+(\S+)/.exec(said.out)?.[1];
      if (address) found(address);
    });
  });
  demo.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const ended = new Promise<number | null>((told) => demo.on('close', told));
  after(() => demo.kill('SIGKILL'));
  return { demo, said, printed, ended };
}

test('prints an address where a newcomer can pay, and leaves nothing running after one Ctrl-C', async () => {
  const ports = await freePorts();
  const { demo, said, printed, ended } = startDemo(ports);
  const address = await Promise.race([
    printed,
    ended.then(() => assert.fail(`The demo ended: ${said.err}`)),
  ]);
  const browser = await openChromium();
  const page = await browser.newPage({ locale: 'ko-KR' });
  await page.goto(address);
  for (const item of ['shoes', 'coins', 'picnic']) {
    const element = page.locator(`portone-checkout[item-id=${item}]`);
    await element.getByRole('button', { name: '결제하기' }).click();
    await choose(overlay(page), 'approve');
    await element.getByRole('status').getByText('결제가 완료').waitFor();
  }
  // Each other page has an address of its own, and the shop leads to it.
  for (const [name, title] of [
    ['Builder', '결제 버튼 만들기'],
    ['Gallery', '갤러리'],
    ['Page', '신발 · 연습 상점'],
  ]) {
    const other = new RegExp(`${name}\\s+(\\S+)`).exec(said.out)?.[1] ?? '';
    await page.goto(address);
    await page.locator(`a[href^="${other}"]`).click();
    await page.waitForURL(`${other}?lang=ko`);
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
  assert.equal(await page.locator('.payments [data-status="PAID"]').count(), 3);
  // The buyer's browser is still there when the owner has seen enough.
  demo.kill('SIGINT');
  assert.equal(await ended, 0);
  await browser.close();
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
