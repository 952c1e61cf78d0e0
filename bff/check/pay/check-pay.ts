import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Config, ConfigError } from '../../config.ts';
import type { Catalog } from '../../domain/catalog.ts';
import { transcriptOf } from './transcript.ts';
import { type TriedPayment, tryPayments } from './try-payments.ts';

export type CheckPayOptions = {
  env: Readonly<Record<string, string | undefined>>;
  config: Config;
  catalog: Catalog;
  version: string;
  /** Milliseconds since 1970. */
  now: number;
  say: (text: string) => void;
};

/**
 * Lets the owner make a payment by each method, and writes what PortOne really sent to a file.
 *
 * @returns whether every payment that was made is what was ordered
 */
export async function checkPay(options: CheckPayOptions): Promise<boolean> {
  const { env, config, catalog, version, now, say } = options;
  if (config.environment === 'live') {
    throw new ConfigError(['check --pay pays through test channels only: set CHECKOUT_ENV=test.']);
  }
  const input = createInterface({ input: process.stdin });
  const count = catalog.methods.size;
  try {
    const tried = await tryPayments({
      env,
      config,
      catalog,
      onOpen(address, { id, label }, number) {
        say(
          `\n${number} of ${count}, ${label} ("${id}"): open this page in a browser on this machine, and pay. Enter goes on.\n  ${address}`,
        );
        return nextLine(input);
      },
      onTried: (one) => say(summaryOf(one)),
    });
    const file = resolve(`portone-checkout-${new Date(now).toISOString().slice(0, 10)}.txt`);
    writeFileSync(file, transcriptOf(tried, version), { mode: 0o600 });
    const isSound = tried.every((one) => one.result !== 'seen' || !one.isHeld);
    say(
      `\n${file} has every field that PortOne sent, without names, numbers and keys. ${isSound ? 'Keep it.' : 'Send it to us with your question.'}`,
    );
    return isSound;
  } finally {
    input.close();
  }
}

/** A line of the owner's; never where there is nobody to write one. */
function nextLine(input: ReturnType<typeof createInterface>): Promise<unknown> {
  return new Promise((entered) => input.once('line', entered));
}

function summaryOf(one: TriedPayment): string {
  if (one.result === 'passed over') return '? passed over';
  if (one.result === 'failed') return `? no payment was made (${one.code})`;
  const held = one.fields.filter(({ verdict }) => verdict === 'holds').map(({ field }) => field);
  const notes = one.fields.filter(({ verdict }) => verdict === 'note').map(({ field }) => field);
  const differs = notes.length > 0 ? ` Different, and no reason to hold: ${notes.join(', ')}.` : '';
  return one.isHeld
    ? `✗ ${one.status}, and held: ${held.join(', ') || 'see the file'} differ from the order.${differs}`
    : `✓ ${one.status}, as it was ordered.${differs}`;
}
