/**
 * Opens the store that `DATABASE_URL` names, as a server does at its start, in a
 * process of its own. With a number it is killed before the statement of that
 * number, counted from 1.
 *
 * usage: open-store.ts <DATABASE_URL> [statement]
 */
import type { DatabaseConnection } from 'kysely';
import { PostgresDriver, SqliteDriver } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore } from '../../../bff/database/open-store.ts';

const [, , url = '', fatal] = process.argv;
let statements = 0;

type Acquire = PostgresDriver['acquireConnection'];

// Every statement of either engine goes through here.
for (const { prototype } of [SqliteDriver, PostgresDriver]) {
  const acquireConnection: Acquire = prototype.acquireConnection;
  prototype.acquireConnection = async function (...options: Parameters<Acquire>) {
    return dying(await acquireConnection.apply(this, options));
  };
}

function dying(connection: DatabaseConnection): DatabaseConnection {
  return new Proxy(connection, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]) => {
        if (name === 'executeQuery') {
          statements += 1;
          if (statements === Number(fatal)) process.kill(process.pid, 'SIGKILL');
        }
        return value.apply(target, parameters);
      };
    },
  });
}

const store = await openStore(databaseDialect(url), { sendsEvents: true });
await store.ping();
await store.close();
console.log(statements);
