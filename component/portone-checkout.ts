import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import type { Buyer } from './api/contract.ts';
import { CheckoutController } from './checkout/checkout-controller.ts';
import type { CustomMessages } from './i18n/custom-messages.ts';
import { formatPrice } from './i18n/format-price.ts';
import { directionOf } from './i18n/locale.ts';
import { observeLang } from './i18n/observe-lang.ts';
import { embedding } from './portone/embedding.ts';
import css from './portone-checkout.css?inline';
import { renderAction } from './views/action.ts';
import { text, wholeNumber } from './views/attribute-values.ts';
import { createClipboard } from './views/clipboard.ts';
import { icon, icons } from './views/icons.ts';
import { renderItem, renderItemSkeleton } from './views/item.ts';
import openInBrowserCss from './views/open-in-browser.css?inline';
import { createOpenInBrowser, type OpenInBrowser } from './views/open-in-browser.ts';
import dialogCss from './views/order-dialog.css?inline';
import { renderAside, renderOutcome, renderStatus } from './views/outcome.ts';
import detailsCss from './views/payment-details.css?inline';
import optionsCss from './views/purchase-options.css?inline';
import { applyStyles, createRenderRoot } from './views/render-root.ts';
import { renderSeller } from './views/seller.ts';
import { showSheet } from './views/sheet.ts';
import { type Status, statusOf } from './views/status.ts';
import { tellHeight } from './views/tell-height.ts';
import type { ViewContext } from './views/view-context.ts';

/**
 * Sells one item of the server's catalog through PortOne.
 *
 * ```html
 * <script type="module" src="https://pay.example.com/portone-checkout.js"></script>
 * <portone-checkout item-id="shoes"></portone-checkout>
 * ```
 *
 * Until the script has run the browser gives the element no height. A page that must not shift then
 * keeps the card's: `portone-checkout:not(:defined) { display: block; min-block-size: 276px }`. From
 * then on a card with nothing to choose keeps that height until it is paid for.
 *
 * The page names the item; name, price and currency come from the server, and only the server calls
 * a payment paid. Where an item can be paid for in several ways, or in several pieces, the buyer chooses,
 * unless `method` and `quantity` do. What a gateway must know about its buyer and `buyer` does not
 * say is asked for. Each attribute is a property as well.
 *
 * A payment belongs to the page: all elements of its item show it, whatever becomes of the one that
 * was pressed. What this browser has ordered is shown again after a reload and on the way back; the
 * address of the page has no part in that, and a link shows no account.
 *
 * @fires {CheckoutReadyEvent} portone-checkout-ready - The item is shown.
 * @fires {CheckoutStartEvent} portone-checkout-start - The buyer pressed pay; `preventDefault()` stops it.
 * @fires {CheckoutPaidEvent} portone-checkout-paid - The server has verified the payment.
 * @fires {CheckoutIssuedEvent} portone-checkout-issued - A virtual account waits for its deposit.
 * @fires {CheckoutPendingEvent} portone-checkout-pending - The result is not known yet.
 * @fires {CheckoutCancelledEvent} portone-checkout-cancelled - The buyer left the payment window without paying.
 * @fires {CheckoutFailedEvent} portone-checkout-failed - The payment failed: `stage`, `kind` and `retryable` say how.
 *
 * @slot media - Instead of the item's image.
 * @slot details - Between the item and the button: terms, delivery, options.
 * @slot assurance - Instead of the line above the button, as long as nothing else is said there.
 * @slot label - In place of the pay button's label.
 * @slot paypal - PayPal's own buttons; the element fills it by itself.
 * @slot paid - Shown below the order number once it is paid: a download, the way on.
 *
 * @cssState loading - The item is being loaded. The state of the checkout: `portone-checkout:state(paid)`.
 * @cssState load-failed - The item could not be loaded.
 * @cssState ready - The item is shown and can be paid for.
 * @cssState paying - The payment window is open.
 * @cssState confirming - The server is being asked for the result.
 * @cssState paid - The server has verified the payment.
 * @cssState issued - A virtual account waits for its deposit.
 * @cssState pending - It may have gone through; the server cannot confirm it yet.
 * @cssState cancelled - The buyer left the payment window without paying.
 * @cssState failed - The payment failed.
 *
 * @csspart card - The frame around everything.
 * @csspart badge - TEST or SANDBOX.
 * @csspart media - The frame of the image.
 * @csspart name
 * @csspart description
 * @csspart price
 * @csspart button - The one button: pay, again, load again, check again.
 * @csspart quantity - The choice of how many.
 * @csspart methods - The choice of how to pay.
 * @csspart method - One of them.
 * @csspart choices - The choice of the item's options.
 * @csspart option - One of them.
 * @csspart value - One value of it.
 * @csspart amount - What the buyer wants to pay, where that is theirs to say.
 * @csspart sheet - The dialog of an item that asks for more than a card has room for.
 * @csspart next - Its button: to the order's sum, and then to the payment.
 * @csspart delivery - Where it is sent to.
 * @csspart fields - What the item asks besides.
 * @csspart agreements - What the buyer agrees to.
 * @csspart lines - What adds up to the order's sum.
 * @csspart answers - What the buyer has said, before the payment.
 * @csspart seller - What the seller says of itself.
 * @csspart after-paid - What the item hands over.
 * @csspart buyer - What is asked about the buyer.
 * @csspart field - One question, with its message.
 * @csspart status - What is announced.
 * @csspart assurance - What stands in its place until there is something to say.
 * @csspart link - Asks about a payment whose window is gone, or leads out of an app or a frame.
 * @csspart summary - Order number, receipt and virtual account.
 * @csspart copy - Copies the account number.
 * @csspart receipt - The link to the receipt.
 * @csspart note - A line about a payment that is under way, waits or has just been made elsewhere.
 * @csspart show - Shows that payment.
 * @csspart forget - Removes an account from what this browser keeps.
 * @csspart elsewhere - What is said of an account that was ordered in another browser.
 *
 * @cssproperty --portone-checkout-accent - The pay button and the focus ring.
 * @cssproperty --portone-checkout-accent-text - On the pay button.
 * @cssproperty --portone-checkout-surface - Behind everything.
 * @cssproperty --portone-checkout-sunken - Behind images, quiet buttons and the summary.
 * @cssproperty --portone-checkout-text
 * @cssproperty --portone-checkout-muted - Secondary text.
 * @cssproperty --portone-checkout-border - Of the card, and of what can be chosen or filled in.
 * @cssproperty --portone-checkout-success - The sign of a payment that is done.
 * @cssproperty --portone-checkout-danger - Of one that failed, and of a field to correct.
 * @cssproperty --portone-checkout-warning - Of one that takes its time.
 * @cssproperty --portone-checkout-radius - Of the card; the rest follows.
 * @cssproperty --portone-checkout-control-radius - Of buttons, fields and choices.
 * @cssproperty --portone-checkout-shadow
 * @cssproperty --portone-checkout-font - A font family list.
 * @cssproperty --portone-checkout-font-size - Of running text; all other sizes follow.
 * @cssproperty --portone-checkout-spacing - Around what the card holds; gaps follow.
 * @cssproperty --portone-checkout-control-height - Of the button.
 * @cssproperty --portone-checkout-image-size - Of the square for the image.
 * @cssproperty --portone-checkout-max-width
 */
export class PortoneCheckout extends LitElement {
  static override styles = [css, optionsCss, detailsCss, openInBrowserCss, dialogCss].map(
    unsafeCSS,
  );

  static override properties = {
    itemId: { attribute: 'item-id', converter: text, reflect: true },
    bff: { converter: text, reflect: true },
    quantity: { converter: wholeNumber, reflect: true },
    method: { converter: text, reflect: true },
    locale: { converter: text, reflect: true },
    redirectUrl: { attribute: 'redirect-url', converter: text, reflect: true },
    layout: { converter: text, reflect: true },
    outcome: { type: Boolean, reflect: true },
    reportHeight: { attribute: 'report-height', type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    buyer: { attribute: false },
    messages: { attribute: false },
  };

  /** The item's id in the server's catalog. */
  declare itemId: string | undefined;
  /** Where the server is, if not where this script came from. */
  declare bff: string | undefined;
  /** The id of one of the item's methods of payment; the buyer chooses where absent. */
  declare method: string | undefined;
  /** A BCP 47 tag; the nearest `lang`, then the browser's language, where absent. */
  declare locale: string | undefined;
  /** Where a payment on a phone comes back to, if not to this page. */
  declare redirectUrl: string | undefined;
  /** `card`, or only the `button`. */
  declare layout: 'card' | 'button' | undefined;
  /**
   * For a page that sells nothing, as one that `redirect-url` leads to: shows the payment that has come
   * back to it, and nothing without one. It needs no `item-id`.
   */
  declare outcome: boolean;
  /** In a frame: tells the page around how high this page is, for frames that follow; see docs/public.md. */
  declare reportHeight: boolean;

  /** How many; the buyer chooses where absent, up to the item's limit. */
  declare quantity: number | undefined;
  declare disabled: boolean;
  /** What the page knows about its buyer; handed to PortOne as `customer`. */
  declare buyer: Buyer | undefined;
  /** Messages in place of the element's, by language; see docs/languages.md. */
  declare messages: CustomMessages | undefined;

  readonly #states = this.attachInternals().states;
  readonly #checkout = new CheckoutController(this);
  readonly #clipboard = createClipboard(this);
  readonly #openInBrowser: OpenInBrowser | undefined;
  #hadFocus = false;
  #isUnderWay = false;

  constructor() {
    super();
    this.disabled = false;
    this.outcome = false;
    this.reportHeight = false;
    this.addController(this.#checkout);
    this.addController(observeLang(this));
    this.addController(tellHeight(this));
    const place = embedding();
    this.#openInBrowser = place && createOpenInBrowser(this.#checkout, place, this.#clipboard);
  }

  /**
   * Opens the payment window, as the button does. Call it from the buyer's own click, or the
   * browser may block the window. Does nothing before the item is loaded, while disabled, and while a payment is under way.
   */
  pay(): void {
    this.#checkout.pay();
  }

  /**
   * Goes to the button, or else to the whole: not to the status, which is announced in any case and
   * would be read out twice.
   */
  override focus(options?: FocusOptions): void {
    const { renderRoot } = this;
    const button = renderRoot.querySelector<HTMLElement>('.action:enabled');
    (button ?? renderRoot.querySelector<HTMLElement>('[part=card]'))?.focus(options);
  }

  /** Shows the item again, under a new order. Does nothing while a payment is under way. */
  reset(): void {
    this.#checkout.reset();
  }

  protected override createRenderRoot(): ShadowRoot {
    return createRenderRoot(this, PortoneCheckout.elementStyles);
  }

  protected adoptedCallback(): void {
    if (this.shadowRoot) applyStyles(this.shadowRoot, PortoneCheckout.elementStyles);
  }

  protected override willUpdate(): void {
    // A payment window takes the focus, and returns it to no element when it closes.
    this.#hadFocus = !!this.shadowRoot?.activeElement || (this.#hadFocus && this.#isUnderWay);
    const { name } = this.#checkout.state;
    this.#isUnderWay = name === 'paying' || name === 'confirming';
  }

  protected override updated(): void {
    this.#exposeState();
    showSheet(this.renderRoot);
    const { activeElement, body } = this.ownerDocument;
    if (this.#hadFocus && activeElement === body) this.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state, itemAnswer, choices, messages, lang } = this.#checkout;
    if (state.name === 'idle' && !(this.outcome && this.#checkout.note)) return nothing;
    const isCard = this.layout !== 'button';
    return html`<div
      part="card"
      class="${isCard ? 'card' : 'button'} ${state.name}"
      lang=${lang}
      dir=${directionOf(lang)}
      role="group"
      tabindex="-1"
      aria-label=${this.#label}
      aria-busy=${state.name === 'loading' || state.name === 'confirming'}
    >
      ${isCard ? this.#renderItem() : this.#renderBadge()}${
        itemAnswer && choices?.render(this.#context, state, 'card')
      }
      <slot name="details"></slot>
      <div class="foot">
        <div class="note">
          <div
            part="status"
            role="status"
            aria-atomic="false"
            aria-live=${this.#checkout.isSilent ? 'off' : nothing}
          >
            ${renderStatus(this.#status)}${renderAside(...this.#outcome)}
          </div>
          ${
            isCard && (state.name === 'loading' || state.name === 'ready') && !this.#status
              ? html`<slot name="assurance"
                  ><p part="assurance" class="assurance">
                    ${icon(icons.lock)}${messages.assurance}
                  </p></slot
                >`
              : nothing
          }
        </div>
        ${renderAction(this.#context, this.#checkout)}${renderOutcome(...this.#outcome)}${
          !isCard || state.name === 'paid'
            ? nothing
            : renderSeller(this.#context, itemAnswer?.item.seller)
        }
      </div>
      ${this.#checkout.dialog.render(this.#context)}
    </div>`;
  }

  get #label(): string {
    const { state, itemAnswer, messages } = this.#checkout;
    if (itemAnswer) return itemAnswer.item.name;
    const paidFor = 'itemName' in state ? state.itemName : undefined;
    return paidFor ?? (this.outcome ? messages.ordered : messages.loading);
  }

  get #context(): ViewContext {
    const { messages, lang } = this.#checkout;
    return { messages, locale: lang, price: (amount, currency) => this.#price(amount, currency) };
  }

  get #outcome(): Parameters<typeof renderOutcome> {
    return [this.#context, this.#checkout, this.#clipboard, this.#openInBrowser];
  }

  #renderItem(): TemplateResult | typeof nothing {
    const { itemAnswer, state, total, quantity, choices, isSoldOut } = this.#checkout;
    if (itemAnswer && total !== undefined) {
      const hasOwnMedia = !!this.querySelector('[slot=media]');
      return html`${this.#renderBadge()}${renderItem(this.#context, itemAnswer.item, { total, quantity, hasOwnMedia, left: isSoldOut ? 0 : choices?.left })}`;
    }
    if (!['loading', 'paying', 'confirming'].includes(state.name)) return nothing;
    return renderItemSkeleton();
  }

  #renderBadge(): TemplateResult | typeof nothing {
    const environment = this.#checkout.itemAnswer?.checkout.environment ?? 'live';
    return environment === 'live'
      ? nothing
      : html`<span part="badge" class="badge">${environment.toUpperCase()}</span>`;
  }

  get #status(): Status | undefined {
    const { state, messages } = this.#checkout;
    return statusOf(state, messages, navigator.onLine === false);
  }

  #price(amount: number, currency = this.#checkout.itemAnswer?.item.currency): string {
    return formatPrice(amount, currency ?? 'KRW', this.#checkout.lang);
  }

  #exposeState(): void {
    // Chromium before 125 takes other names only, and older Safari has no custom states at all.
    if (!CSS.supports('selector(:state(ready))')) return;
    this.#states.clear();
    this.#states.add(this.#checkout.state.name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portone-checkout': PortoneCheckout;
  }
}
