import { stripTypeScriptTypes } from 'node:module';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { browserArgs, findBrowser } from './test/support/browser.ts';
import { engineReport } from './test/support/engine-report.ts';
import { findFirefox, INSTALL_ENGINES, installedEngines } from './test/support/engines.ts';
import { webKitLauncher } from './test/support/webkit-launcher.ts';

/** Milliseconds that only takes what hangs, on however busy a machine. */
const HANG_MS = 300_000;

/** How often a part was lost on its way, by the test's token. */
const losses = new Map();

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
  files: 'test/component/**/*.test.ts',
  nodeResolve: true,
  browsers: await Promise.all(wanted.map((name) => launchers[name]())),
  reporters: [defaultReporter(), engineReport(missing, INSTALL_ENGINES)],
  browserStartTimeout: HANG_MS,
  testsStartTimeout: HANG_MS,
  testsFinishTimeout: 2 * HANG_MS,
  testFramework: { config: { timeout: HANG_MS } },
  // What a developer reads in the console is asserted in the tests, not shown.
  filterBrowserLogs: () => false,
  middleware: [
    // For the loader's time limit: an address that never answers.
    (context, next) => (context.path === '/slow-script.js' ? new Promise(() => {}) : next()),
    // The element over a bad line: /lossy/<part>/<times>/<token>/component/… fails to deliver one of
    // its parts so many times.
    (context, next) => {
      const [, part, times, token, rest] =
        /^\/lossy\/([\w-]+)\/(\d+)\/([\w-]+)(\/.*)$/.exec(context.path) ?? [];
      if (!rest) return next();
      if (rest.endsWith(`/${part}.ts`) || rest.endsWith(`.${part}.js`)) {
        const lost = losses.get(token) ?? 0;
        losses.set(token, lost + 1);
        if (lost < Number(times)) {
          context.status = 503;
          return undefined;
        }
      }
      context.url = rest;
      return next();
    },
    // A part that is fetched again is asked for under the name that the build gives it.
    (context, next) => {
      const [, name] = /^\/component\/portone-checkout\.([\w-]+)\.js$/.exec(context.path) ?? [];
      if (name) context.url = `/component/${name}.ts`;
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
