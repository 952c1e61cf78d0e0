/** Counts requests by key, each key for a minute that begins with its first request. */
export type RateLimiter = {
  /**
   * @param key what is counted together: a route and the client's address
   * @returns the seconds after which the client may try again, or `undefined` where this request may pass
   */
  consume(key: string): Promise<number | undefined>;
};
