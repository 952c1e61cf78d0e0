import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, parseDatabaseUrl } from './config.ts';

/**
 * The server's database, for a command. Never one that is made by asking for it: a wrong folder would
 * look like a database without orders.
 *
 * @throws {ConfigError}
 */
export function existingDatabaseUrl(env: Readonly<Record<string, string | undefined>>): string {
  const databaseUrl = parseDatabaseUrl(env);
  if (databaseUrl.startsWith('sqlite:')) {
    const file = resolve(databaseUrl.slice('sqlite:'.length));
    if (!existsSync(file)) {
      throw new ConfigError([
        `DATABASE_URL: there is no database ${file}. Use the server’s DATABASE_URL, in the folder that the server runs in.`,
      ]);
    }
  }
  return databaseUrl;
}
