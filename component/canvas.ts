import type { html, nothing, TemplateResult } from 'lit/html.js';
import type { Currency } from './contract.ts';
import type { Messages } from './messages.ts';

/** What a part needs to draw on the element; handed over, since parts import nothing (see part.ts). */
export type Canvas = {
  html: typeof html;
  nothing: typeof nothing;
  words: Messages;
  /** A BCP 47 tag */
  locale: string;
  /** @param amount in the minor unit */
  price(amount: number, currency?: Currency): string;
};

/** What the one button does. */
export type Action = {
  label: string | TemplateResult;
  act: (() => void) | undefined;
  /** `main` is the shop's aim, `quiet` a way out of trouble, `busy` takes no clicks. */
  look: 'main' | 'quiet' | 'busy';
};
