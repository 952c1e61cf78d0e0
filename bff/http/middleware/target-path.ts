import type { Middleware } from 'koa';

/**
 * Leaves of a request's target what comes after the host. A target with a host (`GET http://host/path`)
 * is as good as one without, and the host is its sender's word, which may be no address at all.
 */
export function targetPath(): Middleware {
  return (ctx, next) => {
    const { url = '' } = ctx.req;
    if (!url.startsWith('/')) ctx.req.url = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*\/?/i, '/');
    return next();
  };
}
