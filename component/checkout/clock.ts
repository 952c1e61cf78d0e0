/** The clocks of a checkout. `wait` resolves early once the signal is aborted. */
export type Clock = {
  /**
   * Milliseconds, from any start: measures what passes between two calls, and is never set. Only on
   * Windows it counts the sleep of the device (https://github.com/w3c/hr-time/issues/115).
   */
  now(): number;
  /** Milliseconds since 1970 by the buyer's device, which may be wrong by any amount and set at any time. */
  wall(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

export const browserClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    }),
};
