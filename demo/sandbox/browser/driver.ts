/** What the script's core and its drivers say to each other: types only, never served. */
import type { PaymentRequest, PaymentResponse } from '@portone/browser-sdk/v2';

/** The checkout service's answer: which window to open, for which attempt. */
export type Prepared = {
  transactionType: 'PAYMENT';
  pgProvider: string;
  windowType: 'IFRAME' | 'REDIRECTION';
  txId: string;
  paymentId: string;
  storeId: string;
  driverId: string;
  driverPath: string;
  windowPath: string;
};

export type Settlement = { response: PaymentResponse; returnUrl?: string };

/** What the payment window tells the page that opened it. */
export type WindowMessage = { sandbox: 'portone'; txId: string } & (
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'closed' }
  | { kind: 'vanished' }
);

export type DriverContext = {
  request: PaymentRequest;
  prepared: Prepared;
  windowUrl: string;
  /** Keeps the page behind from scrolling until it is released. */
  lockScroll(): () => void;
};

export type DriverCallbacks = {
  onTransactionOver(settlement: Settlement): void;
  /** The window is gone and did not say how it ended: ask the server. */
  onForceClose(): void;
  /** The window is gone, and nobody is to be told: the promise stays pending. */
  onVanish(): void;
};

export type Driver = {
  onAfterPrepare(context: DriverContext, callbacks: DriverCallbacks): void;
  onBeforeCleanup(): void;
};

export type DriverRegistry = { registerDriver(id: string, create: () => Driver): void };

declare global {
  interface Window {
    __PORTONE__?: DriverRegistry;
  }
}
