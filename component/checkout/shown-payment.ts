import {
  hostsOf,
  keyOf,
  type PagePayment,
  type PaymentHost,
  page,
  tellElements,
} from '../page/page.ts';

/** Which payment of the page one element shows: its item's, or one that its buyer has asked to see. */
export class ShownPayment {
  /** Of the item that the element sells; `undefined` where it sells none. */
  itemKey: string | undefined;
  /** Payments that the element was pressed for, and that its page may have turned away from since. */
  readonly #pressed = new Map<string, PagePayment>();
  #viewing: string | undefined;

  get key(): string | undefined {
    return this.#viewing ?? this.itemKey;
  }

  get payment(): PagePayment | undefined {
    return this.key === undefined ? undefined : page.payments[this.key];
  }

  /** Whether it is not the item's own. */
  get isOther(): boolean {
    return this.#viewing !== undefined && this.#viewing !== this.itemKey;
  }

  /** One to be mentioned beside the item: begun in another tab, or for what was sold here before. */
  get note(): PagePayment | undefined {
    if (this.payment) return this.payment.view === 'note' ? this.payment : undefined;
    return [...this.#pressed.values()].find(
      (payment) =>
        // The buyer may have put it away at another element.
        page.payments[keyOf(payment)] === payment &&
        ['paid', 'issued', 'pending'].includes(payment.state.name),
    );
  }

  /** Keeps in mind that the element was pressed for a payment, though it may sell something else later. */
  keepPressed(payment: PagePayment): void {
    this.#pressed.set(keyOf(payment), payment);
  }

  /** Turns to a payment, whatever the element sells. */
  view(payment: PagePayment): void {
    this.#viewing = keyOf(payment);
    tellElements();
  }

  /** Shows a payment that is mentioned. */
  showNote(): void {
    const { note } = this;
    if (!note) return;
    this.view(note);
    if (note.view === 'note') note.show();
  }

  /** The element turns to an item. */
  turnTo(itemKey: string | undefined): void {
    this.itemKey = itemKey;
    this.#viewing = undefined;
  }

  /** The item is shown again. */
  leave(): void {
    const { payment } = this;
    this.#viewing = undefined;
    if (!payment) return;
    this.#pressed.delete(keyOf(payment));
    // What another browser has ordered is told until the buyer goes on.
    if (payment.isHere) payment.leave();
    else payment.forget();
  }

  /** Whether another element of the page tells the buyer of it. */
  isToldBy(host: PaymentHost): boolean {
    const { payment } = this;
    return payment?.view !== 'shown' || hostsOf(keyOf(payment))[0] === host;
  }
}
