import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Metrics } from '../../observability/metrics.ts';

export type Answered = {
  method: string;
  /** As the router writes it, e.g. `/api/payment/:paymentId`; `none` where no route matched. */
  route: string;
  status: number;
  milliseconds: number;
  paymentId?: string;
  /** Whether the log counts it elsewhere, or it was refused for being one of too many: no line of its own. */
  isCounted?: boolean;
};

export type ReportAnswer = (answer: Answered) => void;

/**
 * One line and one measurement for each answer: the request and its result, never
 * the client. An address is told by its route, since anything can be
 * typed into one. Reads that went well are only worth a line when debugging.
 */
export function answerReport(log: Logger, metrics: Pick<Metrics, 'requestAnswered'>): ReportAnswer {
  return (answer) => {
    const { method, route, status, milliseconds, isCounted, ...more } = answer;
    metrics.requestAnswered({ route, status, seconds: milliseconds / 1_000 });
    const isQuiet = isCounted || (method === 'GET' && status < 400);
    const level = isQuiet ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return;
    const line = { method, route, status, milliseconds: Math.round(milliseconds), ...more };
    log[level](line, 'request');
  };
}

/** Reports what the middleware after it answer. */
export function requestLog(report: ReportAnswer): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    const { method, status } = ctx;
    const paymentId: unknown = ctx.params?.paymentId;
    report({
      method,
      route: routeOf(ctx),
      status,
      milliseconds: performance.now() - start,
      ...((ctx.state.isCounted || status === 429) && { isCounted: true }),
      // The payment was found, so the text is its id and nothing else.
      ...(status < 400 && typeof paymentId === 'string' && { paymentId }),
    });
  };
}

/** The router says which of its routes answered. */
function routeOf(ctx: Context): string {
  const route: unknown = ctx._matchedRoute;
  return typeof route === 'string' ? route : 'none';
}
