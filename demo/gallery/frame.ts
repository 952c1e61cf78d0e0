/**
 * One element in one state, on a page of its own: it fakes the server (`fetch`) and PortOne
 * (`window.PortOne`), and then does what a buyer does.
 */
import type {
  ItemAnswer,
  OrderAnswer,
  PaymentAnswer,
  PaymentSubject,
} from '../../component/api/contract.ts';
import {
  type GalleryLanguage,
  type GalleryState,
  languages,
  type Reply,
  saysSomething,
} from './gallery-state.ts';
import { card, orderedElsewhere, paymentId, sampleItem } from './sample-answers.ts';
import { states } from './states.ts';

const query = new URLSearchParams(location.search);
const requestedId = query.get('state');
const state = states.find(({ id }) => id === requestedId);
const language = languages.find((known) => known === query.get('lang')) ?? 'ko';

/**
 * After this time the element says that it takes longer than usual: here at once in a state that is
 * about that, and never in others.
 */
const SLOW_MS = 5_000;

/** How long a frame keeps what an earlier visit has left. */
const KEPT_SECONDS = 1_800;

const phases = {
  open: { phase: 'open' },
  waits: { phase: 'waits', announced: 'issued' },
  paid: { phase: 'told', announced: 'paid' },
  'of this tab': { phase: 'open' },
};

/** What a buyer writes into the sheet, by the ids of its fields. */
const written: Record<string, string> = {
  'delivery.recipient': '김포트',
  'delivery.phoneNumber': '010-1234-5678',
  'delivery.zipcode': '63100',
  'delivery.address': '제주특별자치도 제주시 첨단로 242',
};

/**
 * Settled by the press, before which no order is rejected: the focus asks for one, and if that were
 * rejected, the element would show its fields and disable the button.
 */
const pressed = Promise.withResolvers<void>();

if (state) await show(state);
else document.body.textContent = `There is no state "${requestedId}".`;

async function show(shown: GalleryState): Promise<void> {
  const { documentElement } = document;
  documentElement.lang = language;
  documentElement.dataset.scheme = query.get('scheme') ?? '';
  documentElement.dataset.theme = query.get('theme') ?? '';
  document.title = `${shown.title[language]} · portone-checkout`;
  fakeServer(shown);
  const script = fakePortOne(shown);
  fakeBrowser(shown);
  fakeStorage(shown);
  const element = document.createElement('portone-checkout');
  if (shown.attributes?.outcome === undefined) element.setAttribute('item-id', 'shoes');
  for (const [name, value] of Object.entries(shown.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  document.querySelector('main')?.append(element);
  // The script runs after the element is in the page, like a deferred script.
  await import(/* @vite-ignore */ new URL('/element/portone-checkout.js', location.href).href);

  if (shown.sheet) await fillIn(element, shown.sheet);
  if (shown.pay !== undefined) {
    await waitUntil(() => isIn(element, 'ready'));
    (element as HTMLElement & { pay(): void }).pay();
    pressed.resolve();
    if (shown.pay !== 'never') {
      await script.opened;
      script.end(shown.pay);
    }
  }
  await waitUntil(() => isShown(element, shown));
  const images = element.shadowRoot?.querySelectorAll('img') ?? [];
  await Promise.all(Array.from(images, (image) => image.decode()));
  documentElement.dataset.reached = shown.state;
}

/** Opens the sheet, and writes and ticks what is asked for. */
async function fillIn(element: HTMLElement, how: GalleryState['sheet']): Promise<void> {
  await waitUntil(() => isIn(element, 'ready'));
  (element as HTMLElement & { pay(): void }).pay();
  const dialog = () => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]');
  await waitUntil(() => !!dialog());
  if (how === 'open') return;
  if (how === 'filled') {
    for (const input of dialog()?.querySelectorAll('input') ?? []) {
      if (input.type === 'checkbox') input.click();
      else {
        input.value = written[input.id] ?? '';
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }
  }
  pressed.resolve();
  dialog()?.querySelector<HTMLButtonElement>('[type=submit]')?.click();
}

/** Checks the condition with every frame that the browser paints. */
async function waitUntil(isMet: () => boolean): Promise<void> {
  while (!isMet()) await new Promise((painted) => requestAnimationFrame(painted));
}

function isIn(element: Element, state: string): boolean {
  return element.matches(`:state(${state})`);
}

/**
 * Whether the element shows a state with its text and all else that belongs to it. All of it is
 * checked at once: before, the element is in other states, which have texts of their own. The texts
 * and some other parts may load after the element is in the state.
 */
function isShown(element: Element, shown: GalleryState): boolean {
  const root = element.shadowRoot;
  if (!root || !isIn(element, shown.state)) return false;
  const hasText = !!root.querySelector('[part=status] strong')?.textContent;
  // The first field that is marked as wrong takes the focus, or one of its choices. Of many frames only one has it.
  const wrongField = root.querySelector('[aria-invalid=true]');
  const hasFocus = wrongField?.contains(root.activeElement);
  if (wrongField && !hasFocus && window.parent === window) return false;
  const { shows } = shown;
  return (
    hasText === saysSomething(shown) &&
    (!shows || !!root.querySelector(shows) || !!element.querySelector(shows))
  );
}

/** Overrides what the browser reports of itself and of its user. */
function fakeBrowser({ press, userAgent, isOffline, isSlow }: GalleryState): void {
  const properties: Record<string, unknown> = {
    // Without a real press, browsers would block a popup.
    userActivation: { isActive: press !== 'too old' },
    ...(userAgent && { userAgent }),
    ...(isOffline && { onLine: false }),
  };
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(navigator, name, { value });
  }
  if (window.parent !== window) {
    // A field that takes the focus in its frame must not scroll the gallery around it.
    const { focus } = HTMLElement.prototype;
    HTMLElement.prototype.focus = function (options) {
      focus.call(this, { ...options, preventScroll: true });
    };
  }
  if (press === 'other window') {
    // The elements of a page share here which of them has a window open.
    const open = { element: document.body, askedAt: 0, giveUp() {}, close() {} };
    Object.assign(window, { [Symbol.for('portone-checkout:window')]: open });
  }
  const { setTimeout } = window;
  Object.assign(window, {
    setTimeout(run: () => void, time: number, ...values: unknown[]) {
      if (time !== SLOW_MS) return setTimeout(run, time, ...values);
      return isSlow ? setTimeout(run, 0, ...values) : 0;
    },
  });
}

/** Storages of this frame alone, with what an earlier visit has left in them. */
function fakeStorage(shown: GalleryState): void {
  const { kept } = shown;
  const local = new Map<string, string>();
  const session = new Map<string, string>();
  const now = Date.now();
  const from = { v: 1, server: location.origin };
  if (kept === 'elsewhere') {
    const result = { name: 'issued', paymentId, ...subject(shown), ...orderedElsewhere };
    const told = {
      ...from,
      itemId: 'shoes',
      result,
      isReturned: false,
      until: now + KEPT_SECONDS * 1_000,
    };
    session.set('portone-checkout:return', JSON.stringify(told));
  } else if (kept) {
    const order = {
      ...from,
      paymentId,
      ...subject(shown),
      savedAt: now,
      keep: KEPT_SECONDS,
      ...phases[kept],
    };
    local.set('portone-checkout', JSON.stringify([order]));
    if (kept === 'of this tab') session.set('portone-checkout:tab', JSON.stringify([paymentId]));
  }
  Object.defineProperty(window, 'localStorage', { value: storageOf(local) });
  Object.defineProperty(window, 'sessionStorage', { value: storageOf(session) });
}

function storageOf(entries: Map<string, string>) {
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

/** Answers the element's requests to its server; other requests go to the network. */
function fakeServer(shown: GalleryState): void {
  const realFetch = window.fetch;
  window.fetch = (input, init) => {
    const { pathname } = new URL(String(input), location.href);
    const answer = answerFor(pathname, shown);
    if (!answer) return realFetch(input, init);
    const isRejectedOrder = pathname === '/api/orders' && shown.order !== undefined;
    return isRejectedOrder ? pressed.promise.then(() => reply(answer)) : reply(answer);
  };
}

function answerFor(pathname: string, shown: GalleryState): Reply<object> | undefined {
  if (pathname.startsWith('/api/items/')) {
    return shown.load ?? { status: 200, body: itemAnswer(shown) };
  }
  if (pathname === '/api/orders') return shown.order ?? { status: 201, body: orderAnswer(shown) };
  if (pathname === '/api/payment/complete') {
    const { complete } = shown;
    return typeof complete === 'object'
      ? { ...complete, body: completeAnswer(shown) }
      : (complete ?? 'never');
  }
  return undefined;
}

function completeAnswer(shown: GalleryState): Partial<PaymentAnswer> {
  const { complete } = shown;
  const body = typeof complete === 'object' ? complete.body : undefined;
  return { paymentId, ...subject(shown), ...body };
}

async function reply(answer: Reply<object>): Promise<Response> {
  if (answer === 'never') return new Promise(() => {});
  if (answer === 'unreachable') throw new TypeError('Failed to fetch');
  return Response.json(answer.body, { status: answer.status });
}

function itemOf({ item }: GalleryState): ItemAnswer['item'] {
  const fields = typeof item === 'function' ? item(language as GalleryLanguage) : item;
  const { image, description, ...others } = {
    id: 'shoes',
    price: 59_000,
    currency: 'KRW' as const,
    image: '/images/shoes.svg',
    ...sampleItem[language],
    ...fields,
  };
  return { ...others, ...(image && { image }), ...(description && { description }) };
}

function itemAnswer(shown: GalleryState): ItemAnswer {
  return {
    item: itemOf(shown),
    checkout: {
      environment: 'live',
      storeId: 'store-gallery',
      methods: [card],
      ...shown.checkout,
    },
  };
}

function orderAnswer(shown: GalleryState): OrderAnswer {
  const { name, price, currency } = itemOf(shown);
  const lines = shown.lines?.(language as GalleryLanguage);
  return {
    paymentId,
    itemId: 'shoes',
    quantity: 1,
    orderName: name,
    totalAmount: lines?.reduce((sum, { amount }) => sum + amount, 0) ?? price,
    currency,
    products: [],
    customData: { item: 'shoes' },
    expiresAt: '2999-01-01T00:00:00Z',
    expiresIn: 1_800,
    ...(lines && { lines }),
  };
}

function subject(shown: GalleryState): PaymentSubject {
  const { itemId, orderName, quantity, totalAmount, currency } = orderAnswer(shown);
  return { itemId, itemName: orderName, quantity, totalAmount, currency, environment: 'live' };
}

/** PortOne's script with a window that shows nothing and ends as told. */
function fakePortOne({ script }: GalleryState) {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
  if (script === 'absent') {
    // PortOne's own script is not fetched: its address is forbidden.
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'self' 'unsafe-inline'";
    document.head.append(policy);
  } else {
    Object.assign(window, {
      PortOne: {
        requestPayment() {
          open();
          return ended;
        },
        async loadPaymentUI() {
          const place = document.querySelector('.portone-ui-container');
          const button = document.createElement('button');
          button.type = 'button';
          button.className = 'paypal';
          button.textContent = 'PayPal';
          place?.append(button);
        },
        updateLoadPaymentUIRequest() {},
      },
    });
  }
  return {
    opened,
    end(result: 'closed' | Record<string, string>): void {
      end(result === 'closed' ? undefined : { transactionType: 'PAYMENT', paymentId, ...result });
    },
  };
}
