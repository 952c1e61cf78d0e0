import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../support/server/database.ts';
import type { Process } from './processes.ts';

/** A folder, a PostgreSQL and whatever is started, all thrown away at the end. */
export async function benchPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const postgres = await startPostgres();
  const started: Process[] = [];
  let databases = 0;
  return {
    folder,
    /** An empty database, as a `DATABASE_URL`. */
    async database(engine: string): Promise<string> {
      databases += 1;
      if (engine === 'SQLite') return `sqlite:${join(folder, `${databases}.db`)}`;
      const client = new Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(`CREATE DATABASE bench${databases}`);
      await client.end();
      const url = new URL(postgres.url);
      url.pathname = `/bench${databases}`;
      return url.href;
    },
    async start(process: Promise<Process>): Promise<Process> {
      started.push(await process);
      return process;
    },
    async close(): Promise<void> {
      for (const process of started) await process.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
