import { type PaymentRequest, requestPayment } from '@portone/browser-sdk/v2';
import type { BlockedBy, WindowEnd } from '../state/window-result.ts';
import { framesBlocked } from './blocked-frames.ts';
import { clearTopLayer } from './clear-top-layer.ts';
import { embedding } from './embedding.ts';
import { isMobile } from './is-mobile.ts';

/**
 * The element that asks for a window, the time by `performance.now()`, in milliseconds, and the key of
 * the item's payments: an element may sell something else later.
 */
export type Press = { element: Element; at: number; now: number; key: string };

type OpenWindow = {
  element: Element;
  /** Copies before 0.2 have none. */
  key?: string;
  askedAt: number;
  /** The last element whose buyer has read that it is open. */
  told?: Element;
  /** Ends it for its element, for which it then resolves as `silent`, unless an end is given. Copies before 0.2 take none. */
  giveUp(end?: WindowEnd): void;
  /** Ends it, whatever PortOne still reports. */
  close(): void;
};

/**
 * PortOne has one window per page, so all copies of this script on a page share this entry. Copies
 * may be of different versions: the names of its fields cannot change.
 */
const KEY = Symbol.for('portone-checkout:window');
const page = globalThis as { [KEY]?: OpenWindow | undefined };

/** Two calls before the first window is there give two windows: PortOne takes one to three seconds. */
const OPENING_MS = 10_000;

/** What Safari grants a popup after a click; others grant more. */
const POPUP_GRACE_MS = 1_000;

/** @returns `undefined` where the window may open */
export function findBlocker(
  request: Pick<PaymentRequest, 'windowType'>,
  pgProvider: string,
  { element, at, now, key }: Press,
): BlockedBy | undefined {
  if (embedding() === 'frame' && windowTypeOf(request, pgProvider) === 'REDIRECTION') {
    return 'framed';
  }
  const open = page[KEY];
  if (open && (open.element !== element || open.key !== key)) {
    const since = now - open.askedAt;
    // Before 0.1.1 a copy of this script measured by another clock, which is far ahead of this one.
    const insists = open.told === element && (since > OPENING_MS || since < 0);
    open.told = element;
    if (!insists) return 'busy';
  }
  const isLate = now - at > POPUP_GRACE_MS || navigator.userActivation?.isActive === false;
  return isLate && opensPopup(request, pgProvider) ? 'pressAgain' : undefined;
}

/**
 * Opens PortOne's window and waits for its end; never rejects. PortOne's script must be there, so
 * that nothing but a microtask lies between the click and the window. A second call
 * takes the window away from the first, whose promise PortOne then leaves pending for ever: here
 * the first ends as `silent`.
 */
export function openPayment(
  request: PaymentRequest,
  pgProvider: string,
  { element, now, key }: Press,
): Promise<WindowEnd> {
  page[KEY]?.giveUp();
  const restoreTopLayer = clearTopLayer(element);
  return new Promise((resolve) => {
    let isClosed = false;
    const close = () => {
      // Once: what is over the page later is another window's.
      if (isClosed) return;
      isClosed = true;
      if (page[KEY] === current) page[KEY] = undefined;
      restoreTopLayer();
    };
    const end = (windowEnd: WindowEnd) => {
      close();
      resolve(windowEnd);
    };
    const current = {
      element,
      key,
      askedAt: now,
      close,
      giveUp: (as: WindowEnd = 'silent') => end(as),
    };
    page[KEY] = current;
    // Its buyer pays on the server's page at the next press.
    void framesBlocked.then(() => end('silent'));
    const mayBeBlocked = opensPopup(request, pgProvider);
    requestPayment(forEmbedding(request)).then(
      (resolved) => end({ resolved, pgProvider }),
      (rejected: unknown) => end({ rejected, pgProvider, mayBeBlocked }),
    );
  });
}

/** Removes the window of a press after its payment has ended. */
export function closeWindow({ element, key }: Press): void {
  if (page[KEY]?.element === element && page[KEY].key === key) page[KEY].close();
}

/** Takes the window of a press away from a buyer who cannot have what it would pay for. */
export function giveUpWindow({ element, key }: Press): void {
  if (page[KEY]?.element === element && page[KEY].key === key) {
    page[KEY].giveUp({ rejected: { code: 'SOLD_OUT' } });
  }
}

/** The request's type, or else PortOne's default for the gateway; on phones all gateways leave the page. */
function windowTypeOf(
  { windowType }: Pick<PaymentRequest, 'windowType'>,
  pgProvider: string,
): NonNullable<NonNullable<PaymentRequest['windowType']>['pc']> {
  if (isMobile()) return windowType?.mobile ?? 'REDIRECTION';
  return windowType?.pc ?? (POPUPS.test(pgProvider) ? 'POPUP' : 'IFRAME');
}

function opensPopup(request: Pick<PaymentRequest, 'windowType'>, pgProvider: string): boolean {
  return windowTypeOf(request, pgProvider) === 'POPUP';
}

/** The browsers of apps block popups and lose frames, but they follow redirects there and back. */
function forEmbedding(request: PaymentRequest): PaymentRequest {
  if (!embedding() || !isMobile()) return request;
  const windowType = { ...request.windowType, mobile: 'REDIRECTION' } as const;
  return { ...request, windowType, forceRedirect: true };
}

const POPUPS = /^(NAVERPAY|TOSSPAY(_|$)|HYPHEN)/;

// A page that is back out of the browser's cache has left the window that it went to.
if (typeof document !== 'undefined') {
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) page[KEY]?.close();
  });
}
