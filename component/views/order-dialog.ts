import { html, nothing, type TemplateResult } from 'lit';
import type { Item, OrderAnswer } from '../api/contract.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { icon, icons } from './icons.ts';
import { renderOrder } from './order-summary.ts';
import { renderStatus } from './outcome.ts';
import type { PurchaseOptions } from './purchase-options.ts';
import { renderSeller } from './seller.ts';
import { statusOf } from './status.ts';
import type { ViewContext } from './view-context.ts';

/** What the dialog reads and calls of a checkout, at the time of use. */
export type DialogSource = {
  readonly host: HTMLElement & {
    readonly updateComplete: Promise<unknown>;
    readonly disabled: boolean;
    requestUpdate(): void;
  };
  readonly state: CheckoutState;
  readonly itemAnswer: { item: Item } | undefined;
  readonly choices: PurchaseOptions | undefined;
  readonly mayPay: boolean;
  readonly isSoldOut: boolean;
  readonly paysByPaypal: boolean;
  readonly payFlow: {
    readonly usableOrder: OrderAnswer | undefined;
    readonly isPaypalElsewhere: boolean;
    readonly script: unknown;
    /** Shows an error by itself. */
    place(): Promise<boolean>;
    pay(): void;
  };
};

/**
 * Two steps before the payment of an item that asks for more than a card has room for: what is to be
 * known, and the order as the server has it. It is a modal dialog, and closed before a window opens, which
 * it would cover.
 */
export function createOrderDialog(checkout: DialogSource) {
  const { host } = checkout;
  let step: 'closed' | 'details' | 'check' = 'closed';
  let isPlacing = false;

  const dialog = () => host.shadowRoot?.querySelector('dialog');

  return {
    /** Whether the order is before the buyer, at the price that the server has told. */
    get isChecking(): boolean {
      return step === 'check' && !!checkout.payFlow.usableOrder;
    },

    /** Opens it once what stands on the card is chosen; a buyer who has been here before goes on from there. */
    open(): void {
      const { choices, payFlow } = checkout;
      if (dialog()?.open || !choices) return;
      if (!choices.isComplete('card')) {
        choices.reveal('card');
        return;
      }
      const isKnown = choices.isComplete() && payFlow.usableOrder && payFlow.script;
      step = isKnown ? 'check' : 'details';
      host.requestUpdate();
    },

    close,

    /** Shows and closes the dialog as the checkout requires, once it is rendered. */
    update(): void {
      if (step !== 'closed' && !checkout.mayPay) close();
      const shown = dialog();
      if (step !== 'closed' && shown && !shown.open) shown.showModal();
    },

    render(context: ViewContext): TemplateResult | typeof nothing {
      const { choices } = checkout;
      if (!choices?.hasSteps) return nothing;
      return html`<dialog
        part="sheet"
        class="sheet"
        aria-labelledby="sheet-title"
        @cancel=${close}
        @close=${() => dialog()?.open || close()}
        @keydown=${keepEscape}
      >
        ${step === 'closed' ? nothing : renderStep(context, choices)}
      </dialog>`;
    },
  };

  /** At once: a window may be about to open. */
  function close(): void {
    step = 'closed';
    if (dialog()?.open) dialog()?.close();
    host.requestUpdate();
  }

  /** A dialog of the page around stays open. */
  function keepEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape') event.stopPropagation();
  }

  function renderStep(context: ViewContext, choices: PurchaseOptions): TemplateResult {
    const { state, payFlow, itemAnswer, isSoldOut, paysByPaypal } = checkout;
    const { messages } = context;
    const { sale } = messages;
    const order = step === 'check' ? payFlow.usableOrder : undefined;
    const status =
      state.name === 'failed' && state.stage !== 'pay'
        ? statusOf(state, messages, navigator.onLine === false)
        : undefined;
    const hasPaypal = order && paysByPaypal && !payFlow.isPaypalElsewhere;
    return html`<form novalidate>
      <header>
        <h2 id="sheet-title" tabindex="-1" autofocus>${order ? sale.check : sale.details}</h2>
        <button type="button" class="close" aria-label=${sale.close} @click=${close}>
          ${icon(icons.close)}
        </button>
      </header>
      ${
        order
          ? renderOrder(context, order, choices.answers)
          : choices.render(context, state, 'sheet', isPlacing)
      }
      <div role="status">${order ? nothing : renderStatus(status)}</div>
      ${order ? renderSeller(context, itemAnswer?.item.seller) : nothing}
      <footer>
        ${
          order
            ? html`<button type="button" class="quiet" @click=${back}>${sale.back}</button>`
            : nothing
        }
        ${
          hasPaypal
            ? html`<slot name="paypal"></slot>`
            : html`<button
                part="next"
                type="submit"
                aria-disabled=${isPlacing ? 'true' : nothing}
                ?disabled=${host.disabled || isSoldOut}
                @click=${order ? pay : next}
              >
                ${isPlacing ? icon('') : nothing}${
                  isSoldOut
                    ? sale.soldOut
                    : order
                      ? messages.payAmount.replace('{price}', () =>
                          context.price(order.totalAmount, order.currency),
                        )
                      : sale.next
                }
              </button>`
        }
      </footer>
    </form>`;
  }

  function back(): void {
    goTo('details');
  }

  async function next(event: Event): Promise<void> {
    event.preventDefault();
    const { choices, payFlow } = checkout;
    if (isPlacing || !choices) return;
    if (!choices.isComplete()) {
      choices.reveal();
      host.requestUpdate();
      return;
    }
    isPlacing = true;
    host.requestUpdate();
    const isPlaced = await payFlow.place();
    isPlacing = false;
    host.requestUpdate();
    if (step === 'closed') return;
    if (isPlaced) goTo('check');
    // What is wrong stands on the card, under the dialog.
    else {
      if (choices.isWrong('card')) close();
      choices.focusProblem();
    }
  }

  function pay(event: Event): void {
    // Once the form is gone, its button is none of ours any more.
    event.preventDefault();
    close();
    checkout.payFlow.pay();
  }

  function goTo(next: 'details' | 'check'): void {
    step = next;
    host.requestUpdate();
    void host.updateComplete.then(() => dialog()?.querySelector('h2')?.focus());
  }
}

export type OrderDialog = ReturnType<typeof createOrderDialog>;
