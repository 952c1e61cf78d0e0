import { createTransport } from 'nodemailer';
import type { MailSettings } from '../config/mail-settings.ts';

const CONNECTION_TIMEOUT_MS = 10_000;

/** Mails at a time, each through a connection of its own. */
export const CONNECTIONS = 2;

/** The way to the mail server of the settings. It reads no files and no addresses for what it sends. */
export function mailTransport({ smtpUrl, requiresTls }: MailSettings) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
    secure: protocol === 'smtps:',
    requireTLS: requiresTls,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: CONNECTION_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
