import { expect } from '@open-wc/testing';
import { BffError } from '../../../component/api/checkout-api.ts';
import type { CompleteRequest, PaymentAnswer } from '../../../component/api/contract.ts';
import {
  type Follower,
  pollPayment,
  watchCancelled,
  watchWindow,
} from '../../../component/page/poll-payment.ts';
import type { PaymentResult } from '../../../component/state/payment-result.ts';
import { aPayment } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const notPaid = new BffError('NOT_PAID', 'for developers');
const unreachable = new BffError('UNREACHABLE', 'for developers');
const paid = aPayment();
const processing = aPayment({ status: 'PAY_PENDING' });

/** Reads what a poll yields, with a server that gives its last answer over and over, and a clock to be stepped. */
class Listener {
  readonly requests: CompleteRequest[] = [];
  readonly results: PaymentResult[] = [];
  readonly delays: number[] = [];
  isDone = false;
  answers: (PaymentAnswer | BffError | Promise<PaymentAnswer>)[];
  readonly #end = new AbortController();
  #go = () => {};

  constructor(
    poll: (follower: Follower) => AsyncGenerator<PaymentResult, void>,
    ...answers: Listener['answers']
  ) {
    this.answers = answers;
    void this.#read(poll({ complete: this.#complete, wait: this.#wait, signal: this.#end.signal }));
    listeners.push(this);
  }

  get names(): string[] {
    return this.results.map(({ name }) => name);
  }

  /** The time that it waits for is over, once it waits the nth time. */
  async step(times: number): Promise<void> {
    await this.waits(times);
    this.#go();
  }

  async waits(times: number): Promise<void> {
    await waitUntil(() => this.delays.length === times, `should wait ${times} times`);
  }

  async asks(times: number): Promise<void> {
    await waitUntil(() => this.requests.length === times, `should ask ${times} times`);
  }

  async done(): Promise<void> {
    await waitUntil(() => this.isDone, 'should end');
  }

  stop(): void {
    this.#end.abort();
  }

  async #read(results: AsyncGenerator<PaymentResult, void>): Promise<void> {
    for await (const result of results) this.results.push(result);
    this.isDone = true;
  }

  #complete: Follower['complete'] = async (request) => {
    this.requests.push(request);
    const [answer = notPaid] = this.answers;
    if (this.answers.length > 1) this.answers.shift();
    return answer;
  };

  #wait: Follower['wait'] = (milliseconds, signal) => {
    this.delays.push(milliseconds);
    return new Promise((resolve) => {
      this.#go = resolve;
      signal.addEventListener('abort', () => resolve());
    });
  };
}

const listeners: Listener[] = [];

function pageIs(visibility: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => {
  for (const listener of listeners.splice(0)) listener.stop();
  Reflect.deleteProperty(document, 'visibilityState');
});

/** How a buyer comes back to the page. */
const returns: [how: string, come: () => void][] = [
  ['from another window', () => dispatchEvent(new Event('focus'))],
  ['from another tab or app', () => pageIs('visible')],
  ['to the network', () => dispatchEvent(new Event('online'))],
];

describe('an open window', () => {
  const watched = (...answers: Listener['answers']) =>
    new Listener((follower) => watchWindow('p1', follower), ...answers);

  it('is asked about every four seconds, and not before', async () => {
    const listener = watched(notPaid, unreachable, paid);
    for (let times = 1; times <= 3; times++) {
      await listener.waits(times);
      expect(listener.requests).to.have.length(times - 1);
      await listener.step(times);
    }
    await listener.waits(4);
    expect(listener.delays).to.deep.equal([4_000, 4_000, 4_000, 4_000]);
    expect(listener.requests).to.deep.equal([
      { paymentId: 'p1' },
      { paymentId: 'p1' },
      { paymentId: 'p1' },
    ]);
    expect(listener.names).to.deep.equal(['cancelled', 'pending', 'paid']);
  });

  for (const [how, come] of returns) {
    it(`is asked about at once when the buyer comes back ${how}`, async () => {
      const listener = watched(notPaid, paid);
      await listener.waits(1);
      come();
      await listener.waits(2);
      come();
      await listener.asks(2);
      expect(listener.names).to.include('cancelled');
    });
  }

  it('is asked about once, however often the buyer comes back meanwhile', async () => {
    let answer = (_: PaymentAnswer) => {};
    const late = new Promise<PaymentAnswer>((resolve) => {
      answer = resolve;
    });
    const listener = watched(late);
    await listener.waits(1);
    for (const [, come] of [...returns, ...returns]) come();
    await listener.asks(1);
    for (const [, come] of returns) come();
    answer(paid);
    await listener.waits(2);
    expect(listener.requests).to.have.length(1);
  });

  it('is not asked about while the page is hidden', async () => {
    const listener = watched(notPaid);
    await listener.waits(1);
    pageIs('hidden');
    dispatchEvent(new Event('focus'));
    await listener.step(1);
    // Another one, begun later, is asked about: what would have come of the first has come.
    const later = new Listener((follower) => pollPayment('p2', 'silent', follower), paid);
    await later.done();
    expect(listener.requests).to.be.empty;
    pageIs('visible');
    await listener.asks(1);
  });

  it('is asked about no longer once something else has decided', async () => {
    const listener = watched(notPaid);
    await listener.waits(1);
    listener.stop();
    await listener.done();
    expect(listener.requests).to.be.empty;
    expect(listener.results).to.be.empty;
  });

  it('takes no answer that comes after something else has decided', async () => {
    let answer = (_: PaymentAnswer) => {};
    const late = new Promise<PaymentAnswer>((resolve) => {
      answer = resolve;
    });
    const listener = watched(late);
    await listener.step(1);
    await listener.asks(1);
    listener.stop();
    answer(paid);
    await listener.done();
    expect(listener.results).to.be.empty;
  });
});

describe('a payment that is said to be cancelled', () => {
  const watched = (...answers: Listener['answers']) =>
    new Listener((follower) => watchCancelled('p1', follower), ...answers);

  it('is looked at for three minutes, less and less often', async () => {
    const listener = watched(notPaid);
    for (let times = 1; times <= 6; times++) await listener.step(times);
    await listener.asks(6);
    expect(listener.delays).to.deep.equal([4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(listener.delays.reduce((sum, delay) => sum + delay)).to.equal(180_000);
  });

  for (const [how, come] of returns) {
    it(`is looked at after that when the buyer comes back ${how}, each time`, async () => {
      const listener = watched(notPaid);
      for (let times = 1; times <= 6; times++) await listener.step(times);
      await waitUntil(() => listener.results.length === 6);
      for (let times = 7; times <= 8; times++) {
        // Comes until it is heard: it listens again once the answer before is dealt with.
        await waitUntil(() => {
          if (listener.requests.length < times) come();
          return listener.results.length === times;
        });
      }
      expect(listener.delays, 'no time is waited for').to.have.length(6);
    });
  }
});

describe('a payment whose window is over', () => {
  const polled = (end: Parameters<typeof pollPayment>[1], ...answers: Listener['answers']) =>
    new Listener((follower) => pollPayment('p1', end, follower), ...answers);

  it('is asked about at once, with what the window has brought along', async () => {
    const resolved = {
      transactionType: 'PAYMENT',
      paymentId: 'p1',
      txId: 'tx1',
      paymentToken: 'token',
    } as const;
    const listener = polled({ resolved }, paid);
    await listener.done();
    expect(listener.requests).to.deep.equal([
      { paymentId: 'p1', txId: 'tx1', paymentToken: 'token' },
    ]);
    expect(listener.names).to.deep.equal(['paid']);
    expect(listener.delays).to.be.empty;
  });

  describe('and was refused', () => {
    const { error } = console;
    const said: unknown[][] = [];
    beforeEach(() => {
      console.error = (...words: unknown[]) => said.push(words);
    });
    afterEach(() => {
      console.error = error;
      said.length = 0;
    });

    it('is told of by PortOne’s code, and the developer reads what the server says to it', async () => {
      const rejected = { code: 'ChannelNotFound', message: 'no such channel' };
      const answer = new BffError('PAYMENT_NOT_FOUND', 'check the channelKey');
      const listener = polled({ rejected, pgProvider: 'KAKAOPAY' }, answer);
      await listener.done();
      expect(listener.requests).to.deep.equal([{ paymentId: 'p1', windowCode: 'ChannelNotFound' }]);
      expect(said).to.have.length(1);
      expect(said[0]?.[1]).to.equal(answer);
      expect(said[0]?.[2]).to.have.property('rejected', rejected);
    });

    for (const [what, end] of [
      ['the browser', { rejected: { code: 'UnknownError' }, mayBeBlocked: true }],
      ['the buyer', { rejected: { code: 'Cancelled' } }],
      ['an address', { query: new URLSearchParams({ code: 'ChannelNotFound' }) }],
    ] as const) {
      it(`is not told of where that was ${what}’s doing`, async () => {
        const listener = polled(end, notPaid);
        await listener.done();
        expect(listener.requests).to.deep.equal([{ paymentId: 'p1' }]);
        expect(said).to.deep.equal([]);
      });
    }
  });

  it('yields what is new alone, until it is final', async () => {
    const listener = polled('silent', processing, unreachable, processing, paid);
    for (let times = 1; times <= 3; times++) await listener.step(times);
    await listener.done();
    // The second answer "processing" is news again: a listener may show it anew.
    expect(listener.names).to.deep.equal(['pending', 'pending', 'paid']);
    expect(listener.results.map((result) => 'why' in result && result.why)).to.deep.equal([
      'processing',
      'processing',
      false,
    ]);
    expect(listener.delays).to.deep.equal([5_000, 10_000, 20_000]);
  });

  it('waits as long as the server asks for, and no longer than a minute', async () => {
    const busy = (retryAfter: number) =>
      new BffError('UPSTREAM_UNAVAILABLE', 'for developers', { retryAfter });
    const listener = polled('silent', busy(7_000), busy(90_000), paid);
    await listener.step(1);
    await listener.step(2);
    await listener.done();
    expect(listener.delays).to.deep.equal([7_000, 60_000]);
  });

  it('is not called cancelled while a return with success is a moment old', async () => {
    const returned = new BffError('NOT_PAID', 'for developers');
    Object.assign(returned, { returned: 'success' });
    const listener = polled('silent', returned, paid);
    await listener.step(1);
    await listener.done();
    expect(listener.names).to.deep.equal(['pending', 'paid']);
  });
});
