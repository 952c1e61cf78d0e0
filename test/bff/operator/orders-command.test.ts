import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Kysely } from 'kysely';
import { databaseDialect } from '../../../bff/database/dialects.ts';
import { openStore, type Store } from '../../../bff/database/open-store.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import { fulfilmentEvents } from '../../../bff/domain/fulfilment-event.ts';
import type { ObservedPayment } from '../../../bff/domain/observed-payment.ts';
import type { Order } from '../../../bff/domain/order.ts';
import type { OutgoingEvent } from '../../../bff/domain/outbox.ts';
import { newPaymentId, paymentIdEntropy } from '../../../bff/domain/payment-id.ts';
import { heldAsSoldOut } from '../../../bff/domain/sale/stock.ts';
import { transition } from '../../../bff/domain/transition.ts';
import type { Translate } from '../../../bff/i18n/translate.ts';
import { openOperatorStore } from '../../../bff/operator/operator-store.ts';
import { runOrdersCommand } from '../../../bff/operator/orders-command.ts';
import { engines, testDatabases } from '../../support/server/database.ts';
import { anOrder, NOW, secondsOf, seen } from '../../support/server/seen-payment.ts';
import { inKorean } from '../../support/server/spoken-korean.ts';

const databases = testDatabases();
const HOUR_MS = 3_600_000;
const now = Date.parse(NOW);
const later = new Date(now + 48 * HOUR_MS).toISOString();

for (const engine of engines) {
  describe(`the operator’s command, on ${engine}`, () => {
    let url: string;
    let store: Store;
    let number: number;
    beforeEach(async () => {
      url = await databases.empty(engine);
      store = await openStore(databaseDialect(url), { sendsEvents: true });
      number = 0;
    });
    afterEach(() => store.close());

    const orders = (...args: string[]) => answerTo(args);
    const answerTo = (args: readonly string[], translate?: Translate) =>
      runOrdersCommand(args, {
        openStore: () => openOperatorStore(databaseDialect(url)),
        now,
        user: 'jo',
        ...(translate && { translate }),
      });
    async function answerOf(...args: string[]) {
      const { text, exitCode } = await orders(...args, '--json');
      assert.equal(exitCode, 0, text);
      return JSON.parse(text);
    }
    async function errorOf(...args: string[]) {
      const { text, exitCode } = await orders(...args);
      assert.equal(exitCode, 1, text);
      return text;
    }

    /** An order, settled with what was seen, by a server. */
    async function placed(change: Partial<Order> = {}, ...payments: ObservedPayment[]) {
      number += 1;
      const entropy = new Uint8Array(paymentIdEntropy).fill(number);
      const createdAt = change.createdAt ?? NOW;
      const paymentId = newPaymentId(Date.parse(createdAt) + number, entropy);
      let order = anOrder({ paymentId, ...change });
      await store.orders.insert(order);
      for (const payment of payments) {
        const settlement = transition(order, payment, NOW, secondsOf);
        assert.ok(settlement);
        const events = fulfilmentEvents(order, settlement, payment, NOW);
        order = (await store.orders.settle(order, settlement, events)) as Order;
      }
      return order;
    }
    const otherAmount = (change: Partial<ObservedPayment['claims']> = {}) =>
      seen('PAID', 0, { claims: { ...seen('PAID').claims, totalAmount: 900, ...change } });
    const anUnmatched = (paymentId: string, change: Partial<ObservedPayment> = {}) =>
      store.unmatched.hold(seen('PAID', 0, { paymentId, paidAmount: 5000, ...change }), NOW);
    const due = () => store.outbox.acquire(later, later, 100);

    describe('in Korean', () => {
      const said = async (...args: string[]) => (await answerTo(args, inKorean)).text;
      /** What English there is in it, beside PortOne's names and the names of orders. */
      const english = (text: string) => text.match(/\b[a-z]+ [a-z]+\b/g);

      test('shows payments, what holds them and what was sent, and says what it has done', async () => {
        const orderName = 'is one of our shoes, held';
        const { paymentId } = await placed({ orderName }, otherAmount());
        await anUnmatched('another-system-1');
        assert.match(await said('list'), /^결제 ID +주문 시각 +상태 +금액 +주문명\n.*PAID, 보류됨/);
        const shown = await said('show', paymentId);
        assert.match(shown, new RegExp(`^주문 +${orderName} \\(상품 shoes, 수량 1\\)$`, 'm'));
        assert.match(shown, /^보류됨: 결제가 주문과 다릅니다\.\n {2}\S+: 주문 .*, 결제 .*$/m);
        assert.match(shown, /^메시지 +종류 +기록 시각 +시도 +전달 +마지막 오류$/m);
        const held = await said('held');
        assert.match(held, /^ {2}amount\.total: 주문 1000, 결제 900$/m);
        assert.match(held, /^상태 +PAID, 주문 없음$/m);
        for (const text of [shown, held])
          assert.equal(english(text.replaceAll(orderName, '')), null);
        assert.match(await said('release', paymentId), /보류를 해제하고 상품을 제공합니다/);
        assert.match(
          await said('release', paymentId),
          /해제할 수 없습니다\. 보류된 결제가 아닙니다/,
        );
        assert.match(await said('show', paymentId), /^보류 해제 +\S+, jo$/m);
        assert.match(await said('redeliver', '--dead'), /^메시지 0건을 지금 재전송합니다\.$/);
      });

      test('says what is not understood, with how the command is used', async () => {
        for (const args of [[], ['show'], ['lst'], ['list', '--limit', '0'], ['held', '--x']]) {
          const text = await said(...args);
          assert.match(text, /^[^\n]*\p{Script=Hangul}[^\n]*\n\n사용법: /u);
          assert.equal(english(text.replaceAll(/npm run --silent orders/g, '')), null, text);
        }
      });

      test('leaves JSON as it is', async () => {
        const { paymentId } = await placed();
        assert.equal(
          await said('show', paymentId, '--json'),
          (await orders('show', paymentId, '--json')).text,
        );
      });
    });

    describe('list', () => {
      test('shows the newest first, as many as asked for', async () => {
        const all = [];
        for (let count = 0; count < 3; count += 1) all.push((await placed()).paymentId);
        const listed = (await answerOf('list', '--limit', '2')) as Order[];
        assert.deepEqual(
          listed.map(({ paymentId }) => paymentId),
          [all[2], all[1]],
        );
      });

      for (const [filter, expected] of [
        ['PAID', ['paid', 'held']],
        ['failed', ['failed']],
        ['HELD', ['held']],
        ['CANCELLED', []],
      ] as const) {
        test(`shows what is ${filter}`, async () => {
          await placed({ itemId: 'nothing' });
          await placed({ itemId: 'held' }, otherAmount({ customData: '{"item":"held"}' }));
          const paid = seen('PAID', 0, {
            claims: { ...seen('PAID').claims, customData: '{"item":"paid"}' },
          });
          await placed({ itemId: 'paid' }, paid);
          await placed({ itemId: 'failed' }, seen('FAILED', 0, { failure: {} }));
          const listed = (await answerOf('list', '--status', filter)) as Order[];
          assert.deepEqual(
            listed.map(({ itemId }) => itemId),
            expected,
          );
        });
      }

      test('shows what was ordered since a time, or in a span before now', async () => {
        await placed({ createdAt: new Date(now - 25 * HOUR_MS).toISOString() });
        const recent = await placed({ createdAt: new Date(now - 23 * HOUR_MS).toISOString() });
        for (const since of ['24h', '1d', '1440m', new Date(now - 24 * HOUR_MS).toISOString()]) {
          const listed = (await answerOf('list', '--since', since)) as Order[];
          assert.deepEqual(
            listed.map(({ paymentId }) => paymentId),
            [recent.paymentId],
            since,
          );
        }
        assert.equal((await answerOf('list', '--since', '2026-11-21')).length, 2);
        assert.equal((await answerOf('list', '--since', '2026-11-23T00:00')).length, 0);
        assert.equal((await answerOf('list', '--since', '2026-11-22T09:00+09:00')).length, 1);
      });

      test('shows the others where one row cannot be read, and names that one', async () => {
        const sound = await placed({}, otherAmount());
        const broken = await placed({}, otherAmount());
        await anUnmatched('another-system-1');
        await anUnmatched('another\u001b[31m');
        const database = new Kysely<Tables>({ dialect: databaseDialect(url) });
        await database
          .updateTable('orders')
          .set({ settlement: '{"status":' })
          .where('payment_id', '=', broken.paymentId)
          .execute();
        await database
          .updateTable('strays')
          .set({ details: '' })
          .where('payment_id', '=', 'another\u001b[31m')
          .execute();
        await database.destroy();
        const ids = (rows: { paymentId: string; isUnreadable?: true }[]) =>
          rows.map(({ paymentId, isUnreadable = false }) => [paymentId, isUnreadable]);
        const expected = [
          [sound.paymentId, false],
          [broken.paymentId, true],
        ];
        assert.deepEqual(ids(await answerOf('list')), expected);
        const held = await answerOf('held');
        assert.deepEqual(ids(held.orders), expected);
        assert.deepEqual(ids(held.strays), [
          ['another-system-1', false],
          ['another\u001b[31m', true],
        ]);
        const { text, exitCode } = await orders('held');
        assert.equal(exitCode, 0);
        assert.ok(text.endsWith(`: ${broken.paymentId}, another\\u{1b}[31m`), text);
      });

      test('stands in columns, without control characters', async () => {
        await placed({ orderName: '가볍게 걷는 신발', totalAmount: 1_000_000 });
        await placed({ orderName: 'shoes\u001b[31m\u202e' }, otherAmount());
        const { text } = await orders('list');
        const [head = '', ...lines] = text.split('\n');
        const column = head.indexOf('ORDER');
        assert.deepEqual(
          lines.map((line) => line.slice(column)),
          ['shoes\\u{1b}[31m\\u{202e}', '가볍게 걷는 신발'],
        );
        assert.match(text, /1,000,000 KRW/);
      });
    });

    test('shows what was chosen, and what adds up to the sum', async () => {
      const options = [{ id: 'size', label: '사이즈', value: { id: '270', label: '270' } }];
      const lines = [
        { kind: 'item', name: '신발 270', quantity: 2, amount: 2_000 },
        { kind: 'surcharge', name: '제주 추가 배송비', quantity: 1, amount: 3_000 },
      ] as const;
      const order = anOrder({ sale: { options, code: 'SH-270', lines: [...lines] } });
      await store.orders.insert(order);
      const { text } = await orders('show', order.paymentId);
      assert.match(text, /^options +사이즈: 270$/m);
      assert.match(text, /^code +SH-270$/m);
      assert.match(text, /^line +신발 270 x2: 2,000 KRW\nline +제주 추가 배송비: 3,000 KRW$/m);
      const [shown] = [await answerOf('show', order.paymentId)] as [{ code?: string }];
      assert.equal(shown.code, 'SH-270');
    });

    describe('stock', () => {
      const sale = { lines: [], stock: { shelf: 'mug', quantity: 2 } };

      test('says how many there are, sold, held and left', async () => {
        await store.stock.note(
          new Map([
            ['mug', 5],
            ['hat/size=m', 1],
          ]),
        );
        await placed({ sale, quantity: 2 }, seen('PAID'));
        const paymentId = 'holds-pieces';
        const held = anOrder({ paymentId, sale, quantity: 2 });
        await store.orders.insert(held, undefined, undefined, { stock: 5, now });
        assert.deepEqual(await answerOf('stock'), [
          { shelf: 'hat/size=m', stock: 1, sold: 0, held: 0, left: 1 },
          { shelf: 'mug', stock: 5, sold: 2, held: 2, left: 1 },
        ]);
        await store.stock.note(new Map([['mug', 5]]));
        assert.deepEqual((await orders('stock')).text.split('\n'), [
          'SHELF       STOCK  SOLD  HELD  LEFT',
          'hat/size=m  -      0     0     -',
          'mug         5      2     2     1',
        ]);
      });

      test('releases what was held as sold out, and says what is oversold by that', async () => {
        await store.stock.note(new Map([['mug', 2]]));
        await placed({ sale, quantity: 2 }, seen('PAID'));
        const late = anOrder({ paymentId: 'late-payment', sale, quantity: 2 });
        await store.orders.insert(late);
        const settlement = transition(late, seen('PAID'), NOW, secondsOf);
        assert.ok(settlement);
        const soldOut = { settlement: heldAsSoldOut(settlement), events: [] };
        await store.orders.settle(late, settlement, [], { stock: 2, now, soldOut });
        assert.match((await orders('held')).text, /paid when nothing was left of it/);
        const { text } = await orders('release', 'late-payment');
        assert.match(text, /is released and fulfilled; .* Of mug 4 are sold now, .* counts 2\./);
      });
    });

    describe('show', () => {
      test('shows the order, its payment, and the events that were sent', async () => {
        const { paymentId } = await placed({}, seen('PAID', 0, { paidAmount: 1000 }));
        const [event] = await due();
        await store.outbox.failed(event as OutgoingEvent, 'the receiver answered 500');
        const { text } = await orders('show', paymentId);
        for (const part of [/신발/, /1,000 KRW/, /transaction-1/, /payment\.paid/, /given up/]) {
          assert.match(text, part);
        }
        assert.match(text, /the receiver answered 500/);
      });

      test('says nothing of who the buyer is', async () => {
        const account = seen('VIRTUAL_ACCOUNT_ISSUED', 0, {
          virtualAccount: {
            bank: 'KOOKMIN',
            accountNumber: '110222333444',
            holder: '김구매',
            dueAt: later,
          },
          receiptUrl: 'https://receipts.example/1',
        });
        const { paymentId } = await placed({}, account);
        const held = await placed({}, otherAmount({ customData: '{"phone":"01012345678"}' }));
        for (const args of [['show', paymentId], ['show', held.paymentId], ['held'], ['list']]) {
          for (const json of [[], ['--json']]) {
            const { text } = await orders(...args, ...json);
            assert.doesNotMatch(text, /110222333444|김구매|receipts\.example|01012345678/);
          }
        }
      });

      test('says that there is no such payment', async () => {
        assert.match(await errorOf('show', 'unknown0000'), /no payment unknown0000/);
      });
    });

    describe('held', () => {
      test('shows the evidence, and money without an order', async () => {
        const { paymentId } = await placed({}, otherAmount({ orderName: 'else\u0007' }));
        await anUnmatched('fromelsewhere');
        const { text } = await orders('held');
        assert.match(text, new RegExp(paymentId));
        assert.match(text, /amount\.total: ordered 1000, paid 900/);
        assert.match(text, /orderName: ordered "신발", paid "else\\u0007"/);
        assert.match(text, /fromelsewhere/);
        assert.match(text, /5,000/);
        const facts = await answerOf('held');
        assert.equal(facts.orders.length, 1);
        assert.equal(facts.strays.length, 1);
      });

      test('says of a payment that came too late when the order had ended, and when that was', async () => {
        const requestedAt = '2026-12-31T01:02:03.000000000Z';
        const expiresAt = '2026-11-23T00:30:00.000Z';
        const { paymentId } = await placed({ expiresAt }, seen('PAID', 0, { requestedAt }));
        const times = /since 2026-12-31T01:02:03Z, .* had ended at 2026-11-23T00:30:00Z/;
        assert.match((await orders('held')).text, times);
        const { text } = await orders('show', paymentId);
        assert.match(text, /^ends +2026-11-23T00:30:00Z$/m);
        assert.match(text, /^requested +2026-12-31T01:02:03Z$/m);
        const [facts] = (await answerOf('held')).orders;
        assert.deepEqual(facts.hold, { reason: 'EXPIRED', expiresAt, startedBy: requestedAt });
        await answerOf('release', paymentId);
        assert.match((await orders('show', paymentId)).text, /Was held: .*since 2026-12-31/);
        assert.deepEqual((await due()).map(({ type }) => type).sort(), [
          'payment.held',
          'payment.paid',
        ]);
      });

      test('says of a payment that it is disputed, and of its refunds that failed or are pending', async () => {
        const dispute = { id: 'dispute-7', isResolved: false, createdAt: NOW };
        const undoneCancellations = [
          { id: 'cancellation-1', amount: 300, isFailed: true },
          { id: 'cancellation-2', amount: 200, isFailed: false },
        ];
        const { paymentId } = await placed(
          {},
          seen('PAID', 0, { disputes: [dispute], undoneCancellations }),
        );
        assert.match((await orders('list')).text, new RegExp(`${paymentId}.*PAID, disputed`));
        const { text } = await orders('show', paymentId);
        assert.match(text, /^dispute +dispute-7, since 2026-11-23T00:00:00Z, open$/m);
        assert.match(text, /^refund failed +300 KRW \(cancellation-1\)$/m);
        assert.match(text, /^refund pending +cancellation-2$/m);
        assert.deepEqual((await answerOf('show', paymentId)).disputes, [dispute]);
      });

      test('says that nothing is', async () => {
        await placed({}, seen('PAID'));
        assert.equal((await orders('held')).text, 'Nothing is held.');
      });
    });

    describe('release', () => {
      test('fulfils once, tells it once, and keeps who did it and why', async () => {
        const { paymentId } = await placed({}, otherAmount());
        assert.equal((await due()).length, 1, 'payment.held');
        await answerOf('release', paymentId, '--note', '전화로 확인');
        assert.match(await errorOf('release', paymentId), /not held/);
        const events = await due();
        assert.deepEqual(events.map(({ type }) => type).sort(), ['payment.held', 'payment.paid']);
        const settlement = (await store.orders.find(paymentId))?.settlement;
        assert.equal(settlement?.fulfilledAt, NOW);
        assert.equal(settlement?.hold, undefined);
        assert.equal(settlement?.released?.by, 'jo');
        assert.equal((await orders('held')).text, 'Nothing is held.');
        const { text } = await orders('show', paymentId);
        assert.match(text, /released +2026-11-23T00:00:00Z by jo/);
        assert.match(text, /전화로 확인/);
        assert.match(text, /amount\.total/);
      });

      test('twice at once fulfils once', async () => {
        const { paymentId } = await placed({}, otherAmount());
        const results = await Promise.all([
          orders('release', paymentId),
          orders('release', paymentId, '--by', 'kim'),
        ]);
        assert.deepEqual(results.map(({ exitCode }) => exitCode).sort(), [0, 1]);
        const paid = (await due()).filter(({ type }) => type === 'payment.paid');
        assert.equal(paid.length, 1);
      });

      test('looks again where the server was faster', async () => {
        const order = await placed({}, otherAmount());
        const { text, exitCode } = await runOrdersCommand(['release', order.paymentId], {
          async openStore() {
            const slow = await openOperatorStore(databaseDialect(url));
            const find = async (paymentId: string) => {
              const found = await slow.find(paymentId);
              const settlement = transition(order, seen('CANCELLED', 1), NOW, secondsOf);
              assert.ok(settlement);
              await store.orders.settle(order, settlement, []);
              return found;
            };
            return { ...slow, find };
          },
          now,
          user: 'jo',
        });
        assert.equal(exitCode, 1);
        assert.match(text, /given back/);
      });

      test('is delivered although this process does not know who is told', async () => {
        await store.close();
        store = await openStore(databaseDialect(url), { sendsEvents: false });
        const { paymentId } = await placed({}, otherAmount());
        await answerOf('release', paymentId);
        assert.deepEqual(
          (await due()).map(({ type }) => type),
          ['payment.paid'],
        );
      });

      test('rejects what is not paid, with the reason', async () => {
        const { paymentId } = await placed();
        assert.match(await errorOf('release', paymentId), /it has not been paid/);
        assert.match(await errorOf('release', 'unknown0000'), /no payment unknown0000/);
      });

      test('marks money without an order as seen, until something happens to it', async () => {
        await anUnmatched('fromelsewhere');
        await answerOf('release', 'fromelsewhere', '--note', 'from the old shop');
        assert.equal((await orders('held')).text, 'Nothing is held.');
        assert.match((await orders('show', 'fromelsewhere')).text, /from the old shop/);
        const { status, statusChangedAt } = seen('PARTIAL_CANCELLED', 9);
        await anUnmatched('fromelsewhere', { status, statusChangedAt });
        assert.match((await orders('held')).text, /fromelsewhere\n/);
      });
    });

    test('money without an order is not held any more once it is given back', async () => {
      await anUnmatched('fromelsewhere');
      await store.unmatched.note(seen('CANCELLED', 9, { paymentId: 'fromelsewhere' }));
      assert.equal((await orders('held')).text, 'Nothing is held.');
      assert.match((await orders('show', 'fromelsewhere')).text, /CANCELLED/);
    });

    test('what is late about money without an order changes nothing', async () => {
      await anUnmatched('fromelsewhere', { statusChangedAt: seen('PAID', 9).statusChangedAt });
      await store.unmatched.note(seen('FAILED', 0, { paymentId: 'fromelsewhere' }));
      assert.match((await orders('held')).text, /PAID/);
    });

    describe('redeliver', () => {
      async function givenUp() {
        const order = await placed({}, seen('PAID'));
        const [event] = await due();
        await store.outbox.failed(event as OutgoingEvent, 'the receiver answered 500');
        return { order, id: event?.id as string };
      }

      for (const which of ['--dead', 'its id', 'its payment'] as const) {
        test(`sends again what was given up: ${which}`, async () => {
          const { id, order } = await givenUp();
          await placed({}, seen('PAID', 0, { transactionId: 'transaction-2' }));
          const [other] = await due();
          await store.outbox.delivered(other as OutgoingEvent, NOW);
          assert.equal((await due()).length, 0);
          const what = { '--dead': '--dead', 'its id': id, 'its payment': order.paymentId }[which];
          assert.deepEqual(await answerOf('redeliver', what), { redelivered: 1 });
          const [again, ...others] = await due();
          assert.equal(again?.id, id);
          assert.equal(again?.attempts, 1, 'with all its attempts before it');
          assert.equal(others.length, 0);
        });
      }

      test('sends again what was delivered, when asked for it by name', async () => {
        const order = await placed({}, seen('PAID'));
        const [event] = await due();
        await store.outbox.delivered(event as OutgoingEvent, NOW);
        assert.deepEqual(await answerOf('redeliver', event?.id as string), { redelivered: 1 });
        assert.match((await orders('show', order.paymentId)).text, /payment\.paid .* due /);
        assert.equal((await due())[0]?.id, event?.id);
      });

      test('sends what was written while no receiver was configured', async () => {
        await store.close();
        store = await openStore(databaseDialect(url), { sendsEvents: false });
        await placed({}, seen('PAID'));
        assert.deepEqual(await answerOf('redeliver', '--dead'), { redelivered: 0 });
        assert.deepEqual(await answerOf('redeliver', '--unsent'), { redelivered: 1 });
        assert.equal((await due()).length, 1);
      });

      test('says that there is no such event', async () => {
        assert.match(await errorOf('redeliver', 'msg_nothing'), /msg_nothing/);
      });
    });
  });
}

describe('what is not a command', () => {
  const cases: Array<[args: string[], says: RegExp]> = [
    [[], /Which command/],
    [['pay'], /no command "pay"/],
    [['list', '--status', 'DONE'], /no status "DONE"/],
    [['list', '--limit', '0'], /--limit/],
    [['list', '--since', 'yesterday'], /--since.*yesterday/],
    [['list', 'payment0001'], /payment0001/],
    [['list', '--colour'], /--colour/],
    [['list', '--note', 'x'], /list does not take --note/],
    [['show'], /paymentId/],
    [['show', 'a', 'b'], /"b"/],
    [['release'], /paymentId/],
    [['redeliver'], /redeliver takes one of/],
    [['redeliver', 'msg_1', '--dead'], /redeliver takes one of/],
  ];
  const nowhere = () => Promise.reject(new Error('opened'));
  for (const [args, says] of cases) {
    test(`${args.join(' ') || 'nothing'}: says so, with how it is used`, async () => {
      const { text, exitCode } = await runOrdersCommand(args, {
        openStore: nowhere,
        now,
        user: '',
      });
      assert.equal(exitCode, 2);
      assert.match(text.split('\n')[0] as string, says);
      assert.match(text, /Usage: npm run/);
    });
  }

  test('--help shows how it is used', async () => {
    const result = await runOrdersCommand(['--help'], { openStore: nowhere, now, user: '' });
    assert.equal(result.exitCode, 0);
    assert.match(result.text, /^Usage/);
  });
});
