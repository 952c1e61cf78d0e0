import { type PaymentRequest, type PaymentResponse, requestPayment } from '@portone/browser-sdk/v2';
import { isMobile } from './is-mobile.ts';
import { makeWay } from './make-way.ts';
import { whereabouts } from './whereabouts.ts';

/** What came back from a payment window, unread. */
export type WindowEnd =
  | { resolved: PaymentResponse | undefined; pgProvider?: string }
  /** `mayBeBlocked`: the window was one that browsers may keep from opening. */
  | { rejected: unknown; pgProvider?: string; mayBeBlocked?: boolean }
  /** The query of a redirect. */
  | { query: URLSearchParams }
  /** Nothing was heard: another window took its place, or it never will settle. */
  | 'silent';

/** Why a window had better not open now, which the buyer is told instead. */
export type Obstacle =
  /** Another payment of the page is in its window. */
  | 'busy'
  /** The payment would leave for the gateway's page, which does not let itself be framed. */
  | 'framed'
  /** The press was too long ago for a browser to let a popup open. */
  | 'pressAgain';

/** Who asks for a window, and when: by `performance.now()`, in milliseconds. */
export type Press = { element: Element; at: number; now: number };

type OpenWindow = {
  element: Element;
  askedAt: number;
  /** Who was told last that it is open. */
  told?: Element;
  /** Takes it away from its element, which hears nothing more of it. */
  giveUp(): void;
  /** It is over, whatever PortOne still says. */
  close(): void;
};

/**
 * PortOne has one window per page, so there is one of these per page, whichever copy of this
 * script asks for it.
 */
const KEY = Symbol.for('portone-checkout:window');
const page = globalThis as { [KEY]?: OpenWindow | undefined };

/** Two calls before the first window is there give two windows: PortOne takes one to three seconds. */
const OPENING = 10_000;

/** What Safari grants a popup after a click; others grant more. */
const POPUP_PATIENCE = 1_000;

/** @returns nothing where the window may open */
export function obstacleTo(
  request: Pick<PaymentRequest, 'windowType'>,
  pgProvider: string,
  { element, at, now }: Press,
): Obstacle | undefined {
  if (whereabouts() === 'frame' && windowTypeOf(request, pgProvider) === 'REDIRECTION') {
    return 'framed';
  }
  const open = page[KEY];
  if (open && open.element !== element) {
    const since = now - open.askedAt;
    // Before 0.1.1 a copy of this script measured by another clock, which is far ahead of this one.
    const insists = open.told === element && (since > OPENING || since < 0);
    open.told = element;
    if (!insists) return 'busy';
  }
  const isLate = now - at > POPUP_PATIENCE || navigator.userActivation?.isActive === false;
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
  { element, now }: Press,
): Promise<WindowEnd> {
  page[KEY]?.giveUp();
  const putBack = makeWay(element);
  return new Promise((resolve) => {
    const close = () => {
      if (page[KEY] === current) page[KEY] = undefined;
      putBack();
    };
    const end = (how: WindowEnd) => {
      close();
      resolve(how);
    };
    const current = { element, askedAt: now, close, giveUp: () => end('silent') };
    page[KEY] = current;
    const mayBeBlocked = opensPopup(request, pgProvider);
    requestPayment(suited(request)).then(
      (resolved) => end({ resolved, pgProvider }),
      (rejected: unknown) => end({ rejected, pgProvider, mayBeBlocked }),
    );
  });
}

/** Takes away what is still there of an element's window, for a payment that is over. */
export function closeWindow(element: Element): void {
  if (page[KEY]?.element === element) page[KEY].close();
}

/** By what is asked for, or else by how PortOne opens the gateway; on phones all leave the page. */
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

/** The browsers of apps block popups and lose frames, but let themselves be sent elsewhere and back. */
function suited(request: PaymentRequest): PaymentRequest {
  if (!whereabouts() || !isMobile()) return request;
  const windowType = { ...request.windowType, mobile: 'REDIRECTION' } as const;
  return { ...request, windowType, forceRedirect: true };
}

const POPUPS = /^(NAVERPAY|TOSSPAY(_|$)|HYPHEN)/;

// A page that is back out of the browser's cache has left the window that it went to.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) page[KEY]?.close();
});
