/** The interface between the browser script and its drivers: types only, never served. */
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

/** The payment window's message to the page that opened it. */
export type WindowMessage = { sandbox: 'portone'; txId: string } & (
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' }
);

/** Listens to the messages of one payment window about one attempt; returns how to stop. */
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
  /** Keeps the page behind the window from scrolling; returns how to release it. */
  lockScroll(): () => void;
};

export type DriverCallbacks = {
  onTransactionOver(settlement: Settlement): void;
  /** The window could not be opened. */
  onTransactionFail(reason: string): void;
  /** The window was closed without a result: the script asks the server. */
  onForceClose(): void;
  /** The window is gone, and the page gets no result: the promise stays pending. */
  onVanish(): void;
};

export type Driver = {
  onAfterPrepare(context: DriverContext, callbacks: DriverCallbacks): void;
  onBeforeCleanup(): void;
};

/** The counterpart of {@link DriverContext} for buttons in the shop's own page. */
export type UiContext = {
  listenToWindow: ListenToWindow;
  /** Prepares a window for the latest request. */
  prepare(): Promise<{ prepared: Prepared; windowUrl: string }>;
  onSettled(settlement: Settlement): void;
  /** The window was closed without a result. */
  onForceClose(prepared: Prepared): void;
  onFail(reason: unknown): void;
};

/** `loadPaymentUI`'s counterpart of {@link Driver}. */
export type UiDriver = {
  /** @throws Error where the page does not have exactly one container for the buttons */
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
