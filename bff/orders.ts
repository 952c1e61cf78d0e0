/**
 * `npm run orders`: the operator's command. Like main.ts it reads the
 * environment, and only what says where the database is.
 */
import { userInfo } from 'node:os';
import { ConfigError } from './config.ts';
import { databaseDialect } from './database/dialects.ts';
import { CheckoutError } from './domain/checkout-error.ts';
import { existingDatabaseUrl } from './existing-database-url.ts';
import { openOperatorStore } from './operator/operator-store.ts';
import { runOrdersCommand } from './operator/orders-command.ts';

try {
  const { text, exitCode } = await runOrdersCommand(process.argv.slice(2), {
    openStore: () => openOperatorStore(databaseDialect(existingDatabaseUrl(process.env))),
    now: Date.now(),
    user: user(),
  });
  (exitCode === 0 ? console.log : console.error)(text);
  process.exitCode = exitCode;
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}

/** A container may run as a user without a name. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.()}`;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof CheckoutError && error.cause instanceof Error) {
    return `${error.message}: ${error.cause.message || (error.cause as NodeJS.ErrnoException).code}`;
  }
  throw error;
}
