/** A state of the gallery. */
import type {
  Checkout,
  ErrorAnswer,
  Item,
  OrderAnswer,
  OrderLine,
  PaymentAnswer,
} from '../../component/api/contract.ts';

export const languages = ['ko', 'en', 'ja'] as const;
export type GalleryLanguage = (typeof languages)[number];
export type Localized = Record<GalleryLanguage, string>;

/**
 * A server's answer with its status; `never` without an answer, `unreachable` without a connection.
 */
export type Reply<Body> = 'never' | 'unreachable' | { status: number; body: Body };

export type GalleryState = {
  /** In the frame's address, and the name of its picture. */
  id: string;
  title: Localized;
  /** The custom state in which the element ends. */
  state: string;
  attributes?: Record<string, string>;
  item?: Partial<Item> | ((language: GalleryLanguage) => Partial<Item>);
  checkout?: Partial<Checkout>;
  /** The answer instead of the item. */
  load?: Reply<ErrorAnswer>;
  order?: Reply<Partial<OrderAnswer> | ErrorAnswer>;
  /** Whether PortOne's script fails to load. */
  script?: 'absent';
  /** Presses pay; the payment window then ends with this. */
  pay?: 'never' | 'closed' | Record<string, string>;
  /** Opens the sheet; `empty` and `filled` go on from there, with nothing or with all of it written. */
  sheet?: 'open' | 'empty' | 'filled';
  /** Of the order's sum. */
  lines?: (language: GalleryLanguage) => OrderLine[];
  /** Why a press opens no window. */
  press?: 'too old' | 'other window';
  /** The browser, where it matters. A frame keeps its own: open the state alone to see it. */
  userAgent?: string;
  isOffline?: boolean;
  /** Whether the element has waited long already. */
  isSlow?: boolean;
  /**
   * What belongs to the state and may come after everything else: a selector, in the shadow root or
   * in the light DOM.
   */
  shows?: string;
  complete?: Reply<Partial<PaymentAnswer> | ErrorAnswer>;
  /**
   * What an earlier visit has left in this browser: a payment of another tab that is open, waits for
   * its transfer or is paid, one of this tab, or what it was told of another browser's order.
   */
  kept?: 'open' | 'waits' | 'paid' | 'of this tab' | 'elsewhere';
};

/** Whether the element shows a text about the state, which screen readers announce. */
export function saysSomething({ state, press, isSlow }: GalleryState): boolean {
  return !['loading', 'ready'].includes(state) || press !== undefined || isSlow === true;
}
