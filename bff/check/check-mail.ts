import type { MailSettings } from '../config/mail-settings.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('mail');

/** Signs in at the mail server, and sends nothing. */
export async function checkMail(mail: MailSettings | undefined): Promise<CheckLine[]> {
  if (!mail) {
    return [
      doubtful(
        'None is sent: set SMTP_URL, MAIL_FROM and OWNER_EMAIL to be told of sales and of what a person has to look at.',
      ),
    ];
  }
  const { mailTransport } = await import('../mail/mail-transport.ts');
  const { hostname } = new URL(mail.smtpUrl);
  const transport = mailTransport(mail);
  try {
    await transport.verify();
    const lines = [good(`${hostname} takes mail from this server.`)];
    if (mail.owners.length === 0) {
      lines.push(
        doubtful(
          'OWNER_EMAIL is not set: buyers get mail, and nobody is told of sales and troubles.',
        ),
      );
    }
    return lines;
  } catch (error) {
    // Not the mail server's own words, which name addresses.
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    return [
      wrong(
        `${hostname} does not take mail (${[responseCode, code].filter(Boolean).join(' ') || 'no reason'}). Are name, password and port in SMTP_URL right? Some providers want a password for apps.`,
      ),
    ];
  } finally {
    transport.close();
  }
}
