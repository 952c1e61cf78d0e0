/** `portone-checkout check`: looks at everything that a payment needs, and says what to do. */
import { parseArgs } from 'node:util';
import { checkText } from './check/check-text.ts';
import { runCheck } from './check/run-check.ts';
import { ConfigError } from './config.ts';
import { readEnvFile } from './env-file.ts';
import { version } from './observability/version.ts';

const usage = `Usage: portone-checkout check [--env-file FILE] [--json]

Looks at the settings, the catalog with its gateways’ rules, the database, the
receiver, PortOne with the secret and the store, the clock, the webhooks and the
public address, and changes nothing. ✓ is good, ? is doubtful, ✗ is wrong.
It reads .env in this folder unless --env-file names another.
Exit code: 0, 1 where something is wrong, 2 where the command is not understood.`;

process.exitCode = await check(process.argv.slice(2));

async function check(args: readonly string[]): Promise<0 | 1 | 2> {
  const options = readOptions(args);
  if (!options) return 2;
  if (options.help) {
    console.log(usage);
    return 0;
  }
  try {
    const file = readEnvFile(options['env-file']);
    if (!options.json) {
      console.log(`portone-checkout ${version}${file === undefined ? '' : `, with ${file}`}`);
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
  const isSound = await runCheck({
    env: process.env,
    version,
    now: Date.now(),
    onLine: (line) => console.log(options.json ? JSON.stringify(line) : checkText(line)),
  });
  return isSound ? 0 : 1;
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'env-file': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return undefined;
  }
}
