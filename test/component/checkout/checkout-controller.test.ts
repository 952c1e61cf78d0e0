import { expect, fixture } from '@open-wc/testing';
import { html, LitElement } from 'lit';
import type { Buyer } from '../../../component/api/contract.ts';
import { CheckoutController } from '../../../component/checkout/checkout-controller.ts';
import type { CheckoutHost } from '../../../component/checkout/checkout-host.ts';
import { MARK, opensWith, portOne, useShop } from '../support/checkout-fixture.ts';
import { endOfTask } from '../support/end-of-task.ts';
import {
  aCheckout,
  aMethod,
  anItem,
  anOrder,
  answers,
  isDown,
  refuses,
} from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

/** Time that passes when a test says so. */
class SteppedClock {
  time = 0;
  delays: number[] = [];
  #waits: { milliseconds: number; go: () => void }[] = [];

  now = () => this.time;

  wall = () => this.time;

  wait = (milliseconds: number, signal: AbortSignal) => {
    this.delays.push(milliseconds);
    return new Promise<void>((go) => {
      this.#waits.push({ milliseconds, go });
      signal.addEventListener('abort', () => go());
    });
  };

  /** Ends the waits of a length, else of the latest one's. */
  step(length = this.delays.at(-1)): void {
    const over = this.#waits.filter(({ milliseconds }) => milliseconds === length);
    this.#waits = this.#waits.filter((wait) => !over.includes(wait));
    for (const { go } of over) go();
  }
}

class CheckoutProbe extends LitElement implements CheckoutHost {
  itemId = 'shoes';
  bff = undefined;
  quantity = undefined;
  method = undefined;
  locale = 'ko';
  redirectUrl = undefined;
  disabled = false;
  buyer: Buyer | undefined = undefined;
  readonly clock = new SteppedClock();
  readonly checkout = new CheckoutController(this, this.clock);

  constructor() {
    super();
    this.addController(this.checkout);
  }
}
customElements.define('checkout-probe', CheckoutProbe);

async function aProbeThatIs(state: string): Promise<CheckoutProbe> {
  const probe = await fixture<CheckoutProbe>(html`<checkout-probe></checkout-probe>`);
  await reaches(probe, state);
  return probe;
}

/** Another one is loaded: that comes after all that has been set going. It sells something else. */
async function somethingLater(): Promise<void> {
  const probe = await fixture<CheckoutProbe>(
    html`<checkout-probe .itemId=${'hat'}></checkout-probe>`,
  );
  await reaches(probe, 'ready');
}

async function reaches(probe: CheckoutProbe, state: string): Promise<void> {
  await waitUntil(() => probe.checkout.state.name === state, `should be ${state}`);
}

async function returnsFromWindow(probe: CheckoutProbe, fields = {}): Promise<void> {
  const before = portOne.requests.length;
  probe.checkout.pay();
  await waitUntil(() => portOne.requests.length > before, 'opens');
  // What comes from here on is what the tests are about.
  probe.clock.delays = [];
  portOne.resolves(fields);
}

const confirmations = () => shop.server.callsOf('/api/payment/complete').length;

describe('confirming a payment while the server cannot say', () => {
  it('asks again at growing distances, then once a minute, and whenever the buyer wants', async () => {
    shop.server.complete = [isDown];
    const probe = await aProbeThatIs('ready');
    const pending: Event[] = [];
    probe.addEventListener('portone-checkout-pending', (event) => pending.push(event));
    await returnsFromWindow(probe);
    for (let asked = 1; asked <= 4; asked++) {
      await waitUntil(() => probe.clock.delays.length === asked);
      probe.clock.step();
    }
    await waitUntil(() => confirmations() === 5);
    await waitUntil(() => probe.clock.delays.length === 5);
    expect(probe.clock.delays).to.deep.equal([1000, 2000, 4000, 8000, 60_000]);
    expect(probe.checkout.state.name).to.equal('pending');
    expect(pending).to.have.length(1);
    shop.server.complete = [answers(200, { paymentId: 'p1', status: 'PAID' })];
    probe.checkout.recheck();
    await reaches(probe, 'paid');
  });

  it('waits as long as the server asks it to', async () => {
    shop.server.complete = [
      refuses(503, 'UPSTREAM_UNAVAILABLE', { headers: { 'retry-after': '7' } }),
    ];
    const probe = await aProbeThatIs('ready');
    await returnsFromWindow(probe);
    await waitUntil(() => probe.clock.delays.length > 0);
    expect(probe.clock.delays).to.deep.equal([7000]);
  });

  it('goes on asking while the element is off the page', async () => {
    shop.server.complete = [isDown];
    const probe = await aProbeThatIs('ready');
    const home = probe.parentElement;
    await returnsFromWindow(probe);
    await waitUntil(() => probe.clock.delays.length === 1);
    probe.remove();
    probe.clock.step();
    await waitUntil(() => probe.clock.delays.length === 2, 'has asked, and waits again');
    expect(confirmations()).to.equal(2);
    shop.server.complete = [answers(200, { paymentId: 'p1', status: 'PAID' })];
    probe.clock.step();
    await waitUntil(() => shop.server.answersReadOf('/api/payment/complete') === 1);
    home?.append(probe);
    await reaches(probe, 'paid');
  });

  it('follows a payment that is being processed until it is done', async () => {
    shop.server.complete = [
      answers(202, { paymentId: 'p1', status: 'PAY_PENDING' }),
      answers(200, { paymentId: 'p1', status: 'PAID' }),
    ];
    const probe = await aProbeThatIs('ready');
    await returnsFromWindow(probe);
    await reaches(probe, 'pending');
    await waitUntil(() => probe.clock.delays.length === 1);
    probe.clock.step();
    await reaches(probe, 'paid');
  });
});

describe('following a payment that takes its time', () => {
  const issued = (fields = {}) =>
    answers(200, {
      paymentId: 'p1',
      status: 'VIRTUAL_ACCOUNT_ISSUED',
      virtualAccount: { bank: 'SHINHAN', accountNumber: '110-1' },
      ...fields,
    });
  const paid = answers(200, { paymentId: 'p1', status: 'PAID' });

  function pageIs(visibility: 'visible' | 'hidden'): void {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
    document.dispatchEvent(new Event('visibilitychange'));
  }
  afterEach(() => {
    Reflect.deleteProperty(document, 'visibilityState');
  });

  async function anIssuedProbe(): Promise<CheckoutProbe> {
    shop.server.complete = [issued()];
    const probe = await aProbeThatIs('ready');
    await returnsFromWindow(probe);
    await reaches(probe, 'issued');
    await waitUntil(() => probe.clock.delays.length === 1);
    return probe;
  }

  it('asks for the deposit at growing distances, says each news once, and turns to paid', async () => {
    const probe = await anIssuedProbe();
    const seen: string[] = [];
    for (const name of ['issued', 'pending', 'paid']) {
      probe.addEventListener(`portone-checkout-${name}`, ({ type }) => seen.push(type));
    }
    for (let asked = 2; asked <= 6; asked++) {
      probe.clock.step();
      await waitUntil(() => probe.clock.delays.length === asked);
    }
    expect(probe.clock.delays).to.deep.equal([5000, 10_000, 20_000, 30_000, 60_000, 60_000]);
    shop.server.complete = [paid];
    probe.clock.step();
    await reaches(probe, 'paid');
    expect(seen).to.deep.equal(['portone-checkout-paid']);
  });

  it('starts its waiting afresh once a payment has turned up', async () => {
    shop.server.complete = [
      isDown,
      isDown,
      answers(202, { paymentId: 'p1', status: 'PAY_PENDING' }),
    ];
    const probe = await aProbeThatIs('ready');
    await returnsFromWindow(probe);
    for (let asked = 1; asked <= 2; asked++) {
      await waitUntil(() => probe.clock.delays.length === asked);
      probe.clock.step();
    }
    await waitUntil(() => probe.clock.delays.length === 3);
    expect(probe.clock.delays).to.deep.equal([1000, 2000, 5000]);
  });

  it('keeps the account in sight while the server cannot be asked', async () => {
    const probe = await anIssuedProbe();
    shop.server.complete = [isDown];
    probe.clock.step();
    await waitUntil(() => probe.clock.delays.length === 2);
    expect(probe.checkout.state.name).to.equal('issued');
  });

  it('stops asking while the page is hidden, and asks at once when it is visible again', async () => {
    const probe = await anIssuedProbe();
    pageIs('hidden');
    probe.clock.step();
    await somethingLater();
    expect(confirmations()).to.equal(1);
    shop.server.complete = [paid];
    pageIs('visible');
    await reaches(probe, 'paid');
  });

  it('does not wait for its time when the buyer comes back from their bank, or the network does', async () => {
    const probe = await anIssuedProbe();
    await waitUntil(() => probe.clock.delays.length === 1, 'waits');
    pageIs('visible');
    await waitUntil(() => probe.clock.delays.length === 2, 'has asked, and waits again');
    expect(confirmations()).to.equal(2);
    dispatchEvent(new Event('online'));
    await waitUntil(() => confirmations() === 3);
    expect(probe.checkout.state.name).to.equal('issued');
  });

  it('goes on after it was moved, without a word', async () => {
    const probe = await anIssuedProbe();
    const home = probe.parentElement;
    const states: string[] = [];
    probe.remove();
    shop.server.complete = [paid];
    home?.append(probe);
    states.push(probe.checkout.state.name);
    probe.clock.step();
    await reaches(probe, 'paid');
    expect(states).to.deep.equal(['issued']);
  });

  it('gives its place back to the item with reset()', async () => {
    const probe = await anIssuedProbe();
    probe.checkout.reset();
    expect(probe.checkout.state.name).to.equal('ready');
    probe.clock.step();
    await somethingLater();
    expect(confirmations(), 'the server goes on with it alone').to.equal(1);
  });
});

describe('a buyer who waits', () => {
  it('is told that the item takes its time, and that the window does', async () => {
    const offer = shop.server.item[0];
    let arrive = () => {};
    const late = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    shop.server.item = [late.then(() => offer as never)];
    shop.server.order = [new Promise<never>(() => {})];
    const probe = await fixture<CheckoutProbe>(html`<checkout-probe></checkout-probe>`);
    expect(probe.clock.delays.at(-1)).to.equal(5000);
    probe.clock.step();
    await waitUntil(() => isSlow(probe));
    arrive();
    await reaches(probe, 'ready');
    probe.clock.delays = [];
    probe.checkout.pay();
    await waitUntil(() => probe.clock.delays.length === 1);
    expect(isSlow(probe)).to.be.false;
    probe.clock.step();
    await waitUntil(() => isSlow(probe));
    expect(probe.checkout.state.name).to.equal('paying');
  });

  it('waits a few seconds only for what the server says of a return', async () => {
    shop.server.returns = [new Promise<never>(() => {})];
    opensWith(`?portone-checkout=${MARK}`);
    const probe = await fixture<CheckoutProbe>(html`<checkout-probe></checkout-probe>`);
    await waitUntil(() => probe.clock.delays.length === 2);
    expect(probe.clock.delays).to.deep.equal([4000, 5000]);
    expect(probe.checkout.state.name).to.equal('loading');
    probe.clock.step(4000);
    await reaches(probe, 'ready');
  });

  const isSlow = ({ checkout: { state } }: CheckoutProbe) => 'isSlow' in state && !!state.isSlow;
});

describe('the order behind a checkout', () => {
  it('is renewed at the press from five minutes before its end', async () => {
    shop.server.order = [
      answers(201, anOrder({ expiresIn: 600 })),
      answers(201, anOrder({ paymentId: 'p2' })),
    ];
    shop.server.complete = [refuses(409, 'NOT_PAID')];
    const probe = await aProbeThatIs('ready');
    await returnsFromWindow(probe, { code: 'FAILURE_TYPE_STOPPED' });
    await reaches(probe, 'cancelled');
    probe.clock.time = 5 * 60_000;
    await returnsFromWindow(probe, { code: 'FAILURE_TYPE_STOPPED' });
    await reaches(probe, 'cancelled');
    probe.clock.time += 1;
    await returnsFromWindow(probe);
    expect(portOne.requests.map(({ paymentId }) => paymentId)).to.deep.equal(['p1', 'p1', 'p2']);
  });

  describe('for PayPal’s buttons', () => {
    const MINUTE = 60_000;
    const HOUR = 60 * MINUTE;
    const LIFETIME = 30 * MINUTE;
    /** When each order was made. */
    const madeAt = new Map<string, number>();

    async function aProbeWithButtons(): Promise<CheckoutProbe> {
      const method = aMethod({ id: 'paypal', payMethod: 'PAYPAL', pgProvider: 'PAYPAL_V2' });
      const offer = { item: anItem(), checkout: aCheckout({ methods: [method] }) };
      shop.server.item = [answers(200, offer)];
      madeAt.clear();
      const orders = () => shop.server.callsOf('/api/orders').length;
      let probe: CheckoutProbe | undefined;
      shop.server.order = [
        () => {
          const paymentId = `p${orders()}`;
          madeAt.set(paymentId, probe?.clock.time ?? 0);
          return answers(201, anOrder({ paymentId, expiresIn: LIFETIME / 1_000 }));
        },
      ];
      probe = await aProbeThatIs('ready');
      await waitUntil(() => portOne.loaded.length === 1, 'PayPal');
      return probe;
    }

    /** A minute passes, and whatever follows from it. */
    async function passAMinute({ clock }: CheckoutProbe): Promise<void> {
      const { delays } = clock;
      const looks = delays.length;
      clock.time += MINUTE;
      clock.step();
      await waitUntil(() => delays.length > looks, 'looks again');
      // An order that is asked for is there before the next minute.
      const asked = shop.server.callsOf('/api/orders').length;
      await waitUntil(() => shop.server.answersReadOf('/api/orders') === asked, 'the order');
    }

    it('is renewed in time while the page stays open for hours, and no more often than that', async () => {
      const probe = await aProbeWithButtons();
      while (probe.clock.time < 5 * HOUR) {
        await passAMinute(probe);
        const latest = portOne.updated.at(-1) ?? portOne.loaded[0];
        const age = probe.clock.time - (madeAt.get(latest?.paymentId ?? '') ?? 0);
        expect(LIFETIME - age).to.be.at.least(5 * MINUTE);
      }
      expect(portOne.loaded).to.have.length(1);
      expect(madeAt.size).to.equal(1 + Math.floor((5 * HOUR) / (24 * MINUTE)));
    });

    it('waits for a buyer who looks at the page', async () => {
      const pageIs = (visibility: 'visible' | 'hidden') => {
        Object.defineProperty(document, 'visibilityState', {
          configurable: true,
          value: visibility,
        });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      try {
        const probe = await aProbeWithButtons();
        pageIs('hidden');
        while (probe.clock.time < HOUR) await passAMinute(probe);
        expect(madeAt.size).to.equal(1);
        pageIs('visible');
        await waitUntil(() => portOne.updated.length === 1, 'the new order');
        expect(portOne.updated[0]?.paymentId).to.equal('p2');
      } finally {
        Reflect.deleteProperty(document, 'visibilityState');
      }
    });

    it('is no longer looked after once the element has left the page', async () => {
      const probe = await aProbeWithButtons();
      const looks = probe.clock.delays.length;
      probe.remove();
      probe.clock.time += HOUR;
      probe.clock.step();
      await endOfTask();
      expect(probe.clock.delays).to.have.length(looks);
      expect(madeAt.size).to.equal(1);
    });
  });
});
