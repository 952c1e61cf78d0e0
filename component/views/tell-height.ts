import type { ReactiveController } from 'lit';

/** WordPress's mark on the page of a block's preview, whose frame takes heights and has none before. */
const PREVIEW = '[data-resizable-iframe-connected]';

/** What the page around was told last, by any element of this page. */
let told: string | undefined;

/**
 * In a frame, tells the page around how high this page is, where the page asks for it: when the element
 * is shown, and whenever its size changes. The message is Embedly's, as Medium, Iframely and others read
 * it, with what WordPress reads beside. WordPress's preview of a block is told unasked, and without this
 * page's address.
 */
export function tellHeight(
  host: HTMLElement & { readonly reportHeight: boolean },
): Required<Pick<ReactiveController, 'hostUpdated' | 'hostDisconnected'>> {
  const observer = new ResizeObserver(tell);

  const isAsked = () => parent !== window && (host.reportHeight || document.body.matches(PREVIEW));

  function tell(): void {
    if (!isAsked()) return;
    const { documentElement, body } = document;
    const message = JSON.stringify({
      src: host.reportHeight ? location.href : undefined,
      context: 'iframe.resize',
      action: 'resize',
      width: innerWidth,
      // A body that is placed, as WordPress's, takes no room in its page.
      height: Math.max(documentElement.offsetHeight, body.scrollHeight),
    });
    if (message !== told) parent.postMessage(message, '*');
    told = message;
  }

  return {
    hostUpdated() {
      if (isAsked()) observer.observe(host);
      // A browser may leave a frame that nothing is to be seen of without observers.
      tell();
    },
    hostDisconnected() {
      observer.disconnect();
      tell();
    },
  };
}
