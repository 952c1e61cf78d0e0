import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { readEnvFile } from './env-file.ts';
import { closeServer, httpServer } from './http/http-server.ts';
import { openPortWarning } from './http/middleware/proxy-trust.ts';
import { operatorTranslator } from './i18n/operator-translator.ts';
import { ConfigError, createCheckout } from './index.ts';
import { version } from './observability/version.ts';

/** Milliseconds in which requests that are under way may finish after SIGTERM: longer than PortOne may take. */
const FINISH_TIMEOUT_MS = 8_500;

/** Milliseconds after SIGTERM when the process ends, even where requests are still under way. */
const STOP_TIMEOUT_MS = 10_000;

const usage = `Usage: portone-checkout [start] [--env-file FILE]
       portone-checkout check [--pay]
       portone-checkout orders <command>
       portone-checkout database <command>

Starts the server; check looks at everything that it needs; orders shows and changes
what it keeps; database backs that up, or moves it. Each has --help. Settings come from the environment, and from .env in
this folder unless --env-file names another file.

  --version   prints the version
  --help      prints this`;

/** What follows the program's name. Ends the process where that is all there is to do. */
async function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'env-file': { type: 'string' },
        version: { type: 'boolean', short: 'v' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help || values.version) {
      const translate = await operatorTranslator(process.env);
      console.log(values.help ? translate(usage) : version);
      process.exit(0);
    }
    return values;
  } catch (error) {
    const translate = await operatorTranslator(process.env);
    console.error(translate(`${(error as Error).message}\n\n${usage}`));
    process.exit(2);
  }
}

async function start(): Promise<void> {
  // As process 1 of a container it is not ended by a signal that it does not listen to, and a start
  // takes its time where tables are brought up to date: killed there, it leaves nothing half done.
  const endAtOnce = () => process.exit(0);
  process.on('SIGTERM', endAtOnce);
  process.on('SIGINT', endAtOnce);
  const envFile = readEnvFile((await readOptions())['env-file']);
  const checkout = await createCheckout({ env: process.env });
  const { app, metricsApp, config, log } = checkout;
  const { port, host, metricsPort, environment, trustedProxies } = config;
  const server = httpServer(app.callback());
  const metricsServer = httpServer(metricsApp.callback());

  let stopping = false;
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('not everything was finished in time');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    const servers = [server, metricsServer].filter(({ listening }) => listening);
    await checkout.close(Promise.all(servers.map((each) => closeServer(each, FINISH_TIMEOUT_MS))));
    log.info('stopped');
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.off(signal, endAtOnce).on(signal, stop);

  if (metricsPort !== undefined) await listen(metricsServer, 'METRICS_PORT', metricsPort, host);
  const address = await listen(server, 'PORT', port, host);
  log.info(
    {
      address,
      environment,
      version,
      ...(envFile !== undefined && { envFile }),
      ...(metricsPort !== undefined && { metricsPort }),
    },
    'listening',
  );
  const warning = openPortWarning(trustedProxies, address.address);
  if (warning) log.warn(warning);
  // A process manager that forked this process may wait for it.
  process.send?.('ready');
}

/** Resolves once the server listens; ends the process where it cannot. */
async function listen(
  server: Server,
  setting: string,
  port: number,
  host: string,
): Promise<AddressInfo> {
  const problems: Record<string, string> = {
    EADDRINUSE: `${setting}: ${port} is taken by another program. Stop it, or set ${setting} to another.`,
    EADDRNOTAVAIL: `HOST: ${host} is no address of this machine. Write one that it has, 127.0.0.1, or 0.0.0.0 for all.`,
    ENOTFOUND: `HOST: ${host} is a name that no address is found for. Write an address of this machine, 127.0.0.1, or 0.0.0.0 for all.`,
  };
  server.on('error', ({ code = '', message }: NodeJS.ErrnoException) => {
    void exitWithProblems([
      problems[code] ?? `${setting}: the server cannot listen on ${host}:${port} (${message}).`,
    ]);
  });
  await new Promise<void>((listening) => server.listen(port, host, listening));
  return server.address() as AddressInfo;
}

async function exitWithProblems(problems: readonly string[]): Promise<never> {
  const translate = await operatorTranslator(process.env);
  console.error(translate('The server does not start:'));
  for (const problem of problems) console.error(`  - ${translate(problem)}`);
  process.exit(1);
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError) return exitWithProblems(error.problems);
  throw error;
});
