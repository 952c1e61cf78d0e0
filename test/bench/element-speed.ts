import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { browserArgs, findWholeBrowser } from '../support/browser/browser.ts';
import { startCheckout } from '../support/server/checkout-server.ts';
import { handWrittenPage, handWrittenScript } from './hand-written-page.ts';

const ROUNDS = 15;

/** Chromium's own "Fast 4G": 165 ms to and fro, 8.1 Mbit/s down, 1.35 up. */
const NETWORK = {
  offline: false,
  latency: 165,
  downloadThroughput: (8.1 * 1_000_000) / 8,
  uploadThroughput: (1.35 * 1_000_000) / 8,
};
const CPU_SLOWDOWN = 4;

/** What a page logs once it has what is waited for. */
const DONE = 'button and script are there';

const CONNECTS = 1_000;
const HUNDRED = 100;

/** A little more than the longest of the element's timers. */
const TIMERS_MS = 11_000;

/** How many steps {@link measureElementSpeed} and {@link measureElementMemory} report. */
export const elementSpeedSteps = (ROUNDS + 1) * 4;
export const elementMemorySteps = CONNECTS / HUNDRED;

const plainName = 'portone-checkout.hand-written.js';

/** Has the item on its way while the script still is. */
const preloadTag = (server: string) =>
  `<link rel="preload" as="fetch" crossorigin href="${server}/api/items/shoes" />`;

const elementPage = (server: string, hint = '') => `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>신발가게</title>
    <style>
      portone-checkout:not(:defined) { display: block; min-block-size: 276px; }
    </style>
    ${hint}
    <script type="module" src="${server}/portone-checkout.js"></script>
  </head>
  <body><portone-checkout item-id="shoes"></portone-checkout><p>다른 상품</p></body>
</html>`;

/** The real server with the sandbox behind it, and a shop with both pages and an empty one. */
async function startShop() {
  const built = readElementFiles(resolve(import.meta.dirname, '../../dist'));
  // Compressed and served as the element is, under a name of its own.
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'portone-checkout.js'), handWrittenScript);
  const handWritten = readElementFiles(folder).main;
  rmSync(folder, { recursive: true });
  const pages: Record<string, string> = {};
  const shop = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pages[request.url ?? ''] ?? '<!doctype html><title>empty</title>');
  });
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${(shop.address() as AddressInfo).port}`;
  const checkout = await startCheckout({
    element: { ...built, files: new Map([...built.files, [plainName, handWritten]]) },
    allowedOrigins: [origin],
  });
  const hint = preloadTag(checkout.url);
  const script = `${checkout.url}/${plainName}`;
  pages['/element'] = elementPage(checkout.url);
  pages['/element-preloaded'] = elementPage(checkout.url, hint);
  pages['/hand-written'] = handWrittenPage(script);
  pages['/hand-written-preloaded'] = handWrittenPage(script, hint);
  return {
    origin,
    checkoutUrl: checkout.url,
    async stop() {
      shop.closeAllConnections();
      await new Promise((closed) => shop.close(closed));
      await checkout.stop();
    },
  };
}

type Load = {
  /** Milliseconds from the start of the navigation to the frame after the one with the button. */
  button: number;
  /** … to PortOne's script being there. */
  script: number;
  shift: number;
  /** Milliseconds of the longest task of 50 or more, once the browser itself has made the page. */
  longest: number;
  /** … less the time in `Intl`: the browser's first look at its locales, which no page can divide. */
  longestOwn: number;
};

declare global {
  interface Window {
    load: Partial<Load> & Pick<Load, 'shift' | 'longest' | 'longestOwn'>;
  }
}

/** In the page, ahead of everything of its own. Logs `done` once button and script are there. */
function watch(done: string): void {
  const load: Window['load'] = { shift: 0, longest: 0, longestOwn: 0 };
  window.load = load;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) load.shift += (entry as unknown as Shift).value;
  }).observe({ type: 'layout-shift', buffered: true });
  // Inside the task in which the browser turns to the page, which is as long for an empty one.
  const begin = performance.now();
  const inIntl: Array<{ start: number; duration: number }> = [];
  Intl.NumberFormat = new Proxy(Intl.NumberFormat, {
    construct(format, args) {
      const start = performance.now();
      const made = Reflect.construct(format, args);
      inIntl.push({ start, duration: performance.now() - start });
      return made;
    },
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime < begin) continue;
      const own = inIntl
        .filter(({ start }) => start >= startTime && start < startTime + duration)
        .reduce((rest, call) => rest - call.duration, duration);
      load.longest = Math.max(load.longest, duration);
      load.longestOwn = Math.max(load.longestOwn, own);
    }
  }).observe({ type: 'longtask', buffered: true });
  type Shift = { value: number };
  const look = () => {
    const element = document.querySelector('portone-checkout');
    const button = element
      ? element.shadowRoot?.querySelector<HTMLButtonElement>('[part=button]')
      : document.querySelector<HTMLButtonElement>('#pay');
    const isUsable = button && !button.disabled && (button.textContent ?? '').trim() !== '';
    if (isUsable && load.button === undefined) {
      requestAnimationFrame(() => {
        load.button = performance.now();
      });
    }
    if ('PortOne' in window && load.script === undefined) load.script = performance.now();
    if (load.button === undefined || load.script === undefined) requestAnimationFrame(look);
    else console.debug(done);
  };
  requestAnimationFrame(look);
}

async function measureLoad(browser: Browser, address: string): Promise<Load> {
  const context = await browser.newContext({
    locale: 'ko-KR',
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.addInitScript(watch, DONE);
  // Any other way of waiting first puts a script of Playwright's into the page, which is a task of
  // 50 ms in the middle of what is measured.
  await Promise.all([
    page.waitForEvent('console', (message) => message.text() === DONE),
    page.goto(address),
  ]);
  // Whatever is fetched in the background is part of it: it may shift or block.
  await page.waitForLoadState('networkidle');
  const load = await page.evaluate(() => window.load);
  await context.close();
  return load as Load;
}

/**
 * How long a buyer waits for the pay button on a slow phone, beside a page written by hand. They
 * take turns, each with an empty cache, and the medians are compared.
 */
export async function measureElementSpeed(onStep: (step: string) => void) {
  const shop = await startShop();
  const browser = await chromium.launch({
    executablePath: await findWholeBrowser(),
    args: browserArgs,
  });
  const loads: Record<string, Load[]> = {
    'hand-written': [],
    element: [],
    'hand-written-preloaded': [],
    'element-preloaded': [],
  };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [page, kept] of Object.entries(loads)) {
      const load = await measureLoad(browser, `${shop.origin}/${page}`);
      // The first round only warms up.
      if (round > 0) kept.push(load);
      onStep(`${page}: ${Math.round(load.button)} ms`);
    }
  }
  await browser.close();
  await shop.stop();

  const of = (page: string, figure: keyof Load) =>
    median((loads[page] ?? []).map((load) => load[figure]));
  return Object.entries(loads).map(([page, all]) => ({
    page,
    'button ms': Math.round(of(page, 'button')),
    ratio: Number(
      (of(page, 'button') / of(page.replace('element', 'hand-written'), 'button')).toFixed(2),
    ),
    goal: page.startsWith('element') ? 'at most 1.10' : '',
    'PortOne ms': Math.round(of(page, 'script')),
    'layout shift': Math.max(...all.map(({ shift }) => shift)),
    'longest task, median ms': Math.round(of(page, 'longest')),
    'without Intl, median ms': Math.round(of(page, 'longestOwn')),
    'loads with a task of 50 ms without Intl': `${all.filter(({ longestOwn }) => longestOwn >= 50).length} of ${all.length}`,
  }));
}

/** Whether elements that come and go leave anything behind. */
export async function measureElementMemory(onStep: (step: string) => void) {
  const shop = await startShop();
  const browser = await chromium.launch({
    executablePath: await findWholeBrowser(),
    args: browserArgs,
  });
  const page = await browser.newPage();
  await page.goto(`${shop.origin}/`);
  await page.addScriptTag({ type: 'module', url: `${shop.checkoutUrl}/portone-checkout.js` });
  const devtools = await page.context().newCDPSession(page);
  const heaps: number[] = [];
  for (let done = 0; done < CONNECTS; done += HUNDRED) {
    await comeAndGo(page, HUNDRED);
    // An element that was loading has a timer until then, which says that it takes its time.
    if (done === 0 || done + HUNDRED === CONNECTS) await page.waitForTimeout(TIMERS_MS);
    heaps.push(await heapOf(devtools));
    onStep(`${done + HUNDRED} elements: ${kilobytes(heaps.at(-1))} kB`);
  }
  const left = await devtools.send('Memory.getDOMCounters');
  await browser.close();
  await shop.stop();
  return [
    {
      'connects and disconnects': CONNECTS,
      'heap kB after the first 100': kilobytes(heaps[0]),
      'after the last': kilobytes(heaps.at(-1)),
      ratio: Number(((heaps.at(-1) ?? 0) / (heaps[0] ?? 1)).toFixed(3)),
      'nodes left': left.nodes,
      'listeners left': left.jsEventListeners,
    },
  ];
}

/** Elements that show their item, one after the other, and are taken away. */
function comeAndGo(page: Page, times: number): Promise<void> {
  return page.evaluate(async (count) => {
    await customElements.whenDefined('portone-checkout');
    for (let done = 0; done < count; done++) {
      const element = document.createElement('portone-checkout');
      element.setAttribute('item-id', 'shoes');
      const isReady = new Promise((ready) =>
        element.addEventListener('portone-checkout-ready', ready, { once: true }),
      );
      document.body.append(element);
      await isReady;
      element.remove();
    }
  }, times);
}

async function heapOf(devtools: CDPSession): Promise<number> {
  for (let time = 0; time < 3; time++) await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const kilobytes = (bytes = 0) => Math.round(bytes / 1024);
