import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely';
import type { PooledPostgresDialect } from '../../../bff/database/dialects.ts';

/** The method of a dialect that makes the connection of the migrations. */
const MIGRATION_DIALECT = 'withoutStatementTimeout' satisfies keyof PooledPostgresDialect;

type OnStatement = (query: CompiledQuery) => void;

/** The same dialect, also to `instanceof`, with a listener for its statements. */
export function watchedDialect<Kind extends Dialect>(
  dialect: Kind,
  onSent: OnStatement,
  onExecuted: OnStatement,
): Kind {
  return new Proxy(dialect, {
    get(target, property) {
      if (property === 'createDriver') {
        return () => watchedDriver(target.createDriver(), onSent, onExecuted);
      }
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      if (property !== MIGRATION_DIALECT) return value.bind(target);
      return () => watchedDialect(value.call(target) as Dialect, onSent, onExecuted);
    },
  });
}

/** Calls the listeners before a statement is sent and after it was executed; in a transaction, before the commit. */
function watchedDriver(driver: Driver, onSent: OnStatement, onExecuted: OnStatement): Driver {
  const connections = new WeakMap<DatabaseConnection, DatabaseConnection>();

  function watched(connection: DatabaseConnection): DatabaseConnection {
    const known = connections.get(connection);
    if (known) return known;
    const proxy = new Proxy(connection, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (property === 'executeQuery') {
          return async (...query: Parameters<DatabaseConnection['executeQuery']>) => {
            onSent(query[0]);
            const result = await target.executeQuery(...query);
            onExecuted(query[0]);
            return result;
          };
        }
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    connections.set(connection, proxy);
    return proxy;
  }

  // A driver knows its own connections only, some by their private fields.
  const originals = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const original = (connection: DatabaseConnection) => originals.get(connection) ?? connection;
  return {
    init: () => driver.init(),
    async acquireConnection() {
      const connection = await driver.acquireConnection();
      const proxy = watched(connection);
      originals.set(proxy, connection);
      return proxy;
    },
    beginTransaction: (connection, settings) =>
      driver.beginTransaction(original(connection), settings),
    commitTransaction: (connection) => driver.commitTransaction(original(connection)),
    rollbackTransaction: (connection) => driver.rollbackTransaction(original(connection)),
    releaseConnection: (connection) => driver.releaseConnection(original(connection)),
    destroy: () => driver.destroy(),
  };
}
