import type { ReactiveController } from 'lit';
import type { Buyer } from '../api/contract.ts';
import type { CustomMessages } from '../i18n/custom-messages.ts';

/** The element's attributes and properties that a checkout reads, at the time of use. */
export type CheckoutHost = HTMLElement & {
  itemId: string | undefined;
  bff: string | undefined;
  quantity: number | undefined;
  method: string | undefined;
  locale: string | undefined;
  redirectUrl: string | undefined;
  layout?: 'card' | 'button' | undefined;
  outcome?: boolean;
  disabled: boolean;
  buyer: Buyer | undefined;
  messages?: CustomMessages | undefined;
  requestUpdate(): void;
  addController(controller: ReactiveController): void;
  readonly updateComplete: Promise<unknown>;
};
