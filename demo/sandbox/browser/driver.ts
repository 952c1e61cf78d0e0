/** What the script's core and its drivers say to each other: types only, never served. */
import type { PaymentRequest, PaymentResponse } from '@portone/browser-sdk/v2';

/** The checkout service's answer: which window to open, for which attempt. */
export type Prepared = {
  transactionType: 'PAYMENT';
  pgProvider: string;
  windowType: 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI';
  txId: string;
  paymentId: string;
  storeId: string;
  driverId: string;
  driverPath: string;
  windowPath: string;
};

export type Settlement = { response: PaymentResponse; returnUrl?: string; cancelled?: true };

/** What the payment window tells the page that opened it. */
export type WindowMessage = { sandbox: 'portone'; txId: string } & (
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' }
);

/**
 * Listens to one payment window, by its window and its attempt, until the returned function is
 * called.
 */
export type ListenToWindow = (
  paymentWindow: () => Window | null,
  prepared: Prepared,
  handle: (message: WindowMessage) => void,
) => () => void;

export type DriverContext = {
  request: PaymentRequest;
  prepared: Prepared;
  windowUrl: string;
  listenToWindow: ListenToWindow;
  /** Keeps the page behind from scrolling until it is released. */
  lockScroll(): () => void;
};

export type DriverCallbacks = {
  onTransactionOver(settlement: Settlement): void;
  /** The window could not be opened. */
  onTransactionFail(reason: string): void;
  /** The window is gone and did not say how it ended: ask the server. */
  onForceClose(): void;
  /** The window is gone, and nobody is to be told: the promise stays pending. */
  onVanish(): void;
};

export type Driver = {
  onAfterPrepare(context: DriverContext, callbacks: DriverCallbacks): void;
  onBeforeCleanup(): void;
};

/** What the driver of buttons in the shop's own page is given. */
export type UiContext = {
  listenToWindow: ListenToWindow;
  /** Asks for a window with the latest request. */
  prepare(): Promise<{ prepared: Prepared; windowUrl: string }>;
  onSettled(settlement: Settlement): void;
  /** The window is gone and did not say how it ended. */
  onForceClose(prepared: Prepared): void;
  onFail(reason: unknown): void;
};

/** `loadPaymentUI`'s counterpart of {@link Driver}. */
export type UiDriver = {
  /** @throws Error where there is no single place for the buttons */
  onLoadUi(context: UiContext): void;
  onBeforeCleanup(): void;
};

export type DriverRegistry = {
  registerDriver(id: string, create: () => Driver | UiDriver): void;
};

declare global {
  interface Window {
    __PORTONE__?: DriverRegistry;
  }
}
