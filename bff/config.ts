import { isIP } from 'node:net';
import { z } from 'zod';
import type { Environment } from '../component/api/contract.ts';
import { checked } from './config/checked.ts';
import {
  type FulfilmentAddress,
  fulfilmentAddresses,
  problemOfFulfilmentAddresses,
} from './config/fulfilment-addresses.ts';
import {
  type MailSettings,
  mailSettings,
  mailShape,
  problemsOfMail,
} from './config/mail-settings.ts';
import { misspeltNames } from './config/misspelt-names.ts';
import { problemOfServer, reachOf } from './config/problem-of-address.ts';
import { isInMemory, problemOfDatabaseUrl } from './config/problem-of-database-url.ts';
import { problemOfHost } from './config/problem-of-host.ts';
import { problemOfOneOrigin, problemOfOrigin } from './config/problem-of-origin.ts';
import { problemOfText } from './config/problem-of-text.ts';
import { isWebhookSecret, lengthOfSecret, SHORTEST_SECRET_BYTES } from './config/webhook-secret.ts';
import { defined } from './domain/defined.ts';
import type { ChannelType } from './domain/order.ts';
import { KEEP_BUYERS_DAYS } from './domain/sale/buyers.ts';

const PORTONE_API = 'https://api.portone.io';

/** How many proxies stand before the server, or their addresses: such as `10.0.0.7` or `fd00::/8`. */
export type TrustedProxies = number | readonly string[];

/** The server's settings, checked. */
export type Config = {
  apiSecret: string;
  /** Any of them signs a genuine webhook. */
  webhookSecrets: string[];
  apiUrl: string;
  /** What a page is told it is dealing with. */
  environment: Environment;
  /** The kind of channel that a payment must have come through. */
  channelType: ChannelType;
  /** Where the browser finds PortOne's script, if not at PortOne. */
  sdkUrl?: string;
  /** Where Kakao's script for addresses is, if not at Kakao. */
  postcodeUrl?: string;
  port: number;
  host: string;
  /** Origins of pages that may embed the element, or `*`. */
  allowedOrigins: readonly string[] | '*';
  /** Where buyers reach this server. Only a server without live channels may have none. */
  publicOrigin?: string;
  /** Where fulfilments are told, and what signs the telling where a receiver can check it. */
  fulfilment?: { addresses: FulfilmentAddress[]; secret?: string };
  /** How mail is sent, if at all. */
  mail?: MailSettings;
  /** What the owner is written in: mails, and messages to Slack. */
  ownerLanguage: 'ko' | 'en' | 'ja';
  /** For how many days after a payment it is kept who bought. */
  keepBuyersDays: number;
  /** The proxies that are believed about who called. */
  trustedProxies: TrustedProxies;
  /** What a client of `/metrics` has to send as its bearer token. */
  metricsToken?: string;
  /** A port of its own for `/metrics`. */
  metricsPort?: number;
  /** Requests that an address may make of one route in a minute; 0 for any number. */
  rateLimitPerMinute: number;
  /** Orders that all clients together may place in a minute; 0 for any number. */
  ordersPerMinute: number;
  logLevel: string;
  /** What is allowed and probably not meant, for the log. */
  warnings: readonly string[];
};

/** Why the server does not start: every reason, not the first one. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

function port(least: 0 | 1, example: number) {
  const rule = `is a port number, ${least} to 65535, in digits, e.g. ${example}`;
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,4})$/, rule)
    .transform(Number)
    .pipe(z.number().min(least, rule).max(65_535, rule));
}

const environmentShape = z.object({
  V2_API_SECRET: z
    .string(
      'is missing. It is the V2 API secret of PortOne’s console: 결제연동 > 연동정보 > 식별코드·API Keys > V2 API',
    )
    .min(20, 'is too short to be PortOne’s V2 API secret')
    .regex(
      /^[\x21-\x7e]+$/,
      'has a space, a line break, or a letter in it that no secret of PortOne’s has',
    )
    .refine(
      (secret) => !secret.startsWith('whsec_'),
      'is a webhook secret: that goes into V2_WEBHOOK_SECRET',
    ),
  V2_WEBHOOK_SECRET: z
    .string(
      'is missing. It is the webhook secret (whsec_…) of PortOne’s console: 결제연동 > 연동 관리 > 결제알림(Webhook) 관리',
    )
    .transform((value) => value.split(',').map((secret) => secret.trim()))
    .pipe(
      z.array(
        z
          .string()
          .refine(
            isWebhookSecret,
            'has a part that is not a webhook secret: whsec_ and then base64, several separated by commas',
          ),
      ),
    ),
  CHECKOUT_ENV: z.enum(['test', 'live'], 'is either test or live').default('test'),
  CATALOG: z.string().min(1).default('catalog.json'),
  DATABASE_URL: checked(problemOfDatabaseUrl).default('sqlite:./data/checkout.db'),
  PORT: port(0, 8080).default(8080),
  HOST: checked(problemOfHost).default('0.0.0.0'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform(partsOf)
    .superRefine((origins, ctx) => {
      if (origins.join() === '*') return;
      for (const origin of origins) {
        const problem = problemOfOrigin(origin);
        if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem });
      }
    }),
  PUBLIC_ORIGIN: checked(problemOfOneOrigin).optional(),
  PORTONE_API_URL: checked(problemOfServer).default(PORTONE_API),
  FULFILMENT_URL: checked(problemOfFulfilmentAddresses).transform(fulfilmentAddresses).optional(),
  FULFILMENT_SECRET: z
    .string()
    .refine(
      isWebhookSecret,
      'is not a secret of Standard Webhooks: whsec_ and then base64, one only',
    )
    .optional(),
  ...mailShape,
  // Read before all else by operatorLanguage, for the words of what is wrong here.
  CHECKOUT_LANG: z.enum(['ko', 'en'], 'is ko or en').optional(),
  OWNER_LANGUAGE: z.enum(['ko', 'en', 'ja'], 'is ko, en or ja').default('ko'),
  KEEP_BUYERS_DAYS: z
    .string()
    .regex(
      /^[1-9]\d{0,4}$/,
      'is for how many days after a payment the buyer’s name and address are kept, 1 to 99999, e.g. 1826 for the five years that Korean law asks of records of sales',
    )
    .default(String(KEEP_BUYERS_DAYS))
    .transform(Number),
  TRUST_PROXY: z
    .string()
    .refine(
      isProxies,
      'is the number of proxies before this server, 0 to 9, or their addresses: 1 behind one nginx or load balancer, 10.0.0.0/8,fd00::/8 where they are in these networks, 0 where buyers connect to it directly',
    )
    .default('0')
    .transform((value) => (/^\d$/.test(value) ? Number(value) : partsOf(value))),
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\w~+/.=-]{16,}$/,
      'is a secret of at least 16 letters and digits, which your Prometheus sends: openssl rand -hex 16 writes one',
    )
    .optional(),
  METRICS_PORT: port(1, 9464).optional(),
  RATE_LIMIT_PER_MINUTE: z
    .string()
    .regex(
      /^\d{1,7}$/,
      'is how many requests an address may make of one route in a minute, e.g. 120, or 0 for any number',
    )
    .default('120')
    .transform(Number),
  ORDERS_PER_MINUTE: z
    .string()
    .regex(
      /^\d{1,7}$/,
      'is how many orders all buyers together may place in a minute, e.g. 1200, or 0 for any number',
    )
    .default('1200')
    .transform(Number),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'is one of trace, debug, info, warn, error, fatal, silent',
    )
    .default('info'),
});

type Settings = z.infer<typeof environmentShape>;

/** Those that have parts between commas. */
const LISTS: ReadonlySet<string> = new Set([
  'V2_WEBHOOK_SECRET',
  'ALLOWED_ORIGINS',
  'TRUST_PROXY',
  'FULFILMENT_URL',
  'OWNER_EMAIL',
]);

/**
 * Reads the settings.
 *
 * @param env usually `process.env`; an empty value counts as none
 * @throws {ConfigError} with every problem
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Config {
  const { settings, problems } = readSettings(env);
  const found = checkTogether(settings, env);
  const misspelt = misspeltNames(env, Object.keys(environmentShape.shape)).map(
    ({ written, meant }) => `${written} is no setting, and nothing reads it: is it ${meant}?`,
  );
  problems.push(...found.problems);
  if (problems.length > 0) throw new ConfigError([...problems, ...misspelt]);
  return configOf(settings as Settings, [...misspelt, ...found.warnings]);
}

/** Each setting by itself; what is wrong is left out. */
function readSettings(env: Readonly<Record<string, string | undefined>>): {
  settings: Partial<Settings>;
  problems: string[];
} {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(environmentShape.shape)) {
    const text = env[name] || undefined;
    const problem = text === undefined ? undefined : problemOfText(text, LISTS.has(name));
    const parsed = shape.safeParse(text);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    else if (parsed.success) settings[name] = parsed.data;
    else problems.push(...parsed.error.issues.map(({ message }) => `${name} ${message}`));
  }
  return { settings, problems };
}

/** What is wrong with settings beside each other, as far as they can be read. */
function checkTogether(
  settings: Partial<Settings>,
  env: Readonly<Record<string, string | undefined>>,
): { problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  const isLive = settings.CHECKOUT_ENV === 'live';
  const secrets = settings.V2_WEBHOOK_SECRET ?? [];
  if (secrets.some((secret) => lengthOfSecret(secret) < SHORTEST_SECRET_BYTES)) {
    warnings.push(
      `V2_WEBHOOK_SECRET has a secret of fewer than ${SHORTEST_SECRET_BYTES} bytes, the least that Standard Webhooks has: where a part of it was not copied, every webhook is refused`,
    );
  }
  const addresses = settings.FULFILMENT_URL ?? [];
  // What is told to a sheet or to Slack has no signature.
  const isSigned = addresses.some(({ format }) => format === 'standard');
  if (isSigned ? !env.FULFILMENT_SECRET : !env.FULFILMENT_URL && env.FULFILMENT_SECRET) {
    problems.push(
      'FULFILMENT_URL and FULFILMENT_SECRET go together: the one says where fulfilments are told, the other signs them',
    );
  }
  problems.push(...problemsOfMail(env));
  const { FULFILMENT_SECRET: fulfilmentSecret } = settings;
  if (fulfilmentSecret && lengthOfSecret(fulfilmentSecret) < SHORTEST_SECRET_BYTES) {
    (isLive ? problems : warnings).push(
      `FULFILMENT_SECRET has fewer than ${SHORTEST_SECRET_BYTES} bytes, the least that Standard Webhooks has, so that it can be guessed, and goods be had for it. Make one: node -p "'whsec_' + crypto.randomBytes(24).toString('base64')"`,
    );
  }
  if (settings.METRICS_PORT !== undefined && settings.METRICS_PORT === settings.PORT) {
    problems.push(
      'METRICS_PORT is the same as PORT, where buyers come to. Give it another, or set METRICS_TOKEN instead',
    );
  }
  if (!isLive) return { problems, warnings };

  const { PUBLIC_ORIGIN: publicOrigin } = settings;
  if (!env.PUBLIC_ORIGIN || publicOrigin?.startsWith('http://')) {
    problems.push(
      `PUBLIC_ORIGIN ${publicOrigin === undefined ? 'is missing' : 'does not begin with https://'}. With CHECKOUT_ENV=live it has to say where buyers reach this server, e.g. https://pay.example.com: QR codes and links name it, and no request is asked what it is`,
    );
  }
  if (settings.ALLOWED_ORIGINS?.[0] === '*') {
    problems.push(
      'ALLOWED_ORIGINS is *, which is for trying out: with CHECKOUT_ENV=live name the origins of your pages, e.g. https://shop.example. Buyers are sent back to them after a payment, and to no others',
    );
  }
  if (settings.DATABASE_URL !== undefined && isInMemory(settings.DATABASE_URL)) {
    problems.push(
      'DATABASE_URL is sqlite::memory:, which is for trying out: with CHECKOUT_ENV=live every order would be lost when the server stops. Write sqlite: and the path of a file, or postgres://…',
    );
  }
  const reached = [
    ['PORTONE_API_URL', settings.PORTONE_API_URL ?? PORTONE_API] as const,
    ...addresses.map(({ url }) => ['FULFILMENT_URL', url] as const),
  ];
  for (const [name, address] of reached) {
    if (new URL(address).protocol === 'https:') continue;
    const reach = reachOf(address);
    if (reach === 'the internet') {
      problems.push(
        `${name} is http://, so that anyone on the way reads and changes what is sent: with CHECKOUT_ENV=live write https://`,
      );
    } else if (reach === 'a private network') {
      warnings.push(
        `${name} is http://: everyone in that network can read and change what is sent. Write https:// unless the network is yours alone`,
      );
    }
  }
  return { problems, warnings };
}

function configOf(settings: Settings, warnings: readonly string[]): Config {
  const { FULFILMENT_URL: addresses, FULFILMENT_SECRET: secret } = settings;
  const mail = mailSettings(settings);
  // A stand-in for PortOne brings its own browser script along. With live
  // channels another address can only be a proxy before PortOne's API.
  const isSandbox =
    settings.CHECKOUT_ENV === 'test' && new URL(settings.PORTONE_API_URL).origin !== PORTONE_API;
  return {
    apiSecret: settings.V2_API_SECRET,
    webhookSecrets: settings.V2_WEBHOOK_SECRET,
    apiUrl: settings.PORTONE_API_URL,
    environment: isSandbox ? 'sandbox' : settings.CHECKOUT_ENV,
    channelType: settings.CHECKOUT_ENV === 'live' ? 'LIVE' : 'TEST',
    ...(isSandbox && {
      sdkUrl: new URL('/v2/browser-sdk.js', settings.PORTONE_API_URL).href,
      postcodeUrl: new URL('/postcode/postcode.v2.js', settings.PORTONE_API_URL).href,
    }),
    port: settings.PORT,
    host: settings.HOST,
    allowedOrigins: settings.ALLOWED_ORIGINS[0] === '*' ? '*' : settings.ALLOWED_ORIGINS,
    ...(settings.PUBLIC_ORIGIN !== undefined && { publicOrigin: settings.PUBLIC_ORIGIN }),
    ...(addresses && { fulfilment: { addresses, ...(secret !== undefined && { secret }) } }),
    ...(mail && { mail }),
    ownerLanguage: settings.OWNER_LANGUAGE,
    keepBuyersDays: settings.KEEP_BUYERS_DAYS,
    trustedProxies: settings.TRUST_PROXY,
    ...(settings.METRICS_TOKEN !== undefined && { metricsToken: settings.METRICS_TOKEN }),
    ...(settings.METRICS_PORT !== undefined && { metricsPort: settings.METRICS_PORT }),
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    ordersPerMinute: settings.ORDERS_PER_MINUTE,
    logLevel: settings.LOG_LEVEL,
    warnings,
  };
}

/**
 * The settings that name files and the database, as far as they can be read, so
 * that a start that fails for another reason looks there as well and lists
 * everything at once.
 */
export function parsePlaces(env: Readonly<Record<string, string | undefined>>): {
  catalogPath?: string;
  databaseUrl?: string;
} {
  const { CATALOG: catalogPath, DATABASE_URL: databaseUrl } = readSettings(env).settings;
  return defined({ catalogPath, databaseUrl });
}

/**
 * Where the database is, for a program that needs no other setting.
 *
 * @throws {ConfigError}
 */
export function parseDatabaseUrl(env: Readonly<Record<string, string | undefined>>): string {
  const { settings, problems } = readSettings(env);
  if (settings.DATABASE_URL !== undefined) return settings.DATABASE_URL;
  throw new ConfigError(problems.filter((problem) => problem.startsWith('DATABASE_URL ')));
}

function partsOf(list: string): string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A network of every address would be everybody's word. */
function isProxies(value: string): boolean {
  if (/^\d$/.test(value)) return true;
  const parts = partsOf(value);
  return parts.length > 0 && parts.every(isNetwork);
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  // What a zone names is this machine's own, and no peer's address is compared with it.
  const family = address.includes('%') ? 0 : isIP(address);
  const most = family === 6 ? 128 : 32;
  return family !== 0 && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= most));
}
