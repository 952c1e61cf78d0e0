import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from './wait-until.ts';
import '../../../component/index.ts';
import type { PaymentSubject } from '../../../component/api/contract.ts';
import { keepForThisTab, keepOrder, type KeptOrder } from '../../../component/page/kept-orders.ts';
import { forgetMeetings } from '../../../component/page/meet-payment.ts';
import { page } from '../../../component/page/page.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { aSubject, FakePortOne, FakeServer } from './fake-shop.ts';

/** Where the elements of a page keep the window that one of them has open. */
const windows = globalThis as { [key: symbol]: { close(): void } | undefined };

export const portOne = new FakePortOne();
portOne.install();

/** Whether the test at hand has opened a page with a return; others leave that to their file's address. */
let hasOpened = false;

/** A fresh server for each test of the file; PortOne's script is there from the start. */
export function useShop(): { readonly server: FakeServer } {
  const shop = { server: new FakeServer() };
  let address: string;
  beforeEach(() => {
    address = location.href;
    shop.server = new FakeServer();
    shop.server.start();
    portOne.reset();
    pressIsTheBuyers(true);
  });
  afterEach(() => {
    // The next test would go on with a payment that the element of this one has left behind, or with
    // a return that none has met, …
    for (const id of ['shoes', 'hat']) {
      claim(JSON.stringify([id, undefined]))?.release();
      if (hasOpened) claimRedirectReturn(id);
    }
    hasOpened = false;
    // … find its window open, …
    page[Symbol.for('portone-checkout:window')]?.close();
    // … or the payment in the address.
    history.replaceState(null, '', address);
    shop.server.stop();
    localStorage.clear();
    sessionStorage.clear();
  });
  return shop;
}

/**
 * Something that comes after all that has been set going: another element is
 * loaded, which takes an answer of the server's and more. It sells something
 * else, or it would go on with a payment that was left behind.
 */
export async function somethingLater(): Promise<void> {
  await aReadyCheckout(html`<portone-checkout item-id="hat" locale="ko"></portone-checkout>`);
}

/** What the browser thinks of a press; a test cannot make one that it takes for a person's. */
export function pressIsTheBuyers(isActive: boolean): void {
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive } });
}

export async function aCheckoutElement(
  markup = html`<portone-checkout item-id="shoes" locale="ko"></portone-checkout>`,
): Promise<PortoneCheckout> {
  return fixture<PortoneCheckout>(markup);
}

export async function reaches(element: PortoneCheckout, state: string): Promise<void> {
  await waitUntil(() => element.matches(`:state(${state})`), `should be ${state}`);
  await element.updateComplete;
}

export async function aReadyCheckout(
  markup?: Parameters<typeof aCheckoutElement>[0],
): Promise<PortoneCheckout> {
  const element = await aCheckoutElement(markup);
  await reaches(element, 'ready');
  return element;
}

/** Clicks as a buyer does: only what is there and enabled. */
export function press(element: PortoneCheckout): void {
  const button = buttonOf(element);
  expect(button, 'the button').to.exist;
  portOne.pressed();
  button?.click();
}

export function buttonOf(element: PortoneCheckout): HTMLButtonElement | null {
  return element.shadowRoot?.querySelector<HTMLButtonElement>('[part=button]') ?? null;
}

export function statusOf(element: PortoneCheckout): string {
  return textOf(element, '[role=status] .says');
}

export function textOf(element: PortoneCheckout, selector: string): string {
  return (element.shadowRoot?.querySelector(selector)?.textContent ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Opens the payment window and waits until PortOne was asked for it. */
export async function openWindow(element: PortoneCheckout): Promise<void> {
  const before = portOne.requests.length;
  press(element);
  await waitUntil(() => portOne.requests.length > before, 'the window should open');
}

/** As assistive technology and a reader's eyes find it: in both colour schemes. */
export async function expectAccessible(element: PortoneCheckout): Promise<void> {
  const { style } = document.documentElement;
  // What the browser paints by itself, where a checker looks for a colour.
  document.body.style.background = 'Canvas';
  for (const scheme of ['light', 'dark']) {
    style.colorScheme = scheme;
    await expect(element, scheme).to.be.accessible();
  }
  style.colorScheme = '';
  document.body.style.background = '';
}

/** What reading the page's address leaves to its elements, where that has this query. */
export function opensWith(query: string): void {
  const back = readRedirectReturn(new URL(query, location.href));
  hasOpened = true;
  if (back) offerRedirectReturn(back);
}

/** An order that an earlier page of this browser took to its window: this page has but the storage. */
export async function orderedEarlier(paymentId: string, subject?: PaymentSubject): Promise<void> {
  const earlier = '/component/checkout/placed-orders.ts?earlier';
  const page: typeof import('../../../component/checkout/placed-orders.ts') = await import(earlier);
  page.rememberOrder(paymentId, subject ?? aSubject(), Date.now());
}

/** What the address bar says beyond the test's own address. */
export function addressOf(): URLSearchParams {
  const query = new URLSearchParams(location.search);
  for (const name of [...query.keys()]) {
    if (name !== 'portone-checkout' && name !== 'paymentId') query.delete(name);
  }
  return query;
}

const EVENTS = ['ready', 'start', 'paid', 'issued', 'pending', 'cancelled', 'failed'].map(
  (name) => `portone-checkout-${name}`,
);

/** All checkout events from here on, in order. */
export function eventsOf(element: HTMLElement): Event[] {
  const seen: Event[] = [];
  for (const name of EVENTS) element.addEventListener(name, (event) => seen.push(event));
  return seen;
}

const sinceMade = new WeakMap<EventTarget, Event[]>();

/** All checkout events of an element since it was made: a return may be answered before a test sees the element. */
export function allEventsOf(element: EventTarget): Event[] {
  const seen = sinceMade.get(element) ?? [];
  sinceMade.set(element, seen);
  return seen;
}
for (const name of EVENTS) {
  document.addEventListener(name, (event) => {
    const [element] = event.composedPath();
    if (element) allEventsOf(element).push(event);
  });
}
