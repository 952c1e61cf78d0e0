/** An answer of a server, as its client saw it. */
export type Answered = {
  route: string;
  /** Absent where there was no answer. */
  status?: number;
  /** Of an error. */
  code?: string;
  /** The payment that it is about was made so that nothing can be said about it. */
  isUnreadable: boolean;
};

/** How the machine did while nothing was to go wrong: what it was too slow for is no fault of the servers. */
export type Machine = {
  /** Calls of PortOne on which a server gave up, since no answer had come in time. */
  givenUp: number;
  /** Milliseconds that the slowest of the run's own reads of the database took. */
  slowestRead: number;
};

/** Half of what a server waits for a lock: a read without contention waits only for the machine. In milliseconds. */
const SLOW_READ_MS = 1_000;

/**
 * What the servers did wrong while nothing else did: 5xx, and no answer at all.
 * "Come again" is the right answer about a payment that PortOne says nothing
 * readable of, and from a server that the machine kept from PortOne, or from the
 * database, for longer than it may wait.
 */
export function sortFailures(
  answers: readonly Answered[],
  machine: Machine,
): { failures: Answered[]; excused: Answered[] } {
  const bad = answers.filter(({ status }) => status === undefined || status >= 500);
  const isExcused = ({ code, isUnreadable }: Answered) =>
    (code === 'UPSTREAM_UNAVAILABLE' && (isUnreadable || machine.givenUp > 0)) ||
    (code === 'STORE_UNAVAILABLE' && machine.slowestRead >= SLOW_READ_MS);
  return {
    failures: bad.filter((answer) => !isExcused(answer)),
    excused: bad.filter(isExcused),
  };
}

/** An answer in a few words, the same for all that are alike. */
export function nameOf({ route, status, code, isUnreadable }: Answered): string {
  const what = `${route} ${status ?? 'no answer'}`;
  if (status === undefined || status < 500) return what;
  return `${what} ${code ?? ''}${isUnreadable ? ' of an unreadable payment' : ''}`;
}
