/** PortOne's window over the page, a direct child of the body. Its script gives it this id. */
const OVERLAY = 'imp-iframe-wrapper';

/** How pages are kept from scrolling. */
// `overflow` last: by it a lock is recognised.
const SCROLL_LOCK = ['position', 'top', 'width', 'touchAction', 'overflow'] as const;

/**
 * Makes way for PortOne's window, should one open over the page: modal dialogs and popovers around
 * the element, which would leave it beneath them and out of reach, close without a word to the
 * page, and come back afterwards. A window in a place of its own (a popup, another page) moves
 * nothing.
 *
 * @returns puts everything back, and takes away what PortOne has left behind
 */
export function clearTopLayer(element: Element): () => void {
  const { body, documentElement } = document;
  const lockable = [documentElement, body].flatMap(({ style }) =>
    SCROLL_LOCK.map((property) => ({ style, property, before: style[property] })),
  );
  const focused = deepestFocus();
  let comebacks: Array<() => void> = [];
  const watch = new MutationObserver(() => {
    const overlay = document.getElementById(OVERLAY);
    if (!overlay) return;
    watch.disconnect();
    comebacks = around(element).flatMap((place) => stepAside(place) ?? []);
    requestAnimationFrame(() => warnOfCover(overlay));
  });
  watch.observe(body, { childList: true });

  return () => {
    watch.disconnect();
    const left = document.querySelectorAll(`#${OVERLAY}`);
    for (const overlay of left) overlay.remove();
    for (const { style, property, before } of lockable) {
      const isLocked = left.length > 0 || style.overflow === 'hidden';
      if (isLocked && style[property] !== before) style[property] = before;
    }
    for (const comeBack of comebacks) comeBack();
    if (comebacks.length > 0) focused?.focus();
    comebacks = [];
  };
}

/** The outermost first, through shadow roots. */
function around(element: Element): Element[] {
  const places: Element[] = [];
  for (let node: Node | null = element; node; ) {
    if (node instanceof Element) places.unshift(node);
    node =
      node instanceof ShadowRoot ? node.host : ((node as Element).assignedSlot ?? node.parentNode);
  }
  return places;
}

/** @returns how to come back, of a place that was in the way */
function stepAside(place: Element): (() => void) | undefined {
  if (place === document.fullscreenElement) {
    // Only the buyer can ask for it again.
    void document.exitFullscreen();
    return undefined;
  }
  if (place instanceof HTMLDialogElement && is(place, ':modal')) {
    return comingBack(
      place,
      () => place.close(),
      () => place.open || place.showModal(),
    );
  }
  if (place instanceof HTMLElement && is(place, ':popover-open')) {
    return comingBack(
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

function comingBack(place: Element, go: () => void, comeBack: () => unknown): () => void {
  // It is the same dialog all along: a page that takes it down when it closes would lose the payment.
  const hush = (event: Event) => {
    if (event.target === place) event.stopImmediatePropagation();
  };
  const root = place.getRootNode();
  const names = ['close', 'beforetoggle', 'toggle'];
  for (const name of names) root.addEventListener(name, hush, true);
  go();
  return () => {
    if (place.isConnected) comeBack();
    // What the browser has to say about it comes in tasks of their own.
    setTimeout(() => {
      for (const name of names) root.removeEventListener(name, hush, true);
    }, 100);
  };
}

function deepestFocus(): HTMLElement | undefined {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement ? focused : undefined;
}

/** Tells the developer of a bar or a bubble that stands before PortOne's window. */
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
