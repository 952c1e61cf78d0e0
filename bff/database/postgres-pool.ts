import { Client, type ClientConfig, Pool, type PoolConfig } from 'pg';
import { sqlStateOf } from './store-error.ts';

/** Connections of one server. Its work is short statements, so few of them keep PostgreSQL busy. */
const POOL_SIZE = 10;

/** Milliseconds that a statement may take, or wait for a connection, before the client gets 503. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Milliseconds that it may wait for a lock: the other entries of its batch wait with it. */
const LOCK_TIMEOUT_MS = 2_000;

/**
 * Milliseconds for which code may keep a connection, at most. A PostgreSQL whose machine was
 * switched off never answers, and would hold the connection for ever.
 */
const MAX_CHECKOUT_MS = 8_000;

/** After a failover a name or a proxy leads elsewhere, which only a new connection finds out. */
const MAX_LIFETIME_SECONDS = 60;

/**
 * Failures after which a connection is of no more use, although the server answers on it: it has
 * become a copy that takes no writes, or is going down, or a pooler has lost it.
 */
const LOST_SERVER = /^(08|25006$|57P0)/;

/** Refusals of a start-up parameter: PgBouncer's, and that of Amazon's RDS Proxy. */
const UNSUPPORTED_PARAMETER: ReadonlySet<string> = new Set(['08P01', '0A000']);

/**
 * Opens the connections that a server shares.
 *
 * The server ends statements that take too long, told so when a connection starts. A pooler that
 * refuses that is connected to without it: a `set` would stay behind in a connection that others
 * use next, or be lost. There each wait ends here, and what the database goes on doing is for its role's
 * own settings to end.
 *
 * @throws where no connection can be made
 */
export async function postgresPool(url: string): Promise<Pool> {
  const shared = connectionTo(url);
  const timeouts = { statement_timeout: STATEMENT_TIMEOUT_MS, lock_timeout: LOCK_TIMEOUT_MS };
  const takesTimeouts = await isConnectable({ ...shared, ...timeouts });
  return openPool({
    ...shared,
    ...(takesTimeouts ? timeouts : { query_timeout: STATEMENT_TIMEOUT_MS }),
    max: POOL_SIZE,
    maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
  });
}

/** One connection for what may take its time: an index on a million orders does. */
export function patientPool(url: string): Pool {
  return withErrorHandlers(new Pool({ ...connectionTo(url), max: 1 }));
}

function connectionTo(url: string): ClientConfig & PoolConfig {
  return {
    connectionString: withLibpqTls(url),
    connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
    application_name: 'portone-checkout',
  };
}

/**
 * `sslmode` as every other program of PostgreSQL reads it, `psql` and `pg_dump` among them: `require`
 * encrypts and, without `sslrootcert`, asks for no certificate of a known authority, which hosted
 * databases often do not have. pg's own reading makes `verify-full` of all of them.
 */
function withLibpqTls(url: string): string {
  const isMeant = /[?&]sslmode=(prefer|require|verify-ca)(&|$)/.test(url);
  return isMeant && !url.includes('uselibpqcompat=') ? `${url}&uselibpqcompat=true` : url;
}

/** Whether a connection starts with these parameters; not, where they are refused. */
async function isConnectable(config: ClientConfig): Promise<boolean> {
  const client = new Client(config);
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (UNSUPPORTED_PARAMETER.has(sqlStateOf(error))) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  const uses = new Map<Client, NodeJS.Timeout>();
  const idle = new Set<Client>();
  const lost = new Set<Client>();

  /** The connections that were made before belong to the same server, those in use as well. */
  function loseAll(reason: Error): void {
    for (const client of uses.keys()) lost.add(client);
    // The pool takes this for what it is, a connection that broke, and makes others.
    for (const client of [...idle]) client.emit('error', reason);
  }

  pool.on('connect', (client) => {
    watchFailures(client as Client, (error) => {
      lost.add(client as Client);
      if (LOST_SERVER.test(sqlStateOf(error))) loseAll(error);
    });
  });
  pool.on('acquire', (client) => {
    idle.delete(client as Client);
    // Ending a connection under a statement breaks it off, and the pool opens another one.
    uses.set(
      client as Client,
      setTimeout(() => client.end(), MAX_CHECKOUT_MS),
    );
  });
  pool.on('release', (_error, client) => {
    clearTimeout(uses.get(client as Client));
    uses.delete(client as Client);
    idle.add(client as Client);
    // The pool keeps no connection that is ending.
    if (lost.has(client as Client)) client.end().catch(() => {});
  });
  pool.on('remove', (client) => {
    clearTimeout(uses.get(client as Client));
    uses.delete(client as Client);
    idle.delete(client as Client);
    lost.delete(client as Client);
  });
  return withErrorHandlers(pool);
}

/** Calls back for each failure after which the connection is not to be used again. */
function watchFailures(client: Client, onLost: (error: Error) => void): void {
  const query = client.query.bind(client) as (...parameters: unknown[]) => unknown;
  client.query = ((...parameters: unknown[]) => {
    const result = query(...parameters);
    if (result instanceof Promise) {
      result.catch((error: Error) => {
        const state = sqlStateOf(error);
        // Without a code it is not the database that speaks: the statement may still be running.
        if (state === '' || LOST_SERVER.test(state)) onLost(error);
      });
    }
    return result;
  }) as Client['query'];
}

/**
 * A connection that breaks is replaced by the next statement. Without a listener
 * it would end the process: the pool listens to those that are idle, and passes
 * it on, but not to those that are in use.
 */
function withErrorHandlers(pool: Pool): Pool {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
