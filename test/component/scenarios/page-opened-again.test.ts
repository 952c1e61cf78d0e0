import { expect, fixtureCleanup, html } from '@open-wc/testing';
import type { PaymentAnswer } from '../../../component/api/contract.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { type StorageMode, useBrowserStorage } from '../support/browser-storage.ts';
import {
  aCheckoutElement,
  aReadyCheckout,
  buttonOf,
  expectAccessible,
  leavePage,
  openWindow,
  portOne,
  reaches,
  statusOf,
  textOf,
  useShop,
} from '../support/checkout-fixture.ts';
import { anOrder, answers, aPayment, aSubject, refuses } from '../support/fake-shop.ts';
import { useHeardEvents } from '../support/heard-events.ts';
import { usePageClocks } from '../support/page-clocks.ts';
import { waitUntil } from '../support/wait-until.ts';

const storageIs = useBrowserStorage();
const shop = useShop();
const heard = useHeardEvents();
const clocks = usePageClocks();

const MODES: StorageMode[] = ['normal', 'full', 'forbidden', 'none'];
const asked = () => shop.server.callsOf('/api/payment/complete');
const notPaid = refuses(409, 'NOT_PAID', { ...aSubject(), status: 'READY' });
const virtualAccount = { bank: 'K_BANK', accountNumber: '701-1' };
const answered = (fields: Partial<PaymentAnswer> = {}) =>
  answers(200, aPayment({ paymentId, ...fields }));

let number = 0;
/** Of each test its own: a page's memory outlives the page in a test. */
let paymentId = '';
beforeEach(() => {
  paymentId = `order-${number++}`;
  shop.server.order = [answers(201, anOrder({ paymentId, secret: `secret-of-${paymentId}` }))];
  shop.server.complete = [answered()];
});

/** The page is left, and opened again: in the same entry of the history where it is reloaded. */
async function opensAgain(how: 'reloaded' | 'restored' | 'inNewTab'): Promise<PortoneCheckout> {
  leavePage();
  portOne.reset();
  fixtureCleanup();
  if (how !== 'reloaded') history.replaceState(null, '');
  if (how === 'inNewTab') {
    try {
      sessionStorage.clear();
    } catch {
      // There is nothing in it.
    }
  }
  return aCheckoutElement();
}

async function paysFor(ends: 'open' | 'resolved', state?: string): Promise<void> {
  const element = await aReadyCheckout();
  await openWindow(element);
  if (ends === 'open') return;
  portOne.resolves({ paymentId });
  await reaches(element, state ?? 'paid');
}

async function sellsOnly(element: PortoneCheckout): Promise<void> {
  await reaches(element, 'ready');
  expect(statusOf(element)).to.equal('');
  expect(textOf(element, '[part=note]')).to.equal('');
  expect(buttonOf(element)?.textContent).to.contain('결제하기');
}

const noteOf = (element: PortoneCheckout) => textOf(element, '[part=note]');
const showNote = (element: PortoneCheckout) =>
  element.shadowRoot?.querySelector<HTMLButtonElement>('[part=show]')?.click();

for (const mode of MODES) {
  describe(`[I8] a page that is opened again: with storage that is ${mode}`, () => {
    beforeEach(() => storageIs(mode));

    it('goes on with an open window after a reload: not paid is cancelled', async () => {
      await paysFor('open');
      shop.server.complete = [notPaid];
      const element = await opensAgain('reloaded');
      await reaches(element, 'cancelled');
      expect(asked().at(-1)).to.include({ paymentId, secret: `secret-of-${paymentId}` });
      expect(heard.names()).to.deep.equal(['cancelled']);
      expect(heard.fieldsOf('cancelled')).to.include({ paymentId, here: true });
      // It is looked at again, and paid wins.
      shop.server.complete = [answered()];
      dispatchEvent(new Event('focus'));
      await reaches(element, 'paid');
      expect(heard.names()).to.deep.equal(['cancelled', 'paid']);
    });

    it('tells a cancellation once', async () => {
      await paysFor('open');
      shop.server.complete = [notPaid];
      await reaches(await opensAgain('reloaded'), 'cancelled');
      const before = asked().length;
      const again = await opensAgain('reloaded');
      await waitUntil(() => asked().length > before);
      await sellsOnly(again);
      expect(heard.names()).to.deep.equal(['cancelled']);
    });

    it('says that a cancelled one was paid after all', async () => {
      await paysFor('open');
      shop.server.complete = [notPaid];
      await reaches(await opensAgain('reloaded'), 'cancelled');
      shop.server.complete = [answered()];
      await reaches(await opensAgain('reloaded'), 'paid');
      expect(heard.names()).to.deep.equal(['cancelled', 'paid']);
    });

    it('only mentions what was paid after a reload, for half an hour, and tells no page again', async () => {
      await paysFor('resolved');
      const element = await opensAgain('reloaded');
      await waitUntil(() => noteOf(element));
      expect(element.matches(':state(ready)')).to.be.true;
      expect(noteOf(element)).to.contain('방금 결제한 주문이 있어요');
      showNote(element);
      await reaches(element, 'paid');
      expect(textOf(element, '[part=summary]')).to.contain(paymentId);
      expect(heard.names()).to.deep.equal(['paid']);
      clocks.pass(31 * 60_000);
      await sellsOnly(await opensAgain('reloaded'));
    });

    it('goes on with a waiting account after a reload, until it is paid', async () => {
      shop.server.complete = [answered({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount })];
      await paysFor('resolved', 'issued');
      const element = await opensAgain('reloaded');
      await reaches(element, 'issued');
      expect(textOf(element, '[part=summary]')).to.contain('701-1');
      expect(heard.names()).to.deep.equal(['issued']);
      shop.server.complete = [answered()];
      dispatchEvent(new Event('online'));
      await reaches(element, 'paid');
      expect(heard.names()).to.deep.equal(['issued', 'paid']);
    });

    it('removes a waiting account from the browser where the buyer wants it', async () => {
      shop.server.complete = [answered({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount })];
      await paysFor('resolved', 'issued');
      const element = await opensAgain('reloaded');
      await reaches(element, 'issued');
      const forget = element.shadowRoot?.querySelector<HTMLButtonElement>('[part=forget]');
      expect(forget?.textContent).to.contain('이 브라우저에서 지우기');
      await expectAccessible(element);
      forget?.click();
      await sellsOnly(element);
      expect(element.shadowRoot?.textContent).to.not.contain('701-1');
      const before = asked().length;
      await sellsOnly(await opensAgain('reloaded'));
      expect(asked()).to.have.length(before);
    });

    it(
      mode === 'none'
        ? 'knows nothing in a tab that the browser threw away'
        : 'goes on in a tab that the browser threw away and restored',
      async () => {
        await paysFor('open');
        const element = await opensAgain('restored');
        if (mode === 'none') await sellsOnly(element);
        else await reaches(element, 'paid');
      },
    );

    it(
      mode === 'normal'
        ? 'mentions an open payment in a new tab, and shows it to a buyer who asks'
        : 'knows nothing in a new tab',
      async () => {
        await paysFor('open');
        const before = asked().length;
        const element = await opensAgain('inNewTab');
        if (mode !== 'normal') {
          await sellsOnly(element);
          return;
        }
        await waitUntil(() => noteOf(element));
        expect(noteOf(element)).to.contain('결제 중인 주문이 있어요');
        expect(element.matches(':state(ready)')).to.be.true;
        expect(asked()).to.have.length(before);
        await expectAccessible(element);
        showNote(element);
        await reaches(element, 'paid');
        expect(heard.names()).to.deep.equal(['paid']);
      },
    );

    it(
      mode === 'normal'
        ? 'mentions a waiting account in a new tab, beside an item that can be bought'
        : 'knows no account in a new tab',
      async () => {
        shop.server.complete = [answered({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount })];
        await paysFor('resolved', 'issued');
        const element = await opensAgain('inNewTab');
        if (mode !== 'normal') {
          await sellsOnly(element);
          return;
        }
        await waitUntil(() => noteOf(element));
        expect(noteOf(element)).to.contain('입금을 기다리는 주문이 있어요');
        expect(element.shadowRoot?.textContent).to.not.contain('701-1');
        expect(buttonOf(element)?.textContent).to.contain('결제하기');
        showNote(element);
        await reaches(element, 'issued');
        expect(textOf(element, '[part=summary]')).to.contain('701-1');
        expect(heard.names()).to.deep.equal(['issued']);
      },
    );
  });
}

describe('what a browser keeps of a payment', () => {
  it('is kept for as long as the server says', async () => {
    shop.server.complete = [
      answered({ status: 'VIRTUAL_ACCOUNT_ISSUED', virtualAccount, keep: 600 }),
    ];
    await paysFor('resolved', 'issued');
    clocks.pass(9 * 60_000);
    await reaches(await opensAgain('reloaded'), 'issued');
    clocks.pass(2 * 60_000);
    await sellsOnly(await opensAgain('reloaded'));
  });

  it('says nothing to a page of another server', async () => {
    await paysFor('open');
    leavePage();
    portOne.reset();
    fixtureCleanup();
    const element = await aCheckoutElement(
      html`<portone-checkout item-id="shoes" bff="https://other.example" locale="ko"></portone-checkout>`,
    );
    const before = asked().length;
    await sellsOnly(element);
    expect(asked()).to.have.length(before);
  });
});
