import { z } from 'zod';
import type { Environment } from '../component/api/contract.ts';
import type { ChannelType } from './domain/order.ts';

const PORTONE_API = 'https://api.portone.io';

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
  port: number;
  host: string;
  /** Origins of pages that may embed the element, or `*`. */
  allowedOrigins: readonly string[] | '*';
  /** Where buyers reach this server; what each request says, where absent. */
  publicOrigin?: string;
  /** Where fulfilments are told, and what signs the telling. */
  fulfilment?: { url: string; secret: string };
  /** How many proxies stand before the server, and may therefore be believed about who called. */
  trustedProxies: number;
  /** Requests that an address may make of one route in a minute; 0 for any number. */
  rateLimitPerMinute: number;
  /** Orders that all clients together may place in a minute; 0 for any number. */
  ordersPerMinute: number;
  logLevel: string;
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

const origin = z
  .string()
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, {
    error: (issue) =>
      `has "${String(issue.input)}", which is not an origin: write scheme, host and port only, e.g. https://shop.example`,
  });

const environmentShape = z.object({
  V2_API_SECRET: z
    .string(
      'is missing. It is the V2 API secret of PortOne’s console: 결제연동 > 연동정보 > 식별코드·API Keys > V2 API',
    )
    .min(20, 'is too short to be PortOne’s V2 API secret')
    .regex(/^\S+$/, 'has a space or a line break in it'),
  V2_WEBHOOK_SECRET: z
    .string(
      'is missing. It is the webhook secret (whsec_…) of PortOne’s console: 결제연동 > 연동 관리 > 웹훅',
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
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:.+|postgres(ql)?:\/\/.+)/,
      'is sqlite: and the path of a file, e.g. sqlite:./data/checkout.db, or postgres:// and the address of a PostgreSQL database',
    )
    .default('sqlite:./data/checkout.db'),
  PORT: z.coerce
    .number('is a port number, 0 to 65535')
    .int('is a port number, 0 to 65535')
    .min(0, 'is a port number, 0 to 65535')
    .max(65_535, 'is a port number, 0 to 65535')
    .default(8080),
  HOST: z.string().min(1).default('0.0.0.0'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.union([z.tuple([z.literal('*')]), z.array(origin)])),
  PUBLIC_ORIGIN: origin.optional(),
  PORTONE_API_URL: z
    .url({ protocol: /^https?$/, error: 'is not an http(s) address' })
    .default(PORTONE_API),
  FULFILMENT_URL: z.url({ protocol: /^https?$/, error: 'is not an http(s) address' }).optional(),
  FULFILMENT_SECRET: z
    .string()
    .refine(isWebhookSecret, 'is not a secret of Standard Webhooks: whsec_ and then base64')
    .optional(),
  TRUST_PROXY: z
    .string()
    .regex(
      /^\d$/,
      'is the number of proxies before this server, 0 to 9: 1 behind one nginx or load balancer, 0 where buyers connect to it directly',
    )
    .default('0')
    .transform(Number),
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

/**
 * Reads the settings.
 *
 * @param env usually `process.env`; an empty value counts as none
 * @throws {ConfigError} with every problem
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environmentShape.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => `${path[0]?.toString()} ${message}`),
    );
  }
  const settings = parsed.data;
  const { FULFILMENT_URL: fulfilmentUrl, FULFILMENT_SECRET: fulfilmentSecret } = settings;
  if ((fulfilmentUrl === undefined) !== (fulfilmentSecret === undefined)) {
    throw new ConfigError([
      'FULFILMENT_URL and FULFILMENT_SECRET go together: the one says where fulfilments are told, the other signs them',
    ]);
  }
  if (settings.CHECKOUT_ENV === 'live' && settings.ALLOWED_ORIGINS[0] === '*') {
    throw new ConfigError([
      'ALLOWED_ORIGINS is *, which is for trying out: with CHECKOUT_ENV=live name the origins of your pages, e.g. https://shop.example. Buyers are sent back to them after a payment, and to no others',
    ]);
  }
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
    ...(isSandbox && { sdkUrl: new URL('/v2/browser-sdk.js', settings.PORTONE_API_URL).href }),
    port: settings.PORT,
    host: settings.HOST,
    allowedOrigins: settings.ALLOWED_ORIGINS[0] === '*' ? '*' : settings.ALLOWED_ORIGINS,
    ...(settings.PUBLIC_ORIGIN !== undefined && { publicOrigin: settings.PUBLIC_ORIGIN }),
    ...(fulfilmentUrl !== undefined &&
      fulfilmentSecret !== undefined && {
        fulfilment: { url: fulfilmentUrl, secret: fulfilmentSecret },
      }),
    trustedProxies: settings.TRUST_PROXY,
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    ordersPerMinute: settings.ORDERS_PER_MINUTE,
    logLevel: settings.LOG_LEVEL,
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
  const { CATALOG, DATABASE_URL } = environmentShape.shape;
  const catalog = CATALOG.safeParse(env.CATALOG || undefined);
  const database = DATABASE_URL.safeParse(env.DATABASE_URL || undefined);
  return {
    ...(catalog.success && { catalogPath: catalog.data }),
    ...(database.success && { databaseUrl: database.data }),
  };
}

/** PortOne's SDK takes the secret with or without its prefix, and reports an empty one only when a webhook arrives. */
function isWebhookSecret(secret: string): boolean {
  const base64 = secret.replace(/^whsec_/, '');
  return /^[A-Za-z0-9+/]{4,}={0,2}$/.test(base64) && base64.length % 4 === 0;
}
