import { html, nothing, type TemplateResult } from 'lit';
import type { CheckoutMethod, ItemAnswer } from '../api/contract.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { icon } from './icons.ts';
import type { PurchaseOptions } from './purchase-options.ts';
import { isPastDue } from './status.ts';
import type { ViewContext } from './view-context.ts';

/** What the one button reads of a checkout, and what it does. */
export type ActionSource = {
  readonly host: {
    readonly itemId: string | undefined;
    readonly disabled: boolean;
    readonly layout?: 'card' | 'button' | undefined;
  };
  readonly state: CheckoutState;
  readonly itemAnswer: ItemAnswer | undefined;
  readonly choices: PurchaseOptions | undefined;
  readonly method: CheckoutMethod | undefined;
  /** In the minor unit. */
  readonly total: number | undefined;
  readonly isSoldOut: boolean;
  readonly paysByPaypal: boolean;
  readonly payFlow: { readonly isPaypalElsewhere: boolean };
  pay(): void;
  load(): void;
  recheck(): void;
  reset(): void;
  rest(event: Event): void;
};

type Action = {
  label: string | TemplateResult;
  act: (() => void) | undefined;
  /** `main` pays, `quiet` is for any other action, `busy` takes no clicks. */
  look: 'main' | 'quiet' | 'busy';
};

/** One button for all states: it keeps the focus while its label changes. */
export function renderAction(
  context: ViewContext,
  checkout: ActionSource,
): TemplateResult | typeof nothing {
  const { host, state, isSoldOut } = checkout;
  if (state.name === 'loading') return html`<div class="action skeleton"></div>`;
  const action = actionOf(context, checkout);
  if (!action) return nothing;
  const { label, act, look } = action;
  const rest = (event: Event) => checkout.rest(event);
  const isMain = look === 'main';
  if (isMain && state.name !== 'failed' && hasPaypal(checkout)) {
    return html`<div class="paypal" @pointerover=${rest} @focusin=${rest}>
      <slot name="paypal"></slot>
    </div>`;
  }
  return html`<button
    part="button"
    type="button"
    class="action ${look === 'quiet' ? 'quiet' : ''}"
    aria-describedby=${host.layout !== 'button' && checkout.itemAnswer ? 'name price' : nothing}
    aria-disabled=${look === 'busy' ? 'true' : nothing}
    ?disabled=${isMain && (host.disabled || isSoldOut || !checkout.method)}
    @click=${act}
    @pointerover=${rest} @pointerleave=${rest}
    @focusin=${rest} @focusout=${rest}
  >
    ${look === 'busy' ? icon('') : nothing}${label}
  </button>`;
}

/** PayPal's own buttons take the place of ours, after the steps where there are any. */
function hasPaypal({ paysByPaypal, payFlow, choices }: ActionSource): boolean {
  return paysByPaypal && !payFlow.isPaypalElsewhere && !choices?.hasSteps;
}

function actionOf(context: ViewContext, checkout: ActionSource): Action | undefined {
  const { messages } = context;
  const { state, itemAnswer, host } = checkout;
  const pay = () => checkout.pay();
  const load = () => checkout.load();
  // An element for outcomes has nothing to sell, nor to load.
  if (!host.itemId && (state.name === 'cancelled' || state.name === 'failed')) return undefined;
  switch (state.name) {
    case 'ready':
    case 'cancelled':
      return itemAnswer
        ? { label: payLabel(context, checkout), act: pay, look: 'main' }
        : { label: messages.reload, act: load, look: 'quiet' };
    case 'paying':
    case 'confirming':
      return { label: messages.opening, act: undefined, look: 'busy' };
    case 'failed':
      if (!state.retryable) return undefined;
      return itemAnswer
        ? {
            label: checkout.isSoldOut ? messages.sale.soldOut : messages.again,
            act: pay,
            look: 'main',
          }
        : { label: messages.reload, act: load, look: 'quiet' };
    case 'load-failed':
      return { label: messages.reload, act: load, look: 'quiet' };
    case 'pending':
      return { label: messages.checkAgain, act: () => checkout.recheck(), look: 'quiet' };
    case 'issued':
      return isPastDue(state)
        ? { label: messages.again, act: () => checkout.reset(), look: 'quiet' }
        : undefined;
    default:
      return undefined;
  }
}

function payLabel(
  { messages, price }: ViewContext,
  { total, host, isSoldOut }: ActionSource,
): TemplateResult | string {
  if (isSoldOut) return messages.sale.soldOut;
  const words =
    host.layout === 'button' && total !== undefined
      ? messages.payAmount.replace('{price}', () => price(total))
      : messages.pay;
  return html`<slot name="label">${words}</slot>`;
}
