import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it came in. */
export type ReceivedMail = {
  /** Where it was sent to, whatever its header says. */
  recipients: string[];
  from: string;
  to: string[];
  subject: string;
  text: string;
  messageId: string;
  /** The lines before the text, by their names in lower case. */
  headers: { key: string; value: string }[];
  receivedAt: string;
};

export type Mailbox = {
  /** What is in it, the latest first. */
  all(): readonly ReceivedMail[];
  /** The `SMTP_URL` of the server that fills it. */
  listen(): Promise<string>;
  /** Resolves to the first mail that answers the description, now or once it is there. */
  received(describes: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>;
  /** While it does, each mail is refused with this code of SMTP's. */
  refuse(code: number | undefined): void;
  close(): Promise<void>;
};

/** The oldest go, so that a demo that runs for long does not grow. */
const KEPT = 500;

/** A mail server that sends nothing on: mails stay where they are looked at. */
export function createMailbox(clock: () => string): Mailbox {
  const mails: ReceivedMail[] = [];
  const waiting = new Set<(mail: ReceivedMail) => void>();
  let refusal: number | undefined;

  const server = new SMTPServer({
    authOptional: true,
    // Without a certificate of its own, it offers no encryption that a client has to distrust.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== undefined) {
          const [to] = session.envelope.rcptTo;
          done(Object.assign(new Error(`refused: <${to?.address}>`), { responseCode: refusal }));
          return;
        }
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        keep(Buffer.concat(chunks), recipients).then(() => done(), done);
      });
    },
  });

  async function keep(raw: Buffer, recipients: string[]): Promise<void> {
    const mail = await PostalMime.parse(raw);
    const received = {
      recipients,
      from: mail.from?.address ?? '',
      to: (mail.to ?? []).map(({ address }) => address ?? ''),
      subject: mail.subject ?? '',
      text: (mail.text ?? '').trim(),
      messageId: mail.messageId ?? '',
      headers: mail.headers.map(({ key, value }) => ({ key, value })),
      receivedAt: clock(),
    };
    mails.unshift(received);
    mails.splice(KEPT);
    for (const told of waiting) told(received);
  }

  return {
    all: () => mails,
    async listen() {
      server.listen(0, '127.0.0.1');
      await once(server.server, 'listening');
      return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    },
    received(describes) {
      const found = mails.find(describes);
      if (found) return Promise.resolve(found);
      return new Promise((resolve) => {
        const told = (mail: ReceivedMail) => {
          if (!describes(mail)) return;
          waiting.delete(told);
          resolve(mail);
        };
        waiting.add(told);
      });
    },
    refuse(code) {
      refusal = code;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}
