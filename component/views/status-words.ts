import { html, nothing, type TemplateResult } from 'lit';
import type { MessageText } from '../i18n/message-types.ts';

/** The words of a status: ours and the gateway's, in the order that they are to be read in. */
export function statusWords({ title, text, quote, isQuoteFirst }: MessageText): TemplateResult {
  return isQuoteFirst
    ? html`<strong>${quote}</strong><span>${title}. ${text}</span>`
    : html`<strong>${title}</strong><span>${text}</span>${quote ? html`<q>${quote}</q>` : nothing}`;
}
