import { html, nothing, type TemplateResult } from 'lit';
import type { CheckoutState } from '../state/checkout-state.ts';
import type { Clipboard } from './clipboard.ts';
import { icon } from './icons.ts';
import { type Note, renderNote } from './note.ts';
import type { OpenInBrowser } from './open-in-browser.ts';
import { renderSummary } from './payment-details.ts';
import type { Status } from './status.ts';
import { statusWords } from './status-words.ts';
import type { ViewContext } from './view-context.ts';

/** What is read of a checkout below its button, and what the buyer can do there. */
export type OutcomeSource = {
  readonly state: CheckoutState;
  /** A payment to be mentioned beside the item. */
  readonly note: (Note & { readonly itemId: string }) | undefined;
  readonly host: { readonly itemId: string | undefined };
  recheck(): void;
  showNote(): void;
  /** Removes the payment that is shown from what this browser keeps. */
  forgetPayment(): void;
};

/** What is shown below the button, or in its place. */
export function renderOutcome(
  context: ViewContext,
  checkout: OutcomeSource,
  clipboard: Clipboard,
  openInBrowser: OpenInBrowser | undefined,
): TemplateResult {
  const { messages } = context;
  const { state, note, host } = checkout;
  return html`${
    state.name === 'paying' && state.paymentId
      ? html`<button part="link" type="button" class="link" @click=${() => checkout.recheck()}>
          ${messages.windowGone}
        </button>`
      : undefined
  }
  ${note && isQuiet(state) ? renderNote(context, note, note.itemId === host.itemId, () => checkout.showNote()) : undefined}
  ${renderSummary(context, state, clipboard, host.itemId)}
  ${
    state.name === 'issued' && state.virtualAccount
      ? html`<button
          part="forget"
          type="button"
          class="open-in-browser"
          @click=${() => checkout.forgetPayment()}
        >
          ${messages.forgetHere}
        </button>`
      : undefined
  }
  ${openInBrowser?.render(context)}
  ${state.name === 'paid' ? html`<slot name="paid"></slot>` : undefined}`;
}

export function renderStatus(status: Status | undefined): TemplateResult | typeof nothing {
  if (!status) return nothing;
  const { message, tone, icon: sign } = status;
  return html`<p class="says ${tone}" aria-atomic="true">
    ${icon(sign)}${statusWords(message)}
  </p>`;
}

/** Short messages of the live region that are also visible elsewhere. */
export function renderAside(
  { messages }: ViewContext,
  { state, note }: OutcomeSource,
  clipboard: Clipboard,
  openInBrowser: OpenInBrowser | undefined,
): TemplateResult | undefined {
  if (note && !note.isHere && isQuiet(state)) {
    return html`<span class="aside">${messages.elsewhere.title}</span>`;
  }
  return state.name === 'issued' || openInBrowser
    ? html`<span class=${clipboard.copied ? 'aside' : 'hint'}>${clipboard.announced}</span>`
    : undefined;
}

/** Whether there is room for a payment to be mentioned: the item is on sale, or there is none. */
function isQuiet({ name }: CheckoutState): boolean {
  return name === 'ready' || name === 'load-failed' || name === 'idle';
}
