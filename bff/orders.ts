/**
 * `npm run orders`: the operator's command. Like main.ts it reads the
 * environment and `.env`, and only what says where the database is.
 */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { ConfigError, parseDatabaseUrl } from './config.ts';
import { databaseDialect } from './database/dialects.ts';
import { placeOfDatabase } from './database/place-of-database.ts';
import { CheckoutError } from './domain/checkout-error.ts';
import { readEnvFile } from './env-file.ts';
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
      const url = databaseUrl();
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

/** The command's own arguments, and the file that `--env-file` names. */
function takeEnvFile(given: readonly string[]): { args: string[]; file: string | undefined } {
  const args = [...given];
  const at = args.findIndex((arg) => arg === '--env-file' || arg.startsWith('--env-file='));
  if (at < 0) return { args, file: undefined };
  const [flag = '', next] = args.splice(at, args[at] === '--env-file' ? 2 : 1);
  return { args, file: flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : (next ?? '') };
}

/** Never a database that is made by asking for it: a wrong folder would look like one without orders. */
function databaseUrl(): string {
  const databaseUrl = parseDatabaseUrl(process.env);
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
