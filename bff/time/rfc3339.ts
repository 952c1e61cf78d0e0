/**
 * A time as text in UTC, with milliseconds: such texts compare as times.
 *
 * @param milliseconds since 1970
 */
export function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** An RFC 3339 text as seconds since 1970, with fractions; `NaN` where it is no time. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
