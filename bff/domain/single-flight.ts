type Flight<Value> = { running: Promise<Value>; next?: Promise<Value> };

/**
 * Folds simultaneous calls for one key into at most two: the one that runs, and
 * one that starts after it. Whoever asks while one runs waits for the second,
 * because the first may have read before the event that made them ask.
 */
export function singleFlight<Value>(
  call: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const flights = new Map<string, Flight<Value>>();

  function start(key: string): Promise<Value> {
    const running = call(key);
    const flight: Flight<Value> = { running };
    flights.set(key, flight);
    const land = () => {
      if (!flight.next && flights.get(key) === flight) flights.delete(key);
    };
    running.then(land, land);
    return running;
  }

  return (key) => {
    const flight = flights.get(key);
    if (!flight) return start(key);
    flight.next ??= flight.running.then(
      () => start(key),
      () => start(key),
    );
    return flight.next;
  };
}
