import { freePort } from '../support/server/free-port.ts';
import { chaosDatabase } from './database.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { History } from './history.ts';
import type { Random } from './random.ts';
import { startReceiver } from './receiver.ts';
import { chaosSandbox } from './sandbox.ts';
import { Servers } from './servers.ts';
import type { Settings } from './settings.ts';
import { fulfilmentSecret, webhookSecret } from './shop.ts';
import { startWebhookProxy } from './webhook-proxy.ts';

export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;

/**
 * Starts what a run needs: database, PortOne and receiver with their faults. The servers are
 * made, and not started.
 *
 * @param folder for the servers' logs, and for SQLite
 */
export async function startSurroundings(
  settings: Settings,
  folder: string,
  random: Random,
  history: History,
) {
  const { pace } = settings;
  const database = await chaosDatabase(settings.engine, folder, pace);
  const sandbox = chaosSandbox(pace);
  const proxy = await startFaultProxy({
    target: await sandbox.listen(),
    random: random.branch('proxy'),
    pace,
  });
  const receiver = await startReceiver(fulfilmentSecret, random.branch('receiver'));
  const ports = await Promise.all(Array.from({ length: settings.servers }, freePort));
  const servers = new Servers(
    ports.map((port) => ({
      databaseUrl: database.url,
      apiUrl: proxy.url,
      fulfilmentUrl: receiver.url,
      port,
      pace,
    })),
    folder,
  );
  const webhookProxy = await startWebhookProxy({
    urls: servers.urls,
    random: random.branch('webhooks'),
    pace,
    history,
    findPayment: (paymentId) => sandbox.payment(paymentId),
  });
  sandbox.setWebhook({ url: webhookProxy.url, secret: webhookSecret });

  return {
    database,
    sandbox,
    proxy,
    receiver,
    servers,
    webhookProxy,
    /** Ends the faults of PortOne, of webhooks and of the receiver. */
    heal() {
      proxy.heal();
      webhookProxy.heal();
      receiver.heal();
    },
    async close() {
      await Promise.all([proxy.close(), webhookProxy.close(), receiver.close(), sandbox.close()]);
      await database.close();
    },
  };
}
