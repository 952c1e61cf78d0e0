import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Outcome, RedirectFault } from '../../../../demo/sandbox/sandbox.ts';
import { iPhone, shopOpener } from '../../support/open-shop.ts';
import { aRequest, startSandbox } from '../../support/start-sandbox.ts';

const openShop = shopOpener();

const PAGE = 'https://Shop.example/Done';

/** Ends a phone's window without a browser, as its buttons do. */
async function payOnPhone(
  t: TestContext,
  redirectUrl: string,
  fault: RedirectFault | undefined,
  outcome: Exclude<Outcome['result'], 'fail' | 'fail-at-confirm'> = 'approve',
) {
  const { sandbox } = await startSandbox(t);
  sandbox.setRedirectFault(fault);
  const prepared = await fetch(`${sandbox.url}/api/prepare/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      data: aRequest({ redirectUrl }),
      deviceInfo: { platformType: 'PLATFORM_TYPE_MOBILE' },
    }),
  });
  const { txId, windowPath } = (await prepared.json()) as { txId: string; windowPath: string };
  const answer = await fetch(`${sandbox.url}${windowPath}`, {
    method: 'POST',
    body: new URLSearchParams({ outcome }),
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  return { txId, status: answer.status, location, text: await answer.text() };
}

const cancelled = 'code=FAILURE_TYPE_PG&message=%5BCANCEL%5D';

const appended = 'paymentId=order1&transactionType=PAYMENT&txId=';

for (const [what, redirectUrl, fault, address] of [
  ['nothing', PAGE, undefined, `${PAGE}?${appended}`],
  ['& instead of ?', PAGE, { result: 'ampersand' }, `${PAGE}&${appended}`],
  ['& after a query', `${PAGE}?a=B`, { result: 'ampersand' }, `${PAGE}?a=B&${appended}`],
  ['lower case', PAGE, { isLowerCase: true }, `${PAGE}?${appended}`.toLowerCase()],
  ['both', PAGE, { result: 'ampersand', isLowerCase: true }, `${PAGE}&${appended}`.toLowerCase()],
] as const) {
  test(`redirects a buyer with ${what}`, async (t) => {
    const { txId, status, location } = await payOnPhone(t, redirectUrl, fault);
    assert.deepEqual([status, location], [303, `${address}${txId}`]);
  });
}

test('writes a failure in lower case too, and keeps what it says', async (t) => {
  const { location } = await payOnPhone(t, PAGE, { isLowerCase: true }, 'cancel');
  assert.equal(location, location?.toLowerCase());
  assert.ok(location?.includes(cancelled.toLowerCase()), location ?? '');
  const said = new URL(location).searchParams;
  assert.match(said.get('message') ?? '', /^\[cancel\] \S/);
});

test('puts what it appends before a fragment', async (t) => {
  const { location } = await payOnPhone(t, `${PAGE}#/Size`, { result: 'ampersand' });
  assert.match(location ?? '', /\/Done&paymentId=order1&[^#]+#\/Size$/);
});

for (const [what, fault, action] of [
  ['as it was given', { result: 'form' }, `${PAGE}?a=B#c`],
  ['in lower case', { result: 'form', isLowerCase: true }, 'https://shop.example/done?a=b#c'],
] as const) {
  test(`answers with a form for the address, ${what}`, async (t) => {
    const { txId, status, location, text } = await payOnPhone(t, `${PAGE}?a=B#c`, fault);
    assert.deepEqual([status, location], [200, null]);
    assert.match(text, new RegExp(`<form method="post" action="${action.replace('?', '\\?')}"`));
    const fields = text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
    assert.deepEqual(
      Array.from(fields, ([, name, value]) => [name, value]),
      [
        ['paymentId', 'order1'],
        ['transactionType', 'PAYMENT'],
        ['txId', txId],
      ],
    );
  });
}

test('counts for windows that open from now on, until it is removed', async (t) => {
  const shop = await openShop(t, { userAgent: iPhone });
  await shop.request({ redirectUrl: `${shop.url}done` });
  await shop.page.waitForURL(/\/window\//);
  shop.sandbox.setRedirectFault({ result: 'ampersand' });
  await shop.page.click('[data-outcome="cancel"]');
  await shop.page.waitForURL(/done\?paymentId=/);
  await shop.request({ redirectUrl: `${shop.url}again` });
  await shop.page.waitForURL(/\/window\//);
  shop.sandbox.setRedirectFault(undefined);
  await shop.page.click('[data-outcome="cancel"]');
  await shop.page.waitForURL(/again&paymentId=/);
  await shop.request({ redirectUrl: `${shop.url}last` });
  await shop.page.click('[data-outcome="cancel"]');
  await shop.page.waitForURL(/last\?paymentId=/);
});

test('posts the form from a phone by itself, over the policy of its page', async (t) => {
  const shop = await openShop(t, { userAgent: iPhone });
  shop.sandbox.setRedirectFault({ result: 'form' });
  await shop.request({ redirectUrl: `${shop.url}Done#there` });
  const posted = shop.page.waitForRequest((request) => request.url().includes('/Done'));
  await shop.page.click('[data-outcome="approve"]');
  const request = await posted;
  assert.equal(request.method(), 'POST');
  assert.deepEqual(request.headers()['content-type'], 'application/x-www-form-urlencoded');
  assert.deepEqual(request.postDataJSON(), {
    paymentId: 'order1',
    transactionType: 'PAYMENT',
    txId: new URLSearchParams(request.postData() ?? '').get('txId'),
  });
  await shop.page.waitForURL(`${shop.url}Done#there`);
});

test('leaves a window in the page alone: PortOne’s script sends the buyer from there', async (t) => {
  const shop = await openShop(t);
  shop.sandbox.setRedirectFault({ result: 'form', isLowerCase: true });
  await shop.request({ redirectUrl: `${shop.url}Done`, forceRedirect: true });
  await shop.press('approve');
  await shop.page.waitForURL(/Done\?paymentId=order1&/);
});
