import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aBuyer, aRequest, startSandbox } from '../../support/start-sandbox.ts';

type Overrides = Parameters<typeof aRequest>[0];

async function windowFor(
  t: Parameters<typeof startSandbox>[0],
  overrides: Overrides,
  acceptLanguage = 'ko',
) {
  const { sandbox } = await startSandbox(t);
  const { txId } = await sandbox.pay(aRequest(overrides), { result: 'abandon' });
  const answer = await fetch(`${sandbox.url}/window/${txId}`, {
    headers: { 'accept-language': acceptLanguage },
  });
  return { answer, text: await answer.text() };
}

test('names the store, the order and the amount, and says that no money moves', async (t) => {
  const { text } = await windowFor(t, { orderName: '겨울 운동화', totalAmount: 129_000 });
  for (const expected of ['SANDBOX', '실제 돈은 움직이지 않습니다', '신발 가게', '겨울 운동화']) {
    assert.ok(text.includes(expected), expected);
  }
  assert.ok(text.includes('₩129,000'));
  assert.ok(text.includes('카카오페이'));
});

test('offers each gateway’s real codes', async (t) => {
  const kakao = await windowFor(t, {});
  for (const outcome of ['approve', 'cancel', 'fail:-780', 'fail:LACK_BALANCE', 'fail:-723']) {
    assert.ok(kakao.text.includes(`data-outcome="${outcome}"`), outcome);
  }
  const toss = await windowFor(t, { channelKey: 'channel-toss', payMethod: 'CARD' });
  for (const code of ['REJECT_CARD_PAYMENT', 'REJECT_ACCOUNT_PAYMENT', 'INVALID_CARD_NUMBER']) {
    assert.ok(toss.text.includes(`data-outcome="fail:${code}"`), code);
  }
});

test('says where a gateway’s codes are stand-ins', async (t) => {
  const kpn = await windowFor(t, { channelKey: 'channel-kpn', payMethod: 'CARD' });
  assert.match(kpn.text, /공개되어 있지 않아 SANDBOX_로/);
  const kakao = await windowFor(t, {});
  assert.doesNotMatch(kakao.text, /SANDBOX_/);
});

test('shows an order name as text, whatever it contains', async (t) => {
  const { text, answer } = await windowFor(t, { orderName: `"><script>alert('x')</script>&` });
  assert.ok(!text.includes('<script>alert'));
  assert.ok(text.includes('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;'));
  const policy = answer.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'; script-src 'self'/);
});

test('shows the request’s language, or else the browser’s', async (t) => {
  const languages: [Overrides, string, string][] = [
    [{}, 'en-US', 'en'],
    [{}, 'ko-KR', 'ko'],
    [{}, 'fr', 'ko'],
    [{ locale: 'KO_KR' }, 'en-US', 'ko'],
    [{ locale: 'EN_US' }, 'ko', 'en'],
  ];
  for (const [overrides, acceptLanguage, expected] of languages) {
    const { text } = await windowFor(t, overrides, acceptLanguage);
    assert.ok(text.includes(`<html lang="${expected}">`), `${acceptLanguage} ${expected}`);
  }
});

test('offers the outcomes of the method and the channel', async (t) => {
  const outcomes = async (overrides: Overrides) => {
    const { text } = await windowFor(t, overrides);
    return Array.from(text.matchAll(/data-outcome="([^"]+)"/g), ([, outcome]) => outcome);
  };
  const card = await outcomes({ channelKey: 'channel-toss', payMethod: 'CARD' });
  assert.equal(card[0], 'approve');
  assert.ok(card.includes('pending'));
  assert.ok(!card.some((outcome) => outcome?.startsWith('fail-at-confirm:')));
  const account = await outcomes({ channelKey: 'channel-toss', payMethod: 'VIRTUAL_ACCOUNT' });
  assert.equal(account[0], 'issue');
  assert.ok(!account.includes('pending'));
  const manual = await outcomes({ channelKey: 'channel-manual', payMethod: 'CARD' });
  assert.equal(manual[0], 'approve');
  assert.ok(manual.includes('fail-at-confirm:REJECT_CARD_COMPANY'));
});

test('offers only the refusals that the method can have', async (t) => {
  const expiry = { virtualAccount: { accountExpiry: { validHours: 1 } } };
  const offered = async (overrides: Overrides) => {
    const { text } = await windowFor(t, { paymentId: 'order1', ...overrides });
    return Array.from(text.matchAll(/data-outcome="fail:([^"]+)"/g), ([, code]) => code);
  };
  const bypass = { nice_v2: { MallUserID: 'buyer-1' } };
  // An account is issued without a card, and before any money moves.
  const accounts = { payMethod: 'VIRTUAL_ACCOUNT', ...expiry, customer: aBuyer, bypass } as const;
  const issued = {
    'channel-toss': ['NOT_FOUND_PAYMENT_SESSION'],
    'channel-inicis': ['1210', 'V023'],
    'channel-kcp': ['8310', '8102'],
    'channel-nice': ['A245', '2152'],
    'channel-kpn': ['SANDBOX_TIMEOUT'],
  };
  for (const [channelKey, codes] of Object.entries(issued)) {
    assert.deepEqual(await offered({ ...accounts, channelKey }), codes, channelKey);
  }
  const transfer = await offered({ channelKey: 'channel-toss', payMethod: 'TRANSFER' });
  assert.ok(transfer.includes('REJECT_ACCOUNT_PAYMENT'));
  assert.ok(!transfer.some((code) => code?.includes('CARD')), transfer.join());
});
