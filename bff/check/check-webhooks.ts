import type { WebhookRecord } from '../domain/webhook.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful } = linesOf('webhooks');

const DAY_MS = 24 * 60 * 60_000;
/** A shop that sells has at least one in this time. */
const QUIET_MS = 7 * DAY_MS;

/**
 * Says when the last webhook of PortOne's was verified.
 *
 * @param record absent where the database cannot be read
 * @param now milliseconds since 1970
 */
export async function checkWebhooks(
  record: WebhookRecord | undefined,
  publicOrigin: string | undefined,
  now: number,
): Promise<CheckLine[]> {
  const address = `${publicOrigin ?? 'https://<this server>'}/api/payment/webhook`;
  if (!record) return [doubtful('The database cannot be read, so that nothing is known of them.')];
  const at = await record.lastAccepted();
  if (at === undefined) {
    return [
      doubtful(
        `None was verified yet. In PortOne’s console, 결제연동 > 연동 관리 > 결제알림(Webhook) 관리, enter ${address}, choose version 결제모듈 V2, save, and press [호출 테스트].`,
      ),
    ];
  }
  const time = new Date(at).toISOString();
  return [
    now - at > QUIET_MS
      ? doubtful(
          `The last one was verified at ${time}, more than a week ago. Press [호출 테스트] in PortOne’s console to see that ${address} is still right.`,
        )
      : good(`The last one was verified at ${time}.`),
  ];
}
