/** How long a pointer rests on a button, or the focus stays there, before that says anything. */
const REST_MS = 150;

/** What waits on this page: only one pointer crosses it, and one element has the focus. */
let waiting: { by: object; end: AbortController } | undefined;

/** The one order of this page that was placed ahead of a press. */
let holder: { letGo(): void } | undefined;

/**
 * Calls back once a buyer has rested on an element for a moment. Who crosses a page of many passes over
 * all their buttons, and so does who goes through it with the Tab key. A touch does not wait.
 *
 * @param event of the pointer, or the focus, that has come to the button or leaves it
 */
export function noteIntent(
  event: Event,
  by: object,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  act: () => void,
): void {
  const isSame = waiting?.by === by;
  if (event.type === 'pointerleave' || event.type === 'focusout') {
    if (isSame) dropIntent();
    return;
  }
  if (event instanceof PointerEvent && event.pointerType === 'touch') {
    dropIntent();
    act();
    return;
  }
  // A pointer that moves within its button has not left it.
  if (isSame) return;
  dropIntent();
  const end = new AbortController();
  waiting = { by, end };
  void wait(REST_MS, end.signal).then(() => {
    if (end.signal.aborted) return;
    waiting = undefined;
    act();
  });
}

function dropIntent(): void {
  waiting?.end.abort();
  waiting = undefined;
}

/** Keeps one order per page that was placed ahead of a press: the last. The others are let go. */
export function holdAhead(next: { letGo(): void }): void {
  if (holder === next) return;
  holder?.letGo();
  holder = next;
}
