/**
 * The sandbox's clock: RFC 3339 with nanoseconds, as PortOne writes it. JavaScript counts in
 * milliseconds, so a running number fills the digits below: no two times are equal, and they sort
 * as text.
 */
export function createClock(now: () => number = Date.now): () => string {
  let last = 0;
  let nanoseconds = 0;
  return () => {
    const milliseconds = Math.max(now(), last);
    nanoseconds = milliseconds === last ? nanoseconds + 1 : 1;
    last = milliseconds;
    const whole = new Date(milliseconds).toISOString().slice(0, -1);
    return `${whole}${String(nanoseconds).padStart(6, '0')}Z`;
  };
}
