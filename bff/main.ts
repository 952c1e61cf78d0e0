import { closeServer, httpServer } from './http/http-server.ts';
import { ConfigError, createCheckout } from './index.ts';

/** Milliseconds in which requests that are under way may finish after SIGTERM: longer than PortOne may take. */
const FINISH_TIMEOUT_MS = 8_500;

/** Milliseconds after SIGTERM when the process ends, even where requests are still under way. */
const STOP_TIMEOUT_MS = 10_000;

async function start(): Promise<void> {
  const checkout = await createCheckout({ env: process.env });
  const { app, config, log } = checkout;
  const server = httpServer(app.callback());
  server.on('error', (error: NodeJS.ErrnoException) => {
    exitWithProblems([
      error.code === 'EADDRINUSE'
        ? `PORT: ${config.port} is taken by another program. Stop it, or set PORT to another.`
        : `PORT: the server cannot listen on ${config.host}:${config.port} (${error.message}).`,
    ]);
  });
  server.listen(config.port, config.host, () => {
    log.info({ address: server.address(), environment: config.environment }, 'listening');
    // A process manager that forked this process may wait for it.
    process.send?.('ready');
  });

  let stopping = false;
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('not everything was finished in time');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    await checkout.close(closeServer(server, FINISH_TIMEOUT_MS));
    log.info('stopped');
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function exitWithProblems(problems: readonly string[]): never {
  console.error('The server does not start:');
  for (const problem of problems) console.error(`  - ${problem}`);
  process.exit(1);
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError) exitWithProblems(error.problems);
  throw error;
});
