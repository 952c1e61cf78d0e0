/** What a state of the gallery is made of. */
import type {
  Checkout,
  ErrorAnswer,
  Item,
  OrderAnswer,
  PaymentAnswer,
} from '../../component/contract.ts';

export const languages = ['ko', 'en', 'ja'] as const;
export type GalleryLanguage = (typeof languages)[number];
export type InLanguages = Record<GalleryLanguage, string>;

/** What a server would say: `never`, that it cannot be reached, or an answer with a status. */
export type Reply<Body> = 'never' | 'unreachable' | { status: number; body: Body };

export type GalleryState = {
  /** In the frame's address, and the name of its picture. */
  id: string;
  title: InLanguages;
  /** The custom state that it ends in. */
  state: string;
  attributes?: Record<string, string>;
  item?: Partial<Item> | ((language: GalleryLanguage) => Partial<Item>);
  checkout?: Partial<Checkout>;
  /** Where the item itself does not come. */
  load?: Reply<ErrorAnswer>;
  order?: Reply<Partial<OrderAnswer> | ErrorAnswer>;
  /** Whether PortOne's script can be had. */
  script?: 'absent';
  /** Presses pay; the payment window then ends so. */
  pay?: 'never' | 'closed' | Record<string, string>;
  /** What keeps a press from opening a window. */
  press?: 'too old' | 'other window';
  /** What the page is shown in, where that changes anything. A frame's own comes first: see it alone. */
  userAgent?: string;
  isOffline?: boolean;
  /** Whether it has taken its time already. */
  isSlow?: boolean;
  complete?: Reply<Partial<PaymentAnswer> | ErrorAnswer>;
};
