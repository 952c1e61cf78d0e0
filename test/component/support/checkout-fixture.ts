import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from './wait-until.ts';
import '../../../component/index.ts';
import { type KeptOrder, keepForThisTab, keepOrder } from '../../../component/page/kept-orders.ts';
import { page } from '../../../component/page/page.ts';
import { readMark } from '../../../component/page/return-mark.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { aSubject, FakePortOne, FakeServer } from './fake-shop.ts';

/** Where the elements of a page keep the window that one of them has open. */
const windows = globalThis as { [key: symbol]: { close(): void } | undefined };

export const portOne = new FakePortOne();
portOne.install();

/** A fresh server for each test of the file; PortOne's script is there from the start. */
export function useShop(): { readonly server: FakeServer } {
  const newServer = () => new FakeServer(() => portOne.isOpen);
  const shop = { server: newServer() };
  let address: string;
  beforeEach(() => {
    address = location.href;
    shop.server = newServer();
    shop.server.start();
    portOne.reset();
    pressIsTheBuyers(true);
  });
  afterEach(() => {
    leavePage();
    if (location.href !== address) history.replaceState(null, '', address);
    else if (history.state !== null) history.replaceState(null, '');
    shop.server.stop();
    localStorage.clear();
    sessionStorage.clear();
  });
  return shop;
}

/** Another page begins: with nothing of this one's but what the browser keeps. */
export function leavePage(): void {
  windows[Symbol.for('portone-checkout:window')]?.close();
  for (const payment of Object.values(page.payments)) payment?.stop();
  page.payments = {};
  page.meetings.clear();
  page.redemptions.clear();
  page.mark = undefined;
  page.legacy = undefined;
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

/** A mark as the server puts it into an address. */
export const MARK = 'abcdefghijklmnopqrstuvwxyz';

/** What the script finds in the page's address as it starts, where that has this query. */
export function opensWith(query: string): void {
  page.mark = readMark(new URL(query, location.href).href)?.mark;
}

/** The same of a page of 0.1, whose address names its payment. */
export function opensWithLegacy(query: string): void {
  const url = new URL(query, location.href);
  const itemId = url.searchParams.get('portone-checkout') ?? '';
  const paymentId = url.searchParams.get('paymentId') ?? '';
  page.legacy = { itemId, paymentId, end: { query: url.searchParams } };
}

/** An order that an earlier page of this browser took to its window. */
export function orderedEarlier(order: Partial<KeptOrder> & { isOfThisTab?: boolean } = {}): void {
  const { isOfThisTab = true, ...fields } = order;
  const kept: KeptOrder = {
    v: 1,
    server: location.origin,
    paymentId: 'p1',
    ...aSubject(),
    secret: 'secret-of-p1',
    phase: 'open',
    savedAt: Date.now(),
    keep: 7_200,
    ...fields,
  };
  keepOrder(kept);
  if (isOfThisTab) keepForThisTab(kept.paymentId);
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
