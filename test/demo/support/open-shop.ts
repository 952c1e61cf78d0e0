import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, type TestContext } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Sandbox, SandboxOptions } from '../../../demo/sandbox/sandbox.ts';
import { openChromium } from '../../support/browser/open-chromium.ts';
import { aRequest, startSandbox } from './start-sandbox.ts';

/** The user agent of a phone; PortOne's script decides by nothing else. */
export const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

export type Settled = { resolved?: unknown; rejected?: Record<string, unknown> };

export type Shop = {
  page: Page;
  sandbox: Sandbox;
  url: string;
  /** Calls `requestPayment` without waiting; `settled` waits. */
  request(overrides?: Partial<PaymentRequest>): Promise<void>;
  /** Waits until the nth call, counted from 0, has settled, and returns how. */
  settled(index?: number): Promise<Settled>;
  /** The number of calls that have settled. */
  settledCount(): Promise<number>;
  press(outcome: string): Promise<void>;
  /** Requests a payment, and returns the popup that opens. */
  openPopup(overrides?: Partial<PaymentRequest>): Promise<Page>;
};

type OpenShop = (
  t: TestContext,
  context?: BrowserContextOptions,
  options?: Partial<SandboxOptions>,
) => Promise<Shop>;

/** Starts a browser for the tests of a file; returns the function that opens a shop in it. */
export function shopOpener(): OpenShop {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());
  return (t, context, options) => openShop(browser, t, context, options);
}

/** A shop's page with the strictest policy under which PortOne's own script could run. */
async function openShop(
  browser: Browser,
  t: TestContext,
  context: BrowserContextOptions = {},
  options: Partial<SandboxOptions> = {},
): Promise<Shop> {
  const { sandbox } = await startSandbox(t, options);
  const server = createServer((_, response) => {
    const policy = `default-src 'none'; script-src ${sandbox.url}; connect-src ${sandbox.url}; frame-src ${sandbox.url}`;
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><title>Shop</title><button id="buy">Buy</button><script src="${sandbox.url}/v2/browser-sdk.js"></script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const browserContext = await browser.newContext(context);
  t.after(async () => {
    await browserContext.close();
    server.closeAllConnections();
    server.close();
  });
  const page = await browserContext.newPage();
  await page.goto(url);
  const inPage = (request: object) => {
    const shop = window as unknown as { calls: Promise<Settled>[]; done: number };
    shop.calls ??= [];
    shop.done ??= 0;
    const call = window.PortOne?.requestPayment(request as PaymentRequest).then(
      (resolved) => ({ resolved }),
      (error) => ({
        rejected: { ...error, message: error.message, isError: error instanceof Error },
      }),
    );
    if (call) shop.calls.push(call);
    void call?.then(() => {
      shop.done += 1;
    });
  };
  const popupOpened = () => page.waitForEvent('popup');
  return {
    page,
    sandbox,
    url,
    async openPopup(overrides) {
      const [popup] = await Promise.all([
        popupOpened(),
        page.evaluate(inPage, aRequest(overrides)),
      ]);
      return popup;
    },
    request: async (overrides) => page.evaluate(inPage, aRequest(overrides)),
    settled: (index = 0) =>
      page.evaluate(
        (at) => (window as unknown as { calls: Promise<Settled>[] }).calls[at] as Promise<Settled>,
        index,
      ),
    settledCount: () => page.evaluate(() => (window as unknown as { done: number }).done),
    press: (outcome) =>
      page.frameLocator('#imp-iframe').locator(`[data-outcome="${outcome}"]`).click(),
  };
}
