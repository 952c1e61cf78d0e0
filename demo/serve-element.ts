import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';

/** Reads a script of the element by its file's name. */
export type ReadElement = (name: string) => Promise<string | undefined>;

/** Reads what `npm run build` made. */
export async function readBuiltElement(name: string): Promise<string | undefined> {
  return readFile(resolve(import.meta.dirname, '../dist', name), 'utf8').catch(() => undefined);
}

/**
 * Answers requests for the element's scripts, and calls `next` for all others. Browsers keep
 * nothing: a reload shows what was built last.
 */
export function serveElement(read: ReadElement) {
  return async (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const [, name] = /^\/(portone-checkout[\w.-]*\.js)(?:\?|$)/.exec(request.url ?? '') ?? [];
    const script = name === undefined ? undefined : await read(name);
    if (script === undefined) return next();
    response.setHeader('content-type', 'text/javascript; charset=utf-8');
    response.setHeader('cache-control', 'no-cache');
    // The shop's page is of another origin than the checkout server.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.end(script);
  };
}
