import type { ReactiveController } from 'lit';
import { type BffClient, BffError, bffClient } from '../api/checkout-api.ts';
import type { CheckoutMethod, FailureKind, ItemAnswer } from '../api/contract.ts';
import { explainAttributes } from '../diagnostics/explain-attributes.ts';
import { formatPrice } from '../i18n/format-price.ts';
import { HostMessages } from '../i18n/host-messages.ts';
import type { Messages } from '../i18n/message-types.ts';
import { CheckoutFailedEvent, CheckoutReadyEvent } from '../page/events.ts';
import { noteIntent } from '../page/intent.ts';
import { meetLatest, meetPayment, takePageReturn } from '../page/meet-payment.ts';
import {
  type PagePayment,
  type PaymentHost,
  page,
  paymentKeyOf,
  tellElements,
} from '../page/page.ts';
import { areFramesBlocked } from '../portone/blocked-frames.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { allows, type CheckoutEvent, reduceCheckout } from '../state/reduce-checkout.ts';
import { createOrderDialog, type OrderDialog } from '../views/order-dialog.ts';
import {
  createPurchaseOptions,
  mayChoose,
  type PurchaseOptions,
} from '../views/purchase-options.ts';
import { messageLineOf } from '../views/status.ts';
import type { CheckoutHost } from './checkout-host.ts';
import { browserClock, type Clock } from './clock.ts';
import { itemPath } from './item-path.ts';
import { createPayFlow, type PayFlow } from './pay.ts';
import { askPostcode } from './postcode-frame.ts';
import { priceOfGoods } from './price-of-goods.ts';
import { returnAddressOf } from './return-address.ts';
import { serverOf } from './server-of.ts';
import { ShownPayment } from './shown-payment.ts';

/** After this long the buyer reads that it takes longer than usual. */
const SLOW_AFTER_MS = 5_000;

/**
 * Runs the checkout of one element: loads its item, prepares orders and opens windows. Once a window is
 * there, the payment is the page's (page/), and this only shows it. It renders nothing.
 */
export class CheckoutController implements ReactiveController {
  readonly host: CheckoutHost;
  readonly clock: Clock;
  /** Places orders and opens payment windows. */
  readonly payFlow: PayFlow;
  readonly dialog: OrderDialog;
  /** As long as the page has no payment of the item's to show. */
  #own: CheckoutState = { name: 'idle' };
  readonly #shown = new ShownPayment();
  #isNew = true;
  #itemAnswer: ItemAnswer | undefined;
  #choices: PurchaseOptions | undefined;
  #load = new AbortController();
  readonly #words: HostMessages;
  /** As the page's payments know this element. */
  readonly #asHost: PaymentHost;

  constructor(host: CheckoutHost, clock: Clock = browserClock) {
    this.host = host;
    this.clock = clock;
    this.#words = new HostMessages(host);
    this.payFlow = createPayFlow(this);
    this.dialog = createOrderDialog(this);
    this.#asHost = {
      element: host,
      paymentKey: () => this.#shown.key,
      messageOf: (state) => messageLineOf(state, this.messages),
    };
  }

  get state(): CheckoutState {
    const { payment } = this;
    if (payment?.view !== 'shown') return this.#own;
    // A buyer who tries again does so at one element; the others still say what became of the last try.
    const isTrying = this.#own.name === 'paying' || this.#hasTried;
    return isTrying && allows(payment.state, { type: 'press' }) ? this.#own : payment.state;
  }

  /** Whether this element's own press has failed, or was blocked. */
  get #hasTried(): boolean {
    const own = this.#own;
    return own.name === 'failed' || (own.name === 'ready' && own.blockedBy !== undefined);
  }

  /** The payment of the page that this element shows, or mentions. */
  get payment(): PagePayment | undefined {
    return this.#shown.payment;
  }

  get note(): PagePayment | undefined {
    return this.#shown.note;
  }

  /** The item and how it can be paid for, once loaded. */
  get itemAnswer(): ItemAnswer | undefined {
    return this.#itemAnswer;
  }

  /** What the buyer chooses and fills in; `undefined` where the page or the item leaves no choice. */
  get choices(): PurchaseOptions | undefined {
    return this.#choices;
  }

  /** In the buyer's language. */
  get messages(): Messages {
    return this.#words.messages;
  }

  /** The amount to pay for the goods, in the minor unit: from the order once there is one, from the item before. */
  get total(): number | undefined {
    if (!this.#itemAnswer) return undefined;
    const { state } = this;
    if (state.name === 'issued' && !this.#shown.isOther && state.totalAmount)
      return state.totalAmount;
    const order = this.payFlow.usableOrder;
    const piece = this.#choices?.piece ?? this.#itemAnswer.item.price;
    return order ? priceOfGoods(order) : piece * this.quantity;
  }

  /** Whether nothing is left of the item, or of what is chosen. */
  get isSoldOut(): boolean {
    return this.#choices?.isSoldOut ?? !!this.#itemAnswer?.item.soldOut;
  }

  /** How many: as the page says, else as the buyer chooses. */
  get quantity(): number {
    return this.host.quantity ?? this.#choices?.quantity ?? 1;
  }

  /** How the buyer would pay: as the page says, else as the buyer chooses, else the server's first. */
  get method(): CheckoutMethod | undefined {
    const methods = this.#itemAnswer?.checkout.methods ?? [];
    const wanted = this.host.method ?? this.#choices?.methodId;
    return wanted ? methods.find(({ id }) => id === wanted) : methods[0];
  }

  /** Whether PayPal's own buttons take the place of ours. */
  get paysByPaypal(): boolean {
    return this.method?.payMethod === 'PAYPAL' && !areFramesBlocked && !this.isSoldOut;
  }

  /** The buyer's, as of the last update: a BCP 47 tag. */
  get locale(): string {
    return this.#words.locale;
  }

  /** That of the messages: another one where they are not in the buyer's language. */
  get lang(): string {
    return this.#words.lang;
  }

  /** Aborted when the element turns to another item: requests for the old one are dropped. */
  get loadSignal(): AbortSignal {
    return this.#load.signal;
  }

  get bff(): BffClient {
    return bffClient(serverOf(this.host.bff));
  }

  /** The server's page for the item. */
  get hostedPage(): string {
    return `${this.bff.server}/checkout/${encodeURIComponent(this.host.itemId ?? '')}`;
  }

  /** The page that the item is sold on: this one, or the server's own where it has no address. */
  get page(): string {
    return returnAddressOf(undefined).page ?? this.hostedPage;
  }

  /** Whether another element of the page tells the buyer of the payment that is shown. */
  get isSilent(): boolean {
    return !this.#shown.isToldBy(this.#asHost);
  }

  get mayPay(): boolean {
    return allows(this.state, { type: 'press' });
  }

  hostConnected(): void {
    // A copy of an element, as page caches keep them, comes with a dead copy of PayPal's buttons.
    for (const copy of this.host.querySelectorAll(':scope > [slot=paypal]')) copy.remove();
    page.hosts.add(this.#asHost);
    page.news.addEventListener('change', this.#look);
    window.addEventListener('online', this.#online);
    tellElements();
    if (this.#own.name === 'loading') void this.#loadItem();
  }

  hostDisconnected(): void {
    this.payFlow.removePaypal();
    this.dialog.close();
    page.hosts.delete(this.#asHost);
    page.news.removeEventListener('change', this.#look);
    window.removeEventListener('online', this.#online);
    tellElements();
    if (this.#own.name === 'loading') this.#load.abort();
  }

  hostUpdate(): void {
    const { itemId } = this.host;
    this.#words.update();
    const itemKey = itemId ? paymentKeyOf(this.bff.server, itemId) : undefined;
    if (itemKey !== this.#shown.itemKey || this.#isNew) {
      this.#isNew = false;
      this.#shown.turnTo(itemKey);
      this.load();
      tellElements();
    } else if (this.#itemAnswer && mayChoose(this.host, this.#itemAnswer)) {
      this.addChoices();
    }
  }

  hostUpdated(): void {
    this.dialog.update();
    this.payFlow.showPaypal();
  }

  /** Starts from the beginning, with whatever item the host names now. */
  load(): void {
    this.#load.abort();
    this.#itemAnswer = undefined;
    this.payFlow.forgetOrder();
    this.dialog.close();
    this.#choices = undefined;
    const { itemId } = this.host;
    this.dispatch(itemId ? { type: 'load' } : { type: 'no-item' });
    if (itemId) void this.#loadItem();
    else explainAttributes(this);
    if (!itemId && this.host.outcome) void this.#meetOutcome();
  }

  /** Requests an order ahead of the click, so that the click does not wait. */
  prepare(): void {
    this.payFlow.prepare();
  }

  /** The pointer, or the focus, comes to the button or leaves it: an order is requested for who stays. */
  rest(event: Event): void {
    const { host, clock } = this;
    noteIntent(event, host, clock.wait, () => host.isConnected && this.prepare());
  }

  /**
   * Opens the payment window, once, if the checkout is at a point where paying makes sense; before that
   * the dialog, where there is more to be known.
   */
  pay(): void {
    if (!this.#itemAnswer || this.host.disabled || !this.mayPay || this.isSoldOut) return;
    if (this.#choices?.hasSteps && !areFramesBlocked) this.dialog.open();
    else this.payFlow.pay();
  }

  /** Asks the server now: while a result is pending, or after the window closed without reporting. */
  recheck(): void {
    const { payment } = this;
    payment?.send({ type: 'ended', paymentId: payment.paymentId, end: 'silent' });
  }

  /** Starts over for another purchase; not while a payment is under way. */
  reset(): void {
    if (!allows(this.state, { type: 'over' })) return;
    this.payFlow.forgetOrder();
    this.startOver();
  }

  /** Shows the item again, without a message. */
  startOver(): void {
    this.#shown.leave();
    if (this.#itemAnswer) this.dispatch({ type: 'over' });
    else this.load();
  }

  /** Shows a payment that is mentioned. */
  showNote(): void {
    this.#shown.showNote();
  }

  /** Removes the payment that is shown from what this browser keeps. */
  forgetPayment(): void {
    this.payment?.forget();
    this.startOver();
  }

  dispatch(event: CheckoutEvent): void {
    // A press goes on from what is shown, everything else from what this element was at.
    const from = event.type === 'press' ? this.state : this.#own;
    // A state of the page's payment is none of this element's own: the payment may change, or go.
    const isPages =
      event.type === 'opened' || (event.type === 'stopped' && event.back === this.payment?.state);
    this.#own = isPages ? { name: 'ready' } : reduceCheckout(from, event);
    this.host.requestUpdate();
  }

  keepPressed(payment: PagePayment): void {
    this.#shown.keepPressed(payment);
  }

  /** Shows after a while that the present state takes longer than usual. */
  async noteIfSlow(): Promise<void> {
    const own = this.#own;
    await this.clock.wait(SLOW_AFTER_MS, this.#load.signal);
    if (this.#own === own) this.dispatch({ type: 'slow' });
  }

  /** Ends an attempt before its window could open, or the load of the item. */
  fail(stage: 'item' | 'prepare' | 'load', reason: unknown, kind: FailureKind = 'UNKNOWN'): void {
    console.error('<portone-checkout>', reason);
    const code = reason instanceof BffError ? reason.code : undefined;
    const failure = {
      stage: stage === 'item' ? 'load' : stage,
      kind,
      code,
      retryable: true,
    } as const;
    this.dispatch(stage === 'item' ? { type: 'load-failed', code } : { type: 'failed', failure });
    const message = messageLineOf(this.#own, this.messages);
    this.host.dispatchEvent(new CheckoutFailedEvent({ ...failure, message }));
    explainAttributes(this);
  }

  /** Adds the form for choices and buyer's details, where there was none. */
  addChoices(): void {
    if (this.#itemAnswer) this.#choices ??= createPurchaseOptions(this, this.#itemAnswer);
  }

  /** Lets the buyer pick an address in the server's search. */
  findAddress = (place: HTMLElement, signal: AbortSignal) =>
    askPostcode(place, this.bff.server, this.lang, signal);

  warn = (reason: unknown): void => console.warn('<portone-checkout>', reason);

  async #loadItem(): Promise<void> {
    const { itemId } = this.host;
    if (!itemId) return;
    const load = new AbortController();
    this.#load = load;
    const { bff, clock } = this;
    // An item is not offered to a buyer who has paid for it.
    const known = meetPayment({ bff, clock }, itemId);
    void this.noteIfSlow();
    // Formatting the first price takes a browser as long as rendering the rest of the item. It does so
    // here, while the request is under way.
    setTimeout(formatPrice, 0, 0, 'KRW', this.lang);
    try {
      const itemAnswer = await bff.ask<ItemAnswer>(itemPath(itemId), load.signal);
      this.payFlow.loadScript(itemAnswer).catch(this.warn);
      await known;
      if (load.signal.aborted) return;
      this.#itemAnswer = itemAnswer;
    } catch (reason) {
      await known;
      // A payment that is being shown matters more than an item that failed to load.
      if (load.signal.aborted) return;
      if (this.state.name === 'loading') this.fail('item', reason);
      else this.dispatch({ type: 'load-failed', code: undefined });
      return;
    }
    if (mayChoose(this.host, this.#itemAnswer)) this.addChoices();
    this.#showItem(this.#itemAnswer);
  }

  /** An element that sells nothing shows what the page was opened with a return of. */
  async #meetOutcome(): Promise<void> {
    const { bff, clock } = this;
    const payment = (await takePageReturn({ bff, clock })) ?? meetLatest({ bff, clock });
    if (!payment || this.host.itemId) return;
    this.#shown.view(payment);
  }

  #showItem({ item }: ItemAnswer): void {
    this.dispatch({ type: 'loaded' });
    this.host.dispatchEvent(new CheckoutReadyEvent({ item }));
    explainAttributes(this);
  }

  #online = (): void => {
    if (this.#own.name === 'load-failed') this.load();
    else this.dispatch({ type: 'online' });
  };

  /** What the page's payments have come to. */
  #look = (): void => {
    const { payment } = this;
    // What an earlier press has come to is out of date.
    const isUnderWay = payment?.view === 'shown' && !allows(payment.state, { type: 'press' });
    if (isUnderWay && this.#hasTried) this.dispatch({ type: 'over' });
    if (payment?.state.name === 'paid') this.#choices?.forget();
    // PortOne takes no further attempt under an id that was paid and given back.
    if (payment?.state.name === 'cancelled' && payment.state.isSpent) this.payFlow.forgetOrder();
    this.host.requestUpdate();
  };
}
