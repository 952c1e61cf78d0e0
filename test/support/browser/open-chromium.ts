import { type Browser, chromium } from 'playwright-core';
import { browserArgs, findBrowser } from './browser.ts';

/**
 * Milliseconds after which whatever is waited for in a browser counts as never
 * to happen. Nothing needs a tenth of it on a busy machine; it is less than what
 * a test may take, so that a failure says what was waited for.
 */
export const BROWSER_HANG_MS = 120_000;

/** Starts a Chromium whose pages are waited for so patiently. */
export async function openChromium(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: browserArgs,
    timeout: BROWSER_HANG_MS,
  });
  return browser.on('context', (context) => context.setDefaultTimeout(BROWSER_HANG_MS));
}
