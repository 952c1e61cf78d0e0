import type { TemplateResult } from 'lit/html.js';
import { buyerForm } from './buyer-form.ts';
import type { Canvas } from './canvas.ts';
import type { CheckoutState } from './checkout-state.ts';
import css from './choices.css?inline';
import type { Buyer, BuyerField, CheckoutMethod, ItemAnswer } from './contract.ts';

export { css };

/** What choosing needs of a checkout; all of it is read when it is needed. */
export type ChoicesHost = {
  /** What the page has fixed, and what it knows about its buyer. */
  readonly host: HTMLElement & {
    requestUpdate(): void;
    readonly updateComplete: Promise<unknown>;
    readonly method: string | undefined;
    readonly quantity: number | undefined;
    readonly buyer: Buyer | undefined;
    readonly disabled: boolean;
  };
  /** The method in force. */
  readonly method: CheckoutMethod | undefined;
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  /** Orders ahead of the click. */
  prepare(): void;
};

/** How long a buyer who is still choosing is left alone before an order follows. In milliseconds. */
const SETTLES = 400;

/** Where a browser remembers how its buyer paid last. */
const LAST_METHOD = 'portone-checkout:method';

/**
 * The part in which a buyer chooses: how to pay, how many, and under which name.
 *
 * @param isMobile handed over: another part has it (see part.ts)
 */
export function createChoices(
  checkout: ChoicesHost,
  { item, checkout: { methods } }: ItemAnswer,
  isMobile: () => boolean,
) {
  const { host } = checkout;
  const form = buyerForm(checkout, isMobile, changed);
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

    /** Says at each field what is wrong with it, for a buyer who wants to pay. */
    reveal(): void {
      form.reveal();
      focusProblem();
    },

    focusProblem,

    /** Marks what the server did not take. */
    refuse(fields: BuyerField[]): void {
      form.refuse(fields);
      host.requestUpdate();
    },

    /**
     * Stays while a window is open, locked, so that closing it moves nothing.
     *
     * @param isBare where the page shows nothing but the button: only what must be known is asked
     */
    render(canvas: Canvas, state: CheckoutState, isBare: boolean): TemplateResult | undefined {
      const { html } = canvas;
      const isLocked = host.disabled || state.name === 'paying' || state.name === 'confirming';
      const isOffered =
        isLocked ||
        state.name === 'ready' ||
        state.name === 'cancelled' ||
        (state.name === 'failed' && state.retryable);
      if (!isOffered) return undefined;
      const counts = !isBare && host.quantity === undefined && limit > 1;
      const picks = !isBare && host.method === undefined && methods.length > 1;
      return html`${counts ? renderQuantity(canvas, isLocked) : undefined}
      ${picks ? renderMethods(canvas, isLocked) : undefined} ${form.render(canvas, isLocked)}`;
    },
  };

  /** Another choice needs another order, so that the click again has nothing to wait for. */
  async function changed(when: 'now' | 'soon'): Promise<void> {
    host.requestUpdate();
    choosing.abort();
    choosing = new AbortController();
    const { signal } = choosing;
    if (when === 'soon') await checkout.clock.wait(SETTLES, signal);
    if (!signal.aborted && host.isConnected) checkout.prepare();
  }

  /** Brings the buyer to the first field that is marked as wrong. */
  function focusProblem(): void {
    host.requestUpdate();
    void host.updateComplete.then(() =>
      host.shadowRoot?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
    );
  }

  function renderMethods({ html, words }: Canvas, isLocked: boolean): TemplateResult {
    const pick = (event: Event) => {
      methodId = (event.target as HTMLInputElement).value;
      changed('now');
    };
    return html`<fieldset part="methods" class="methods" ?disabled=${isLocked} @change=${pick}>
      <legend>${words.methods}</legend>
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

  function renderQuantity({ html, words }: Canvas, isLocked: boolean): TemplateResult {
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
      <label for="quantity">${words.pieces}</label>
      <div class="stepper">
        <button
          type="button"
          aria-label=${words.fewer}
          aria-disabled=${quantity <= 1}
          @click=${() => set(quantity - 1)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 12h12"></path></svg></button
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
          aria-label=${words.more}
          aria-disabled=${quantity >= limit}
          @click=${() => set(quantity + 1)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 12h12M12 6v12"></path></svg>
        </button>
      </div>
    </fieldset>`;
  }
}

export type Choices = ReturnType<typeof createChoices>;

/** Storage may be forbidden, which throws, or emptied at any time: nothing but convenience rests on it. */
function lastMethod(): string | undefined {
  try {
    return localStorage.getItem(LAST_METHOD) ?? undefined;
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
    return undefined;
  }
}

function rememberMethod(id: string): void {
  try {
    localStorage.setItem(LAST_METHOD, id);
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
  }
}
