import { hash } from 'node:crypto';
import { isMailAddress, type MailSettings } from '../config/mail-settings.ts';
import { BUYER_MAIL, type OutgoingEvent, OWNER_MAIL } from '../domain/outbox.ts';
import type { RateLimiter } from '../domain/rate-limiter.ts';
import type { Receiver } from '../fulfilment/deliver-events.ts';
import { type Language, type OwnerMessage, ownerText } from '../fulfilment/owner-text.ts';
import { withTimeLimit } from '../time/with-time-limit.ts';
import { buyerText, languageOf } from './buyer-text.ts';
import { CONNECTIONS, mailTransport } from './mail-transport.ts';

/** Mails that one address may get in a day: an address is what a buyer has typed. */
export const MAILS_PER_ADDRESS = 20;

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Shorter than the lease of an event, after which another server may acquire it. */
const MAIL_TIMEOUT_MS = 50_000;

/** What the owner is written of: sales, and what a person has to look at. */
const OWNER_TYPES: ReadonlySet<OwnerMessage['type']> = new Set<OwnerMessage['type']>([
  'payment.paid',
  'payment.held',
  'payment.unmatched',
  'payment.dispute_created',
  'payment.cancellation_failed',
]);

export type Mail = {
  receivers: Receiver[];
  /** Writes to the owner at once, past the outbox and the database. Rejects where the mail was not taken. */
  writeToOwner(mail: { subject: string; text: string }): Promise<void>;
  /** Ends its connections. */
  close(): void;
};

/**
 * Sends events as mail: to the owner, and to buyers of what is paid or given back. A mail that is repeated
 * has the same Message-ID.
 *
 * @param limiter makes a limit of a number in a window of milliseconds
 */
export function mailReceivers(
  settings: MailSettings,
  ownerLanguage: Language,
  limiter: (limit: number, windowMs: number) => RateLimiter,
): Mail {
  const { from, owners, perHour } = settings;
  const transport = mailTransport(settings);
  const ofAddress = limiter(MAILS_PER_ADDRESS, DAY_MS);
  const ofAll = perHour > 0 ? limiter(perHour, HOUR_MS) : undefined;

  async function send(
    to: readonly string[],
    { subject, text }: { subject: string; text: string },
    messageId: string,
  ): Promise<void> {
    if ((await ofAll?.consume('mail')) !== undefined) {
      throw new Error('MAILS_PER_HOUR is reached');
    }
    await write(to, { subject, text }, messageId);
  }

  async function write(
    to: readonly string[],
    { subject, text }: { subject: string; text: string },
    messageId?: string,
  ): Promise<void> {
    const sending = transport.sendMail({
      from,
      to: to.map((address) => ({ name: '', address })),
      subject,
      text,
      ...(messageId !== undefined && { messageId }),
      // No answering machine writes back, and none of the mails is one of a list.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    await withTimeLimit(sending, MAIL_TIMEOUT_MS, tooLate).catch((error: unknown) => {
      throw new Error(reasonOf(error));
    });
  }

  const messageIdOf = ({ id }: OutgoingEvent, kind: string) =>
    `<${id}.${kind}@${from.address.split('@').at(-1)}>`;

  const ownerMail: Receiver = {
    name: OWNER_MAIL,
    concurrency: CONNECTIONS,
    async deliver(event) {
      const message = JSON.parse(event.body) as OwnerMessage;
      if (!OWNER_TYPES.has(message.type)) return;
      const text = ownerText(message, event.details, ownerLanguage);
      await send(owners, text, messageIdOf(event, 'owner'));
    },
  };
  const buyerMail: Receiver = {
    name: BUYER_MAIL,
    concurrency: CONNECTIONS,
    async deliver(event) {
      const { buyer: { email } = {}, locale } = event.details ?? {};
      if (email === undefined || !isMailAddress(email)) return;
      const text = buyerText(JSON.parse(event.body) as OwnerMessage, languageOf(locale));
      if (!text) return;
      // The database of the limits has no address in it.
      const key = `mail:${hash('sha256', email.toLowerCase(), 'base64url').slice(0, 22)}`;
      if ((await ofAddress.consume(key)) !== undefined) {
        throw new Error(`an address has got ${MAILS_PER_ADDRESS} mails in a day`);
      }
      await send([email], text, messageIdOf(event, 'buyer'));
    },
  };
  return {
    receivers: owners.length > 0 ? [ownerMail, buyerMail] : [buyerMail],
    writeToOwner: (mail) => write(owners, mail),
    close: () => transport.close(),
  };
}

function tooLate(): Error {
  return Object.assign(new Error(), { code: 'ETIMEDOUT' });
}

/** Without the mail server's own words, which name addresses. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const facts = [responseCode, code].filter((fact) => fact !== undefined).join(' ');
  return `the mail server did not take a mail (${facts || 'no reason'})`;
}
