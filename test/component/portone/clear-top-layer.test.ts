import { expect, html, oneEvent } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aReadyCheckout,
  openWindow,
  portOne,
  reaches,
  useShop,
} from '../support/checkout-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

/** PortOne's window over the page, as its script puts it there. */
function anOverlay(): HTMLElement {
  const overlay = document.createElement('div');
  overlay.id = 'imp-iframe-wrapper';
  Object.assign(overlay.style, { position: 'fixed', inset: '0', zIndex: '99999' });
  document.body.append(overlay);
  document.body.style.overflow = 'hidden';
  return overlay;
}

function closeOverlay(overlay: HTMLElement): void {
  overlay.remove();
  document.body.style.overflow = '';
}

/** The element inside another one, which is put into the page first. */
async function aCheckoutIn(place: HTMLElement): Promise<PortoneCheckout> {
  const element = await aReadyCheckout();
  element.parentElement?.append(place);
  place.append(element);
  return element;
}

const eventsAt = (place: HTMLElement) => {
  const seen: string[] = [];
  for (const name of ['close', 'beforetoggle', 'toggle']) {
    place.addEventListener(name, () => seen.push(name));
  }
  return seen;
};

/**
 * Resolves once dialogs and popovers have said all that there is to say so far.
 * They do so in tasks of their own, in order: these two are the last.
 */
async function eventsAreOver(): Promise<void> {
  const dialog = document.createElement('dialog');
  const popover = document.createElement('div');
  popover.popover = 'manual';
  document.body.append(dialog, popover);
  const over = Promise.all([oneEvent(dialog, 'close'), oneEvent(popover, 'toggle')]);
  dialog.show();
  dialog.close();
  popover.showPopover();
  await over;
  dialog.remove();
  popover.remove();
}

describe('a window over the page', () => {
  it('is within reach of a buyer who pays inside a modal dialog, which is back afterwards', async () => {
    const dialog = document.createElement('dialog');
    const element = await aCheckoutIn(dialog);
    dialog.showModal();
    await eventsAreOver();
    const seen = eventsAt(dialog);
    element.shadowRoot?.querySelector<HTMLElement>('[part=button]')?.focus();
    await openWindow(element);
    const overlay = anOverlay();
    await waitUntil(() => !dialog.open, 'the dialog should step aside');
    expect(document.elementFromPoint(5, 5) === overlay).to.be.true;
    closeOverlay(overlay);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(dialog.matches(':modal')).to.be.true;
    expect(dialog.contains(document.activeElement)).to.be.true;
    await eventsAreOver();
    expect(seen, 'what the page hears of it').to.be.empty;
    dialog.close();
  });

  it('is within reach of a buyer who pays inside a popover', async () => {
    const popover = document.createElement('div');
    popover.popover = 'manual';
    const element = await aCheckoutIn(popover);
    popover.showPopover();
    await openWindow(element);
    const overlay = anOverlay();
    await waitUntil(() => !popover.matches(':popover-open'), undefined);
    closeOverlay(overlay);
    portOne.resolves();
    await reaches(element, 'paid');
    expect(popover.matches(':popover-open')).to.be.true;
  });

  it('leaves a dialog alone where the window opens elsewhere', async () => {
    const dialog = document.createElement('dialog');
    const element = await aCheckoutIn(dialog);
    dialog.showModal();
    await openWindow(element);
    // Observers hear in the order in which they began to listen, and this one is the last.
    const heard = new Promise<unknown>((hears) => {
      new MutationObserver(hears).observe(document.body, { childList: true });
    });
    document.body.append(document.createElement('script'));
    await heard;
    expect(dialog.open).to.be.true;
    portOne.resolves();
    await reaches(element, 'paid');
    dialog.close();
  });

  it('is taken away where it is stuck although the payment is over, and lets the page scroll again', async () => {
    document.body.style.overflow = 'clip';
    const element = await aReadyCheckout();
    await openWindow(element);
    const overlay = anOverlay();
    portOne.resolves();
    await reaches(element, 'paid');
    expect(overlay.isConnected).to.be.false;
    expect(document.body.style.overflow).to.equal('clip');
    document.body.style.overflow = '';
  });

  it('is taken away once the server says that it is paid, however silent PortOne is', async () => {
    const element = await aReadyCheckout();
    await openWindow(element);
    await element.updateComplete;
    const overlay = anOverlay();
    shop.server.whileOpen = shop.server.complete;
    element.shadowRoot?.querySelector<HTMLButtonElement>('.link')?.click();
    await reaches(element, 'paid');
    expect(overlay.isConnected).to.be.false;
    expect(document.body.style.overflow).to.equal('');
  });

  for (const [how, shut] of [
    ['pointer-events on the body', () => document.body.style.setProperty('pointer-events', 'none')],
    ['inert on what is new', (overlay: HTMLElement) => overlay.setAttribute('inert', '')],
    [
      'aria-hidden on what is new',
      (overlay: HTMLElement) => overlay.setAttribute('aria-hidden', 'true'),
    ],
  ] as const) {
    it(`can be used while a dialog shuts out the rest by ${how}, and the developer reads why`, async () => {
      const warned: string[] = [];
      const { warn } = console;
      console.warn = (words: unknown) => warned.push(String(words));
      const element = await aReadyCheckout();
      await openWindow(element);
      const overlay = anOverlay();
      shut(overlay);
      const cause = 'pointer-events, inert or aria-hidden';
      await waitUntil(() => warned.some((words) => words.includes(cause)), 'a warning');
      console.warn = warn;
      expect(document.elementFromPoint(5, 5) === overlay).to.be.true;
      expect(overlay.matches('[inert], [aria-hidden]')).to.be.false;
      const { pointerEvents } = document.body.style;
      expect(pointerEvents === 'none').to.equal(how.startsWith('pointer'));
      document.body.style.pointerEvents = '';
      closeOverlay(overlay);
      portOne.resolves();
      await reaches(element, 'paid');
    });
  }

  it('keeps the focus that a dialog’s trap would take back', async () => {
    const dialog = document.createElement('div');
    dialog.tabIndex = -1;
    const element = await aCheckoutIn(dialog);
    const taken: string[] = [];
    const trap = (event: Event) => {
      if (!dialog.contains(event.target as Node)) taken.push(event.type);
    };
    for (const name of ['focus', 'focusin']) document.addEventListener(name, trap, true);
    await openWindow(element);
    const overlay = anOverlay();
    overlay.tabIndex = -1;
    await waitUntil(() => overlay.style.pointerEvents === 'auto', undefined);
    overlay.focus();
    expect(document.activeElement === overlay).to.be.true;
    expect(taken).to.deep.equal([]);
    closeOverlay(overlay);
    portOne.resolves();
    await reaches(element, 'paid');
    const outside = document.createElement('button');
    document.body.append(outside);
    outside.focus();
    expect(taken, 'the trap is back').to.include('focusin');
    outside.remove();
    for (const name of ['focus', 'focusin']) document.removeEventListener(name, trap, true);
  });

  it('tells the developer of what lies over it', async () => {
    const warned: unknown[][] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warned.push(words);
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes"></portone-checkout>`,
    );
    const bar = document.createElement('div');
    Object.assign(bar.style, {
      position: 'fixed',
      inset: 'auto 0 0',
      height: '60px',
      zIndex: '1000000',
    });
    document.body.append(bar);
    await openWindow(element);
    const overlay = anOverlay();
    await waitUntil(() => warned.some(([, place]) => place === bar), undefined);
    console.warn = warn;
    bar.remove();
    closeOverlay(overlay);
  });
});
