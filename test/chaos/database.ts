import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startPostgres } from '../support/server/database.ts';
import type { Servers } from './servers.ts';
import type { EngineName } from './settings.ts';

/** Milliseconds that the database is away; a full disk stays longer. */
const OUTAGE_MS = 3_000;
const DISK_FULL_MS = 10_000;

/** Milliseconds that a SQLite file is locked at least: a server waits two seconds for it. */
const MIN_LOCK_MS = 2_500;

/** A way in which a database can be away for a while. Ends by itself. */
export type Outage = { name: string; start(servers: Servers): Promise<void> };

export type ChaosDatabase = {
  /** As `DATABASE_URL`. */
  url: string;
  /** Outages that happen again and again, in turns. */
  repeatedOutages: readonly Outage[];
  /** Outages that happen once. */
  singleOutages: readonly Outage[];
  close(): Promise<void>;
};

/**
 * An empty database, and what can happen to it.
 *
 * @param pace how many times shorter than real an outage is
 */
export function chaosDatabase(
  engine: EngineName,
  folder: string,
  pace: number,
): Promise<ChaosDatabase> {
  return engine === 'sqlite' ? sqliteFile(folder, pace) : postgresServer(pace);
}

async function sqliteFile(folder: string, pace: number): Promise<ChaosDatabase> {
  const path = join(folder, 'chaos.db');

  async function lock(): Promise<void> {
    // To the servers this process is just another one that has the file open.
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      await untilDone(() => database.exec('BEGIN EXCLUSIVE'));
      await delay(Math.max(MIN_LOCK_MS, OUTAGE_MS / pace));
      database.exec('ROLLBACK');
    } finally {
      database.close();
    }
  }

  return {
    url: `sqlite:${path}`,
    repeatedOutages: [{ name: 'database locked', start: lock }],
    singleOutages: [
      {
        name: 'disk full',
        async start(servers) {
          servers.fillDisk(true);
          await delay(DISK_FULL_MS / pace);
          servers.fillDisk(false);
        },
      },
    ],
    close: async () => {},
  };
}

async function postgresServer(pace: number): Promise<ChaosDatabase> {
  const server = await startPostgres();
  const name = 'chaos';
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const maintain = async (...statements: string[]) => {
    const client = new Client({ connectionString: server.url });
    client.on('error', () => {});
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
  await maintain(`CREATE DATABASE ${name}`);

  return {
    url: url.href,
    repeatedOutages: [
      { name: 'connections terminated', start: () => maintain(terminate) },
      {
        name: 'connections refused',
        async start() {
          await maintain(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`, terminate);
          await delay(OUTAGE_MS / pace);
          await maintain(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
        },
      },
    ],
    singleOutages: [
      {
        name: 'database restarted',
        async start() {
          await server.suspend();
          await delay(OUTAGE_MS / pace);
          await server.resume();
        },
      },
    ],
    close: () => server.stop(),
  };
}

/** Tries until it goes through: the servers hold the lock for moments. */
async function untilDone(attempt: () => void): Promise<void> {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== 5) throw error;
      await delay(5);
    }
  }
}
