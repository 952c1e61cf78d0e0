import type { TemplateResult } from 'lit/html.js';
import type { Canvas } from './canvas.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { Messages } from './messages.ts';

/** An arrow out of a box. */
const OUTSIDE = 'M13 5h6v6M19 5l-8 8M9 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-3';

/** Copies, and keeps what was copied last and what there is to say about it. */
export function createClipboard(host: {
  requestUpdate(): void;
  readonly updateComplete: Promise<unknown>;
}) {
  let copied: string | undefined;
  let said = '';

  /** Also what was said a moment ago is heard again: it has to be gone in between. */
  async function say(words: string): Promise<void> {
    said = '';
    host.requestUpdate();
    await host.updateComplete;
    said = words;
    host.requestUpdate();
  }

  return {
    get copied(): string | undefined {
      return copied;
    },

    get said(): string {
      return said;
    },

    async copy(text: string, words: Pick<Messages, 'copied' | 'notCopied'>): Promise<void> {
      try {
        // Not there on a page without TLS.
        const { clipboard } = navigator as Partial<Navigator>;
        if (!clipboard) throw new Error('no clipboard');
        await clipboard.writeText(text);
        copied = text;
        await say(words.copied);
      } catch (reason) {
        console.warn('<portone-checkout>', reason);
        await say(words.notCopied);
      }
    },
  };
}

export type Clipboard = ReturnType<typeof createClipboard>;

/** What a buyer keeps of a payment: its number, and where to transfer the money to. */
export function renderSummary(
  canvas: Canvas,
  state: CheckoutState,
  clipboard: Clipboard,
): TemplateResult | undefined {
  const { html, words } = canvas;
  const mustBeKnown =
    state.name === 'paid' ||
    state.name === 'issued' ||
    state.name === 'pending' ||
    (state.name === 'failed' && !state.retryable);
  if (!mustBeKnown || !state.paymentId) return undefined;
  return html`<dl part="summary">
    ${state.name === 'issued' ? renderAccount(canvas, state, clipboard) : undefined}
    ${renderRow(canvas, words.orderNumber, state.paymentId)}
    ${state.name === 'paid' ? renderReceipt(canvas, state.receiptUrl) : undefined}
  </dl>`;
}

/** The gateway's own page, which a shop's page is not to be lost for. */
function renderReceipt({ html, words }: Canvas, url: string | undefined) {
  // The server lets no other pass; a link is not the place to rely on it.
  if (!url?.startsWith('https:')) return undefined;
  return html`<div class="account">
    <dt>${words.receipt}</dt>
    <dd>
      <a part="receipt" class="receipt" href=${url} target="_blank" rel="noopener">
        ${words.receiptOpen}
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${OUTSIDE}></path></svg>
      </a>
    </dd>
  </div>`;
}

function renderAccount(
  canvas: Canvas,
  { virtualAccount, totalAmount, currency }: Extract<CheckoutState, { name: 'issued' }>,
  clipboard: Clipboard,
): TemplateResult | undefined {
  if (!virtualAccount) return undefined;
  const { html, words } = canvas;
  const { bank, accountNumber, holder, dueAt } = virtualAccount;
  return html`${renderRow(canvas, words.bank, words.banks[bank] ?? bank)}
    <div class="account">
      <dt>${words.accountNumber}</dt>
      <dd>
        <strong>${accountNumber}</strong>
        <button part="copy" type="button" @click=${() => clipboard.copy(accountNumber, words)}>
          ${clipboard.copied === accountNumber ? words.copyDone : words.copy}
        </button>
      </dd>
    </div>
    ${holder ? renderRow(canvas, words.holder, holder) : undefined}
    ${
      totalAmount === undefined
        ? undefined
        : renderRow(canvas, words.amountDue, canvas.price(totalAmount, currency))
    }
    ${dueAt ? renderRow(canvas, words.dueAt, formatTime(dueAt, canvas.locale)) : undefined}`;
}

function renderRow({ html }: Canvas, term: string, description: string): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd class="id">${description}</dd>
  </div>`;
}

/** In the buyer's own time zone, and saying so: not every buyer of a Korean shop is in Korea. */
function formatTime(rfc3339: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(rfc3339));
}
