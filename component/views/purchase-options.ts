import { html, type TemplateResult } from 'lit';
import { attempt } from '../api/attempt.ts';
import type { Buyer, BuyerField, ItemAnswer } from '../api/contract.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { buyerForm } from './buyer-form.ts';
import { icon, icons } from './icons.ts';
import type { PurchaseSource, ViewContext } from './view-context.ts';

/** How long a choice stays unchanged before an order is placed for it. */
const ORDER_DELAY_MS = 400;

/** Where a browser remembers how its buyer paid last. */
const LAST_METHOD = 'portone-checkout:method';

/** What a buyer chooses and fills in: how to pay, how many, and under which name. */
export function createPurchaseOptions(
  checkout: PurchaseSource,
  { item, checkout: { methods } }: ItemAnswer,
) {
  const { host } = checkout;
  const form = buyerForm(checkout, changed);
  const ids = methods.map(({ id }) => id);
  const last = lastMethod();
  let methodId = last !== undefined && ids.includes(last) ? last : ids[0];
  let quantity = 1;
  /** Aborted when the buyer chooses on. */
  let choosing = new AbortController();

  const limit = item.maxQuantity ?? 1;

  return {
    get methodId(): string | undefined {
      return methodId;
    },

    get quantity(): number {
      return quantity;
    },

    /** What the page knows, and what the buyer has added. */
    get buyer(): Buyer | undefined {
      return form.buyer;
    },

    /** Whether the method in force has all that it needs. */
    get isComplete(): boolean {
      return form.isComplete;
    },

    /** Keeps the method in force for the next visit. */
    remember(): void {
      if (checkout.method) rememberMethod(checkout.method.id);
    },

    /** Shows the problem of each field, for a buyer who wants to pay. */
    reveal(): void {
      form.reveal();
      focusProblem();
    },

    focusProblem,

    /** Marks the fields that the server did not accept. */
    markRejected(fields: BuyerField[]): void {
      form.markRejected(fields);
      host.requestUpdate();
    },

    /**
     * Stays while a window is open, locked, so that closing it moves nothing.
     *
     * @param isBare where the page shows nothing but the button: only what must be known is asked
     */
    render(
      context: ViewContext,
      state: CheckoutState,
      isBare: boolean,
    ): TemplateResult | undefined {
      const isLocked = host.disabled || state.name === 'paying' || state.name === 'confirming';
      const isOffered =
        isLocked ||
        state.name === 'ready' ||
        state.name === 'cancelled' ||
        (state.name === 'failed' && state.retryable);
      if (!isOffered) return undefined;
      const counts = !isBare && host.quantity === undefined && limit > 1;
      const picks = !isBare && host.method === undefined && methods.length > 1;
      return html`${counts ? renderQuantity(context, isLocked) : undefined}
      ${picks ? renderMethods(context, isLocked) : undefined} ${form.render(context, isLocked)}`;
    },
  };

  /** Another choice needs another order, so that the click again has nothing to wait for. */
  async function changed(when: 'now' | 'soon'): Promise<void> {
    host.requestUpdate();
    choosing.abort();
    choosing = new AbortController();
    const { signal } = choosing;
    if (when === 'soon') await checkout.clock.wait(ORDER_DELAY_MS, signal);
    if (!signal.aborted && host.isConnected) checkout.prepare();
  }

  /** Brings the buyer to the first field that is marked as wrong. */
  function focusProblem(): void {
    host.requestUpdate();
    void host.updateComplete.then(() =>
      host.shadowRoot?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
    );
  }

  function renderMethods({ messages }: ViewContext, isLocked: boolean): TemplateResult {
    const pick = (event: Event) => {
      methodId = (event.target as HTMLInputElement).value;
      changed('now');
    };
    return html`<fieldset part="methods" class="methods" ?disabled=${isLocked} @change=${pick}>
      <legend>${messages.methods}</legend>
      <div class="options">
        ${methods.map(
          ({ id, label }) =>
            html`<label part="method" class="method"
              ><input type="radio" name="method" .value=${id} .checked=${id === methodId} /><span
                >${label}</span
              ></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  function renderQuantity({ messages }: ViewContext, isLocked: boolean): TemplateResult {
    const set = (wanted: number) => {
      const next = Math.min(Math.max(Math.trunc(wanted) || 1, 1), limit);
      if (next === quantity) return;
      quantity = next;
      changed('soon');
    };
    const type = (event: Event) => {
      const field = event.target as HTMLInputElement;
      set(field.valueAsNumber);
      field.value = String(quantity);
    };
    // At its end a button stays where it is and keeps the focus.
    return html`<fieldset part="quantity" class="counter" ?disabled=${isLocked}>
      <label for="quantity">${messages.pieces}</label>
      <div class="stepper">
        <button
          type="button"
          aria-label=${messages.fewer}
          aria-disabled=${quantity <= 1}
          @click=${() => set(quantity - 1)}
        >
          ${icon(icons.fewer)}</button
        ><input
          id="quantity"
          type="number"
          inputmode="numeric"
          min="1"
          max=${limit}
          .value=${String(quantity)}
          @change=${type}
        /><button
          type="button"
          aria-label=${messages.more}
          aria-disabled=${quantity >= limit}
          @click=${() => set(quantity + 1)}
        >
          ${icon(icons.more)}
        </button>
      </div>
    </fieldset>`;
  }
}

/** Whether the buyer may have something to choose or to fill in. */
export function mayChoose(
  { method, quantity }: Pick<PurchaseSource['host'], 'method' | 'quantity'>,
  { item, checkout }: ItemAnswer,
): boolean {
  return (
    (method === undefined && checkout.methods.length > 1) ||
    (quantity === undefined && (item.maxQuantity ?? 1) > 1) ||
    checkout.methods.some(({ buyerFields: { pc, mobile } }) => pc.length + mobile.length > 0)
  );
}

export type PurchaseOptions = ReturnType<typeof createPurchaseOptions>;

/** Storage may be forbidden, which throws, or emptied at any time: it only saves the buyer a choice. */
function lastMethod(): string | undefined {
  return attempt(() => localStorage.getItem(LAST_METHOD) ?? undefined, undefined);
}

function rememberMethod(id: string): void {
  attempt(() => localStorage.setItem(LAST_METHOD, id), undefined);
}
