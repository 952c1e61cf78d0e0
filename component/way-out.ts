import type { TemplateResult } from 'lit/html.js';
import type { Canvas } from './canvas.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { Clipboard } from './summary.ts';
import css from './way-out.css?inline';
import type { Whereabouts } from './whereabouts.ts';

export { css };

/** What a way out needs of a checkout. */
export type WayOutHost = {
  readonly state: CheckoutState;
  readonly till: { readonly page: string } | undefined;
  readonly paysByPaypal: boolean;
};

/** The part for a page in a frame or in an app: the way to a browser window of its own. */
export function createWayOut(checkout: WayOutHost, place: Whereabouts, clipboard: Clipboard) {
  return {
    /** Nothing while there is hope without it. */
    render(canvas: Canvas): TemplateResult | undefined {
      const page = checkout.till?.page;
      return page && isNeeded() ? link(canvas, page) : undefined;
    },
  };

  function isNeeded(): boolean {
    const { state } = checkout;
    switch (state.name) {
      case 'ready':
        // PayPal opens a popup whatever is asked for.
        return place === 'frame' ? state.obstacle === 'framed' : checkout.paysByPaypal;
      case 'load-failed':
        return true;
      case 'failed':
      case 'cancelled':
      case 'pending':
        return place !== 'frame';
      default:
        return false;
    }
  }

  function link({ html, words }: Canvas, page: string): TemplateResult {
    if (place === 'frame') {
      return html`<a part="link" class="way-out" href=${page} target="_blank" rel="noopener"
        >${words.openPage}</a
      >`;
    }
    const address = addressOutside(place, page);
    if (address) {
      return html`<a part="link" class="way-out" href=${address}>${words.openBrowser}</a>`;
    }
    const said = { copied: words.addressCopied, notCopied: words.addressNotCopied };
    return html`<button
      part="link"
      type="button"
      class="way-out"
      @click=${() => clipboard.copy(page, said)}
    >
      ${clipboard.copied === page ? words.addressCopied : words.copyAddress}
    </button>`;
  }
}

export type WayOut = ReturnType<typeof createWayOut>;

/**
 * What leads from an app to the phone's browser: KakaoTalk's and LINE's own ways, and Android's,
 * which names no browser, so that it is the one of the buyer's choice. On iOS other apps have none.
 */
function addressOutside(place: Whereabouts, page: string): string | undefined {
  const { protocol, host, pathname, search } = new URL(page);
  if (place === 'kakaotalk') return `kakaotalk://web/openExternal?url=${encodeURIComponent(page)}`;
  if (place === 'line') {
    return `${protocol}//${host}${pathname}${search ? `${search}&` : '?'}openExternalBrowser=1`;
  }
  if (!/Android/.test(navigator.userAgent)) return undefined;
  const scheme = protocol.slice(0, -1);
  const view = 'action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE';
  return `intent://${host}${pathname}${search}#Intent;scheme=${scheme};${view};end`;
}
