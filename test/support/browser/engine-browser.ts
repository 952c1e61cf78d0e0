import puppeteer, { type Frame, type Page } from 'puppeteer-core';
import { By, until, type WebDriver } from 'selenium-webdriver';
import { browserArgs, findBrowser } from './browser.ts';
import { type Engine, findFirefox } from './engines.ts';
import { BROWSER_HANG_MS } from './open-chromium.ts';
import { startWebKit } from './webkit-session.ts';

/** An event of the element's, as the merchant's page has noted it. */
type Fired = Record<string, unknown>;

/** A buyer at a merchant's page, in whatever engine. */
export type EnginePage = {
  goto(url: string): Promise<void>;
  address(): Promise<string>;
  /** Presses the element's button, with the mouse. */
  press(): Promise<void>;
  /** Chooses how the payment ends, in the overlay on a desktop and on the gateway's page on a phone. */
  choose(outcome: string, device: 'desktop' | 'phone'): Promise<void>;
  /** The event of this name, as soon as the page has heard of it. */
  eventFired(name: string): Promise<Fired>;
};

export type EngineBrowser = { page: EnginePage; close(): Promise<void> };

const BUTTON = '[part=button]:enabled';
const OVERLAY = 'iframe#imp-iframe';
const outcomeButton = (outcome: string) => `[data-outcome="${outcome}"]`;

/** @param userAgent for another device than this one */
export function openEngine(engine: Engine, userAgent?: string): Promise<EngineBrowser> {
  return engine === 'WebKit' ? openWebKit(userAgent) : openByPuppeteer(engine, userAgent);
}

async function openByPuppeteer(
  engine: 'Chromium' | 'Firefox',
  userAgent?: string,
): Promise<EngineBrowser> {
  const browser = await puppeteer.launch(
    engine === 'Chromium'
      ? { executablePath: await findBrowser(), args: browserArgs, timeout: BROWSER_HANG_MS }
      : {
          timeout: BROWSER_HANG_MS,
          browser: 'firefox',
          executablePath: (await findFirefox()) as string,
          ...(userAgent && { extraPrefsFirefox: { 'general.useragent.override': userAgent } }),
        },
  );
  const page = await browser.newPage();
  if (userAgent && engine === 'Chromium') await page.setUserAgent({ userAgent });
  page.setDefaultTimeout(BROWSER_HANG_MS);
  return { page: puppeteerPage(page), close: () => browser.close() };
}

function puppeteerPage(page: Page): EnginePage {
  return {
    goto: async (url) => void (await page.goto(url)),
    address: () => page.evaluate(() => location.href),
    press: () => page.locator(`portone-checkout >>> ${BUTTON}`).click(),
    async choose(outcome, device) {
      const place: Page | Frame | null =
        device === 'phone'
          ? page
          : ((await (await page.waitForSelector(OVERLAY))?.contentFrame()) ?? null);
      await place?.locator(outcomeButton(outcome)).click();
    },
    async eventFired(name) {
      const found = await page.waitForFunction(
        (wanted) =>
          (window as unknown as { fired?: Fired[] }).fired?.find((event) => event.name === wanted),
        {},
        name,
      );
      return (await found.jsonValue()) as Fired;
    },
  };
}

async function openWebKit(userAgent?: string): Promise<EngineBrowser> {
  const { driver, stop } = await startWebKit({ userAgent, pageLoadStrategy: 'normal' });
  return { page: webDriverPage(driver), close: stop };
}

function webDriverPage(driver: WebDriver): EnginePage {
  return {
    goto: (url) => driver.get(url),
    address: () => driver.getCurrentUrl(),
    async press() {
      const element = await driver.wait(
        until.elementLocated(By.css('portone-checkout')),
        BROWSER_HANG_MS,
      );
      const button = await driver.wait(async () => {
        const shadow = await element.getShadowRoot();
        return (await shadow.findElements(By.css(BUTTON)))[0];
      }, BROWSER_HANG_MS);
      await button?.click();
    },
    async choose(outcome, device) {
      if (device === 'desktop') {
        await driver.wait(until.ableToSwitchToFrame(By.css(OVERLAY)), BROWSER_HANG_MS);
      }
      const button = By.css(outcomeButton(outcome));
      await (await driver.wait(until.elementLocated(button), BROWSER_HANG_MS)).click();
      await driver.switchTo().defaultContent();
    },
    async eventFired(name) {
      const fired = await driver.wait(
        () =>
          driver.executeScript<Fired | null>(
            'return (window.fired ?? []).find((event) => event.name === arguments[0]) ?? null',
            name,
          ),
        BROWSER_HANG_MS,
      );
      return fired as Fired;
    },
  };
}
