type Pause = { readonly duration: number; next(): Pause };

/**
 * How long cockatiel keeps a circuit open: so many milliseconds by the clock, and no longer once the
 * clock has been set back to before it opened, or the circuit would stay open for as long as that clock
 * had run ahead.
 *
 * @param milliseconds
 */
export function circuitPause(milliseconds: number): { next(): Pause } {
  const next = (): Pause => {
    const openedAt = Date.now();
    return {
      next,
      // Asked for with each call while the circuit is open.
      get duration() {
        return Date.now() < openedAt ? Number.NEGATIVE_INFINITY : milliseconds;
      },
    };
  };
  return { next };
}
