/** Counts requests by key, each key for a window, a minute unless told, that begins with its first request. */
export type RateLimiter = {
  /**
   * Counts one request.
   *
   * @param key what is counted together: a route and the client's network
   * @param share how many times the limit this key may use up; 1 where absent
   * @returns the seconds after which the client may try again, or `undefined` where this request may pass
   */
  consume(key: string, share?: number): Promise<number | undefined>;
  /** The same for a key that is known to have used up its window, without counting. */
  wait(key: string, share?: number): number | undefined;
};
