/** PortOne's window over the page, a direct child of the body. Its script gives it this id. */
const OVERLAY = 'imp-iframe-wrapper';

/** In milliseconds, after which the browser has fired the events of a dialog. */
const EVENTS_MS = 100;

/** How pages are kept from scrolling. */
// `overflow` last: by it a lock is recognised.
const SCROLL_LOCK = ['position', 'top', 'width', 'touchAction', 'overflow'] as const;

/**
 * Closes modal dialogs and popovers around the element while PortOne's window is open over the page:
 * the top layer would cover the window. The page gets no event of it. A window in a place of its own
 * (a popup, another page) closes nothing.
 *
 * @returns opens them again, and removes an overlay that PortOne has left behind
 */
export function clearTopLayer(element: Element): () => void {
  const { body, documentElement } = document;
  const lockable = [documentElement, body].flatMap(({ style }) =>
    SCROLL_LOCK.map((property) => ({ style, property, before: style[property] })),
  );
  const focused = deepestFocus();
  let restores: Array<() => void> = [];
  const open = new AbortController();
  const watch = new MutationObserver(() => {
    const overlay = document.getElementById(OVERLAY);
    if (!overlay) return;
    watch.disconnect();
    restores = ancestorsOf(element).flatMap((place) => closeTopLayer(place) ?? []);
    keepUsable(overlay, open.signal);
    requestAnimationFrame(() => warnOfCover(overlay));
  });
  watch.observe(body, { childList: true });

  return () => {
    watch.disconnect();
    open.abort();
    const left = document.querySelectorAll(`#${OVERLAY}`);
    for (const overlay of left) overlay.remove();
    for (const { style, property, before } of lockable) {
      const isLocked = left.length > 0 || style.overflow === 'hidden';
      if (isLocked && style[property] !== before) style[property] = before;
    }
    for (const restore of restores) restore();
    if (restores.length > 0) focused?.focus();
    restores = [];
  };
}

/** The outermost first and the element last, through shadow roots. */
export function ancestorsOf(element: Element): Element[] {
  const places: Element[] = [];
  for (let node: Node | null = element; node; ) {
    if (node instanceof Element) places.unshift(node);
    node =
      node instanceof ShadowRoot ? node.host : ((node as Element).assignedSlot ?? node.parentNode);
  }
  return places;
}

/** @returns opens it again; `undefined` for a place outside the top layer */
function closeTopLayer(place: Element): (() => void) | undefined {
  if (place === document.fullscreenElement) {
    // Only the buyer can ask for it again.
    void document.exitFullscreen();
    return undefined;
  }
  if (place instanceof HTMLDialogElement && is(place, ':modal')) {
    return closeAndRestore(
      place,
      () => place.close(),
      () => place.open || place.showModal(),
    );
  }
  if (place instanceof HTMLElement && is(place, ':popover-open')) {
    return closeAndRestore(
      place,
      () => place.hidePopover(),
      () => place.showPopover(),
    );
  }
  return undefined;
}

/** Whether a selector holds that older browsers do not know. */
function is(place: Element, selector: string): boolean {
  return CSS.supports(`selector(${selector})`) && place.matches(selector);
}

function closeAndRestore(place: Element, close: () => void, restore: () => unknown): () => void {
  // A page that removes its dialog on `close` would lose the payment.
  const muteEvents = (event: Event) => {
    if (event.target === place) event.stopImmediatePropagation();
  };
  const root = place.getRootNode();
  const names = ['close', 'beforetoggle', 'toggle'];
  for (const name of names) root.addEventListener(name, muteEvents, true);
  close();
  return () => {
    if (place.isConnected) restore();
    // The browser fires the events of closing and opening in tasks of their own.
    setTimeout(() => {
      for (const name of names) root.removeEventListener(name, muteEvents, true);
    }, EVENTS_MS);
  };
}

/**
 * Excepts PortOne's window from what dialogs of libraries do to all that is outside of them: presses
 * and assistive technology shut out, and each focus taken back.
 */
function keepUsable(overlay: HTMLElement, signal: AbortSignal): void {
  if (
    getComputedStyle(overlay).pointerEvents === 'none' ||
    overlay.matches('[inert],[aria-hidden]')
  ) {
    console.warn(
      '<portone-checkout> the page shuts what is outside its dialog, by pointer-events, inert or ' +
        'aria-hidden. The payment window is excepted.',
      document.body,
    );
  }
  overlay.style.setProperty('pointer-events', 'auto', 'important');
  overlay.removeAttribute('inert');
  overlay.removeAttribute('aria-hidden');
  for (const name of ['focus', 'focusin', 'focusout']) {
    const keepFocus = (event: Event) => {
      const to = (event as FocusEvent).relatedTarget as Node | null;
      if (event.composedPath().includes(overlay) || overlay.contains(to)) {
        event.stopImmediatePropagation();
      }
    };
    addEventListener(name, keepFocus, { capture: true, signal });
  }
}

function deepestFocus(): HTMLElement | undefined {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement ? focused : undefined;
}

/** Warns the developer of a bar or a bubble that covers PortOne's window. */
function warnOfCover(overlay: Element): void {
  for (const height of [0.04, 0.5, 0.96]) {
    const top = document.elementFromPoint(innerWidth / 2, innerHeight * height);
    if (!top || overlay.contains(top)) continue;
    console.warn(
      '<portone-checkout> this lies over the payment window, whose z-index is 99999. Give it less, ' +
        'or hide it meanwhile: body:has(portone-checkout:state(paying)) .bar { display: none }',
      top,
    );
    return;
  }
}
