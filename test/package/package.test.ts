import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build, preview } from 'vite';
import { openChromium } from '../support/browser/open-chromium.ts';
import { startProgram } from '../support/server/application.ts';
import { aCatalog, apiSecret, webhookSecret } from '../support/server/checkout-server.ts';
import { dockerCommand, unitValues } from '../support/server/deploy-files.ts';
import { startServerProcess } from '../support/server/server-process.ts';
import { installPackage } from './installed-package.ts';

const installed = installPackage([
  '@types/react',
  '@types/node',
  'preact',
  'vue',
  'svelte',
  'solid-js',
  'vite',
]);
after(() => installed.remove());
const { folder, manifest } = installed;

function writeCatalog(): string {
  const file = join(folder, 'catalog.json');
  writeFileSync(file, aCatalog());
  return file;
}

test('publint has nothing to say about the package', async () => {
  const { messages, pkg } = await publint({ pack: { tarball: installed.tarball.buffer } });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test('are-the-types-wrong finds the types right wherever ES modules are', async () => {
  const result = await checkPackage(createPackageFromTarballData(installed.tarball));
  assert.ok(result.types);
  // As its profile "esm-only": `require` of ES modules is Node's business, which it was not always.
  const others = ['node10', 'node16-cjs'];
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem && others.includes(problem.resolutionKind)),
  );
  assert.deepEqual(problems, []);
});

test('is imported on a server, and defines nothing there', () => {
  const page = `
    import { PortoneCheckout, definePortoneCheckout } from 'portone-checkout';
    import 'portone-checkout/define';
    import 'portone-checkout/react';
    import 'portone-checkout/preact';
    import 'portone-checkout/vue';
    import 'portone-checkout/svelte';
    import 'portone-checkout/solid';
    definePortoneCheckout('my-checkout');
    const defined = ['portone-checkout', 'my-checkout'].filter((name) =>
      globalThis.customElements?.get(name),
    );
    console.log(typeof PortoneCheckout, typeof document, defined.length);`;
  assert.equal(installed.node('--input-type=module', '-e', page), 'function undefined 0\n');
});

/** Imports both entries where these conditions hold, and says what is there. */
function importWith(...conditions: string[]): { stdout: string; stderr: string } {
  const page = `
    const root = await import('portone-checkout');
    const { definePortoneCheckout } = await import('portone-checkout/define');
    definePortoneCheckout('my-checkout');
    console.log(JSON.stringify({
      names: Object.keys(root),
      hasLit: 'litElementVersions' in globalThis,
      isReturn: await root.takeReturn(),
    }));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...conditions.map((name) => `--conditions=${name}`), '--input-type=module', '-e', page],
    { cwd: folder, encoding: 'utf8' },
  );
  return { stdout, stderr };
}

test('an import by a server component says once that it never gets to a browser', () => {
  const { stderr } = importWith('react-server');
  assert.match(
    stderr,
    /^<portone-checkout> It is imported by a server component\..* 'use client'\.\n$/,
  );
});

for (const conditions of [
  ['workerd', 'worker', 'browser'],
  ['edge-light', 'worker'],
  ['react-server', 'edge-light'],
]) {
  test(`without a page and Node it has the same names, and no Lit: ${conditions.join(', ')}`, () => {
    const here = JSON.parse(importWith().stdout);
    assert.deepEqual({ ...here, names: [] }, { names: [], hasLit: true, isReturn: false });
    assert.deepEqual(JSON.parse(importWith(...conditions).stdout), { ...here, hasLit: false });
  });
}

/** Renders a file as the development server of a framework does that is made of Vite, and answers what is logged. */
function renderInVite(entry: string, files: Record<string, string>): string {
  const place = join(folder, 'vite-server');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const script = `
    import { createServer } from 'vite';
    const server = await createServer({
      root: 'vite-server', configFile: false, appType: 'custom', logLevel: 'error',
      server: { middlewareMode: true, ws: false },
      // Astro's compiler makes a module of a page; here it is one already.
      plugins: [{ name: 'astro', transform: (code, id) => id.endsWith('.astro') ? { code, moduleType: 'js' } : undefined }],
    });
    await server.ssrLoadModule('/${entry}');
    await server.close();`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stderr;
}

for (const [entry, place] of [
  ['index.astro', 'a <script> of the page'],
  ['page.server.ts', 'the file of the page or component that shows it'],
] as const) {
  test(`an import by ${entry}, which runs on a server only, says so where it is developed`, () => {
    for (const name of ['portone-checkout', 'portone-checkout/define']) {
      const said = renderInVite(entry, { [entry]: `import '${name}';` });
      assert.equal(
        said,
        `<portone-checkout> It is imported by ${entry}, which runs on the server only. That import does nothing, since it never gets to the browser: import it in ${place}.\n`,
      );
    }
  });
}

test('an import by a component says nothing, also on a page that is made on the server', () => {
  const said = renderInVite('index.astro', {
    'index.astro': "import './buy-shoes.ts';",
    'buy-shoes.ts': "import 'portone-checkout';",
  });
  assert.equal(said, '');
});

test('names its element, its schema and its description for tools', () => {
  const names = ['catalog.schema.json', 'custom-elements.json', 'dist/portone-checkout.js'];
  const page = `for (const name of ${JSON.stringify(names)}) {
    (await import('node:fs')).accessSync(
      new URL(import.meta.resolve('portone-checkout/' + name)),
    );
    console.log(name);
  }`;
  assert.deepEqual(installed.node('--input-type=module', '-e', page).trim().split('\n'), names);
});

test('leaves it to a page’s bundler where the element and its parts are', () => {
  const modules = globSync('node_modules/portone-checkout/lib/component/**/*.js', { cwd: folder });
  assert.ok(modules.length > 20);
  const finders = modules.filter((module) =>
    readFileSync(join(folder, module), 'utf8').includes('import.meta'),
  );
  assert.deepEqual(finders, []);
});

cpSync(resolve(import.meta.dirname, 'consumers'), join(folder, 'consumers'), { recursive: true });

for (const entry of readdirSync(join(folder, 'consumers'), { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  test(`is typed for an application of kind ${entry.name}`, () => {
    assert.deepEqual(installed.typeErrors(join('consumers', entry.name)), []);
  });
}

test('sells by an element in a page’s own bundle, from a server of the package', async (t) => {
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="ko"><link rel="icon" href="data:,"><title>신발가게</title>
    <script type="module" src="/page.js"></script>`,
  );
  writeFileSync(
    join(folder, 'page.js'),
    `import 'portone-checkout';
    const checkout = document.createElement('portone-checkout');
    checkout.itemId = 'shoes';
    checkout.bff = new URLSearchParams(location.search).get('bff');
    document.body.append(checkout);`,
  );
  await build({ root: folder, logLevel: 'error' });
  const shop = await preview({ root: folder, preview: { port: 0, host: 'localhost' } });
  t.after(() => shop.close());
  const [origin = ''] = shop.resolvedUrls?.local ?? [];
  const server = await startServerProcess(
    { ALLOWED_ORIGINS: new URL(origin).origin },
    join(folder, 'node_modules/portone-checkout', manifest.bin['portone-checkout'] ?? ''),
  );
  t.after(() => server.stop());
  const browser = await openChromium();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(`${origin}?bff=${encodeURIComponent(server.url)}`);
  await page.getByRole('button', { name: '결제하기' }).click();
  await page.frameLocator('iframe#imp-iframe').locator('[data-outcome="approve"]').click();
  await page.getByText('결제가 완료').waitFor();
  assert.deepEqual(errors, []);
  for (const path of ['/portone-checkout.js', '/checkout/shoes']) {
    assert.equal((await fetch(`${server.url}${path}`)).status, 200, path);
  }
});

test('has the files to run a server by, and no other copy of them', () => {
  const place = 'node_modules/portone-checkout/bff/deploy';
  const packed = readdirSync(join(folder, place)).toSorted();
  assert.deepEqual(
    packed,
    readdirSync(resolve(import.meta.dirname, '../../bff/deploy')).toSorted(),
  );
  assert.ok(packed.includes('.env.example'), 'npm packs a file that begins with a dot');
  assert.deepEqual(globSync('node_modules/portone-checkout/lib/bff/deploy', { cwd: folder }), []);
});

test('starts by the command of the Dockerfile, is well by its health check, and is backed up by that of the unit', async (t) => {
  const [, ...command] = dockerCommand('CMD');
  const DATABASE_URL = `sqlite:${join(folder, 'data/checkout.db')}`;
  const server = await startProgram(folder, command, {
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    CATALOG: writeCatalog(),
    DATABASE_URL,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
  });
  t.after(() => server.kill());
  const [, ...check] = dockerCommand('HEALTHCHECK');
  const isHealthy = (port: string) =>
    promisify(execFile)(process.execPath, check, { env: { PORT: port } }).then(
      () => true,
      () => false,
    );
  assert.equal(await isHealthy(new URL(server.url).port), true);

  const [backup = ''] = unitValues('checkout-backup.service', 'ExecStart');
  const [, program = '', ...args] = backup.split(' ');
  args[args.indexOf('--to') + 1] = join(folder, 'backups');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program.replace('/opt/checkout', folder), ...args],
    { env: { DATABASE_URL } },
  );
  assert.match(stdout, /^Wrote .*backups\/checkout-.*\.db, \d+ bytes\.\n$/);
  assert.equal(await server.terminate(), 0);
  assert.equal(await isHealthy(new URL(server.url).port), false);
});

for (const [command, usage] of [
  ['check', /check/],
  ['orders', /release/],
  ['database', /backup --to/],
] as const) {
  test(`has every command of the program: ${command}`, () => {
    const program = join('node_modules/portone-checkout', manifest.bin['portone-checkout'] ?? '');
    assert.match(installed.node(program, command, '--help'), usage);
  });
}

test('shows an operator how to use its command', () => {
  assert.match(
    installed.node(
      join('node_modules/portone-checkout', manifest.bin['portone-checkout-orders'] ?? ''),
      'help',
    ),
    /release/,
  );
});
