/**
 * One element in one state, on a page of its own: it plays the server (`fetch`)
 * and PortOne (`window.PortOne`), and then does what a buyer does.
 */
import type { ItemAnswer, OrderAnswer } from '../../component/contract.ts';
import { type GalleryLanguage, type GalleryState, languages, type Reply } from './gallery-state.ts';
import { card, facts, paymentId } from './sample-answers.ts';
import { states } from './states.ts';

const query = new URLSearchParams(location.search);
const wanted = query.get('state');
const state = states.find(({ id }) => id === wanted);
const language = languages.find((known) => known === query.get('lang')) ?? 'ko';

/** Milliseconds after which the element says that it takes its time. */
const SLOW = 5_000;

/**
 * Settled by the press. An order is refused only then: one that was asked for by the focus, and
 * refused before the press, shows its fields and lets nobody press.
 */
const pressed = Promise.withResolvers<void>();

if (state) await show(state);
else document.body.textContent = `There is no state "${wanted}".`;

async function show(shown: GalleryState): Promise<void> {
  const { documentElement } = document;
  documentElement.lang = language;
  documentElement.dataset.scheme = query.get('scheme') ?? '';
  documentElement.dataset.theme = query.get('theme') ?? '';
  document.title = `${shown.title[language]} · portone-checkout`;
  playServer(shown);
  const script = playPortOne(shown);
  playBrowser(shown);
  const element = document.createElement('portone-checkout');
  element.setAttribute('item-id', 'shoes');
  for (const [name, value] of Object.entries(shown.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  document.querySelector('main')?.append(element);
  // The script comes after the element, as it does on a page with a deferred script.
  await import(/* @vite-ignore */ new URL('/element/portone-checkout.js', location.href).href);

  if (shown.pay !== undefined) {
    await reaches(element, 'ready');
    (element as HTMLElement & { pay(): void }).pay();
    pressed.resolve();
    if (shown.pay !== 'never') {
      await script.opened;
      script.end(shown.pay);
    }
  }
  await reaches(element, shown.state);
  if (shown.press || shown.isSlow) await says(element);
  // Whatever the state brings along is drawn by then.
  await frame();
  await frame();
  documentElement.dataset.reached = shown.state;
}

async function reaches(element: Element, name: string): Promise<void> {
  while (!element.matches(`:state(${name})`)) await frame();
}

/** The words for a press in vain are in a part that may come later than the press. */
async function says(element: Element): Promise<void> {
  while (!element.shadowRoot?.querySelector('[part=status]')?.textContent?.trim()) await frame();
}

function frame(): Promise<unknown> {
  return new Promise((drawn) => requestAnimationFrame(drawn));
}

/** What a browser would say of itself and of its buyer. */
function playBrowser({ press, userAgent, isOffline, isSlow }: GalleryState): void {
  const told: Record<string, unknown> = {
    // Nobody has pressed anything here, which a browser would hold against a popup.
    userActivation: { isActive: press !== 'too old' },
    ...(userAgent && { userAgent }),
    ...(isOffline && { onLine: false }),
  };
  for (const [name, value] of Object.entries(told)) {
    Object.defineProperty(navigator, name, { value });
  }
  if (window.parent !== window) {
    // A field that wants the buyer's attention in one frame is not to scroll the page of all.
    const { focus } = HTMLElement.prototype;
    HTMLElement.prototype.focus = function (options) {
      focus.call(this, { ...options, preventScroll: true });
    };
  }
  if (press === 'other window') {
    // Where the elements of a page keep the window that one of them has open.
    const open = { element: document.body, askedAt: 0, giveUp() {}, close() {} };
    Object.assign(window, { [Symbol.for('portone-checkout:window')]: open });
  }
  if (isSlow) {
    const { setTimeout } = window;
    Object.assign(window, {
      setTimeout: (run: () => void, time: number) => setTimeout(run, time === SLOW ? 0 : time),
    });
  }
}

/** Answers what the element asks of its server; anything else goes its usual way. */
function playServer(shown: GalleryState): void {
  const realFetch = window.fetch;
  window.fetch = (input, init) => {
    const { pathname } = new URL(String(input), location.href);
    const answer = answerFor(pathname, shown);
    if (!answer) return realFetch(input, init);
    const isRefusedOrder = pathname === '/api/orders' && shown.order !== undefined;
    return isRefusedOrder ? pressed.promise.then(() => reply(answer)) : reply(answer);
  };
}

function answerFor(pathname: string, shown: GalleryState): Reply<object> | undefined {
  if (pathname.startsWith('/api/items/')) {
    return shown.load ?? { status: 200, body: offer(shown) };
  }
  if (pathname === '/api/orders') return shown.order ?? { status: 201, body: order(shown) };
  if (pathname === '/api/payment/complete') {
    const { complete } = shown;
    return typeof complete === 'object'
      ? { ...complete, body: { paymentId, ...complete.body } }
      : (complete ?? 'never');
  }
  return undefined;
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
    ...facts[language],
    ...fields,
  };
  return { ...others, ...(image && { image }), ...(description && { description }) };
}

function offer(shown: GalleryState): ItemAnswer {
  return {
    item: itemOf(shown),
    checkout: {
      environment: 'live',
      storeId: 'store-gallery',
      methods: [card],
      // A script that runs and leaves nothing behind.
      ...(shown.script === 'absent' && { sdkUrl: 'data:text/javascript,' }),
      ...shown.checkout,
    },
  };
}

function order(shown: GalleryState): OrderAnswer {
  const { name, price, currency } = itemOf(shown);
  return {
    paymentId,
    itemId: 'shoes',
    quantity: 1,
    orderName: name,
    totalAmount: price,
    currency,
    products: [],
    customData: { item: 'shoes' },
    expiresAt: '2999-01-01T00:00:00Z',
  };
}

/** PortOne's script, whose window shows nothing and ends as it is told to. */
function playPortOne({ script }: GalleryState) {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
  if (script !== 'absent') {
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
    end(how: 'closed' | Record<string, string>): void {
      end(how === 'closed' ? undefined : { transactionType: 'PAYMENT', paymentId, ...how });
    },
  };
}
