import { type CustomMessages, readMessages, withCustomMessages } from './custom-messages.ts';
import { languageOf, localeOf, primary } from './locale.ts';
import type { Messages } from './message-types.ts';
import { messages } from './messages.ts';

/** An element, and what its page has written in place of our messages. */
export type MessageHost = HTMLElement & {
  readonly locale: string | undefined;
  readonly messages?: CustomMessages | undefined;
};

/** The messages of an element, in its buyer's language, with the page's own. */
export class HostMessages {
  readonly #host: MessageHost;
  #messages: Messages = messages.ko;
  #locale = '';
  #lang = '';
  /** The page's messages that `#messages` were made with. */
  #custom: CustomMessages | undefined;

  constructor(host: MessageHost) {
    this.#host = host;
  }

  get messages(): Messages {
    return this.#messages;
  }

  /** As of the last update: a BCP 47 tag. */
  get locale(): string {
    return this.#locale;
  }

  /** The language of the messages, a BCP 47 tag: English where neither we nor the page have the buyer's. */
  get lang(): string {
    return this.#lang;
  }

  /** Follows the buyer's language and the page's messages. */
  update(): void {
    const locale = localeOf(this.#host);
    const { messages: custom } = this.#host;
    if (locale === this.#locale && custom === this.#custom) return;
    this.#locale = locale;
    this.#custom = custom;
    const language = languageOf(locale);
    const ofPage =
      custom ?? document.querySelector('script[data-portone-checkout=messages]')?.textContent;
    const own = ofPage ? readMessages(ofPage) : undefined;
    this.#messages = own
      ? withCustomMessages(messages[language], own, locale, language)
      : messages[language];
    const isTheirs = primary(locale) === language || own?.[primary(locale)] || own?.[locale];
    this.#lang = isTheirs ? locale : language;
  }
}
