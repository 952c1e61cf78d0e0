import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Kysely, sql } from 'kysely';
import type { CheckLine } from '../../../bff/check/check-line.ts';
import { checkText } from '../../../bff/check/check-text.ts';
import { runCheck } from '../../../bff/check/run-check.ts';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { latestMigration } from '../../../bff/database/migrations.ts';
import { openStore } from '../../../bff/database/open-store.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import { createMailbox } from '../../../demo/sandbox/mailbox/mailbox.ts';
import { createSandbox, type Sandbox } from '../../../demo/sandbox/sandbox.ts';
import { aCatalog, aMethod, anItem, apiSecret } from '../../support/server/checkout-server.ts';
import { testDatabases } from '../../support/server/database.ts';
import { freePort } from '../../support/server/free-port.ts';
import { assertInKorean, inKorean } from '../../support/server/spoken-korean.ts';

const databases = testDatabases();
const folder = mkdtempSync(join(tmpdir(), 'check-'));
const now = Date.parse('2026-11-30T09:00:00Z');
const VERSION = '9.9.9';
const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const fulfilmentSecret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;
const MINUTE_MS = 60_000;

const servers: Server[] = [];

/** Answers as a server that is told to: by status, body and time. */
async function answering(status: number, body = '', headers: Record<string, string> = {}) {
  const server = createServer((_request, response) => {
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Of this version, as its address answers while its database is away. */
async function aServerWithoutDatabase(): Promise<string> {
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/healthz' ? 200 : 503).end(`{"version":"${VERSION}"}`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const mailbox = createMailbox(() => new Date(now).toISOString());
let sandbox: Sandbox;
let sound: Record<string, string>;
let number = 0;

/** A file of its own, with a catalog in it. */
function catalogFile(text: string): string {
  number += 1;
  const path = join(folder, `catalog-${number}.json`);
  writeFileSync(path, text);
  return path;
}

before(async () => {
  sandbox = createSandbox({
    apiSecret,
    windowDelay: 0,
    stores: [{ id: 'store-tests', name: '신발가게', channels: [] }],
  });
  const url = await databases.empty('SQLite');
  const store = await openStore(databaseDialect(url), { sendsEvents: true });
  await store.webhooks.noteAccepted(now - MINUTE_MS);
  await store.close();
  sound = {
    SMTP_URL: await mailbox.listen(),
    MAIL_FROM: 'shop@shop.example',
    OWNER_EMAIL: 'owner@shop.example',
    V2_API_SECRET: apiSecret,
    V2_WEBHOOK_SECRET: webhookSecret,
    CATALOG: catalogFile(aCatalog()),
    DATABASE_URL: url,
    PORTONE_API_URL: await sandbox.listen(),
    FULFILMENT_URL: await answering(405),
    FULFILMENT_SECRET: fulfilmentSecret,
    PUBLIC_ORIGIN: await answering(200, JSON.stringify({ status: 'ok', version: VERSION })),
  };
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sandbox.close();
  await mailbox.close();
  for (const server of servers) server.close();
});

async function checkWith(change: Record<string, string | undefined>) {
  const lines: CheckLine[] = [];
  const { isSound } = await runCheck({
    env: { ...sound, ...change },
    version: VERSION,
    now,
    onLine: (line) => lines.push(line),
  });
  assertInKorean(lines.map((line) => checkText(line, inKorean)));
  return { isSound, lines };
}

test('finds everything good where it is', async () => {
  const { isSound, lines } = await checkWith({});
  assert.equal(isSound, true);
  assert.deepEqual(
    lines.map(({ subject, verdict }) => [subject, verdict]),
    [
      ['settings', 'good'],
      ['catalog', 'good'],
      ['database', 'good'],
      ['receiver', 'good'],
      ['mail', 'good'],
      ['PortOne', 'good'],
      ['clock', 'good'],
      ['webhooks', 'good'],
      ['address', 'good'],
    ],
  );
});

type SetUp = {
  what: string;
  env: () => Record<string, string | undefined> | Promise<Record<string, string | undefined>>;
  finds: [CheckLine['subject'], CheckLine['verdict'], RegExp];
};

/** What owners get wrong: the line that says so, and what to do. */
const setUps: SetUp[] = [
  {
    what: 'a secret that is missing',
    env: () => ({ V2_API_SECRET: undefined }),
    finds: ['settings', 'wrong', /V2_API_SECRET is missing.*PortOne’s console/],
  },
  {
    what: 'two secrets that were exchanged',
    env: () => ({ V2_API_SECRET: webhookSecret }),
    finds: ['settings', 'wrong', /goes into V2_WEBHOOK_SECRET/],
  },
  {
    what: 'a setting that is misspelt',
    env: () => ({ ALOWED_ORIGINS: 'https://shop.example' }),
    finds: ['settings', 'doubtful', /is it ALLOWED_ORIGINS\?/],
  },
  {
    what: 'live payments without an address',
    env: () => ({ CHECKOUT_ENV: 'live', PUBLIC_ORIGIN: undefined }),
    finds: ['settings', 'wrong', /PUBLIC_ORIGIN is missing/],
  },
  {
    what: 'a receiver without its secret',
    env: () => ({ FULFILMENT_SECRET: undefined }),
    finds: ['settings', 'wrong', /go together/],
  },
  {
    what: 'a catalog that is not there',
    env: () => ({ CATALOG: join(folder, 'none.json') }),
    finds: ['catalog', 'wrong', /cannot be read.*Write one/],
  },
  {
    what: 'a catalog with a comma too many',
    env: () => ({ CATALOG: catalogFile('{"store": {"id": "a",}, }') }),
    finds: ['catalog', 'wrong', /line 1/],
  },
  {
    what: 'a rule of a gateway that is broken',
    env: () => ({ CATALOG: catalogFile(aCatalog({ items: [anItem({ currency: 'USD' })] })) }),
    finds: ['catalog', 'wrong', /KRW/],
  },
  {
    what: 'a gateway whose rules are not known',
    env: () => ({
      CATALOG: catalogFile(aCatalog({ methods: [aMethod({ pgProvider: 'KAKAOPAI' })] })),
    }),
    finds: ['catalog', 'doubtful', /Did you mean KAKAOPAY\?/],
  },
  {
    what: 'a folder without a database',
    env: () => ({ DATABASE_URL: `sqlite:${join(folder, 'none.db')}` }),
    finds: ['database', 'doubtful', /There is no .*none\.db yet/],
  },
  {
    what: 'a database in memory',
    env: () => ({ DATABASE_URL: 'sqlite::memory:' }),
    finds: ['database', 'doubtful', /every order is lost/],
  },
  {
    what: 'a database that is empty',
    env: async () => ({ DATABASE_URL: await databases.empty('PostgreSQL') }),
    finds: ['database', 'doubtful', /^PostgreSQL .* has no tables yet/],
  },
  {
    what: 'a database that does not answer',
    env: () => ({ DATABASE_URL: 'postgres://shop:a-password@127.0.0.1:9/checkout' }),
    finds: [
      'database',
      'wrong',
      /^PostgreSQL 127\.0\.0\.1:9\/checkout cannot be used \(.*ECONNREFUSED/,
    ],
  },
  {
    what: 'a database of an older version',
    env: async () => ({
      DATABASE_URL: await databaseAfter((database) =>
        database.deleteFrom('kysely_migration').where('name', '=', latestMigration).execute(),
      ),
    }),
    finds: ['database', 'doubtful', /older version.*backup/],
  },
  {
    what: 'a database of a newer version',
    env: async () => ({
      DATABASE_URL: await databaseAfter((database) =>
        sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '2027-01-01')`.execute(
          database,
        ),
      ),
    }),
    finds: ['database', 'wrong', /newer version/],
  },
  {
    what: 'no receiver',
    env: () => ({
      FULFILMENT_URL: undefined,
      FULFILMENT_SECRET: undefined,
      SMTP_URL: undefined,
      MAIL_FROM: undefined,
      OWNER_EMAIL: undefined,
    }),
    finds: ['receiver', 'doubtful', /no system is told/],
  },
  {
    what: 'a receiver that does not run',
    env: async () => ({ FULFILMENT_URL: `http://127.0.0.1:${await freePort()}/hook` }),
    finds: ['receiver', 'wrong', /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/],
  },
  {
    what: 'a receiver at another path',
    env: async () => ({ FULFILMENT_URL: await answering(404) }),
    finds: ['receiver', 'doubtful', /is the path in FULFILMENT_URL right/],
  },
  {
    what: 'no mail server',
    env: () => ({ SMTP_URL: undefined, MAIL_FROM: undefined, OWNER_EMAIL: undefined }),
    finds: ['mail', 'doubtful', /None is sent: set SMTP_URL/],
  },
  {
    what: 'a mail server that does not run',
    env: async () => ({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}` }),
    finds: ['mail', 'wrong', /127\.0\.0\.1 does not take mail \(ECONNREFUSED|ESOCKET/],
  },
  {
    what: 'a secret that PortOne does not know',
    env: () => ({ V2_API_SECRET: `${apiSecret}-no-more` }),
    finds: ['PortOne', 'wrong', /refuses V2_API_SECRET \(401\)/],
  },
  {
    what: 'another store’s id',
    env: () => ({
      CATALOG: catalogFile(aCatalog({ store: { id: 'store-of-others', name: '신발가게' } })),
    }),
    finds: ['PortOne', 'wrong', /not for the store store-of-others \(403\)/],
  },
  {
    what: 'a PortOne that cannot be reached',
    env: async () => ({ PORTONE_API_URL: `http://127.0.0.1:${await freePort()}` }),
    finds: ['PortOne', 'wrong', /does not answer/],
  },
  {
    what: 'a PortOne that is down',
    env: async () => ({ PORTONE_API_URL: await answering(503, '{}') }),
    finds: ['PortOne', 'doubtful', /answers 503/],
  },
  {
    what: 'a clock that is wrong',
    env: async () => ({
      PORTONE_API_URL: await answering(200, '{}', {
        date: new Date(Date.now() + 20 * MINUTE_MS).toUTCString(),
      }),
    }),
    finds: ['clock', 'wrong', /seconds off PortOne’s.*timedatectl/],
  },
  {
    what: 'webhooks that never came',
    env: async () => ({ DATABASE_URL: await databaseAfter() }),
    finds: ['webhooks', 'doubtful', /None was verified yet.*\/api\/payment\/webhook.*호출 테스트/],
  },
  {
    what: 'an address that leads elsewhere',
    env: async () => ({ PUBLIC_ORIGIN: await answering(404, 'nginx') }),
    finds: ['address', 'wrong', /leads to something else: \/healthz answers 404/],
  },
  {
    what: 'a server that is there, and takes no orders',
    env: async () => ({
      PUBLIC_ORIGIN: await aServerWithoutDatabase(),
    }),
    finds: ['address', 'wrong', /takes no orders: \/readyz answers 503/],
  },
  {
    what: 'a folder where no database can be made',
    env: async () => {
      const url = await databases.empty('SQLite');
      writeFileSync(url.slice('sqlite:'.length), '');
      return { DATABASE_URL: `${url}/checkout.db` };
    },
    finds: ['database', 'wrong', /cannot be made there \(ENOTDIR: .*Let the server’s user write/],
  },
  {
    what: 'a server that was not started again after an update',
    env: async () => ({ PUBLIC_ORIGIN: await answering(200, '{"version":"9.9.8"}') }),
    finds: ['address', 'doubtful', /leads to version 9\.9\.8, and this is 9\.9\.9/],
  },
];

/** A server's database, and what was done to it since. */
async function databaseAfter(change?: (database: Kysely<Tables>) => Promise<unknown>) {
  const url = await databases.empty('SQLite');
  await (await openStore(databaseDialect(url), { sendsEvents: true })).close();
  const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
  await change?.(database);
  await database.destroy();
  return url;
}

describe('says what is not good, and what to do', () => {
  for (const { what, env, finds } of setUps) {
    test(what, async () => {
      const { isSound, lines } = await checkWith(await env());
      const [subject, verdict, text] = finds;
      const found = lines.filter((line) => line.subject === subject && line.verdict === verdict);
      assert.ok(
        found.some((line) => text.test(line.text)),
        JSON.stringify(lines, null, 2),
      );
      if (verdict === 'wrong') assert.equal(isSound, false);
      const written = JSON.stringify(lines);
      for (const secret of [apiSecret, webhookSecret, fulfilmentSecret, 'a-password']) {
        assert.ok(!written.includes(secret), `it says ${secret}`);
      }
    });
  }
});
