import { expect } from '@open-wc/testing';
import { loadSdk, sdkUrlOf } from '../../../component/portone/load-sdk.ts';
import { ownOrigin } from '../../../component/script-url.ts';

const good = (mark: string) =>
  new URL(`../support/portone-script.js?${mark}`, import.meta.url).href;
const missing = (mark: string) => new URL(`../support/nowhere.js?${mark}`, import.meta.url).href;
const empty = (mark: string) => new URL(`../support/empty-script.js?${mark}`, import.meta.url).href;
/** What is on its way comes, on however busy a machine; what has failed before says nothing more. */
const limits = { totalMs: 60_000, pageTagMs: 60_000, finishedTagMs: 10 };
const limitsOfDeadTag = { ...limits, pageTagMs: 10 };

const tagsOf = (src: string) => [...document.scripts].filter((script) => script.src === src);

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'it did not reject',
    (reason: unknown) => String(reason),
  );
}

function pageTag(src: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.src = src;
  document.head.append(script);
  return script;
}

const ended = (script: HTMLScriptElement) =>
  new Promise<void>((resolve) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => resolve());
  });

describe('loadSdk', () => {
  beforeEach(() => {
    window.PortOne = undefined;
  });

  it('adds no script where the page has PortOne already', async () => {
    const mine = { requestPayment: async () => undefined };
    Object.assign(window, { PortOne: mine });
    expect(await loadSdk(good('already'), limits)).to.equal(mine);
    expect(tagsOf(good('already'))).to.be.empty;
  });

  it('is not misled by something else of that name', async () => {
    const impostor = document.createElement('i');
    impostor.id = 'PortOne';
    Reflect.deleteProperty(window, 'PortOne');
    document.body.append(impostor);
    expect(window.PortOne as unknown).to.equal(impostor);
    const script = await loadSdk(good('impostor'), limits);
    impostor.remove();
    expect(script.requestPayment).to.be.a('function');
  });

  it('uses a script that lets nobody write to it', async () => {
    const requestPayment = async () => undefined;
    const frozen = Object.freeze(
      Object.defineProperty({}, 'requestPayment', { get: () => requestPayment }),
    );
    Object.assign(window, { PortOne: frozen });
    expect(await loadSdk(good('frozen'), limits)).to.equal(frozen);
  });

  it('loads the script once for all who ask', async () => {
    const [first, second] = await Promise.all([
      loadSdk(good('shared'), limits),
      loadSdk(good('shared'), limits),
    ]);
    expect(first).to.equal(second);
    expect(first).to.equal(window.PortOne);
    expect(tagsOf(good('shared'))).to.have.length(1);
  });

  it('forgets a failure, so that another try may succeed', async () => {
    const flaky = new URL('../support/flaky-script.js', import.meta.url).href;
    expect(await rejection(loadSdk(flaky, limits))).to.contain('did not define');
    expect(tagsOf(flaky)).to.be.empty;
    expect(await loadSdk(flaky, limits)).to.exist;
  });

  it('rejects a script that defines nothing', async () => {
    expect(await rejection(loadSdk(empty('x'), limits))).to.contain('did not define');
  });

  it('gives up at the time limit', async () => {
    // Held back by the test server for longer than the limit.
    const slow = new URL('/slow-script.js', location.href).href;
    expect(await rejection(loadSdk(slow, { ...limits, totalMs: 20 }))).to.contain('said nothing');
    expect(tagsOf(slow)).to.be.empty;
  });

  it('waits for the page’s own tag while that is on its way', async () => {
    const tag = pageTag(good('page'));
    expect(await loadSdk(good('page'), limits)).to.exist;
    expect(tagsOf(good('page'))).to.deep.equal([tag]);
  });

  for (const [who, type] of [
    ['OneTrust and Cookiebot', 'text/plain'],
    ['Rocket Loader', '4f1e-text/javascript'],
    ['WP Rocket', 'rocketlazyloadscript'],
    ['yett', 'javascript/blocked'],
    ['nobody with a module', undefined],
  ] as const) {
    it(`goes on at once beside a tag that never runs, as of ${who}`, async () => {
      const src = good(`blocked-${type}`);
      const blocked = document.createElement('script');
      if (type) blocked.type = type;
      else blocked.noModule = true;
      blocked.src = src;
      document.head.append(blocked);
      // A wait for the tag would leave no time for ours.
      expect(await loadSdk(src, { ...limits, totalMs: 20_000, pageTagMs: 20_000 })).to.exist;
      expect(tagsOf(src)).to.include(blocked);
      expect(tagsOf(src)).to.have.length(2);
      blocked.remove();
    });
  }

  it('says at once that a page gives each new tag a type that never runs', async () => {
    const make = document.createElement;
    document.createElement = ((name: string) => {
      const made = make.call(document, name);
      if (made instanceof HTMLScriptElement) made.type = 'text/plain';
      return made;
    }) as typeof make;
    const loading = rejection(loadSdk(good('guarded'), limits));
    document.createElement = make;
    expect(await loading).to.contain('consent manager');
    expect(tagsOf(good('guarded'))).to.be.empty;
  });

  it('goes on beside a tag of the page’s that has failed before', async () => {
    const dead = pageTag(missing('dead'));
    await ended(dead);
    const loading = loadSdk(missing('dead'), limitsOfDeadTag);
    expect(await rejection(loading)).to.contain('could not be loaded');
    expect(tagsOf(missing('dead'))).to.deep.equal([dead]);
  });

  it('goes on beside a tag of the page’s that has run without effect', async () => {
    const dead = pageTag(good('lost'));
    await ended(dead);
    window.PortOne = undefined;
    expect(await loadSdk(good('lost'), limitsOfDeadTag)).to.exist;
    expect(tagsOf(good('lost'))[0] === dead).to.be.true;
    expect(tagsOf(good('lost'))).to.have.length(2);
  });

  it('carries the page’s nonce', async () => {
    const noncy = document.createElement('script');
    noncy.nonce = 'abc';
    noncy.setAttribute('nonce', 'abc');
    document.head.append(noncy);
    await loadSdk(good('nonce'), limits);
    noncy.remove();
    expect(tagsOf(good('nonce'))[0]?.nonce).to.equal('abc');
  });
});

describe('sdkUrlOf', () => {
  const PORTONES = 'https://cdn.portone.io/v2/browser-sdk.js';
  const sandbox = (sdkUrl: string) => ({ environment: 'sandbox' as const, sdkUrl });

  it('is PortOne’s own where the server names none', () => {
    expect(sdkUrlOf({ environment: 'live' }, ownOrigin(), ownOrigin())).to.equal(PORTONES);
  });

  for (const sdkUrl of [
    'http://localhost:8082/sdk.js',
    'http://127.0.0.1:8082/sdk.js',
    'http://[::1]:8082/sdk.js',
    'http://sandbox.localhost/sdk.js',
    `${ownOrigin()}/sdk.js`,
    '/sdk.js',
  ]) {
    it(`is the sandbox’s that the server of the script names: ${sdkUrl}`, () => {
      expect(sdkUrlOf(sandbox(sdkUrl), ownOrigin(), ownOrigin())).to.equal(sdkUrl);
      for (const environment of ['test', 'live'] as const) {
        expect(sdkUrlOf({ environment, sdkUrl }, ownOrigin(), ownOrigin())).to.equal(PORTONES);
      }
    });
  }

  for (const sdkUrl of [
    'https://sandbox.example/sdk.js',
    'http://127.evil.example/sdk.js',
    'http://10.0.0.1/sdk.js',
    'data:text/javascript,1',
    'http://a b',
  ]) {
    it(`is no other that it names: ${sdkUrl}`, () => {
      expect(sdkUrlOf(sandbox(sdkUrl), ownOrigin(), ownOrigin())).to.equal(PORTONES);
    });
  }

  it('is a sandbox’s on this machine that another server names, on a page without nonces', () => {
    const sdkUrl = 'http://localhost:8082/sdk.js';
    expect(sdkUrlOf(sandbox(sdkUrl), 'http://localhost:8080', ownOrigin())).to.equal(sdkUrl);
    const noncy = document.createElement('script');
    noncy.setAttribute('nonce', 'abc');
    document.head.append(noncy);
    expect(sdkUrlOf(sandbox(sdkUrl), 'http://localhost:8080', ownOrigin())).to.equal(PORTONES);
    noncy.remove();
  });
});
