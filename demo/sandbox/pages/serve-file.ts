/** Serve the sources of files that run in a browser: they need no build, and are never stale. */
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type { Middleware } from 'koa';

/** @param source a TypeScript file without imports */
export function serveScript(source: URL): Middleware {
  return async (ctx) => {
    ctx.type = 'text/javascript';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = stripTypeScriptTypes(await readFile(source, 'utf8'));
  };
}

export function serveStyles(source: URL): Middleware {
  return async (ctx) => {
    ctx.type = 'css';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = await readFile(source, 'utf8');
  };
}
