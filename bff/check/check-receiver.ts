import type { FulfilmentAddress } from '../config/fulfilment-addresses.ts';
import type { Config } from '../config.ts';
import type { Backlogs } from '../domain/backlogs.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('receiver');

const TIMEOUT_MS = 10_000;

/**
 * Looks whether the receiver can be reached. It is sent no event: one that is signed would be believed.
 *
 * @param backlogs absent where the database cannot be read
 */
export async function checkReceiver(
  { fulfilment, mail }: Pick<Config, 'fulfilment' | 'mail'>,
  backlogs: Backlogs | undefined,
): Promise<CheckLine[]> {
  const isMailed = mail !== undefined && mail.owners.length > 0;
  if (!fulfilment && !isMailed) {
    return [
      doubtful(
        'None is set: no system is told what was paid. Set FULFILMENT_URL and FULFILMENT_SECRET, or SMTP_URL, MAIL_FROM and OWNER_EMAIL, unless somebody looks into PortOne’s console for each order.',
      ),
    ];
  }
  const lines = await Promise.all((fulfilment?.addresses ?? []).map(reach));
  const failing = (await backlogs?.countFailing()) ?? 0;
  const givenUp = (await backlogs?.countGivenUp()) ?? 0;
  if (failing > 0) {
    lines.push(
      wrong(
        `${failing} messages were refused by it and are sent again. Look at its log: it has to answer 2xx.`,
      ),
    );
  }
  if (givenUp > 0) {
    lines.push(
      wrong(
        `${givenUp} messages were given up. Once it works, send them again: orders redeliver --dead`,
      ),
    );
  }
  return lines;
}

async function reach({ url, format }: FulfilmentAddress): Promise<CheckLine> {
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      method: 'OPTIONS',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    // What Google and Slack answer a look with says nothing of the address.
    if (format !== 'standard') return good(`${host} can be reached.`);
    if (response.status >= 500) {
      return doubtful(`${host} answers ${response.status} when it is only looked at. Does it run?`);
    }
    if (response.status === 404) {
      return doubtful(`${host} says 404: is the path in FULFILMENT_URL right?`);
    }
    return good(`${host} can be reached.`);
  } catch (error) {
    const { cause } = error as Error;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? (error as Error).name;
    return wrong(`${host} cannot be reached (${code}). Is FULFILMENT_URL right, and does it run?`);
  }
}
