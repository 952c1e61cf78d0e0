import { html, type TemplateResult } from 'lit';
import type { Embedding } from '../portone/embedding.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { Clipboard } from './clipboard.ts';
import type { ViewContext } from './view-context.ts';

/** What the link reads of a checkout. */
export type OpenInBrowserSource = {
  readonly state: CheckoutState;
  /** The page that the item is sold on: this one, or the server's own where it has no address. */
  readonly page: string;
  readonly paysByPaypal: boolean;
};

/** For a page in a frame or in an app: a link that opens it in a browser window of its own. */
export function createOpenInBrowser(
  checkout: OpenInBrowserSource,
  place: Embedding,
  clipboard: Clipboard,
) {
  return {
    /** Renders nothing while the buyer can pay here. */
    render(context: ViewContext): TemplateResult | undefined {
      return isNeeded() ? link(context, checkout.page) : undefined;
    },
  };

  function isNeeded(): boolean {
    const { state } = checkout;
    switch (state.name) {
      case 'ready':
        // PayPal opens a popup whatever is asked for.
        if (place !== 'frame') return checkout.paysByPaypal;
        // A page without an origin reads what is sold, and can order nothing.
        return state.blockedBy === 'framed' || origin === 'null';
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

  function link({ messages }: ViewContext, page: string): TemplateResult {
    if (place === 'frame') {
      return html`<a part="link" class="open-in-browser" href=${page} target="_blank" rel="noopener"
        >${messages.openPage}</a
      >`;
    }
    const address = addressOutside(place, page);
    if (address) {
      return html`<a part="link" class="open-in-browser" href=${address}>${messages.openBrowser}</a>`;
    }
    const said = { copied: messages.addressCopied, notCopied: messages.addressNotCopied };
    return html`<button
      part="link"
      type="button"
      class="open-in-browser"
      @click=${() => clipboard.copy(page, said)}
    >
      ${clipboard.copied === page ? messages.addressCopied : messages.copyAddress}
    </button>`;
  }
}

export type OpenInBrowser = ReturnType<typeof createOpenInBrowser>;

/**
 * The link from an app to the phone's browser: KakaoTalk's and LINE's own, and Android's, which names
 * no browser, so that the buyer's default opens. On iOS other apps have none.
 */
function addressOutside(place: Embedding, page: string): string | undefined {
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
