/**
 * `npm run orders`: the operator's command. Like main.ts it reads the
 * environment and `.env`, and only what says where the database is.
 */
import { userInfo } from 'node:os';
import { ConfigError } from './config.ts';
import { databaseDialect } from './database/dialects.ts';
import { placeOfDatabase } from './database/place-of-database.ts';
import { CheckoutError } from './domain/checkout-error.ts';
import { readEnvFile, takeEnvFile } from './env-file.ts';
import { existingDatabaseUrl } from './existing-database-url.ts';
import { operatorTranslator } from './i18n/operator-translator.ts';
import type { Translate } from './i18n/translate.ts';
import { openOperatorStore } from './operator/operator-store.ts';
import { runOrdersCommand } from './operator/orders-command.ts';

let translate: Translate = (text) => text;
try {
  const { args, file } = takeEnvFile(process.argv.slice(2));
  translate = await operatorTranslator(process.env);
  // The file may say in which language.
  if (readEnvFile(file) !== undefined) translate = await operatorTranslator(process.env);
  const { text, exitCode } = await runOrdersCommand(args, {
    openStore: () => {
      const url = existingDatabaseUrl(process.env);
      // Beside the answer, which a program may read: an operator who looks at another database sees nothing wrong.
      console.error(translate(`In ${placeOfDatabase(url)}:`));
      return openOperatorStore(databaseDialect(url));
    },
    now: Date.now(),
    user: user(),
    translate,
  });
  const output = exitCode === 0 ? process.stdout : process.stderr;
  output.write(text.endsWith('\n') ? text : `${text}\n`);
  process.exitCode = exitCode;
} catch (error) {
  console.error(translate(reasonOf(error)));
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
