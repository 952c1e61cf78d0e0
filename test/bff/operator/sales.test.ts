import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import type { Order, Settlement } from '../../../bff/domain/order.ts';
import type { PrivateDetails } from '../../../bff/domain/sale/private-details.ts';
import { openOperatorStore } from '../../../bff/operator/operator-store.ts';
import { runOrdersCommand } from '../../../bff/operator/orders-command.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { aSale, someDetails } from '../../support/server/private-details.ts';
import { anOrder, NOW } from '../../support/server/seen-payment.ts';

const databases = testDatabases();

/** As RFC 4180 has it: what a spreadsheet reads, row by row. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  rows.pop();
  return rows;
}

for (const engine of engines) {
  describe(`sales, on ${engine}`, () => {
    let url: string;
    let store: Store;
    let number: number;
    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), { sendsEvents: true });
      number = 0;
    });
    afterEach(() => store.close());

    const orders = (...args: string[]) =>
      runOrdersCommand(args, {
        openStore: () => openOperatorStore(databaseDialect(url)),
        now: Date.parse(NOW),
        user: 'jo',
      });
    async function sold(
      paidAt: string,
      details: PrivateDetails | undefined = someDetails(),
      change: Partial<Order> = {},
      settlement: Partial<Settlement> = {},
    ) {
      number += 1;
      const order = anOrder({
        paymentId: `payment${String(number).padStart(4, '0')}`,
        sale: aSale(),
        ...change,
      });
      await store.orders.insert(order, undefined, details);
      const paid = { status: 'PAID', transactionId: 't', statusChangedAt: paidAt, paidAt };
      await store.orders.settle(order, { ...paid, ...settlement } as Settlement, []);
      return order.paymentId;
    }
    async function table(...args: string[]) {
      const { text, exitCode } = await orders('sales', '--csv', ...args);
      assert.equal(exitCode, 0, text);
      assert.ok(text.startsWith('\ufeff'), 'Excel reads it as UTF-8');
      assert.ok(text.endsWith('\r\n'));
      assert.doesNotMatch(text, /[^\r]\n/, 'every line ends as RFC 4180 has it');
      const [head = [], ...rows] = readCsv(text.slice(1));
      return rows.map((row) => {
        assert.equal(row.length, head.length);
        return Object.fromEntries(head.map((name, column) => [name, row[column]]));
      });
    }

    test('say what was sold, to whom, where to', async () => {
      await sold(
        '2026-11-23T23:30:00Z',
        undefined,
        {},
        { status: 'PARTIAL_CANCELLED', cancelledAmount: 300 },
      );
      await sold('2026-11-23T00:00:00Z');
      const [first, second, ...more] = await table('--tz', 'Asia/Seoul');
      assert.equal(more.length, 0);
      assert.deepEqual(first, {
        'paidAt (Asia/Seoul)': '2026-11-23 09:00:00',
        paymentId: 'payment0002',
        status: 'PAID',
        environment: 'test',
        orderName: '신발',
        itemId: 'shoes',
        code: 'SH-270',
        options: '사이즈: 270',
        quantity: '1',
        lines: '신발 270 x2: 20000 / 배송비 x1: 3000',
        totalAmount: '1000',
        paidAmount: '1000',
        cancelledAmount: '0',
        currency: 'KRW',
        method: 'kakaopay',
        buyerName: '홍길동',
        buyerPhone: '010-1234-5678',
        buyerEmail: 'hong@mail.example',
        recipient: '김받음',
        recipientPhone: '010-8765-4321',
        zipcode: "'06236",
        address: '서울 강남구 테헤란로 1',
        addressDetail: '101호',
        deliveryMessage: '문 앞에 놓아 주세요',
        fields: '각인: 사랑해',
        agreements: '이용약관에 동의합니다: agreed 2026-11-23T00:00:00.000Z',
      });
      assert.equal(second?.status, 'PARTIAL_CANCELLED');
      assert.equal(second?.cancelledAmount, '300');
    });

    test('of the days that are asked for, in the zone', async () => {
      const late = await sold('2026-11-23T15:00:00Z');
      const early = await sold('2026-11-23T14:59:59Z');
      await store.orders.insert(anOrder({ paymentId: 'unpaid0001' }));
      const ids = async (...args: string[]) =>
        (await table(...args)).map(({ paymentId }) => paymentId);
      assert.deepEqual(await ids('--from', '2026-11-23', '--to', '2026-11-23'), [early, late]);
      const seoul = ['--tz', 'Asia/Seoul'];
      assert.deepEqual(await ids(...seoul, '--from', '2026-11-24'), [late]);
      assert.deepEqual(await ids(...seoul, '--to', '2026-11-23'), [early]);
    });

    test('[T10] a file of sales: it runs no formula, and changes no digit', async () => {
      const wild = (text: string): PrivateDetails => ({
        buyer: { fullName: text },
        delivery: {
          recipient: text,
          phoneNumber: '01012345678',
          zipcode: '03187',
          address: `${text}, "2층"\r\n`,
        },
      });
      const formulas = [
        '=1+1',
        '+82 10',
        '-2',
        '@SUM(A1)',
        '\t=1',
        '\r=1',
        ' =1',
        '＝1+1',
        '\u200b=1',
      ];
      const changed = ['03187', '01012345678', '123456789012', '1-2', '2026/11', '2E5'];
      for (const text of [...formulas, ...changed]) await sold(NOW, wild(text));
      await sold(NOW, wild('홍길동 =1'));
      const rows = await table();
      for (const [index, text] of [...formulas, ...changed].entries()) {
        assert.equal(rows[index]?.buyerName, `'${text}`);
        assert.equal(rows[index]?.recipientPhone, "'01012345678");
        assert.equal(rows[index]?.zipcode, "'03187");
      }
      assert.equal(rows.at(-1)?.buyerName, '홍길동 =1');
      assert.equal(rows.at(-1)?.address, '홍길동 =1, "2층"\r\n');
      for (const row of rows) {
        for (const cell of Object.values(row)) assert.doesNotMatch(cell ?? '', /^[=+\-@\t\r]/);
      }
    });

    test('of buyers who are forgotten are there without them', async () => {
      const paymentId = await sold(NOW);
      const { text, exitCode } = await orders('forget', paymentId);
      assert.equal(exitCode, 0);
      assert.match(text, /erased.*\n.*stays/);
      assert.match(text, /PortOne/);
      const [row] = await table();
      assert.equal(row?.paymentId, paymentId);
      assert.equal(row?.buyerName, '');
      assert.equal(row?.zipcode, '');
      assert.match((await orders('forget', paymentId)).text, /^Nothing is kept/);
      assert.equal((await orders('forget', 'nothing')).exitCode, 1);
      const [event] = await store.outbox.acquire(NOW, NOW, 1);
      assert.equal(event?.details, undefined, 'nor is it sent');
    });

    test('are the same for machines', async () => {
      await sold(NOW);
      const { text } = await orders('sales', '--json');
      const [sale] = JSON.parse(text) as Record<string, unknown>[];
      assert.equal(sale?.zipcode, '06236');
      assert.equal(sale?.totalAmount, 1000);
    });
  });
}

for (const [args, message] of [
  [['sales'], /--csv/],
  [['sales', '--csv', '--tz', 'Seoul'], /time zone "Seoul"/],
  [['sales', '--csv', '--from', '2026-02-30'], /--from is a day/],
  [['sales', '--csv', '--to', '1d'], /--to is a day/],
  [['forget'], /a paymentId/],
  [['list', '--csv'], /does not take --csv/],
] as const) {
  test(`is not understood: ${args.join(' ')}`, async () => {
    const openStoreNever = () => assert.fail('nothing is opened');
    const result = await runOrdersCommand(args, {
      openStore: openStoreNever,
      now: 0,
      user: 'jo',
    });
    assert.equal(result.exitCode, 2);
    assert.match(result.text, message);
  });
}
