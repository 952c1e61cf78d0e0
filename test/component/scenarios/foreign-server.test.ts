/** Elements whose `bff` somebody has written who can write tags into a page, and nothing else. */
import { expect, html } from '@open-wc/testing';
import { keptOrder } from '../../../component/page/kept-orders.ts';
import { ownOrigin } from '../../../component/script-url.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  eventsOf,
  MARK,
  opensWith,
  openWindow,
  orderedEarlier,
  portOne,
  press,
  reaches,
  useShop,
} from '../support/checkout-fixture.ts';
import {
  aCheckout,
  anItem,
  anOrder,
  answers,
  aPayment,
  aSubject,
  refuses,
} from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const EVIL = 'https://evil.example';
const PORTONES = 'https://cdn.portone.io/v2/browser-sdk.js';

const shop = useShop();

const evilElement = html`<portone-checkout
  item-id="shoes"
  locale="ko"
  bff=${EVIL}
></portone-checkout>`;

/** The addresses of the scripts that are put into the page, with their nonces. */
function watchScripts() {
  const added: Array<{ src: string; nonce: string }> = [];
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof HTMLScriptElement) added.push({ src: node.src, nonce: node.nonce });
      }
    }
  });
  watch.observe(document, { childList: true, subtree: true });
  return { added, stop: () => watch.disconnect() };
}

function withNonce(): HTMLScriptElement {
  const script = document.createElement('script');
  script.setAttribute('nonce', 'of-the-page');
  script.nonce = 'of-the-page';
  document.head.append(script);
  return script;
}

const evilScripts: Array<[title: string, sdkUrl: string]> = [
  ['its own', `${EVIL}/sdk.js`],
  ['one without a scheme', '//evil.example/sdk.js'],
  ['data:', 'data:text/javascript,globalThis.stolen=1'],
  ['javascript:', 'javascript:globalThis.stolen=1'],
  ['one at the server of the script', `${ownOrigin()}/uploads/sdk.js`],
  ['one on this machine', 'http://localhost:1/sdk.js'],
  ['one that looks like this machine', 'http://localhost.evil.example/sdk.js'],
  ['one that looks like PortOne', 'https://cdn.portone.io.evil.example/v2/browser-sdk.js'],
];
for (const environment of ['sandbox', 'test', 'live'] as const) {
  for (const [title, sdkUrl] of evilScripts) {
    it(`[S7] a script that an injected tag’s server names: ${title}, as ${environment}`, async () => {
      window.PortOne = undefined;
      const page = withNonce();
      const scripts = watchScripts();
      shop.server.item = [
        answers(200, { item: anItem(), checkout: aCheckout({ environment, sdkUrl }) }),
      ];
      await aReadyCheckout(evilElement);
      await waitUntil(() => scripts.added.length > 0);
      expect(scripts.added).to.deep.equal([{ src: PORTONES, nonce: 'of-the-page' }]);
      scripts.stop();
      page.remove();
      // PortOne is not asked: the load ends here.
      const tag = document.querySelector(`script[src="${PORTONES}"]`);
      tag?.dispatchEvent(new Event('error'));
      await waitUntil(() => !tag?.isConnected);
      portOne.install();
    });
  }
}

describe('the secret of an order', () => {
  const secretsSent = () =>
    shop.server.calls.filter(({ body }) => /s{10}/.test(JSON.stringify(body ?? '')));

  beforeEach(() => orderedEarlier({ secret: 's'.repeat(26), isOfThisTab: false }));

  it('[S8] the secret of an order at another server: is not shown for a mark', async () => {
    opensWith(`?portone-checkout=${MARK}`);
    shop.server.returns = [answers(200, { ...aPayment(), yours: true })];
    const element = await aCheckoutElement(evilElement);
    await reaches(element, 'paid');
    expect(secretsSent()).to.be.empty;
  });

  it('[S8] the secret of an order at another server: is not sent for an order that is said to be paid', async () => {
    shop.server.order = [refuses(409, 'ALREADY_PAID', { paymentId: 'p1', ...aSubject() })];
    const element = await aReadyCheckout(evilElement);
    press(element);
    await reaches(element, 'failed');
    expect(secretsSent()).to.be.empty;
  });

  it('[S8] the secret of an order at another server: stays with its own, whatever id another gives', async () => {
    const kept = keptOrder('p1', ownOrigin());
    shop.server.order = [answers(201, anOrder({ paymentId: 'p1' }))];
    const element = await aReadyCheckout(evilElement);
    const seen = eventsOf(element);
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(seen.map(({ type }) => type)).to.include('portone-checkout-paid');
    expect(secretsSent()).to.be.empty;
    expect(keptOrder('p1', ownOrigin())).to.deep.equal(kept);
  });
});

for (const bff of [
  'javascript:alert(1)//',
  ' javascript:alert(1)//',
  'data:text/html,x',
  'blob:x',
  'https://',
]) {
  it(`asks its own server where bff is no server: ${bff}`, async () => {
    await aReadyCheckout(html`<portone-checkout item-id="shoes" bff=${bff}></portone-checkout>`);
    expect(shop.server.callsOf('/api/items/shoes')).to.have.length(1);
  });
}
