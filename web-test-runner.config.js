import { stripTypeScriptTypes } from 'node:module';
import { chromeLauncher } from '@web/test-runner-chrome';
import { browserArgs, findBrowser } from './test/support/browser.ts';

/** How often a part was lost on its way, by the test's token. */
const losses = new Map();

/** The element's tests: its TypeScript as it is, types blanked out, in a real browser. */
export default {
  files: 'test/component/**/*.test.ts',
  nodeResolve: true,
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: await findBrowser(), args: browserArgs } }),
  ],
  testFramework: { config: { timeout: 5000 } },
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
