/** The events and payments that wait, for a delivery or for an operator. Each count reads an index of its own. */
export type Backlogs = {
  /** Events that the receiver has not accepted yet. */
  countPending(): Promise<number>;
  /**
   * Seconds since the oldest of them was written; 0 where there is none.
   *
   * @param now milliseconds since 1970
   */
  ageOfOldestPending(now: number): Promise<number>;
  /** Events whose last delivery failed, and that are sent again. */
  countFailing(): Promise<number>;
  /** Events that were given up. */
  countGivenUp(): Promise<number>;
  countHeld(): Promise<number>;
  /** Payments without an order that no operator has marked as seen. */
  countUnmatched(): Promise<number>;
};
