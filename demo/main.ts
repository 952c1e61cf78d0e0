/**
 * `npm run demo`: a shop's page, the checkout server, and a sandbox in place of PortOne, each on an
 * origin of its own, as in production.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demoPages } from './demo-pages.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import { stores } from './stores.ts';

const here = import.meta.dirname;

/** The ports, and the variables that change them. */
const ports = {
  SHOP_PORT: Number(process.env.SHOP_PORT ?? 8081),
  PORT: Number(process.env.PORT ?? 8080),
  SANDBOX_PORT: Number(process.env.SANDBOX_PORT ?? 8082),
};
const addressOf = (port: number) => `http://localhost:${port}`;

/** Stops what was started, the latest first. */
const cleanups: Array<() => Promise<void>> = [];

async function startSandbox(apiSecret: string, webhookSecret: string): Promise<void> {
  const sandbox = createSandbox({
    apiSecret,
    stores,
    webhook: { url: `${addressOf(ports.PORT)}/api/payment/webhook`, secret: webhookSecret },
    webhookSpeed: 60,
  });
  cleanups.unshift(() => sandbox.close());
  await explainTakenPort('SANDBOX_PORT', sandbox.listen(ports.SANDBOX_PORT));
}

/**
 * The catalog's path. With another port for the shop, it is a copy with that address: pictures load
 * from it.
 */
function catalog(): string {
  const file = resolve(here, 'catalog.json');
  if (process.env.SHOP_PORT === undefined) return file;
  const { store, ...others } = JSON.parse(readFileSync(file, 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'portone-checkout-demo-'));
  cleanups.unshift(async () => rmSync(folder, { recursive: true }));
  const copy = join(folder, 'catalog.json');
  const changed = { ...others, store: { ...store, url: addressOf(ports.SHOP_PORT) } };
  writeFileSync(copy, JSON.stringify(changed));
  return copy;
}

async function startCheckoutServer(apiSecret: string, webhookSecret: string): Promise<void> {
  const server = fork(resolve(here, '../bff/start.js'), {
    env: {
      ...process.env,
      V2_API_SECRET: apiSecret,
      V2_WEBHOOK_SECRET: webhookSecret,
      PORTONE_API_URL: addressOf(ports.SANDBOX_PORT),
      CATALOG: catalog(),
      DATABASE_URL: process.env.DATABASE_URL ?? `sqlite:${resolve(here, '../data/demo.db')}`,
      ALLOWED_ORIGINS: addressOf(ports.SHOP_PORT),
      PORT: String(ports.PORT),
      HOST: '127.0.0.1',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  });
  const ended = exitOf(server);
  cleanups.unshift(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  const ready = new Promise<'ready'>((resolve) => server.once('message', () => resolve('ready')));
  // The server prints itself why it does not start.
  if ((await Promise.race([ready, ended])) !== 'ready') await stop(1);
  ended.then(() => stop(1));
}

async function startShop(): Promise<void> {
  process.env.VITE_CHECKOUT = addressOf(ports.PORT);
  process.env.VITE_SANDBOX = addressOf(ports.SANDBOX_PORT);
  const shop = await demoPages(ports.SHOP_PORT);
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

function exitOf(server: ChildProcess): Promise<'ended'> {
  return new Promise((resolve) => server.once('exit', () => resolve('ended')));
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

// A terminal sends Ctrl-C to the server as well; both processes stop only once.
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

await startSandbox(apiSecret, webhookSecret);
await Promise.all([startCheckoutServer(apiSecret, webhookSecret), startShop()]);

console.log(`
  portone-checkout: a shop to try payments in. No money moves.

  Open     ${addressOf(ports.SHOP_PORT)}
  Builder  ${addressOf(ports.SHOP_PORT)}/builder/  (put an element together, copy its code)
  Gallery  ${addressOf(ports.SHOP_PORT)}/gallery/  (every state of the element)
  Page     ${addressOf(ports.PORT)}/checkout/shoes  (an item's own page, for links and QR codes)
  Server   ${addressOf(ports.PORT)}
  PortOne  ${addressOf(ports.SANDBOX_PORT)}  (a sandbox: open it to see every payment and its webhooks)

  Ctrl-C stops everything.
`);
