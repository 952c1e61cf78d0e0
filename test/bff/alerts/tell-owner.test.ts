import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConditionName, ownerConditions } from '../../../bff/alerts/conditions.ts';
import { ownerAlerts } from '../../../bff/alerts/tell-owner.ts';
import { mailReceivers } from '../../../bff/mail/mail-receivers.ts';
import { createMailbox } from '../../../demo/sandbox/mailbox/mailbox.ts';

/** A server whose parts fail as told, and the mails of its owner. */
function aServer(language: 'ko' | 'en' = 'en') {
  const faults = { database: false, mail: false, givenUp: 0, age: 0, lag: 0, webhook: false };
  const time = { now: Date.parse('2026-11-30T09:00:00Z') };
  const database = async <Value>(value: Value) => {
    if (faults.database) throw new Error('away');
    return value;
  };
  const { conditions, upstreamAnswered, watching } = ownerConditions({
    ping: () => database(undefined),
    backlogs: {
      countGivenUp: () => database(faults.givenUp),
      ageOfOldestPending: () => database(faults.age),
    },
    watermark: { lag: () => database(faults.lag) },
    clock: () => time.now,
  });
  const mails: string[] = [];
  const untold: ConditionName[] = [];
  const look = ownerAlerts({
    conditions,
    language,
    async tell({ subject }) {
      if (faults.mail) throw new Error('no mail');
      mails.push(subject);
    },
    onUntold: (name) => untold.push(name),
  });
  const verify = watching(async () => {
    if (faults.webhook) throw new Error('refused');
    return { type: 'Transaction.Paid' };
  });
  return { faults, time, mails, untold, look, upstreamAnswered, verify };
}

const answer = (result: string) => ({ operation: 'getPayment', result, seconds: 0.1 });

const kinds: Array<
  [
    what: string,
    begin: (server: ReturnType<typeof aServer>) => unknown,
    end: (server: ReturnType<typeof aServer>) => unknown,
    begins: RegExp,
    ends: RegExp,
  ]
> = [
  [
    'the database away',
    ({ faults }) => {
      faults.database = true;
    },
    ({ faults }) => {
      faults.database = false;
    },
    /database cannot be reached/,
    /database is back/,
  ],
  [
    'a secret refused',
    ({ upstreamAnswered }) => upstreamAnswered(answer('401')),
    ({ upstreamAnswered }) => upstreamAnswered(answer('404')),
    /refuses V2_API_SECRET/,
    /takes the secret again/,
  ],
  [
    'webhooks refused in a row',
    async ({ faults, verify }) => {
      faults.webhook = true;
      for (let time = 0; time < 3; time += 1) await verify('', {}).catch(() => {});
    },
    async ({ faults, verify }) => {
      faults.webhook = false;
      await verify('', {});
    },
    /Webhooks are refused/,
    /accepted again/,
  ],
  [
    'reading far behind',
    ({ faults }) => {
      faults.lag = 16 * 60;
    },
    ({ faults }) => {
      faults.lag = 60;
    },
    /changes could not be read/,
    /read up to now/,
  ],
  [
    'messages given up',
    ({ faults }) => {
      faults.givenUp = 1;
    },
    ({ faults }) => {
      faults.givenUp = 0;
    },
    /were given up/,
    /given up any more/,
  ],
  [
    'messages that wait',
    ({ faults }) => {
      faults.age = 3_601;
    },
    ({ faults }) => {
      faults.age = 0;
    },
    /waiting for more than an hour/,
    /are delivered/,
  ],
];

for (const [what, begin, end, begins, ends] of kinds) {
  test(`tells of ${what} once, and once when it is over`, async () => {
    const server = aServer();
    await server.look();
    await server.look();
    assert.equal(server.mails.length, 0);
    await begin(server);
    for (let time = 0; time < 5; time += 1) await server.look();
    assert.equal(server.mails.length, 1);
    assert.match(server.mails[0] ?? '', begins);
    await end(server);
    for (let time = 0; time < 5; time += 1) await server.look();
    assert.equal(server.mails.length, 2);
    assert.match(server.mails[1] ?? '', ends);
  });
}

test('tells nothing of what is over at the next look', async () => {
  const { faults, look, mails } = aServer();
  faults.database = true;
  await look();
  faults.database = false;
  for (let time = 0; time < 3; time += 1) await look();
  assert.deepEqual(mails, []);
});

test('tells nothing of webhooks that strangers send while PortOne’s are accepted', async () => {
  const { faults, look, mails, verify, time } = aServer();
  await verify('', {});
  faults.webhook = true;
  for (let count = 0; count < 9; count += 1) await verify('', {}).catch(() => {});
  time.now += 30 * 60_000;
  for (let count = 0; count < 3; count += 1) await look();
  assert.deepEqual(mails, []);
});

test('tries again what it could not tell', async () => {
  const { faults, look, mails, untold } = aServer('ko');
  faults.mail = true;
  faults.database = true;
  for (let time = 0; time < 3; time += 1) await look();
  assert.deepEqual(mails, []);
  assert.deepEqual(untold, ['database away', 'database away']);
  faults.mail = false;
  for (let time = 0; time < 3; time += 1) await look();
  assert.deepEqual(mails, ['데이터베이스에 연결할 수 없습니다']);
});

test('writes to the owner past the outbox', async (t) => {
  const mailbox = createMailbox(() => '2026-11-30T09:00:00Z');
  t.after(() => mailbox.close());
  const settings = {
    smtpUrl: await mailbox.listen(),
    from: { name: '신발가게', address: 'shop@shop.example' },
    owners: ['owner@shop.example'],
    perHour: 1,
    requiresTls: false,
  };
  const mail = mailReceivers(settings, 'ko', () => ({
    consume: () => Promise.reject(new Error()),
    wait: () => undefined,
  }));
  t.after(() => mail.close());
  await mail.writeToOwner({ subject: '데이터베이스에 연결할 수 없습니다', text: '확인하세요.' });
  const { recipients, subject } = await mailbox.received(() => true);
  assert.deepEqual(recipients, ['owner@shop.example']);
  assert.equal(subject, '데이터베이스에 연결할 수 없습니다');
});
