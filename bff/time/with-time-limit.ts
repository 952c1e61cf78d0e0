/**
 * Waits for work no longer than a limit. The work itself goes on after the limit: only its result
 * is no longer waited for.
 *
 * @param limitMs milliseconds
 * @param tooLate makes the error with which it rejects after the limit
 */
export async function withTimeLimit<Result>(
  work: Result | Promise<Result>,
  limitMs: number,
  tooLate: () => Error,
): Promise<Result> {
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(tooLate()), limitMs);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
