import type { Logger } from 'pino';
import type { Store } from '../database/open-store.ts';
import type { Mail } from '../mail/mail-receivers.ts';
import { repeat } from '../workers/repeat.ts';
import { ownerConditions } from './conditions.ts';
import { ownerAlerts } from './tell-owner.ts';

/** Milliseconds between two looks. */
const INTERVAL_MS = 30_000;

export type AlertParts = {
  store: Pick<Store, 'ping' | 'backlogs' | 'watermark'>;
  mail: Pick<Mail, 'writeToOwner'>;
  log: Logger;
  language: 'ko' | 'en';
};

/** Looks now and then at what an owner has to know of, and writes to the owner about it. */
export function startAlerts({ store, mail, log, language }: AlertParts) {
  const { conditions, upstreamAnswered, watching } = ownerConditions({
    ping: store.ping,
    backlogs: store.backlogs,
    watermark: store.watermark,
    clock: Date.now,
  });
  const look = ownerAlerts({
    conditions,
    language,
    tell: mail.writeToOwner,
    onUntold: (name, error) =>
      log.error({ condition: name, err: error }, 'the owner cannot be written to now'),
  });
  const worker = repeat(look, INTERVAL_MS, (error) =>
    log.error({ err: error }, 'what the owner has to know of cannot be looked at now'),
  );
  return { upstreamAnswered, watching, stop: () => worker.stop() };
}
