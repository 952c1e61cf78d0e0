import type { Messages } from '../i18n/message-types.ts';

/** Copies text for the buyer, and keeps what was copied last and the message about it. */
export function createClipboard(host: {
  requestUpdate(): void;
  readonly updateComplete: Promise<unknown>;
}) {
  let copied: string | undefined;
  let announced = '';

  /** A screen reader announces the same text again only if it was gone in between. */
  async function announce(text: string): Promise<void> {
    announced = '';
    host.requestUpdate();
    await host.updateComplete;
    announced = text;
    host.requestUpdate();
  }

  return {
    get copied(): string | undefined {
      return copied;
    },

    get announced(): string {
      return announced;
    },

    async copy(text: string, messages: Pick<Messages, 'copied' | 'notCopied'>): Promise<void> {
      try {
        // Not there on a page without TLS.
        const { clipboard } = navigator as Partial<Navigator>;
        if (!clipboard) throw new Error('no clipboard');
        await clipboard.writeText(text);
        copied = text;
        await announce(messages.copied);
      } catch (reason) {
        console.warn('<portone-checkout>', reason);
        await announce(messages.notCopied);
      }
    },
  };
}

export type Clipboard = ReturnType<typeof createClipboard>;
