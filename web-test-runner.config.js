import { stripTypeScriptTypes } from 'node:module';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { browserArgs, findBrowser } from './test/support/browser/browser.ts';
import { engineReport } from './test/support/browser/engine-report.ts';
import { findFirefox, INSTALL_ENGINES, installedEngines } from './test/support/browser/engines.ts';
import { webKitLauncher } from './test/support/browser/webkit-launcher.ts';

/** Milliseconds that only takes what hangs, on however busy a machine. */
const HANG_MS = 300_000;

/** What opens each engine. Those beside Chromium run a file at a time: two cores carry no more. */
const launchers = {
  Chromium: async () =>
    chromeLauncher({
      puppeteer,
      launchOptions: { executablePath: await findBrowser(), args: browserArgs, timeout: HANG_MS },
    }),
  Firefox: async () =>
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: { browser: 'firefox', executablePath: await findFirefox(), timeout: HANG_MS },
    }),
  WebKit: webKitLauncher,
};

const installed = await installedEngines();
/** `ENGINES=all` runs in all that are installed, `ENGINES=WebKit` in one; without it, Chromium. */
const { ENGINES = 'Chromium' } = process.env;
const wanted = ENGINES === 'all' ? installed : ENGINES.split(',');
const missing =
  ENGINES === 'all' ? Object.keys(launchers).filter((name) => !installed.includes(name)) : [];

/** The element's tests: its TypeScript as it is, types blanked out, in a real browser. */
export default {
  files: ['test/component/**/*.test.ts', '!**/*.node.test.ts'],
  nodeResolve: true,
  browsers: await Promise.all(wanted.map((name) => launchers[name]())),
  reporters: [defaultReporter(), engineReport(missing, INSTALL_ENGINES)],
  browserStartTimeout: HANG_MS,
  testsStartTimeout: HANG_MS,
  testsFinishTimeout: 2 * HANG_MS,
  // `BAIL` ends a file at its first failure: for mutants, which only need one.
  testFramework: { config: { timeout: HANG_MS, bail: Boolean(process.env.BAIL) } },
  // What a developer reads in the console is asserted in the tests, not shown.
  filterBrowserLogs: () => false,
  middleware: [
    // For the loader's time limit: an address that never answers.
    (context, next) => (context.path === '/slow-script.js' ? new Promise(() => {}) : next()),
    // The element's modules under another address, as a second copy of the script has them.
    (context, next) => {
      context.url = context.url.replace(/^\/second-copy\//, '/');
      return next();
    },
  ],
  plugins: [
    {
      name: 'inline-css',
      resolveMimeType: ({ path }) => (path.endsWith('.css') ? 'js' : undefined),
      transform: ({ path, body }) =>
        path.endsWith('.css') ? { body: `export default ${JSON.stringify(body)};` } : undefined,
    },
    {
      name: 'strip-types',
      resolveMimeType: ({ path }) => (path.endsWith('.ts') ? 'js' : undefined),
      transform: ({ path, body }) =>
        path.endsWith('.ts') ? { body: stripTypeScriptTypes(body) } : undefined,
    },
  ],
};
