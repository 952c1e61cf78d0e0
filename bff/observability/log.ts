import { type DestinationStream, type Logger, pino } from 'pino';
import { requestIdForLog } from './request-context.ts';

/**
 * The server's log: a line of JSON for each event, with the id of the request
 * that it belongs to, and nothing of what a buyer or PortOne said.
 *
 * @param destination standard output, unless given
 */
export function checkoutLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    mixin: requestIdForLog,
    serializers: { err: errorForLog },
  };
  return pino(options, destination ?? pino.destination({ sync: false }));
}

/**
 * What may be logged of an error. A SyntaxError quotes what could not be read,
 * and that may be a buyer's name; the place in the code is enough to find it.
 */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, ...details } = pino.stdSerializers.err(error);
  const unquoted = (text: string) =>
    syntaxErrorsIn(error).reduce((rest, quote) => rest.replaceAll(quote, 'not readable'), text);
  return { type, message: unquoted(message), stack: unquoted(stack), ...details };
}

/** The messages of those that stand behind an error. */
function syntaxErrorsIn(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = error instanceof SyntaxError && error.message !== '' ? [error.message] : [];
  return [...own, ...syntaxErrorsIn(error.cause)];
}
