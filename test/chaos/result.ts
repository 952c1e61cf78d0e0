import type { Violation } from './checker.ts';

/** How far a run has come, for its progress line. */
export type Progress = {
  phase: 'starting' | 'paying' | 'converging' | 'calm';
  begun: number;
  ended: number;
  total: number;
  kills: number;
  faults: number;
};

/** What came of a seed. */
export type Result = {
  seed: number;
  violations: Violation[];
  /** Payments by PortOne's final status, unmatched and tampered ones apart. */
  payments: Record<string, number>;
  kills: Record<string, number>;
  missedFailpoints: number;
  faults: Record<string, number>;
  restarts: number;
  /** Seconds after the faults stopped; absent where it took too long. */
  converged: number | undefined;
  /** Milliseconds until complete was answered, faults of PortOne included. */
  complete: { p50: number; p99: number };
  /** Of payments after all faults. */
  calm: {
    answers: number;
    /** Those that were 5xx or never came, by what they were: none may. */
    failures: Record<string, number>;
    /** As many again that were no fault of the servers. */
    excused: Record<string, number>;
    /** Milliseconds by which the slowest complete of a hundred is slower than PortOne mostly is. */
    beyond: number;
  };
  /** Milliseconds from a start to ready. */
  start: { p50: number; p99: number };
  /** Events that the receiver got again, under an id that it knew. */
  repeated: number;
  /** 2xx answers that were compared with the store. */
  promisesChecked: number;
  answers: Record<string, number>;
  /** Of one server, in megabytes. */
  peakRss: number;
  sockets: { peak: number; end: number };
  seconds: number;
  /** Where the servers' logs are, if something is wrong. */
  folder?: string;
};

/** Whether no payment is wrong, the store has converged, and no server failed without a fault. */
export function isRight({
  violations,
  converged,
  calm,
}: Pick<Result, 'violations' | 'converged' | 'calm'>): boolean {
  const isReliable = Object.keys(calm.failures).length === 0;
  return violations.length === 0 && converged !== undefined && isReliable;
}
