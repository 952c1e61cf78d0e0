/** What docs/developers.md gives to be copied, with the package as applications have it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import type { OrderAnswer, PaymentAnswer } from '../../component/api/contract.ts';
import { browserArgs, findBrowser } from '../support/browser/browser.ts';
import { documentBlock } from '../support/pages/document-blocks.ts';
import { choose, overlay } from '../support/pages/shop-visit.ts';
import { type Program, startProgram } from '../support/server/application.ts';
import {
  aCatalog,
  anItem,
  apiSecret,
  paymentRequest,
  webhookSecret,
} from '../support/server/checkout-server.ts';
import { type ServerProcess, startServerProcess } from '../support/server/server-process.ts';
import { describeElement } from '../tools/element-manifest.ts';
import { installPackage } from './installed-package.ts';

const run = promisify(execFile);

const installed = installPackage(['@types/react', '@types/node', 'preact', 'vue']);
after(() => installed.remove());
const { folder, manifest } = installed;

/** Three pairs of shoes at most, so that two can be bought. */
const CATALOG = join(folder, 'catalog.json');
writeFileSync(CATALOG, aCatalog({ items: [anItem({ maxQuantity: 3 })] }));

let server: ServerProcess;
let browser: Browser;
before(async () => {
  server = await startServerProcess({ ALLOWED_ORIGINS: '*', CATALOG });
  browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Writes files into a folder of the application, with this server in place of the example. */
function write(place: string, files: Record<string, string>): string {
  const path = join(folder, place);
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(path, name), text.replaceAll('https://pay.example.com', server.url));
  }
  return path;
}

/** As a shell of the application's, in which `node` is this one. */
const env = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };

test('the file that is packed is the one that is installed, by its path', () => {
  assert.equal(documentBlock('docs/developers.md', 'Install the package'), 'npm ci && npm pack\n');
  assert.equal(
    documentBlock('docs/developers.md', 'Install the package', 2),
    `npm install ./${installed.filename}\n`,
  );
});

test('the scripts start the server and the operator’s command', async () => {
  const manifestOfOwner = JSON.parse(documentBlock('docs/developers.md', 'Install the package', 3));
  assert.deepEqual(Object.values(manifestOfOwner.scripts), Object.keys(manifest.bin));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', ...manifestOfOwner }),
  );
  const { stdout } = await run('npm', ['run', '--silent', 'orders', '--', 'help'], {
    cwd: folder,
    env,
  });
  assert.match(stdout, /release <paymentId>/);
  const failure = await run('npm', ['start', '--silent'], { cwd: folder, env }).catch(
    (error) => error,
  );
  assert.match(failure.stderr, /The server does not start:\n {2}- V2_API_SECRET is missing/);
});

/** A page whose script is built as an application's is, open in a browser. */
async function openPage(place: string, config: InlineConfig = {}): Promise<Page> {
  const path = join(folder, place);
  writeFileSync(
    join(path, 'index.html'),
    `<!doctype html><html lang="ko"><link rel="icon" href="data:,"><title>신발가게</title>
    <body><script type="module" src="/page.js"></script>`,
  );
  await build({ root: path, logLevel: 'error', configFile: false, ...config });
  const shop = await preview({
    root: path,
    configFile: false,
    preview: { port: 0, host: 'localhost' },
  });
  after(() => shop.close());
  const [origin = ''] = shop.resolvedUrls?.local ?? [];
  const page = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await page.goto(origin);
  return page;
}

/** What the server and PortOne know of the payment that the page of thanks is about. */
async function paidOn(page: Page) {
  await choose(overlay(page), 'approve');
  await page.waitForURL('**/thanks?order=*');
  const order = new URL(page.url()).searchParams.get('order');
  const known = await fetch(`${server.url}/api/payment/${order}`);
  const payment = await fetch(`${server.sandbox.url}/payments/${order}`, {
    headers: { authorization: `PortOne ${apiSecret}` },
  });
  const { status } = (await known.json()) as PaymentAnswer;
  const { amount, customer } = (await payment.json()) as {
    amount: { total: number };
    customer?: { email?: string };
  };
  return { status, total: amount.total, email: customer?.email };
}

const buy = (page: Page) => page.getByRole('button', { name: '결제하기' }).click();

test('an element of another name sells', async () => {
  write('another-name', {
    'page.js': `${documentBlock('docs/developers.md', 'Another tag name')}
      document.addEventListener('portone-checkout-paid', ({ paymentId }) => location.assign('/thanks?order=' + paymentId));
      document.body.innerHTML = '<shop-checkout item-id="shoes" bff="https://pay.example.com"></shop-checkout>';`,
  });
  const page = await openPage('another-name');
  await buy(page);
  assert.equal((await paidOn(page)).status, 'PAID');
});

test('a page without an element thanks for what has been paid', async () => {
  const thanks = documentBlock('docs/developers.md', 'A page that only thanks');
  write('thanks', { 'page.js': `document.body.append(document.createElement('h1'));\n${thanks}` });
  const page = await openPage('thanks');
  const { origin } = new URL(page.url());
  const answer = await fetch(`${server.url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ itemId: 'shoes', page: page.url() }),
  });
  const order = (await answer.json()) as OrderAnswer;
  await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await page.goto(`${server.url}/return/${order.paymentId}${order.returnToken}`);
  await page.getByRole('heading', { name: ': thank you' }).waitFor();
  assert.equal(page.url(), `${origin}/`);
});

test('a page’s own button pays, and its listener leads to the page of thanks', async () => {
  write('events', {
    'page.js': "import './events.ts';",
    'events.ts': documentBlock('docs/developers.md', 'Events, methods, types'),
  });
  const page = await openPage('events');
  await page.getByRole('button', { name: '결제하기' }).waitFor();
  await page.getByRole('button', { name: 'Buy' }).click();
  assert.equal((await paidOn(page)).status, 'PAID');
});

const twoPairs = { status: 'PAID', total: 2_000, email: 'kim@example.com' };

test('a component of Preact’s sells what its attributes say', async () => {
  write('preact', {
    'buy-shoes.tsx': documentBlock('docs/developers.md', 'Preact'),
    'page.js': `import { h, render } from 'preact';
      import { BuyShoes } from './buy-shoes.tsx';
      render(h(BuyShoes, { email: 'kim@example.com' }), document.body);`,
  });
  const page = await openPage('preact', { oxc: { jsx: { importSource: 'preact' } } });
  await buy(page);
  assert.deepEqual(await paidOn(page), twoPairs);
});

test('a component of Vue’s sells what its attributes say, by the configuration', async () => {
  // As much of Vue's plugin as a component of this kind needs, with Vue's own compiler.
  write('node_modules/@vitejs/plugin-vue', {
    'package.json': '{ "type": "module", "exports": "./index.js" }',
    'index.js': `
      import { stripTypeScriptTypes } from 'node:module';
      import { compileScript, parse } from 'vue/compiler-sfc';
      export default ({ template }) => ({
        name: 'vue',
        transform(source, id) {
          if (!id.endsWith('.vue')) return;
          const { descriptor } = parse(source, { templateParseOptions: template.compilerOptions });
          const { content } = compileScript(descriptor, { id, inlineTemplate: true, templateOptions: template });
          if (content.includes('resolveComponent')) throw new Error('The tag is taken for a component');
          return stripTypeScriptTypes(content);
        },
      });`,
  });
  const place = write('vue', {
    'vite.config.js': documentBlock('docs/developers.md', 'Vue'),
    'BuyShoes.vue': documentBlock('docs/developers.md', 'Vue', 2),
    'page.js': `import { createApp } from 'vue';
      import BuyShoes from './BuyShoes.vue';
      document.body.append(document.createElement('main'));
      createApp(BuyShoes, { email: 'kim@example.com' }).mount('main');`,
  });
  const page = await openPage('vue', { configFile: join(place, 'vite.config.js') });
  await buy(page);
  assert.deepEqual(await paidOn(page), twoPairs);
});

const consumers = resolve(import.meta.dirname, 'consumers');

for (const [document, section, index, kind, name] of [
  ['docs/developers.md', 'Events, methods, types', 1, 'plain', 'events.ts'],
  ['docs/developers.md', 'React 19', 1, 'react', 'buy-shoes.tsx'],
  ['docs/developers.md', 'React 19', 2, 'react', 'buy-shoes.tsx'],
  ['docs/developers.md', 'Preact', 1, 'preact', 'buy-shoes.tsx'],
] as const) {
  test(`what stands under ${section} is typed as its framework has it, ${index}`, () => {
    const project = join('typed', kind);
    write(project, { [name]: documentBlock(document, section, index) });
    cpSync(join(consumers, 'tsconfig.json'), join(folder, 'typed/tsconfig.json'));
    cpSync(join(consumers, kind, 'tsconfig.json'), join(folder, project, 'tsconfig.json'));
    assert.deepEqual(installed.typeErrors(project), []);
  });
}

/** Names of what a template sets or hears, without what marks the two. */
function attributesIn(template: string): string[] {
  const [, attributes = ''] = /<portone-checkout\s+([^>]*)>/.exec(template) ?? [];
  return [...attributes.matchAll(/(?:^|\s)([^\s=]+)=/g)].map(([, name = '']) =>
    name.replace(/^on(?=portone)/, '').replaceAll(/[[\]()]/g, ''),
  );
}

for (const [document, framework] of [
  ['docs/developers.md', 'Svelte'],
  ['docs/developers.md', 'Angular'],
] as const) {
  test(`a component of ${framework}’s sets and hears what the element has`, async () => {
    const { attributes = [], members = [], events = [] } = await describeElement();
    const known = [...attributes, ...members, ...events].map(({ name }) => name);
    const used = attributesIn(documentBlock(document, framework)).toSorted();
    assert.deepEqual(used, ['bff', 'buyer', 'item-id', 'portone-checkout-paid', 'quantity']);
    assert.deepEqual(
      used.filter((name) => !known.includes(name)),
      [],
    );
  });
}

/** Frameworks that are not installed here, as far as a middleware sees of them. */
const frameworks = {
  express: `
    import { createServer } from 'node:http';
    export default function express() {
      const handlers = [];
      return {
        use: (handler) => handlers.push(handler),
        get: (path, handler) =>
          handlers.push((request, response, next) => {
            if (request.url !== path) return next();
            response.send = (text) => response.end(text);
            handler(request, response);
          }),
        listen: (...where) =>
          createServer((request, response) => {
            const left = [...handlers];
            const next = () => left.shift()?.(request, response, next);
            next();
          }).listen(...where),
      };
    }
    // It reads every body that is left to it.
    express.json = () => (request, response, next) => request.on('end', next).resume();`,
  fastify: `
    import { createServer } from 'node:http';
    export default () => {
      const hooks = [];
      const routes = new Map();
      const server = createServer((request, response) =>
        hooks[0]({ raw: request }, { raw: response }, () => response.end(routes.get(request.url)?.())),
      );
      return {
        addHook: (name, hook) => name === 'onRequest' && hooks.push(hook),
        get: (path, handler) => routes.set(path, handler),
        listen: ({ port, host }) => new Promise((done) => server.listen(port, host, done)),
        close: () => new Promise((done) => server.close(done)),
      };
    };`,
};

const ourServer = (index: number) =>
  documentBlock('docs/developers.md', 'The server in yours', index);

/** Starts a server of the owner's on an empty database. */
async function startOwners(place: string, files: Record<string, string>): Promise<Program> {
  const path = write(place, { 'checkout.js': ourServer(1), ...files });
  const program = await startProgram(path, [Object.keys(files)[0] ?? ''], {
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    PORTONE_API_URL: server.sandbox.url,
    CATALOG,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
  });
  after(() => program.kill());
  return program;
}

async function post<Answer>(url: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Answer;
}

async function payAt({ url }: Program): Promise<OrderAnswer> {
  const order = await post<OrderAnswer>(`${url}/api/orders`, { itemId: 'shoes' });
  await server.sandbox.pay(paymentRequest(order), { result: 'approve' });
  await post(`${url}/api/payment/complete`, { paymentId: order.paymentId });
  return order;
}

for (const [framework, index] of [
  ['node:http', 2],
  ['Express', 3],
  ['Fastify', 4],
  ['Koa', 5],
] as const) {
  test(`a server by ${framework} sells, delivers, goes on being the shop, and ends well`, async () => {
    for (const [name, source] of Object.entries(frameworks)) {
      write(`node_modules/${name}`, {
        'package.json': '{ "type": "module", "exports": "./index.js" }',
        'index.js': source,
      });
    }
    const program = await startOwners(`server-${index}`, { 'server.js': ourServer(index) });
    assert.equal(program.host, '127.0.0.1');
    assert.equal(await (await fetch(program.url)).text(), 'The shop');
    const { paymentId } = await payAt(program);
    await program.prints(new RegExp(`^Deliver 1 shoes: ${paymentId}$`));
    assert.equal(await program.terminate(), 0);
  });
}

test('the server in yours delivers once, however often it is told', async () => {
  const program = await startOwners('once', { 'server.js': ourServer(2) });
  const { paymentId } = await payAt(program);
  await program.prints(new RegExp(paymentId));
  const { stdout } = await run(
    join(folder, 'node_modules/.bin/portone-checkout-orders'),
    ['redeliver', paymentId],
    { cwd: join(folder, 'once'), env },
  );
  assert.equal(stdout, '1 event is due now.\n');
  // Events are handed over in the order in which they are due: this one's after the repetition.
  const other = await payAt(program);
  await program.prints(new RegExp(other.paymentId));
  assert.deepEqual(program.printed, [
    `Deliver 1 shoes: ${paymentId}`,
    `Deliver 1 shoes: ${other.paymentId}`,
  ]);
});

test('Next’s hook starts a server beside it, and its configuration leaves the package to Node', async () => {
  const program = await startOwners('next', {
    // As Next does it, which is not installed here: where there is no Node, nothing can start.
    'next.js': `const { register } = await import('./instrumentation.js');
      const { V2_API_SECRET } = process.env;
      process.env.V2_API_SECRET = '';
      process.env.NEXT_RUNTIME = 'edge';
      await register();
      process.env.V2_API_SECRET = V2_API_SECRET;
      process.env.NEXT_RUNTIME = 'nodejs';
      await register();`,
    'instrumentation.js': ourServer(6),
    'start-checkout.js': ourServer(7).replace('listen(8080)', 'listen(0)'),
    'next.config.js': ourServer(8),
  });
  assert.equal((await fetch(`${program.url}/api/items/shoes`)).status, 200);
  const { default: configuration } = await import(join(folder, 'next/next.config.js'));
  assert.deepEqual(configuration, { serverExternalPackages: ['portone-checkout'] });
});
