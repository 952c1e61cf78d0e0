import { html, type TemplateResult } from 'lit';
import type { Embedding } from '../portone/embedding.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { Clipboard } from './payment-details.ts';
import type { ViewContext } from './view-context.ts';

/** What a way out needs of a checkout. */
export type OpenInBrowserSource = {
  readonly state: CheckoutState;
  readonly payFlow: { readonly page: string };
  readonly paysByPaypal: boolean;
};

/** The part for a page in a frame or in an app: the way to a browser window of its own. */
export function createOpenInBrowser(
  checkout: OpenInBrowserSource,
  place: Embedding,
  clipboard: Clipboard,
) {
  return {
    /** Nothing while there is hope without it. */
    render(context: ViewContext): TemplateResult | undefined {
      const page = checkout.payFlow.page;
      return isNeeded() ? link(context, page) : undefined;
    },
  };

  function isNeeded(): boolean {
    const { state } = checkout;
    switch (state.name) {
      case 'ready':
        // PayPal opens a popup whatever is asked for.
        return place === 'frame' ? state.blockedBy === 'framed' : checkout.paysByPaypal;
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

  function link({ words }: ViewContext, page: string): TemplateResult {
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

export type OpenInBrowser = ReturnType<typeof createOpenInBrowser>;

/**
 * What leads from an app to the phone's browser: KakaoTalk's and LINE's own ways, and Android's,
 * which names no browser, so that it is the one of the buyer's choice. On iOS other apps have none.
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
