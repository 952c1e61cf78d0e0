import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  noop,
  retry,
  wrap,
} from 'cockatiel';
import { circuitPause } from '../time/circuit-pause.ts';
import { UpstreamError } from './upstream-error.ts';

/** Failures in a row after which the circuit opens: PortOne is not called. */
const MAX_CONSECUTIVE_FAILURES = 10;

const transientErrors = handleWhen((error) => error instanceof UpstreamError && error.isTransient);

/**
 * Up to three attempts with jitter, and none while the circuit is open.
 *
 * @param circuitOpenMs milliseconds
 */
export function retryPolicy(circuitOpenMs: number): IPolicy {
  return wrap(
    retry(transientErrors, {
      maxAttempts: 2,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }),
    }),
    circuitBreaker(transientErrors, {
      halfOpenAfter: circuitPause(circuitOpenMs),
      breaker: new ConsecutiveBreaker(MAX_CONSECUTIVE_FAILURES),
    }),
  );
}

/** For a call that must not be made twice. */
export const noRetry: IPolicy = noop;
