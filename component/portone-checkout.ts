import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { CheckoutController } from './checkout-controller.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { Buyer, Item, VirtualAccount } from './contract.ts';
import { formatPrice } from './format-price.ts';
import { alertIcon, backIcon, clockIcon, doneIcon, lockIcon } from './icons.ts';
import { languageOf, localeOf } from './locale.ts';
import { type Messages, messages, type Words, wordsForFailure } from './messages.ts';
import { styles } from './styles.ts';

/**
 * Sells one item of the server's catalog through PortOne.
 *
 * ```html
 * <script type="module" src="https://pay.example.com/portone-checkout.js"></script>
 * <portone-checkout item-id="shoes"></portone-checkout>
 * ```
 *
 * Until the script has run the browser gives the element no height. A page that must not shift then
 * keeps the card's: `portone-checkout:not(:defined) { display: block; min-block-size: 276px }`.
 *
 * The page names the item; name, price and currency come from the server, and so does the word
 * "paid". Where the checkout stands is in its custom states: `portone-checkout:state(paid)`. They
 * are `loading`, `load-failed`, `ready`, `paying`, `confirming`, `paid`, `issued`, `pending`,
 * `cancelled` and `failed`.
 *
 * @fires portone-checkout-ready - The item is shown. {@link CheckoutReadyEvent}
 * @fires portone-checkout-start - The buyer pressed pay; `preventDefault()` stops it. {@link CheckoutStartEvent}
 * @fires portone-checkout-paid - The server has verified the payment. {@link CheckoutPaidEvent}
 * @fires portone-checkout-issued - A virtual account waits for its deposit. {@link CheckoutIssuedEvent}
 * @fires portone-checkout-pending - Not known yet. {@link CheckoutPendingEvent}
 * @fires portone-checkout-cancelled - The buyer did not go through with it. {@link CheckoutCancelledEvent}
 * @fires portone-checkout-failed - {@link CheckoutFailedEvent}
 *
 * @slot media - Instead of the item's image.
 * @slot details - Between the item and the button: terms, delivery, options.
 * @slot label - Instead of the pay button's words.
 * @slot paid - Shown below the order number once it is paid: a download, the way on.
 *
 * @csspart card - The frame around everything.
 * @csspart badge - TEST or SANDBOX.
 * @csspart media - The frame of the image.
 * @csspart name
 * @csspart description
 * @csspart price
 * @csspart button - The one button: pay, again, load again, check again.
 * @csspart status - What is announced.
 * @csspart summary - Order number and virtual account.
 *
 * @cssproperty --portone-checkout-accent - The pay button and the focus ring.
 * @cssproperty --portone-checkout-accent-text - On the pay button.
 * @cssproperty --portone-checkout-surface - Behind everything.
 * @cssproperty --portone-checkout-sunken - Behind images, quiet buttons and the summary.
 * @cssproperty --portone-checkout-text
 * @cssproperty --portone-checkout-muted - Secondary text.
 * @cssproperty --portone-checkout-border
 * @cssproperty --portone-checkout-success
 * @cssproperty --portone-checkout-danger
 * @cssproperty --portone-checkout-warning
 * @cssproperty --portone-checkout-radius - Of the card; the rest follows.
 * @cssproperty --portone-checkout-shadow
 * @cssproperty --portone-checkout-font - A font family list.
 * @cssproperty --portone-checkout-max-width
 */
export class PortoneCheckout extends LitElement {
  static override styles = styles;

  static override properties = {
    itemId: { attribute: 'item-id' },
    bff: {},
    quantity: { converter: wholeNumber },
    method: {},
    locale: {},
    redirectUrl: { attribute: 'redirect-url' },
    layout: { reflect: true },
    disabled: { type: Boolean, reflect: true },
    buyer: { attribute: false },
  };

  /** The item's id in the server's catalog. */
  declare itemId: string | undefined;
  /** Where the server is, if not where this script came from. */
  declare bff: string | undefined;
  /** How many; 1 where absent. */
  declare quantity: number;
  /** The id of one of the item's methods of payment; the first where absent. */
  declare method: string | undefined;
  /** A BCP 47 tag; the nearest `lang`, then the browser's language, where absent. */
  declare locale: string | undefined;
  /** Where a payment on a phone comes back to, if not to this page. */
  declare redirectUrl: string | undefined;
  /** `card`, or only the `button`. */
  declare layout: 'card' | 'button';
  declare disabled: boolean;
  /** What the page knows about its buyer; handed to PortOne as `customer`. */
  declare buyer: Buyer | undefined;

  readonly #checkout = new CheckoutController(this);
  readonly #internals = this.attachInternals();
  #shownState: string | undefined;
  #focusWasInside = false;

  constructor() {
    super();
    this.quantity = 1;
    this.layout = 'card';
    this.disabled = false;
  }

  /**
   * Opens the payment window, as the button does. Call it from the buyer's own click, or the
   * browser may block the window. Does nothing while there is nothing to pay or a payment is on its way.
   */
  pay(): void {
    this.#checkout.pay();
  }

  /** Offers the item afresh, under a new order. Does nothing while a payment is on its way. */
  reset(): void {
    this.#checkout.reset();
  }

  protected override willUpdate(): void {
    this.#focusWasInside = !!this.shadowRoot?.activeElement;
  }

  protected override updated(changes: PropertyValues<this>): void {
    super.updated(changes);
    this.#exposeState();
    if (this.#focusWasInside && !this.shadowRoot?.activeElement) {
      // What had the focus is gone. Its place is taken by the button, or else by what there is to read.
      const heir = this.renderRoot.querySelector<HTMLElement>('.action:enabled, .status');
      heir?.focus();
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state, offer } = this.#checkout;
    if (state.name === 'idle') return nothing;
    const isCard = this.layout !== 'button';
    return html`<div
      part="card"
      class="${isCard ? 'card' : 'button'} ${state.name}"
      role="group"
      aria-label=${offer?.item.name ?? this.#words.loading}
      aria-busy=${state.name === 'loading' || state.name === 'confirming'}
    >
      ${isCard ? this.#renderItem() : this.#renderBadge()}
      <slot name="details"></slot>
      <div class="foot">
        ${this.#renderAction()}
        <div class="note">
          <div part="status" class="status" role="status" tabindex="-1">${this.#renderStatus()}</div>
          ${
            isCard && (state.name === 'loading' || state.name === 'ready')
              ? html`<p class="assurance">${lockIcon}${this.#words.assurance}</p>`
              : nothing
          }
        </div>
        ${
          state.name === 'paying' && state.paymentId
            ? html`<button type="button" class="link" @click=${this.#checkAgain}>
                ${this.#words.windowGone}
              </button>`
            : nothing
        }
        ${this.#renderSummary()}
        ${state.name === 'paid' ? html`<slot name="paid"></slot>` : nothing}
      </div>
    </div>`;
  }

  get #locale(): string {
    return localeOf(this);
  }

  get #words(): Messages {
    return messages[languageOf(this.#locale)];
  }

  #renderItem(): TemplateResult | typeof nothing {
    const { offer, state, total } = this.#checkout;
    if (offer && total !== undefined) return this.#renderFacts(offer.item, total);
    if (state.name !== 'loading' && state.name !== 'confirming') return nothing;
    return html`<div class="item">
      <div class="media bone"></div>
      <div class="facts">
        <div class="name bone"></div>
        <div class="description bone"></div>
        <div class="price bone"></div>
      </div>
    </div>`;
  }

  #renderFacts(item: Item, total: number): TemplateResult {
    return html`${this.#renderBadge()}
      <div class="item">
        <div part="media" class="media">
          <slot name="media"
            >${item.image ? html`<img src=${item.image} alt=${item.name} />` : nothing}</slot
          >
        </div>
        <div class="facts">
          <p part="name" class="name" id="name">${item.name}</p>
          ${
            item.description
              ? html`<p part="description" class="description">${item.description}</p>`
              : nothing
          }
          <p part="price" class="price" id="price">
            ${this.#price(total)}
            ${
              this.quantity > 1
                ? html`<span class="quantity">${this.#words.quantity(this.quantity)}</span>`
                : nothing
            }
          </p>
        </div>
      </div>`;
  }

  #renderBadge(): TemplateResult | typeof nothing {
    const environment = this.#checkout.offer?.checkout.environment ?? 'live';
    return environment === 'live'
      ? nothing
      : html`<span part="badge" class="badge">${environment.toUpperCase()}</span>`;
  }

  /** One button for all states: it keeps the focus while its words change. */
  #renderAction(): TemplateResult | typeof nothing {
    const { state } = this.#checkout;
    if (state.name === 'loading') return html`<div class="action bone"></div>`;
    const action = this.#action(state);
    if (!action) return nothing;
    const { label, act, look } = action;
    return html`<button
      part="button"
      type="button"
      class="action ${look === 'quiet' ? 'quiet' : ''}"
      aria-describedby="name price"
      aria-disabled=${look === 'busy' ? 'true' : nothing}
      ?disabled=${look === 'main' && (this.disabled || !this.#checkout.method)}
      @click=${act}
      @pointerover=${this.#prepare}
      @touchstart=${{ handleEvent: this.#prepare, passive: true }}
      @focusin=${this.#prepare}
    >
      ${look === 'busy' ? html`<span class="spinner"></span>` : nothing}${label}
    </button>`;
  }

  #action(state: CheckoutState): Action | undefined {
    const words = this.#words;
    const pay = () => this.pay();
    switch (state.name) {
      case 'ready':
      case 'cancelled':
        return this.#checkout.offer
          ? { label: this.#payLabel(), act: pay, look: 'main' }
          : { label: words.reload, act: this.#load, look: 'quiet' };
      case 'paying':
      case 'confirming':
        return { label: words.opening, act: undefined, look: 'busy' };
      case 'failed':
        if (!state.retryable) return undefined;
        return this.#checkout.offer
          ? { label: words.again, act: pay, look: 'main' }
          : { label: words.reload, act: this.#load, look: 'quiet' };
      case 'load-failed':
        return { label: words.reload, act: this.#load, look: 'quiet' };
      case 'pending':
        return { label: words.checkAgain, act: this.#checkAgain, look: 'quiet' };
      case 'idle':
      case 'loading':
      case 'paid':
      case 'issued':
        return undefined;
    }
  }

  #payLabel(): TemplateResult {
    const { total } = this.#checkout;
    const words =
      this.layout === 'button' && total !== undefined
        ? this.#words.payAmount(this.#price(total))
        : this.#words.pay;
    return html`<slot name="label">${words}</slot>`;
  }

  #renderStatus(): TemplateResult | typeof nothing {
    const said = this.#said(this.#checkout.state);
    if (!said) return nothing;
    const [words, tone, icon] = said;
    return html`<p class="says ${tone}">
      ${icon}<strong>${words.title}</strong><span>${words.text}</span>
    </p>`;
  }

  #said(state: CheckoutState): [Words, Tone, TemplateResult<1 | 2>] | undefined {
    const words = this.#words;
    const spinner = html`<i class="spinner"></i>`;
    switch (state.name) {
      case 'idle':
      case 'loading':
      case 'ready':
        return undefined;
      case 'load-failed':
        return [words.loadFailed[state.why], 'bad', alertIcon];
      case 'paying':
        return [words.paying, 'calm', lockIcon];
      case 'confirming':
        return [words.confirming, 'calm', spinner];
      case 'paid':
        return [words.paid, 'good', doneIcon];
      case 'issued':
        return [words.issued, 'waiting', clockIcon];
      case 'pending':
        return [words[state.why], 'waiting', clockIcon];
      case 'cancelled':
        return [words.cancelled, 'calm', backIcon];
      case 'failed':
        return [wordsForFailure(state, words), 'bad', alertIcon];
    }
  }

  #renderSummary(): TemplateResult | typeof nothing {
    const { state } = this.#checkout;
    const words = this.#words;
    const mustBeKnown =
      state.name === 'paid' ||
      state.name === 'issued' ||
      state.name === 'pending' ||
      (state.name === 'failed' && !state.retryable);
    if (!mustBeKnown || !state.paymentId) return nothing;
    const account = state.name === 'issued' ? state.virtualAccount : undefined;
    return html`<dl part="summary">
      ${account ? this.#renderAccount(account) : nothing}
      <dt>${words.orderNumber}</dt>
      <dd>${state.paymentId}</dd>
    </dl>`;
  }

  #renderAccount({ bank, accountNumber, holder, dueAt }: VirtualAccount): TemplateResult {
    const words = this.#words;
    const due =
      dueAt &&
      new Intl.DateTimeFormat(this.#locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(dueAt),
      );
    return html`<dt>${words.bank}</dt>
      <dd>${bank}</dd>
      <dt>${words.accountNumber}</dt>
      <dd>${accountNumber}</dd>
      ${holder ? html`<dt>${words.holder}</dt><dd>${holder}</dd>` : nothing}
      ${due ? html`<dt>${words.dueAt}</dt><dd>${due}</dd>` : nothing}`;
  }

  #price(amount: number): string {
    const currency = this.#checkout.offer?.item.currency ?? 'KRW';
    return formatPrice(amount, currency, this.#locale);
  }

  #exposeState(): void {
    // Chromium before 125 takes other names only, and older Safari has no custom states at all.
    if (!CSS.supports('selector(:state(ready))')) return;
    const { states } = this.#internals;
    if (this.#shownState) states.delete(this.#shownState);
    this.#shownState = this.#checkout.state.name;
    states.add(this.#shownState);
  }

  #load = (): void => this.#checkout.load();
  #prepare = (): void => this.#checkout.prepare();
  #checkAgain = (): void => this.#checkout.checkAgain();
}

type Tone = 'calm' | 'good' | 'bad' | 'waiting';

type Action = {
  label: string | TemplateResult;
  act: (() => void) | undefined;
  /** `main` is the shop's aim, `quiet` a way out of trouble, `busy` takes no clicks. */
  look: 'main' | 'quiet' | 'busy';
};

function wholeNumber(attribute: string | null): number {
  const number = attribute === null ? 1 : Number(attribute);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`<portone-checkout> quantity="${attribute}" is not a whole number of pieces`);
  return 1;
}

declare global {
  interface HTMLElementTagNameMap {
    'portone-checkout': PortoneCheckout;
  }
}
