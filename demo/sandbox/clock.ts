/**
 * The sandbox's clock: RFC 3339 with nanoseconds, as PortOne writes it. Computers here count in
 * milliseconds, so the rest is a running number: no two instants are equal, and they sort as text.
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
