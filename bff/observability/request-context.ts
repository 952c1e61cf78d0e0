import { AsyncLocalStorage } from 'node:async_hooks';

/** One for the process, as there is one log: work that a request causes finds the request's id, however deep. */
const current = new AsyncLocalStorage<string>();

/** Runs the work of a request, so that each line of the log has the request's id. */
export function runWithRequestId<Result>(id: string, work: () => Result): Result {
  return current.run(id, work);
}

/** For pino's `mixin`: puts the id of the request that is being answered into each line. */
export function requestIdForLog(): { requestId?: string } {
  const requestId = current.getStore();
  return requestId === undefined ? {} : { requestId };
}
