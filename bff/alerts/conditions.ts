import type { Backlogs } from '../domain/backlogs.ts';
import type { Watermark } from '../domain/reconciliation.ts';
import type { VerifyWebhook } from '../domain/webhook.ts';
import type { OnUpstreamAnswered } from '../portone/portone-client.ts';

/** Something that an owner has to know of as long as it lasts. */
export type Condition = {
  name: ConditionName;
  /** Rejects where it cannot be told, as while the database is away. */
  holds(): Promise<boolean>;
};

export type ConditionName =
  | 'database away'
  | 'secret refused'
  | 'webhooks refused'
  | 'reading behind'
  | 'messages given up'
  | 'messages waiting';

export type ConditionSources = {
  ping(): Promise<void>;
  backlogs: Pick<Backlogs, 'countGivenUp' | 'ageOfOldestPending'>;
  watermark: Pick<Watermark, 'lag'>;
  /** Milliseconds since 1970. */
  clock: () => number;
};

/** PortOne's changes are read every minute. */
const LONGEST_LAG_SECONDS = 15 * 60;
/** By then a message that was refused has been sent six times. */
const LONGEST_WAIT_SECONDS = 60 * 60;
const REFUSED_IN_A_ROW = 3;
/** For so long a webhook that was accepted shows that secret and clock are right. */
const ACCEPTED_LASTS_MS = 60 * 60_000;

/** What is looked at, and what tells it of PortOne's answers and webhooks. */
export function ownerConditions({ ping, backlogs, watermark, clock }: ConditionSources) {
  let isSecretRefused = false;
  let refusedInARow = 0;
  let acceptedAt = Number.NEGATIVE_INFINITY;

  const conditions: Condition[] = [
    {
      name: 'database away',
      holds: () =>
        ping().then(
          () => false,
          () => true,
        ),
    },
    { name: 'secret refused', holds: async () => isSecretRefused },
    {
      name: 'webhooks refused',
      holds: async () =>
        refusedInARow >= REFUSED_IN_A_ROW && Math.abs(clock() - acceptedAt) > ACCEPTED_LASTS_MS,
    },
    {
      name: 'reading behind',
      holds: async () => (await watermark.lag(clock())) > LONGEST_LAG_SECONDS,
    },
    { name: 'messages given up', holds: async () => (await backlogs.countGivenUp()) > 0 },
    {
      name: 'messages waiting',
      holds: async () => (await backlogs.ageOfOldestPending(clock())) > LONGEST_WAIT_SECONDS,
    },
  ];

  const upstreamAnswered: OnUpstreamAnswered = ({ result }) => {
    if (result === '401' || result === '403') isSecretRefused = true;
    else if (result === 'ok' || result === '404') isSecretRefused = false;
  };

  /** Watches webhooks on their way to being verified. */
  const watching =
    (verify: VerifyWebhook): VerifyWebhook =>
    async (body, headers) => {
      try {
        const event = await verify(body, headers);
        refusedInARow = 0;
        acceptedAt = clock();
        return event;
      } catch (error) {
        refusedInARow += 1;
        throw error;
      }
    };

  return { conditions, upstreamAnswered, watching };
}
