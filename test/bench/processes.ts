import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../support/server/free-port.ts';
import { startFile, startFlags } from '../support/server/start-command.ts';
import type { Usage } from './report-usage.ts';

/** A server that runs in a process of its own. */
export type Process = {
  url: string;
  /** Milliseconds from the command to the first answer. */
  startup: number;
  /** What the process has used so far. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

export const apiSecret = 'a-secret-for-the-benchmark';
export const webhookSecret = `whsec_${Buffer.from('a webhook secret for the benchmark').toString('base64')}`;

const inThisFolder = (file: string) => resolve(import.meta.dirname, file);

/** PROFILE names a folder that gets a profile of each server's processor time. */
const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [];

async function start(
  file: string,
  env: Record<string, string>,
  port: (child: ChildProcess) => Promise<number>,
  {
    flags = [],
    stdio = 'inherit',
  }: { flags?: readonly string[]; stdio?: ForkOptions['stdio'] } = {},
): Promise<Process> {
  const begin = performance.now();
  const child = fork(inThisFolder(file), {
    env: { PATH: process.env.PATH, ...env },
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      inThisFolder('report-usage.ts'),
      ...profile,
      ...flags,
    ],
    stdio,
  });
  const exited = once(child, 'exit');
  const url = await Promise.race([
    port(child).then((number) => `http://127.0.0.1:${number}`),
    exited.then(([code]) => {
      throw new Error(`${file} ended with ${code} before it was ready`);
    }),
  ]);
  const startup = performance.now() - begin;
  return {
    url,
    startup,
    async usage() {
      child.send('usage');
      const [{ usage }] = (await once(child, 'message')) as [{ usage: Usage }];
      return usage;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The port that a process of ours tells its parent. */
async function toldPort(child: ChildProcess): Promise<number> {
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return port;
}

/** What the payments of {@link startUpstream} say, as far as it is compared with an order. */
export type UpstreamPayment = {
  storeId: string;
  channel: { type: string; key: string };
  orderName: string;
  amount: { total: number; paid: number };
  currency: string;
  customData: string;
};

/** @param delay milliseconds that an answer takes */
export function startUpstream(payment: UpstreamPayment, delay = 0): Promise<Process> {
  return start('upstream.ts', { PAYMENT: JSON.stringify(payment), DELAY: String(delay) }, toldPort);
}

/** @param flags of Node's */
export function startBaseline(
  upstreamUrl: string,
  items: object,
  flags: readonly string[] = [],
): Promise<Process> {
  return start(
    'baseline-server.ts',
    { PORTONE_API_URL: upstreamUrl, ITEMS: JSON.stringify(items), NODE_ENV: 'production' },
    toldPort,
    { flags },
  );
}

/** Answers with BODY, as plainly as Node can. */
export function startBareServer(body: string): Promise<Process> {
  return start('bare-server.ts', { BODY: body }, toldPort);
}

/**
 * The server as `npm start` runs it, its log going to a file.
 *
 * @param folder where the log goes
 */
export async function startCheckoutServer(settings: {
  databaseUrl: string;
  upstreamUrl: string;
  folder: string;
}): Promise<Process> {
  const port = await freePort();
  const log = openSync(join(settings.folder, `checkout-${port}.log`), 'a');
  const started = start(
    `../../${startFile}`,
    {
      V2_API_SECRET: apiSecret,
      V2_WEBHOOK_SECRET: webhookSecret,
      PORTONE_API_URL: settings.upstreamUrl,
      CATALOG: inThisFolder('../../demo/catalog.json'),
      DATABASE_URL: settings.databaseUrl,
      PORT: String(port),
      HOST: '127.0.0.1',
      // Counted all the same: the whole load comes from one address.
      RATE_LIMIT_PER_MINUTE: '9999999',
      ORDERS_PER_MINUTE: '0',
      NODE_ENV: 'production',
    },
    async (child) => {
      await once(child, 'message');
      return port;
    },
    { flags: startFlags, stdio: ['ignore', log, 'inherit', 'ipc'] },
  );
  closeSync(log);
  return started;
}
