import { z } from 'zod';
import { checked } from './checked.ts';
import { reachOf } from './problem-of-address.ts';

/** How the server sends mail, and to whom beside buyers. */
export type MailSettings = {
  smtpUrl: string;
  from: MailAddress;
  /** Who is told of sales and of what a person has to look at; empty where buyers alone get mail. */
  owners: readonly string[];
  /** Mails of all kinds that may be sent in an hour; 0 for any number. */
  perHour: number;
  /** Whether the mail server has to take the mail encrypted: what is sent leaves the owner's network. */
  requiresTls: boolean;
};

export type MailAddress = { name: string; address: string };

/** One address and nothing else: no list, no name, no quotes, no second line. */
const ADDRESS = /^[^\s<>()[\]\\,;:@"\p{Cc}\p{Cf}]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/iu;

const FROM = /^(?:([^<>"\\,;:@\p{Cc}]*?)\s*<([^<>]+)>|([^<>]+))$/u;

export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** What is wrong with `SMTP_URL`. It quotes nothing: a password is in it. */
export function problemOfSmtpUrl(text: string): string | undefined {
  const rule =
    'is not the address of a mail server, e.g. smtps://name:password@smtp.example.com:465, or smtp://… with port 587';
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return rule;
  const { hostname, pathname, search, hash, username, password } = new URL(text);
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') {
    return `${rule}. A letter such as / ? # @ in the name or the password is written as %2F %3F %23 %40`;
  }
  if ((username === '') !== (password === '')) {
    return 'has a name without a password, or a password without a name';
  }
  try {
    decodeURIComponent(`${username}${password}`);
  } catch {
    return 'has a % that does not begin an encoded letter: write %25 for it';
  }
  return undefined;
}

export function problemOfMailFrom(text: string): string | undefined {
  return mailFrom(text)
    ? undefined
    : 'is not a sender: write shop@example.com, or a name before it: 신발가게 <shop@example.com>';
}

/** The sender of all mails; `undefined` where the text is none. */
export function mailFrom(text: string): MailAddress | undefined {
  const [, name = '', bracketed, bare] = FROM.exec(text.trim()) ?? [];
  const address = (bracketed ?? bare ?? '').trim();
  return isMailAddress(address) ? { name: name.trim(), address } : undefined;
}

export function problemOfOwnerEmail(text: string): string | undefined {
  const addresses = ownerEmails(text);
  return addresses.length > 0 && addresses.every(isMailAddress)
    ? undefined
    : 'is not a mail address, e.g. owner@example.com, several separated by commas';
}

export function ownerEmails(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The settings of mail by themselves. */
export const mailShape = {
  SMTP_URL: checked(problemOfSmtpUrl).optional(),
  MAIL_FROM: checked(problemOfMailFrom).optional(),
  OWNER_EMAIL: checked(problemOfOwnerEmail).optional(),
  MAILS_PER_HOUR: z
    .string()
    .regex(/^\d{1,7}$/, 'is how many mails may be sent in an hour, e.g. 500, or 0 for any number')
    .default('500')
    .transform(Number),
} as const;

/** What is wrong with them beside each other. */
export function problemsOfMail({
  SMTP_URL: smtpUrl,
  MAIL_FROM: from,
  OWNER_EMAIL: owner,
}: Readonly<Record<string, string | undefined>>): string[] {
  if (!smtpUrl !== !from) {
    return [
      'SMTP_URL and MAIL_FROM go together: the one says which mail server is used, the other who the mail is from',
    ];
  }
  if (owner && !smtpUrl) {
    return ['OWNER_EMAIL is set without SMTP_URL and MAIL_FROM, so that no mail can be sent to it'];
  }
  return [];
}

/** @returns nothing where no mail is sent */
export function mailSettings({
  SMTP_URL: smtpUrl,
  MAIL_FROM: from,
  OWNER_EMAIL: owner = '',
  MAILS_PER_HOUR: perHour,
}: z.infer<z.ZodObject<typeof mailShape>>): MailSettings | undefined {
  const sender = from === undefined ? undefined : mailFrom(from);
  if (smtpUrl === undefined || !sender) return undefined;
  return {
    smtpUrl,
    from: sender,
    owners: ownerEmails(owner),
    perHour,
    requiresTls: reachOf(smtpUrl) === 'the internet',
  };
}
