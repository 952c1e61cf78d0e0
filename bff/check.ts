/** `portone-checkout check`: looks at everything that a payment needs, and says what to do. */
import { parseArgs } from 'node:util';
import { checkText } from './check/check-text.ts';
import { runCheck } from './check/run-check.ts';
import { ConfigError } from './config.ts';
import { readEnvFile } from './env-file.ts';
import { operatorTranslator } from './i18n/operator-translator.ts';
import { version } from './observability/version.ts';

const usage = `Usage: portone-checkout check [--pay] [--env-file FILE] [--json]

Looks at the settings, the catalog with its gateways’ rules, the database, the
receiver, mail, PortOne with the secret and the store, the clock, the webhooks and
the public address, and changes nothing. ✓ is good, ? is doubtful, ✗ is wrong.

--pay then opens a payment by each method for you to make through your test channels,
compares each field that PortOne sends with the order, and writes a file of them in
which nothing personal or secret is left.

It reads .env in this folder unless --env-file names another.
Exit code: 0, 1 where something is wrong, 2 where the command is not understood.`;

process.exitCode = await check(process.argv.slice(2));

async function check(args: readonly string[]): Promise<0 | 1 | 2> {
  const options = await readOptions(args);
  if (!options) return 2;
  if (options.help) {
    const translate = await operatorTranslator(process.env);
    console.log(translate(usage));
    return 0;
  }
  let file: string | undefined;
  try {
    file = readEnvFile(options['env-file']);
  } catch (error) {
    return failed(error);
  }
  // The file may say in which language.
  const translate = await operatorTranslator(process.env);
  if (!options.json) {
    const head = `portone-checkout ${version}${file === undefined ? '' : `, with ${file}`}`;
    console.log(translate(head));
  }
  const found = await runCheck({
    env: process.env,
    version,
    now: Date.now(),
    onLine: (line) => console.log(options.json ? JSON.stringify(line) : checkText(line, translate)),
  });
  if (!found.isSound) return 1;
  const { config, catalog } = found;
  if (!options.pay || !config || !catalog) return 0;
  // Nothing of it is loaded unless it is asked for.
  const { checkPay } = await import('./check/pay/check-pay.ts');
  try {
    const isSound = await checkPay({
      env: process.env,
      config,
      catalog,
      version,
      now: Date.now(),
      say: (text) => console.log(translate(text)),
    });
    return isSound ? 0 : 1;
  } catch (error) {
    return failed(error);
  }
}

/** Says why it cannot go on. */
async function failed(error: unknown): Promise<1> {
  if (!(error instanceof ConfigError)) throw error;
  const translate = await operatorTranslator(process.env);
  for (const problem of error.problems) console.error(translate(problem));
  return 1;
}

async function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'env-file': { type: 'string' },
        json: { type: 'boolean' },
        pay: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const translate = await operatorTranslator(process.env);
    console.error(translate(`${(error as Error).message}\n\n${usage}`));
    return undefined;
  }
}
