import type { Buyer } from '../api/contract.ts';
import type { CustomMessages } from '../i18n/custom-messages.ts';
import type { CheckoutEventMap } from '../page/events.ts';

/** What can be written at the element, in a framework's template. */
export type CheckoutAttributes = OptionalAttributes &
  (
    | {
        /** The item's id in the server's catalog. */
        'item-id': string;
        outcome?: boolean | undefined;
      }
    | {
        /** Shows a payment that has come back to a page which sells nothing, and needs no item. */
        outcome: true;
        'item-id'?: undefined;
      }
  );

type OptionalAttributes = {
  /** Where the server is, if not where the element's script came from. */
  bff?: string | undefined;
  /** How many; the buyer chooses where absent, up to the item's limit. */
  quantity?: number | undefined;
  /** The id of one of the item's methods of payment; the buyer chooses where absent. */
  method?: string | undefined;
  /** A BCP 47 tag; the nearest `lang`, then the browser's language, where absent. */
  locale?: string | undefined;
  /** Where a payment on a phone comes back to, if not to this page. */
  'redirect-url'?: string | undefined;
  layout?: 'card' | 'button' | undefined;
  /** In a frame: tells the page around how high this page is. */
  'report-height'?: boolean | undefined;
  disabled?: boolean | undefined;
  /** What the page knows about its buyer. A property: nothing of it gets into the page's HTML. */
  buyer?: Buyer | undefined;
  /** Messages in place of the element's, by language. A property. */
  messages?: CustomMessages | undefined;
};

/** Listeners, by the names that JSX has for them: `onportone-checkout-paid`. */
export type CheckoutListeners = {
  [Name in keyof CheckoutEventMap as `on${Name}`]?:
    | ((event: CheckoutEventMap[Name]) => void)
    | undefined;
};
