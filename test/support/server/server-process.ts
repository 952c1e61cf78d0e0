import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createSandbox, type Sandbox } from '../../../demo/sandbox/sandbox.ts';
import { aCatalog, apiSecret, webhookSecret } from './checkout-server.ts';

const main = resolve(import.meta.dirname, '../../../bff/start.js');

export type ServerProcess = {
  url: string;
  process: ChildProcess;
  sandbox: Sandbox;
  /** The folder that it runs in; its catalog is there. */
  folder: string;
  post(path: string, body: unknown): Promise<Response>;
  /** Ends it at once, and the sandbox with it. */
  stop(): Promise<void>;
};

/**
 * The server as it is started for real, with the sandbox as its PortOne. Needs a build.
 *
 * @param program the server of an installed package, if not this repository's
 */
export async function startServerProcess(
  env: Record<string, string>,
  program = main,
): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  writeFileSync(join(folder, 'catalog.json'), aCatalog());
  const sandbox = createSandbox({
    apiSecret,
    windowDelay: 0,
    stores: [
      {
        id: 'store-tests',
        name: '신발가게',
        channels: [
          { key: 'channel-key-kakaopay-tests', name: 'test', pgProvider: 'KAKAOPAY', type: 'TEST' },
        ],
      },
    ],
  });
  const server = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      V2_API_SECRET: apiSecret,
      V2_WEBHOOK_SECRET: webhookSecret,
      PORTONE_API_URL: await sandbox.listen(),
      HOST: '127.0.0.1',
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '0',
      ORDERS_PER_MINUTE: '0',
      ...env,
    },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(server).catch(async (reason) => {
    await sandbox.close();
    throw reason;
  });
  return {
    url,
    process: server,
    sandbox,
    folder,
    post: (path, body) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async stop() {
      const ended = new Promise((exited) => server.on('close', exited));
      if (server.kill('SIGKILL')) await ended;
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
  for await (const line of lines) {
    const { msg, address } = JSON.parse(line);
    if (msg !== 'listening') continue;
    // The log must be read to its end: a full pipe would stop the server.
    server.stdout?.resume();
    return `http://127.0.0.1:${address.port}`;
  }
  throw new Error('The server ended before it listened');
}
