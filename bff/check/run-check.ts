import { resolve } from 'node:path';
import { type Config, parsePlaces } from '../config.ts';
import type { Catalog } from '../domain/catalog.ts';
import { checkCatalog } from './check-catalog.ts';
import { checkDatabase } from './check-database.ts';
import type { CheckLine } from './check-line.ts';
import { checkMail } from './check-mail.ts';
import { checkClock, checkPortOne } from './check-portone.ts';
import { checkPublicOrigin } from './check-public-origin.ts';
import { checkReceiver } from './check-receiver.ts';
import { checkSettings } from './check-settings.ts';
import { checkWebhooks } from './check-webhooks.ts';

export type CheckDependencies = {
  env: Readonly<Record<string, string | undefined>>;
  version: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Called with each line as soon as it is known: some wait for another machine. */
  onLine: (line: CheckLine) => void;
};

export type CheckResult = { isSound: boolean; config?: Config; catalog?: Catalog };

/**
 * Looks at everything that a payment needs, and changes nothing.
 *
 * @returns whether the server would start and take payments, and with what
 */
export async function runCheck({
  env,
  version,
  now,
  onLine,
}: CheckDependencies): Promise<CheckResult> {
  let isSound = true;
  const say = (lines: readonly CheckLine[]) => {
    for (const line of lines) {
      if (line.verdict === 'wrong') isSound = false;
      onLine(line);
    }
  };

  const { lines, config } = checkSettings(env);
  say(lines);
  const { catalogPath = 'catalog.json', databaseUrl } = parsePlaces(env);
  const { lines: catalogLines, catalog } = checkCatalog(resolve(catalogPath));
  say(catalogLines);
  const { lines: databaseLines, store } = databaseUrl
    ? await checkDatabase(databaseUrl)
    : { lines: [] };
  say(databaseLines);
  try {
    // What else there is to look at stands in the settings.
    if (!config) return { isSound: false };
    say(await checkReceiver(config, store?.backlogs));
    say(await checkMail(config.mail));
    say(await checkPortOne(config, catalog?.store.id));
    say(await checkClock(config));
    say(await checkWebhooks(store?.webhooks, config.publicOrigin, now));
    say(await checkPublicOrigin(config.publicOrigin, version));
    return { isSound, config, ...(catalog && { catalog }) };
  } finally {
    await store?.close();
  }
}
