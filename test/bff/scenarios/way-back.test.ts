/** The way back from a redirect: the order's secret, the return's address, its mark. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { OrderAnswer, OrderRequest } from '../../../component/api/contract.ts';
import type { Outcome, RedirectFault } from '../../../demo/sandbox/sandbox.ts';
import {
  aCatalog,
  aMethod,
  anItem,
  aSubject,
  type Checkout,
  paymentRequest,
  startCheckout,
} from '../../support/server/checkout-server.ts';

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';
const PAGE = `${SHOP}/shoes?color=red#size`;
const LONGEST = 2_048;

/** What shops' addresses look like, as a browser's `location.href` has them or as a person types them. */
const addresses: readonly (readonly [what: string, page: string])[] = [
  ['a root', `${SHOP}/`],
  ['an empty query', `${SHOP}/?`],
  ['an empty query and an empty fragment', `${SHOP}/p?#`],
  ['an empty fragment', `${SHOP}/p#`],
  ['PortOne’s own names', `${SHOP}/p?code=1&message=a&paymentId=x&txId=t&pgCode=c&paymentToken=k`],
  ['the names of an older script', `${SHOP}/p?portone-checkout=shoes&paymentId=x`],
  ['names in no order, and again', `${SHOP}/p?b=2&a=1&b=1&a=2&B=3`],
  ['names without values, values without names', `${SHOP}/p?a&b=&=c&=&d`],
  ['a last &, and two', `${SHOP}/p?a=1&&b=2&`],
  ['nothing but &', `${SHOP}/p?&`],
  ['a + and a space and a plus', `${SHOP}/p?q=a+b%20c%2Bd`],
  ['lists', `${SHOP}/p?a[]=1&a[]=2&b[c]=d&e%5B%5D=f`],
  ['both cases of a percent', `${SHOP}/%ec%8B%a0?q=%ec%8B%a0#%ec%8B%a0`],
  ['a percent that encodes nothing', `${SHOP}/100%?q=50%&r=%zz#%`],
  ['a line break that is encoded', `${SHOP}/p?q=%0D%0ASet-Cookie:%20a=b#%0d%0a`],
  ['a hash route', `${SHOP}/#/product/shoes?x=1`],
  ['a hash route after a query', `${SHOP}/?v=2#/product/shoes?x=1&y=2#z`],
  ['a hashbang', `${SHOP}/#!/product/shoes`],
  ['a directive in the fragment', `${SHOP}/p#top:~:text=shoes`],
  ['slashes that are encoded', `${SHOP}/a%2Fb%2f..%2Fc?u=%2F%2f`],
  ['two slashes', `${SHOP}//a//b/?u=//c`],
  ['Korean', `${SHOP}/신발?이름=값#조각`],
  ['other scripts and pictures', `${SHOP}/é-e\u0301/👟?q=سلام#日本`],
  ['semicolons', `${SHOP}/p;v=1;jsessionid=A?a=1;b=2;`],
  ['a ? in the query', `${SHOP}/p?u=https://a.example/?c&d=?`],
  ['signs that are rare', `${SHOP}/@b/a:b,c!$'()*~?q='"<>|{}^\`\\`],
  ['a mark that is none', `${SHOP}/p?portone-checkout=y&a=1`],
  ['a mark of before', `${SHOP}/p?portone-checkout=${'a'.repeat(26)}`],
  ['a mark of before as the last pair but one', `${SHOP}/p?portone-checkout=${'a'.repeat(26)}&`],
  ['a mark in the fragment', `${SHOP}/#/p?portone-checkout=${'a'.repeat(26)}#`],
  [
    'names that begin or end like the mark’s',
    `${SHOP}/p?x-portone-checkout=1&portone-checkout-x=2`,
  ],
  ['the longest path', `${SHOP}/`.padEnd(LONGEST, 'a')],
  ['the longest query', `${SHOP}/p?q=`.padEnd(LONGEST, '%20a+')],
  ['the longest fragment', `${SHOP}/p?a=1#`.padEnd(LONGEST, 'c/')],
  ['a port', 'https://shop.example:8443/p?a=1'],
  ['a port on this machine', 'http://localhost:3000/p?a=1#b'],
  ['a host that is a number', 'http://[::1]:3000/p'],
  ['a host in Korean', 'https://신발.example/p'],
];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const toss = { pgProvider: 'TOSSPAYMENTS', channelKey: 'channel-key-toss' };
const methods = {
  kakaopay: aMethod(),
  account: aMethod({
    ...toss,
    id: 'account',
    payMethod: 'VIRTUAL_ACCOUNT',
    virtualAccount: { accountExpiry: { validHours: 72 } },
  }),
  manual: aMethod({ ...toss, id: 'manual', payMethod: 'CARD', channelKey: 'channel-key-manual' }),
};
type MethodId = keyof typeof methods;
const channel = { name: 'c', type: 'TEST' } as const;
const sandboxChannels = [
  { ...channel, pgProvider: 'KAKAOPAY', key: 'channel-key-kakaopay-tests' },
  { ...channel, pgProvider: 'TOSSPAYMENTS', key: 'channel-key-toss' },
  { ...channel, pgProvider: 'TOSSPAYMENTS', key: 'channel-key-manual', manualApproval: true },
] as const;
const items = [anItem({ maxQuantity: 3 }), anItem({ id: 'hat', name: '모자' })];
const catalog = aCatalog({ methods: Object.values(methods), items });

let now = Date.now();
let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    catalog,
    sandboxChannels: [...sandboxChannels],
    allowedOrigins: [...new Set([OTHER, ...addresses.map(([, page]) => new URL(page).origin)])],
    clock: () => now,
    portOneClock: () => now,
    // Many visits fail while PortOne is away, and the next test needs it.
    circuitOpenMs: 1,
  });
});
after(() => checkout.stop());
beforeEach(() => {
  checkout.sandbox.setWebhooksLost(true);
  checkout.sandbox.setFault(undefined);
  checkout.sandbox.setRedirectFault(undefined);
});

type Placed = Required<OrderAnswer>;

function post(path: string, body: unknown, origin = SHOP, server = checkout) {
  const headers = { 'content-type': 'application/json', origin };
  return server.send(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

const order = (request: Partial<OrderRequest> = {}, origin = SHOP, server = checkout) =>
  post('/api/orders', { itemId: 'shoes', page: PAGE, ...request }, origin, server);

async function place(request: Partial<OrderRequest> = {}, origin = SHOP, server = checkout) {
  const { status, body } = await order(request, origin, server);
  assert.equal(status, 201, JSON.stringify(body));
  return body as unknown as Placed;
}

function pay(placed: Placed, result: Outcome, methodId: MethodId = 'kakaopay') {
  const { id: _, label: __, pgProvider: ___, ...options } = methods[methodId];
  return checkout.sandbox.pay(paymentRequest(placed, options as Partial<PaymentRequest>), result);
}

const pathOf = ({ paymentId, returnToken }: Placed) => `/return/${paymentId}${returnToken}`;

/** Follows a return by hand, as a browser does without going on. */
async function follow(path: string, init: RequestInit = {}, server = checkout) {
  const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  const location = response.headers.get('location') ?? undefined;
  const mark = location && /^[^#]*[?&]portone-checkout=([a-z2-7]{26})#/.exec(location)?.[1];
  return { status: response.status, location, mark, text: await response.text(), response };
}

/** The address that a script has left once it has cut the mark, the last pair of the query. */
function withoutMark(location: string | undefined, mark: string | undefined): string {
  const [, address = '', fragment = ''] = /^([^#]*)(#.*)$/.exec(location ?? '') ?? [];
  const pair = `portone-checkout=${mark}`;
  const left = address.slice(0, -1 - pair.length);
  assert.equal(address, `${left}${left.includes('?') ? '&' : '?'}${pair}`);
  return left + fragment;
}

/** The page’s address as a return with this mark leads to it. */
function marked(page: string, mark: string | undefined): string {
  const { hash, search } = new URL(page);
  const address = page.slice(0, page.length - hash.length);
  return `${address}${search === '' ? '?' : '&'}portone-checkout=${mark}${hash || '#'}`;
}

const redeem = (mark: string | undefined, orders: unknown[] = [], origin = SHOP) =>
  post('/api/returns', { mark, orders }, origin);

/** Pays in the window that replaces the page, and follows its way back as a browser does. */
async function payOnPhone(placed: Placed, outcome: 'approve' | 'cancel') {
  // By another name than the server’s: it guards what this process asks PortOne under that.
  const portOne = checkout.sandbox.url.replace('localhost', '127.0.0.1');
  const { id: _, label: __, pgProvider: ___, ...options } = methods.manual;
  const redirectUrl = `${checkout.url}${pathOf(placed)}`;
  const data = paymentRequest(placed, { ...options, redirectUrl } as Partial<PaymentRequest>);
  const prepared = await fetch(`${portOne}/api/prepare/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data, deviceInfo: { platformType: 'PLATFORM_TYPE_MOBILE' } }),
  });
  const answer = (await prepared.json()) as { windowPath: string };
  assert.equal(prepared.status, 200, JSON.stringify(answer));
  const { windowPath } = answer;
  const ended = await fetch(`${portOne}${windowPath}`, {
    method: 'POST',
    body: new URLSearchParams({ outcome }),
    redirect: 'manual',
  });
  const address = ended.headers.get('location');
  if (address) return follow(address.slice(checkout.url.length));
  const page = await ended.text();
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
  const fields = Array.from(
    page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g),
    ([, name = '', value = '']): [string, string] => [name, value],
  );
  const form = { method: 'POST', body: new URLSearchParams(fields) };
  return follow(action.slice(checkout.url.length), form);
}

const proofOf = ({ paymentId, secret }: Placed) => ({ paymentId, secret });

async function paidOrder(request?: Partial<OrderRequest>) {
  const placed = await place(request);
  await pay(placed, { result: 'approve' });
  return placed;
}

describe('an order’s secret', () => {
  test('comes with the order where the page says where it is, and with none of 0.1.1', async () => {
    const { secret, returnToken, itemName } = await place();
    assert.match(secret, /^[a-z2-7]{26}$/);
    assert.match(returnToken, /^[a-z2-7]{26}$/);
    assert.notEqual(secret, returnToken);
    assert.equal(itemName, '신발');
    const old = await checkout.order();
    assert.ok(!('secret' in old) && !('returnToken' in old) && !('itemName' in old));
  });

  test('[H1] a wrong secret, or none: wrong-secret-equals-no-secret', async () => {
    const placed = await place({ methodId: 'account' });
    await pay(placed, { result: 'approve' }, 'account');
    const { paymentId, secret } = placed;
    const mine = await checkout.complete({ paymentId, secret });
    assert.equal(mine.body.orderName, '신발');
    assert.ok(mine.body.virtualAccount);
    assert.ok(Number(mine.body.keep) > 5 * 24 * 3_600);
    const subject = { paymentId, ...aSubject(), status: 'VIRTUAL_ACCOUNT_ISSUED' };
    const public_ = await checkout.complete({ paymentId });
    const wrong = await checkout.complete({ paymentId, secret: 'a'.repeat(26) });
    assert.deepEqual(public_.body, subject);
    assert.deepEqual(wrong.body, subject);
    assert.deepEqual((await checkout.status(paymentId)).body, subject);
    const other = await place();
    assert.deepEqual((await checkout.complete({ paymentId, secret: other.secret })).body, subject);
  });

  test('[H1] a wrong secret, or none: the gateway’s words', async () => {
    const placed = await place();
    const { paymentId, secret } = placed;
    await pay(placed, { result: 'fail', pgCode: 'LACK_BALANCE', pgMessage: '잔액' });
    const refused = await checkout.complete({ paymentId });
    const { message: _, ...said } = refused.body;
    const publicPart = { paymentId, ...aSubject(), status: 'FAILED' };
    assert.deepEqual(said, { code: 'PAYMENT_FAILED', ...publicPart });
    const mine = await checkout.complete({ paymentId, secret });
    assert.equal((mine.body.failure as { pgMessage: string }).pgMessage, '잔액');
    const { mark } = await follow(pathOf(placed));
    const { keep: __, ...told } = (await redeem(mark)).body;
    const failure = { kind: 'INSUFFICIENT_FUNDS', retryable: true };
    assert.deepEqual(told, { ...publicPart, failure });
  });

  test('[H15] an order of a script of 0.1.1: old-script-new-server', async () => {
    const { paymentId, ...rest } = await checkout.order({ methodId: 'account' });
    await pay({ paymentId, ...rest } as Placed, { result: 'approve' }, 'account');
    await checkout.complete({ paymentId });
    assert.ok((await checkout.status(paymentId)).body.virtualAccount);
    const before = now;
    now += 14 * 24 * HOUR_MS;
    assert.ok(!('virtualAccount' in (await checkout.status(paymentId)).body));
    now = before;
  });

  test('[H2] a paymentToken without the secret', async () => {
    const placed = await place({ methodId: 'manual' });
    const { paymentToken } = await pay(placed, { result: 'approve' }, 'manual');
    const { paymentId, secret } = placed;
    const token = { paymentId, ...(paymentToken && { paymentToken }) };
    assert.equal((await checkout.complete(token)).body.code, 'NOT_PAID');
    assert.equal(checkout.sandbox.calls('confirm'), 0);
    assert.equal((await checkout.complete({ ...token, secret })).body.status, 'PAID');
  });

  test('[H3] text in the query of a return: secret-in-no-log-address-or-referer', async () => {
    const placed = await paidOrder();
    const { mark } = await follow(`${pathOf(placed)}?paymentToken=tokentokentoken`);
    await redeem(mark, [proofOf(placed)]);
    await checkout.complete(proofOf(placed));
    const log = JSON.stringify(checkout.logged);
    for (const text of [placed.secret, placed.returnToken, mark as string, 'tokentokentoken']) {
      assert.ok(!log.includes(text), text);
    }
    assert.ok(!log.includes('color=red'));
    assert.ok(log.includes('/return/:key'));
  });
});

describe('the same order again', () => {
  test('[H13] the same choice again, unpaid or paid: press-again-uses-the-same-id', async () => {
    const placed = await place();
    const again = await place({ previous: proofOf(placed), page: `${SHOP}/now` });
    assert.equal(again.paymentId, placed.paymentId);
    assert.ok(!('secret' in again) && !('returnToken' in again));
    // A look in another tab moves no buyer: only a press says where they are now.
    assert.ok((await follow(pathOf(placed))).location?.startsWith(`${SHOP}/shoes?`));
    await post('/api/orders/page', { ...proofOf(placed), page: `${SHOP}/now` });
    assert.match((await follow(pathOf(placed))).location ?? '', /^https:\/\/shop.example\/now\?/);
  });

  test('at the page of before, where the request says nothing of one', async () => {
    const placed = await place();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ itemId: 'shoes', previous: proofOf(placed) });
    const again = await checkout.send('/api/orders', { method: 'POST', headers, body });
    assert.equal(again.body.paymentId, placed.paymentId);
    assert.ok((await follow(pathOf(placed))).location?.startsWith(`${SHOP}/shoes?`));
  });

  test('what a return has told stands while another tab asks for the same order', async () => {
    const placed = await place();
    await follow(pathOf(placed));
    await place({ previous: proofOf(placed), page: `${SHOP}/now` });
    const { body } = await checkout.complete(proofOf(placed));
    assert.equal(body.returned, 'success');
  });

  test('a gateway that is at work on it takes its money', async () => {
    const placed = await place();
    await pay(placed, { result: 'pending' });
    const { status, body } = await order({ previous: proofOf(placed) });
    assert.deepEqual([status, body.code], [409, 'ALREADY_PAID']);
  });

  test('its return is open anew with the next press, after one that was redeemed', async () => {
    const placed = await place();
    await pay(placed, { result: 'cancel' });
    const { mark } = await follow(`${pathOf(placed)}?code=CANCELLED`);
    assert.equal((await redeem(mark)).status, 200);
    assert.equal((await place({ previous: proofOf(placed) })).paymentId, placed.paymentId);
    await post('/api/orders/page', { ...proofOf(placed), page: PAGE });
    await pay(placed, { result: 'approve' });
    const second = await follow(pathOf(placed));
    assert.equal((await redeem(second.mark)).body.status, 'PAID');
  });

  test('[H13] the same choice again, unpaid or paid: ALREADY_PAID', async () => {
    const placed = await paidOrder();
    const { status, body } = await order({ previous: proofOf(placed) });
    const { message: _, ...said } = body;
    const { paymentId } = placed;
    const told = { code: 'ALREADY_PAID', paymentId, ...aSubject(), status: 'PAID' };
    assert.deepEqual([status, said], [409, told]);
  });

  test('also while PortOne does not answer: PortOne refuses a second payment itself', async () => {
    const placed = await place();
    checkout.sandbox.setFault({ kind: 'status', status: 500, only: 'getPayment' });
    assert.equal((await place({ previous: proofOf(placed) })).paymentId, placed.paymentId);
  });

  for (const [what, request] of [
    ['another quantity', { quantity: 2 }],
    ['another item', { itemId: 'hat' }],
    ['another method', { methodId: 'manual' }],
  ] as const) {
    test(`a new one for ${what}`, async () => {
      const placed = await place();
      const other = await place({ previous: proofOf(placed), ...request });
      assert.notEqual(other.paymentId, placed.paymentId);
      assert.ok(other.secret);
    });
  }

  test('a new one for a wrong secret, a waiting account, too little time, another price', async () => {
    const placed = await place();
    const wrong = { ...proofOf(placed), secret: 'a'.repeat(26) };
    assert.notEqual((await place({ previous: wrong })).paymentId, placed.paymentId);

    const waiting = await place({ methodId: 'account' });
    await pay(waiting, { result: 'approve' }, 'account');
    const next = await place({ previous: proofOf(waiting), methodId: 'account' });
    assert.notEqual(next.paymentId, waiting.paymentId);

    const before = now;
    now += 26 * MINUTE_MS;
    assert.notEqual((await place({ previous: proofOf(placed) })).paymentId, placed.paymentId);
    now = before;

    const dearer = [anItem({ maxQuantity: 3, price: 2000 }), items[1]];
    checkout.replaceCatalog(aCatalog({ methods: Object.values(methods), items: dearer }));
    assert.notEqual((await place({ previous: proofOf(placed) })).paymentId, placed.paymentId);
    checkout.replaceCatalog(catalog);
  });

  test('its page can be changed, with the secret', async () => {
    const placed = await place();
    const page = `${SHOP}/later#there`;
    const wrong = { ...proofOf(placed), secret: 'b'.repeat(26), page };
    assert.equal((await post('/api/orders/page', wrong)).status, 404);
    assert.equal((await post('/api/orders/page', { ...proofOf(placed), page })).status, 204);
    const { location, mark } = await follow(pathOf(placed));
    assert.equal(location, `${SHOP}/later?portone-checkout=${mark}#there`);
  });
});

describe('a return', () => {
  for (const [what, page] of addresses) {
    test(`[H7] a return to a page: returns-to-the-very-address: ${what}`, async () => {
      const { href, origin } = new URL(page);
      const placed = await place({ page }, origin);
      const appended = 'paymentId=x&transactionType=PAYMENT&txId=t&code=C&message=M';
      const { status, location, mark } = await follow(`${pathOf(placed)}?${appended}`);
      assert.equal(status, 303);
      assert.equal(withoutMark(location, mark), href.includes('#') ? href : `${href}#`);
      assert.equal((await redeem(mark, [], origin)).status, 200);
    });
  }

  for (const [what, address] of Object.entries<() => string | null>({
    'a page': () => `${SHOP}/p`,
    'a page of this server': () => `${checkout.url}/checkout/shoes?quantity=2`,
    'no page': () => null,
  })) {
    test(`[H7] a return to a page: redirect-never-inherits-a-fragment: ${what}`, async () => {
      const page = address();
      const placed = await place({ page }, page === null ? SHOP : new URL(page).origin);
      // The last of them comes after all marks.
      for (let visit = 0; visit < 9; visit += 1) {
        assert.match((await follow(pathOf(placed))).location ?? '', /^[^#]+#$/);
      }
    });
  }

  test('[H7] a return to a page: redirect-never-inherits-a-fragment: once it is redeemed', async () => {
    const placed = await place({ page: `${SHOP}/p` });
    assert.equal((await redeem((await follow(pathOf(placed))).mark)).status, 200);
    assert.equal((await follow(pathOf(placed))).location, `${SHOP}/p#`);
  });

  test('is neither kept, nor referred from, nor found', async () => {
    const { response } = await follow(pathOf(await place()));
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(response.headers.get('x-robots-tag'), 'noindex');
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });

  const appended = 'paymentToken=tok&txId=tx&code=X&message=Y';
  for (const [how, visit] of Object.entries({
    'with ?': (path: string) => follow(`${path}?${appended}`),
    'with &': (path: string) => follow(`${path}&${appended}`),
    'after a slash': (path: string) => follow(`${path}/?${appended}`),
    'in lower case': (path: string) => follow(`${path}?${appended}`.toLowerCase()),
    'in upper case': (path: string) => follow(path.toUpperCase().concat(`?${appended}`)),
    posted: (path: string) => follow(path, { method: 'POST', body: new URLSearchParams(appended) }),
  })) {
    test(`[H16] a gateway that appends with &, writes in lower case, posts: gateway-appends-with-ampersand, lower-cases, posts: ${how}`, async () => {
      const placed = await place();
      // Nothing is approved, and so nothing forgotten, while PortOne does not say what there is.
      checkout.sandbox.setFault({ kind: 'status', status: 500 });
      const { status, mark } = await visit(pathOf(placed));
      assert.equal(status, 303);
      assert.ok(mark);
      const kept = await checkout.orders.find(placed.paymentId);
      assert.equal(kept?.returned?.withCode, true);
      assert.deepEqual(
        kept?.approval?.map(({ paymentToken }) => paymentToken),
        ['tok'],
      );
    });
  }

  for (const [how, fault] of Object.entries({
    'as PortOne documents it': {},
    'after &': { result: 'ampersand' },
    'in lower case': { isLowerCase: true },
    'after &, in lower case': { result: 'ampersand', isLowerCase: true },
    'as a form': { result: 'form' },
    'as a form, in lower case': { result: 'form', isLowerCase: true },
  } satisfies Record<string, RedirectFault>)) {
    test(`[H16] a gateway that appends with &, writes in lower case, posts: gateway-appends-with-ampersand, lower-cases, posts: from a phone’s window, ${how}`, async () => {
      const paid = await place({ methodId: 'manual' });
      checkout.sandbox.setRedirectFault(fault);
      const { status, location, mark } = await payOnPhone(paid, 'approve');
      assert.deepEqual([status, location], [303, marked(PAGE, mark)]);
      const { body } = await redeem(mark, [proofOf(paid)]);
      assert.deepEqual([body.paymentId, body.yours], [paid.paymentId, true]);
      assert.equal((await checkout.complete(proofOf(paid))).body.status, 'PAID');

      const left = await place({ methodId: 'manual' });
      await payOnPhone(left, 'cancel');
      assert.equal((await checkout.orders.find(left.paymentId))?.returned?.withCode, true);
    });
  }

  test('a query about another payment is none', async () => {
    const placed = await place();
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await follow(`${pathOf(placed)}?paymentId=another0000&paymentToken=tok&code=X`);
    const kept = await checkout.orders.find(placed.paymentId);
    assert.deepEqual([kept?.returned?.withCode, kept?.approval], [false, undefined]);
  });

  test('keeps 8 tokens of at most 1,000 characters, the first and the latest', async () => {
    const placed = await place();
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    for (const token of ['x'.repeat(1_001), 'a', 'a', ...'bcdefghijkl']) {
      await follow(`${pathOf(placed)}?paymentToken=${token}`);
    }
    const { approval } = (await checkout.orders.find(placed.paymentId)) ?? {};
    assert.deepEqual(
      approval?.map(({ paymentToken }) => paymentToken),
      [...'abcdijkl'],
    );
  });

  test('[H3] text in the query of a return: return-query-text-never-in-an-answer', async () => {
    const placed = await place();
    const query = 'code=BAIT&message=BAIT&pgMessage=BAIT&pgCode=BAIT';
    const { location, text, mark } = await follow(`${pathOf(placed)}?${query}`);
    const { body } = await redeem(mark, [proofOf(placed)]);
    const asked = await checkout.complete(proofOf(placed));
    assert.ok(!JSON.stringify([location, text, body, asked.body]).includes('BAIT'));
  });

  for (const [what, init] of Object.entries({
    'a HEAD': { method: 'HEAD' },
    'a prefetch': { headers: { 'sec-purpose': 'prefetch' } },
    'a prerender': { headers: { 'sec-purpose': 'prefetch;prerender' } },
    'a prefetch through a proxy': { headers: { 'sec-purpose': 'prefetch;anonymous-client-ip' } },
    'a prefetch of an older Chromium': { headers: { purpose: 'prefetch' } },
    'a prefetch of Firefox': { headers: { 'x-moz': 'prefetch' } },
    'a preview of Safari': { headers: { 'x-purpose': 'preview' } },
    'a prefetch that posts': { method: 'POST', headers: { purpose: 'prefetch' } },
  })) {
    test(`[H8] HEAD, prefetch: prefetch-and-HEAD-change-nothing: ${what}`, async () => {
      const placed = await place({ methodId: 'manual' });
      const { paymentToken = '' } = await pay(placed, { result: 'approve' }, 'manual');
      const address = `${pathOf(placed)}?paymentToken=${paymentToken}`;
      const before = await checkout.store.returns.find(placed.paymentId);
      const calls = checkout.sandbox.calls();
      const { status, location } = await follow(`${address}&code=X`, init);
      assert.deepEqual([status, location], [503, undefined]);
      assert.deepEqual(await checkout.store.returns.find(placed.paymentId), before);
      // The buyer is still to come, and finds everything as it was.
      const { mark } = await follow(address);
      assert.ok(mark);
      assert.equal((await checkout.complete(proofOf(placed))).body.status, 'PAID');
      assert.ok(checkout.sandbox.calls() > calls);
    });
  }

  test('[H17] a preview before the buyer: preview-before-the-buyer: each visit has a mark, 8 at most, and one of them counts', async () => {
    const placed = await place();
    const marks = [];
    for (let visit = 0; visit < 9; visit += 1) marks.push((await follow(pathOf(placed))).mark);
    assert.equal(new Set(marks.slice(0, 8)).size, 8);
    assert.equal(marks[8], undefined);
    assert.equal((await redeem(marks[3])).status, 200);
    for (const other of marks.slice(0, 8)) assert.equal((await redeem(other)).status, 404);
  });

  test('[H17] a preview before the buyer: preview-before-the-buyer: the buyer comes minutes later, and the mark is good for minutes', async () => {
    const placed = await paidOrder();
    const before = now;
    await follow(`${pathOf(placed)}?code=X`);
    now += 10 * MINUTE_MS - 1;
    const { mark } = await follow(pathOf(placed));
    now += 10 * MINUTE_MS - 1;
    const { body } = await redeem(mark, [proofOf(placed)]);
    now = before;
    assert.deepEqual([body.status, body.yours], ['PAID', true]);
  });

  test('leads nowhere without the token', async () => {
    const placed = await place();
    for (const path of [
      `/return/${placed.paymentId}${'a'.repeat(26)}`,
      `/return/${placed.paymentId}${placed.secret}`,
      `/return/${'0'.repeat(25)}${placed.returnToken}`,
      '/return/x',
    ]) {
      const { status, location } = await follow(path);
      assert.deepEqual([status, location], [404, undefined]);
    }
  });

  test('[H4] a mark twice, late, at once, elsewhere: late-and-used-return-is-nothing', async () => {
    const placed = await place();
    const first = await follow(pathOf(placed));
    const second = await follow(pathOf(placed));
    assert.equal((await redeem(first.mark)).status, 200);
    const used = await redeem(first.mark);
    const sibling = await redeem(second.mark);
    const unknown = await redeem('a'.repeat(26));
    assert.deepEqual([used.status, used.body.code], [404, 'RETURN_UNKNOWN']);
    assert.deepEqual([sibling.body, unknown.body], [used.body, used.body]);
    const after = await follow(pathOf(placed));
    assert.deepEqual([after.status, after.location], [303, PAGE]);

    const before = now;
    const late = await place();
    const early = await follow(pathOf(late));
    now += 10 * MINUTE_MS;
    assert.deepEqual((await redeem(early.mark)).body, used.body);
    assert.equal((await follow(pathOf(late))).location, PAGE);
    now += 24 * HOUR_MS;
    assert.equal((await follow(pathOf(late))).status, 410);
    now = before;

    const pageless = await place({ page: null });
    const hosted = await follow(pathOf(pageless));
    assert.equal((await redeem(hosted.mark, [], checkout.url)).status, 200);
    // Nothing of it is erased yet: another window of the same return still leads there.
    assert.equal((await follow(pathOf(pageless))).status, 303);
    now += 10 * MINUTE_MS;
    assert.equal((await follow(pathOf(pageless))).status, 410);
    now = before;

    const unvisited = await place();
    now += 91 * MINUTE_MS;
    assert.equal((await follow(pathOf(unvisited))).location, PAGE);
    assert.equal((await checkout.orders.find(unvisited.paymentId))?.returned, undefined);
    now = before;
  });

  test('the page’s address is erased', async () => {
    const redeemed = await place();
    const waiting = await place();
    await redeem((await follow(pathOf(redeemed))).mark);
    const { returns } = checkout.store;
    await returns.sweep(now);
    assert.equal((await returns.find(redeemed.paymentId))?.page, PAGE);
    await returns.sweep(now + 11 * MINUTE_MS);
    assert.equal((await returns.find(redeemed.paymentId))?.page, undefined);
    assert.equal((await returns.find(waiting.paymentId))?.page, PAGE);
    await returns.sweep(now + 25 * HOUR_MS);
    assert.equal((await returns.find(waiting.paymentId))?.page, undefined);
  });

  test('[H4] a mark twice, late, at once, elsewhere: mark-redeemed-once-under-race', async () => {
    const placed = await paidOrder();
    const { mark } = await follow(pathOf(placed));
    const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(mark)));
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted(),
      [200, 404, 404, 404, 404, 404],
    );
  });

  test('[H4] a mark twice, late, at once, elsewhere: mark-redeemed-once-under-race, by marks of several visits', async () => {
    const placed = await paidOrder();
    const marks = [];
    for (let visit = 0; visit < 6; visit += 1) marks.push((await follow(pathOf(placed))).mark);
    const answers = await Promise.all(marks.map((mark) => redeem(mark, [proofOf(placed)])));
    const [one, ...others] = answers.toSorted((left, right) => left.status - right.status);
    assert.deepEqual([one?.status, one?.body.yours], [200, true]);
    for (const { body } of others) assert.equal(body.code, 'RETURN_UNKNOWN');
  });

  test('[H4] a mark twice, late, at once, elsewhere: visits at once each have a mark of their own', async () => {
    const placed = await paidOrder();
    const visits = await Promise.all(Array.from({ length: 6 }, () => follow(pathOf(placed))));
    assert.equal(new Set(visits.map(({ mark }) => mark)).size, 6);
    assert.equal((await redeem(visits[5]?.mark)).status, 200);
  });

  test('[H5] a fresh return of another buyer’s order: attackers-fresh-return-shows-no-account', async () => {
    const placed = await place({ methodId: 'account' });
    await pay(placed, { result: 'approve' }, 'account');
    const { mark } = await follow(pathOf(placed));
    const { keep: _, ...told } = (await redeem(mark)).body;
    const { paymentId } = placed;
    assert.deepEqual(told, { paymentId, ...aSubject(), status: 'VIRTUAL_ACCOUNT_ISSUED' });
  });

  test('is the buyer’s own with the secret', async () => {
    const other = await place();
    const placed = await place({ methodId: 'account' });
    await pay(placed, { result: 'approve' }, 'account');
    const { mark } = await follow(pathOf(placed));
    const { body } = await redeem(mark, [proofOf(other), proofOf(placed)]);
    assert.equal(body.yours, true);
    assert.ok(body.virtualAccount);
  });

  test('[H4] a mark twice, late, at once, elsewhere: another origin', async () => {
    const { mark } = await follow(pathOf(await place()));
    assert.equal((await redeem(mark, [], OTHER)).body.code, 'RETURN_UNKNOWN');
    assert.equal((await redeem(mark)).status, 200);
  });

  test('[H14] READY after a return without a code: READY-after-success-is-not-cancelled', async () => {
    const placed = await place();
    const { paymentId, secret } = placed;
    await pay(placed, { result: 'approve' });
    const unseen = await place();
    const { mark } = await follow(pathOf(unseen));
    assert.equal((await redeem(mark)).body.returned, 'success');
    const asked = await checkout.complete(proofOf(unseen));
    assert.equal(asked.body.returned, 'success');
    const before = now;
    now += 10 * MINUTE_MS;
    assert.ok(!('returned' in (await checkout.complete(proofOf(unseen))).body));
    now = before;
    await follow(pathOf(placed));
    assert.equal((await checkout.complete({ paymentId, secret })).body.status, 'PAID');
  });

  for (const [methodId, only] of [
    ['kakaopay', 'getPayment'],
    ['manual', 'getPayment'],
    ['manual', 'confirm'],
  ] as const) {
    test(`[H9] PortOne hangs while a buyer returns: return-while-portone-hangs-answers-in-1s: ${methodId}, ${only}`, async () => {
      const placed = await place({ methodId });
      const { paymentToken = '' } = await pay(placed, { result: 'approve' }, methodId);
      const asked = Promise.withResolvers<void>();
      const letGo = Promise.withResolvers<void>();
      const until = () => {
        asked.resolve();
        return letGo.promise;
      };
      checkout.sandbox.setFault({ kind: 'hold', only, until });
      const address = `${pathOf(placed)}?paymentToken=${paymentToken}`;
      // PortOne answers only after both have come back.
      const { status, mark } = await follow(address);
      await asked.promise;
      const again = await follow(address, { method: 'POST' });
      letGo.resolve();
      assert.deepEqual([status, again.status], [303, 303]);
      assert.ok(mark && again.mark);
      assert.equal((await checkout.complete(proofOf(placed))).body.status, 'PAID');
    });
  }
});

describe('manual approval', () => {
  const tokenOf = async (placed: Placed, result: Outcome = { result: 'approve' }) =>
    (await pay(placed, result, 'manual')).paymentToken as string;

  const settled = async (placed: Placed) => (await checkout.status(placed.paymentId)).body.status;

  test('goes on behind the return, and forgets the token', async () => {
    const placed = await place({ methodId: 'manual' });
    await follow(`${pathOf(placed)}?paymentToken=${await tokenOf(placed)}`);
    assert.equal((await checkout.complete(proofOf(placed))).body.status, 'PAID');
    assert.equal((await checkout.orders.find(placed.paymentId))?.approval, undefined);
  });

  test('[H11] a return with a paymentToken, then a crash: approval-survives-a-crash-after-the-redirect', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    const { returns } = checkout.store;
    const found = await returns.find(placed.paymentId);
    assert.ok(found);
    const mark = { hash: `hash of ${placed.paymentId}`, origin: SHOP };
    // What the route stored before it ended.
    await returns.visit(found, { withCode: false, token: { paymentToken }, mark, now });
    await checkout.poll(now + 16_000);
    assert.equal(await settled(placed), 'PAID');
  });

  test('[H12] a forged paymentToken, then the genuine one: forged-token-then-genuine', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await follow(`${pathOf(placed)}?paymentToken=forged`);
    await follow(`${pathOf(placed)}?paymentToken=${paymentToken}`);
    checkout.sandbox.setFault(undefined);
    await checkout.poll(now + 16_000);
    assert.equal(await settled(placed), 'PAID');
  });

  test('[H12] a forged paymentToken, then the genuine one: forged-token-then-genuine, each tried as it comes', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    await follow(`${pathOf(placed)}?paymentToken=forged`);
    const refused = await checkout.complete(proofOf(placed));
    assert.notEqual(refused.body.status, 'PAID');
    await follow(`${pathOf(placed)}?paymentToken=${paymentToken}`);
    assert.equal((await checkout.complete(proofOf(placed))).body.status, 'PAID');
    assert.equal((await checkout.orders.find(placed.paymentId))?.returned?.withCode, false);
  });

  test('[H12] a forged paymentToken, then the genuine one: the other way round, and both at once', async () => {
    const placed = [await place({ methodId: 'manual' }), await place({ methodId: 'manual' })];
    const [first, second] = placed as [Placed, Placed];
    await follow(`${pathOf(first)}?paymentToken=${await tokenOf(first)}`);
    await follow(`${pathOf(first)}?paymentToken=forged`);
    const tokens = ['forged', await tokenOf(second), 'forged too'];
    await Promise.all(tokens.map((token) => follow(`${pathOf(second)}?paymentToken=${token}`)));
    for (const each of placed) {
      assert.equal((await checkout.complete(proofOf(each))).body.status, 'PAID');
      assert.equal((await checkout.orders.find(each.paymentId))?.approval, undefined);
      assert.deepEqual(await checkout.eventTypesOf(each.paymentId), ['payment.paid']);
    }
  });

  test('[H12] a forged paymentToken, then the genuine one: from the page, which has the secret', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await follow(`${pathOf(placed)}?paymentToken=forged`);
    const { paymentId } = placed;
    await checkout.logLine((line) => line.paymentId === paymentId && line.level === 40);
    checkout.sandbox.setFault(undefined);
    const { body } = await checkout.complete({ ...proofOf(placed), paymentToken });
    assert.equal(body.status, 'PAID', JSON.stringify(body));
  });

  const forge = async (placed: Placed, from: number, to: number) => {
    for (let number = from; number <= to; number += 1) {
      await follow(`${pathOf(placed)}?paymentToken=forged${number}`);
    }
  };
  const isPaidOnceBack = async (placed: Placed) => {
    checkout.sandbox.setFault(undefined);
    await checkout.poll(now + 16_000);
    assert.equal(await settled(placed), 'PAID');
    assert.deepEqual(await checkout.eventTypesOf(placed.paymentId), ['payment.paid']);
    assert.equal((await checkout.orders.find(placed.paymentId))?.approval, undefined);
  };

  for (const [before, after] of [
    [3, 0],
    [100, 0],
    [0, 100],
    [3, 100],
    [100, 3],
  ] as const) {
    test(`[H20] forged paymentTokens around the genuine one while PortOne is away: ${before} before it, ${after} after it`, async () => {
      const placed = await place({ methodId: 'manual' });
      const paymentToken = await tokenOf(placed);
      checkout.sandbox.setFault({ kind: 'status', status: 500 });
      await forge(placed, 1, before);
      await follow(`${pathOf(placed)}?paymentToken=${paymentToken}`);
      await forge(placed, before + 1, before + after);
      await isPaidOnceBack(placed);
    });
  }

  test('[H20] forged paymentTokens around the genuine one while PortOne is away: any number, once the browser that ordered is back', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await forge(placed, 1, 20);
    const { mark } = await follow(`${pathOf(placed)}?paymentToken=${paymentToken}`);
    const redeemed = await redeem(mark as string, [proofOf(placed)]);
    assert.equal(redeemed.body.yours, true);
    await forge(placed, 21, 40);
    await isPaidOnceBack(placed);
  });

  test('[H20] forged paymentTokens around the genuine one while PortOne is away: a browser without the secret makes none its own', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    const { mark } = await follow(`${pathOf(placed)}?paymentToken=forged`);
    await redeem(mark as string);
    await follow(`${pathOf(placed)}?paymentToken=${paymentToken}`);
    const { approval } = (await checkout.orders.find(placed.paymentId)) ?? {};
    assert.deepEqual(
      approval?.map(({ isOwn }) => isOwn),
      [undefined, undefined],
    );
  });

  test('[H20] forged paymentTokens around the genuine one while PortOne is away: from the page, which has the secret and is closed then', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await forge(placed, 1, 20);
    const { body } = await checkout.complete({ ...proofOf(placed), paymentToken });
    assert.equal(body.code, 'UPSTREAM_UNAVAILABLE');
    await forge(placed, 21, 40);
    await isPaidOnceBack(placed);
  });

  test('[H20] forged paymentTokens around the genuine one while PortOne is away: the same token with another txId', async () => {
    const placed = await place({ methodId: 'manual' });
    const { paymentToken, txId } = await pay(placed, { result: 'approve' }, 'manual');
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await follow(`${pathOf(placed)}?paymentToken=${paymentToken}&txId=forged`);
    await follow(`${pathOf(placed)}?paymentToken=${paymentToken}&txId=${txId}`);
    await isPaidOnceBack(placed);
  });

  test('a refused token of the page leaves the way back open', async () => {
    const placed = await place({ methodId: 'manual' });
    const paymentToken = await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await checkout.complete({ ...proofOf(placed), paymentToken: 'of another payment' });
    checkout.sandbox.setFault(undefined);
    await checkout.poll(now + 16_000);
    assert.equal((await checkout.orders.find(placed.paymentId))?.approval, undefined);
    assert.equal((await follow(`${pathOf(placed)}?paymentToken=${paymentToken}`)).status, 303);
    assert.equal((await checkout.complete(proofOf(placed))).body.status, 'PAID');
  });

  test('a further visit brings its token, also after the time for a first one', async () => {
    const placed = await place({ methodId: 'manual' });
    const before = now;
    await follow(pathOf(placed));
    now += 91 * MINUTE_MS;
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    const { location } = await follow(`${pathOf(placed)}?paymentToken=tok`);
    now = before;
    assert.equal(location, PAGE);
    const { approval } = (await checkout.orders.find(placed.paymentId)) ?? {};
    assert.deepEqual(approval, [{ paymentToken: 'tok' }]);
  });

  test('a refused one is forgotten, and the return counts as a failure', async () => {
    const placed = await place({ methodId: 'manual' });
    await tokenOf(placed);
    checkout.sandbox.setFault({ kind: 'status', status: 500 });
    await follow(`${pathOf(placed)}?paymentToken=forged`);
    checkout.sandbox.setFault(undefined);
    await checkout.poll(now + 16_000);
    const kept = await checkout.orders.find(placed.paymentId);
    assert.deepEqual([kept?.approval, kept?.returned?.withCode], [undefined, true]);
  });
});

describe('a page that is not accepted is replaced by the item’s own', () => {
  for (const page of [
    null,
    '',
    'about:srcdoc',
    'file:///shop/index.html',
    'javascript:alert(1)',
    'https://evil.example/',
    'https://shop.example@evil.example/',
    'https://name:word@shop.example/',
    '//shop.example/',
  ]) {
    test(`[H6] a page of another origin, or of none: page-of-another-origin-refused: ${page}`, async () => {
      const placed = await place({ page });
      const { location, mark } = await follow(pathOf(placed));
      assert.equal(location, `/checkout/shoes?portone-checkout=${mark}#`);
    });
  }

  test('one that is too long loses its fragment, then its query', async () => {
    const long = 'x'.repeat(2_000);
    const first = await place({ page: `${SHOP}/p?a=1#${long}${'y'.repeat(100)}` });
    assert.ok((await follow(pathOf(first))).location?.startsWith(`${SHOP}/p?a=1&portone`));
    const second = await place({ page: `${SHOP}/p?a=${long}${'y'.repeat(100)}#b` });
    assert.ok((await follow(pathOf(second))).location?.startsWith(`${SHOP}/p?portone`));
  });

  test('this server’s own page is kept as a path, and redeemed from there', async () => {
    const own = checkout.url;
    const placed = await place({ page: `${own}/checkout/shoes?quantity=2` }, own);
    const { location, mark } = await follow(pathOf(placed));
    assert.equal(location, `/checkout/shoes?quantity=2&portone-checkout=${mark}#`);
    assert.equal((await redeem(mark)).status, 404);
    assert.equal((await redeem(mark, [], own)).status, 200);
    const slashes = await place({ page: `${own}//evil.example/` }, own);
    assert.match((await follow(pathOf(slashes))).location ?? '', /^\/checkout\/shoes\?/);
  });

  test('with `*` a buyer is sent on while the return is open, and asked later', async () => {
    const anywhere = await startCheckout({ allowedOrigins: '*', clock: () => now });
    const page = 'https://any.example/p';
    const placed = await place({ page }, 'https://any.example', anywhere);
    const { location } = await follow(pathOf(placed), {}, anywhere);
    assert.ok(location?.startsWith('https://any.example/p?'));
    const before = now;
    now += 10 * MINUTE_MS;
    const late = await follow(pathOf(placed), {}, anywhere);
    assert.deepEqual([late.status, late.location], [200, undefined]);
    assert.match(late.text, /any\.example/);
    now = before;
    await anywhere.stop();
  });
});

describe('limits', () => {
  test('calls with a right secret are limited by order, not by address', async () => {
    const strict = await startCheckout({ rateLimitPerMinute: 3, allowedOrigins: [SHOP] });
    const placed = await place({}, SHOP, strict);
    const ask = (secret?: string) =>
      strict.complete({ paymentId: placed.paymentId, ...(secret && { secret }) });
    const statuses = [];
    for (let call = 0; call < 31; call += 1) statuses.push((await ask(placed.secret)).status);
    assert.deepEqual(new Set(statuses.slice(0, 30)), new Set([404]));
    assert.equal(statuses[30], 429);
    assert.equal((await ask()).status, 429);
    assert.equal((await ask('a'.repeat(26))).status, 429);
    await strict.stop();
  });

  test('an address redeems 20 marks a minute', async () => {
    const strict = await startCheckout({ rateLimitPerMinute: 100, allowedOrigins: [SHOP] });
    const statuses = [];
    for (let call = 0; call < 21; call += 1) {
      const body = { mark: 'a'.repeat(26) };
      statuses.push((await post('/api/returns', body, SHOP, strict)).status);
    }
    assert.deepEqual([statuses[19], statuses[20]], [404, 429]);
    await strict.stop();
  });
});

test('[H10] the database is away while a buyer returns: return-while-database-is-away-recovers, from silence', async () => {
  const placed = await place();
  const { returns } = checkout.store;
  const { find } = returns;
  returns.find = () => new Promise(() => {});
  const { status, location, text } = await follow(pathOf(placed));
  returns.find = find;
  assert.deepEqual([status, location], [503, undefined]);
  assert.match(text, /http-equiv="refresh" content="3"/);
  assert.ok((await follow(pathOf(placed))).mark);
});

test('[H10] the database is away while a buyer returns: return-while-database-is-away-recovers', async () => {
  const placed = await place();
  const { returns } = checkout.store;
  const { find } = returns;
  const { CheckoutError } = await import('../../../bff/domain/checkout-error.ts');
  returns.find = () => Promise.reject(new CheckoutError('STORE_UNAVAILABLE', 'away'));
  const path = `${pathOf(placed)}?paymentToken=tok`;
  const away = await follow(path);
  const body = new URLSearchParams({ paymentToken: 'tok&<"', message: 'BAIT' });
  const posted = await follow(pathOf(placed), { method: 'POST', body });
  returns.find = find;
  assert.deepEqual([away.status, away.location], [503, undefined]);
  assert.match(away.text, /http-equiv="refresh" content="3"/);
  // A page cannot post again, so what was posted goes into its address, and nothing else does.
  const again = /content="3;url=([^"]+)"/.exec(posted.text)?.[1];
  const key = placed.paymentId + placed.returnToken;
  assert.equal(again, `${key}?paymenttoken=tok%26%3C%22`);
  assert.ok(!posted.text.includes('BAIT'));
  assert.equal((await follow(path)).status, 303);
});

describe('a return of 0.1, whose address names its payment', () => {
  const ask = (paymentId: string, itemId: string) => post('/api/returns', { paymentId, itemId });

  test('says of an old script’s order, to an element of its item, what everybody may read', async () => {
    const old = (await order({ page: undefined } as never)).body as unknown as Placed;
    const { status, body } = await ask(old.paymentId, 'shoes');
    assert.equal(status, 200);
    assert.deepEqual([body.paymentId, body.itemId, body.status], [old.paymentId, 'shoes', 'READY']);
    assert.equal(body.orderName, undefined);
  });

  test('says nothing of another item’s, of one with a secret, after an hour, or of none', async () => {
    const old = (await order({ page: undefined } as never)).body as unknown as Placed;
    const placed = await place();
    const before = now;
    const answers = [
      await ask(old.paymentId, 'camera'),
      await ask(placed.paymentId, 'shoes'),
      await ask('x'.repeat(25), 'shoes'),
    ];
    now += 61 * MINUTE_MS;
    answers.push(await ask(old.paymentId, 'shoes'));
    now = before;
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.code], [404, 'RETURN_UNKNOWN']);
    }
  });
});
