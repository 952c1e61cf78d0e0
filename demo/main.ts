/**
 * `npm run demo`: a shop's page, the checkout server, and a sandbox in place of PortOne, each on an
 * origin of its own, as in production. `CATALOG` and `ALLOWED_ORIGINS` add an owner's own goods and
 * pages to the demo's.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCatalog } from '../bff/catalog/catalog-file.ts';
import type { CatalogSource } from '../bff/catalog/catalog-input.ts';
import { decodeCatalog } from '../bff/catalog/decode-catalog.ts';
import { parseJson } from '../bff/catalog/parse-json.ts';
import { closeServer, httpServer } from '../bff/http/http-server.ts';
import { ConfigError, createCheckout } from '../bff/index.ts';
import { demoPages } from './demo-pages.ts';
import { mergeCatalogs } from './merge-catalogs.ts';
import { createMailbox, type Mailbox } from './sandbox/mailbox/mailbox.ts';
import { createSandbox, type SandboxStore } from './sandbox/sandbox.ts';
import { readBuiltElement, serveElement } from './serve-element.ts';
import { stores } from './stores.ts';
import { watchElement } from './watch-element.ts';

const here = import.meta.dirname;

/** The ports, and the variables that change them. */
const ports = {
  SHOP_PORT: Number(process.env.SHOP_PORT ?? 8081),
  PORT: Number(process.env.PORT ?? 8080),
  SANDBOX_PORT: Number(process.env.SANDBOX_PORT ?? 8082),
};
const addressOf = (port: number) => `http://localhost:${port}`;

/** The element's scripts since the last build; before the first one, those of `npm run build` serve. */
let builtScripts: ReadonlyMap<string, string> | undefined;

async function readElement(name: string): Promise<string | undefined> {
  return builtScripts ? builtScripts.get(name) : readBuiltElement(name);
}

/** For requests that are under way when the demo stops. */
const FINISH_DEADLINE_MS = 1_000;

/** Stops what was started, the latest first. */
const cleanups: Array<() => Promise<void>> = [];

async function startSandbox(
  store: SandboxStore,
  apiSecret: string,
  webhookSecret: string,
  mailbox: Mailbox,
): Promise<void> {
  const sandbox = createSandbox({
    apiSecret,
    stores: [store],
    mailbox,
    webhook: { url: `${addressOf(ports.PORT)}/api/payment/webhook`, secret: webhookSecret },
    webhookSpeed: 60,
  });
  cleanups.unshift(() => sandbox.close());
  await explainTakenPort('SANDBOX_PORT', sandbox.listen(ports.SANDBOX_PORT));
}

/**
 * What is sold: the demo's goods, and those of the catalog that `CATALOG` names. The path is a
 * copy's, unless the demo's own file serves as it is: with another port for the shop, pictures load
 * from there.
 */
async function prepareCatalog(): Promise<{ path: string; store: SandboxStore; own: string[] }> {
  const file = resolve(here, 'catalog.json');
  const shopUrl = addressOf(ports.SHOP_PORT);
  const [demoStore] = stores;
  const ownPath = process.env.CATALOG;
  if (!ownPath) {
    if (process.env.SHOP_PORT === undefined) return { path: file, store: demoStore, own: [] };
    const demo = readSource(file);
    const copy = { ...demo, store: { ...demo.store, url: shopUrl } };
    return { path: writeCopy(copy), store: demoStore, own: [] };
  }
  // What is wrong is said of the owner's own file, before anything is added to it.
  await explainConfig(() => readCatalog(resolve(ownPath)));
  const own = readSource(resolve(ownPath));
  const merged = mergeCatalogs(readSource(file), demoStore, own, shopUrl);
  for (const omission of merged.omissions) console.error(omission);
  const ids = own.items.map(({ id }) => id);
  const sold = ids.filter((id) => merged.catalog.items.some((item) => item.id === id));
  return { path: writeCopy(merged.catalog), store: merged.store, own: sold };
}

/** A catalog that {@link readCatalog} has found right, in any encoding that the server reads. */
function readSource(path: string): CatalogSource {
  const source = decodeCatalog(readFileSync(path), path).replace(/^\ufeff/, '');
  const { json } = parseJson(source, path);
  return json as CatalogSource;
}

function writeCopy(catalog: CatalogSource): string {
  const folder = mkdtempSync(join(tmpdir(), 'portone-checkout-demo-'));
  cleanups.unshift(async () => rmSync(folder, { recursive: true }));
  const copy = join(folder, 'catalog.json');
  writeFileSync(copy, JSON.stringify(catalog));
  return copy;
}

/** Stops with every problem, where the settings or the catalog are wrong. */
async function explainConfig<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) console.error(problem);
    return stop(1);
  }
}

/** The shop's page, and the pages that `ALLOWED_ORIGINS` names: `*` stands alone. */
function allowedOrigins(): string {
  const own = process.env.ALLOWED_ORIGINS?.trim();
  if (own === '*') return own;
  return [addressOf(ports.SHOP_PORT), own].filter(Boolean).join(',');
}

async function startCheckoutServer(
  catalogPath: string,
  apiSecret: string,
  webhookSecret: string,
  smtpUrl: string,
): Promise<void> {
  const checkout = await explainConfig(() =>
    createCheckout({
      env: {
        ...process.env,
        V2_API_SECRET: apiSecret,
        V2_WEBHOOK_SECRET: webhookSecret,
        PORTONE_API_URL: addressOf(ports.SANDBOX_PORT),
        CATALOG: catalogPath,
        // The sandbox's channels are TEST ones.
        CHECKOUT_ENV: 'test',
        DATABASE_URL: process.env.DATABASE_URL ?? `sqlite:${resolve(here, '../data/demo.db')}`,
        ALLOWED_ORIGINS: allowedOrigins(),
        PORT: String(ports.PORT),
        HOST: '127.0.0.1',
        // No demo writes to a buyer: what is sent is looked at in the sandbox.
        SMTP_URL: smtpUrl,
        MAIL_FROM: '신발가게 <shop@shop.example>',
        OWNER_EMAIL: 'owner@shop.example',
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      },
    }),
  );
  const answer = checkout.app.callback();
  // Instead of the server's own, which it read at its start, and which browsers may cache.
  const answerElement = serveElement(readElement);
  const server = httpServer((request, response) => {
    void answerElement(request, response, () => answer(request, response));
  });
  cleanups.unshift(() => checkout.close(closeServer(server, FINISH_DEADLINE_MS)));
  await explainTakenPort(
    'PORT',
    new Promise<void>((listening, failed) => {
      server.on('error', failed);
      server.listen(checkout.config.port, checkout.config.host, listening);
    }),
  );
}

async function startShop(): Promise<void> {
  process.env.VITE_CHECKOUT = addressOf(ports.PORT);
  process.env.VITE_SANDBOX = addressOf(ports.SANDBOX_PORT);
  const shop = await demoPages(ports.SHOP_PORT, readElement);
  cleanups.unshift(() => shop.close());
  await explainTakenPort('SHOP_PORT', shop.listen());
}

/** Stops with the name of the variable that chooses another port, where this one cannot be used. */
async function explainTakenPort(
  variable: keyof typeof ports,
  listening: Promise<unknown>,
): Promise<void> {
  try {
    await listening;
  } catch (error) {
    console.error(
      `Port ${ports[variable]} cannot be used (${(error as Error).message}).\n` +
        `Stop what uses it, or choose another: ${variable}=9090 npm run demo`,
    );
    await stop(1);
  }
}

let stopping = false;

async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    for (const cleanUp of cleanups) await cleanUp();
    process.exit(code);
  }
  return new Promise<never>(() => {});
}

const apiSecret = randomBytes(32).toString('hex');
const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

const catalog = await prepareCatalog();
const mailbox = createMailbox(() => new Date().toISOString());
const smtpUrl = await mailbox.listen();
cleanups.unshift(() => mailbox.close());
await startSandbox(catalog.store, apiSecret, webhookSecret, mailbox);
await Promise.all([
  startCheckoutServer(catalog.path, apiSecret, webhookSecret, smtpUrl),
  startShop(),
]);
const ownPages = catalog.own.map(
  (id) => `\n  Yours    ${addressOf(ports.PORT)}/checkout/${encodeURIComponent(id)}`,
);

console.log(`
  portone-checkout: a shop to try payments in. No money moves.

  Open     ${addressOf(ports.SHOP_PORT)}
  Builder  ${addressOf(ports.PORT)}/builder  (put an element together, copy its code)
  Gallery  ${addressOf(ports.SHOP_PORT)}/gallery/  (every state of the element)
  Page     ${addressOf(ports.PORT)}/checkout/shoes  (an item's own page, for links and QR codes)${ownPages.join('')}
  Server   ${addressOf(ports.PORT)}
  PortOne  ${addressOf(ports.SANDBOX_PORT)}  (a sandbox: open it to see every payment and its webhooks)
  Mails    ${addressOf(ports.SANDBOX_PORT)}/mails  (what the server writes to the owner and to buyers)

  Ctrl-C stops everything.
`);

cleanups.unshift(
  await watchElement((scripts) => {
    console.log(
      builtScripts
        ? '  The element is built anew: reload the page.'
        : '  Edit component/ and reload the page: the element is built as you do.',
    );
    builtScripts = scripts;
  }),
);
