type Flight<Value> = { running: Promise<Value>; next?: Promise<Value> };

/**
 * Folds simultaneous calls for one key into at most two: the one that runs, and
 * one that starts after it. A call that arrives while one runs waits for the second,
 * because the first may have read before the event that caused the later call.
 *
 * What the caller already knows (`known`) is passed to the call that it starts at once, and
 * with no other: by the time of the second it would be old.
 */
export function singleFlight<Value, Known = never>(
  call: (key: string, known?: Known) => Promise<Value>,
): (key: string, known?: Known) => Promise<Value> {
  const flights = new Map<string, Flight<Value>>();

  function start(key: string, known?: Known): Promise<Value> {
    const running = call(key, known);
    const flight: Flight<Value> = { running };
    flights.set(key, flight);
    const land = () => {
      if (!flight.next && flights.get(key) === flight) flights.delete(key);
    };
    running.then(land, land);
    return running;
  }

  return (key, known) => {
    const flight = flights.get(key);
    if (!flight) return start(key, known);
    flight.next ??= flight.running.then(
      () => start(key),
      () => start(key),
    );
    return flight.next;
  };
}
