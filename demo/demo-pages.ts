import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createServer, type Plugin, type ViteDevServer } from 'vite';

const here = import.meta.dirname;

/**
 * Serves the demo's pages: the shop at `/`, the gallery at `/gallery/`, the builder at `/builder/`.
 * It does not listen yet.
 */
export async function demoPages(port: number): Promise<ViteDevServer> {
  return createServer({
    root: here,
    publicDir: 'shop/public',
    configFile: false,
    logLevel: 'silent',
    plugins: [builtElement()],
    server: { port, strictPort: true, host: 'localhost' },
  });
}

/** Serves the built element at `/element/`, for pages without a checkout server. */
function builtElement(): Plugin {
  return {
    name: 'built-element',
    configureServer({ middlewares }) {
      middlewares.use('/element', (request, response, next) => {
        const [, name] = /^\/(portone-checkout[\w.-]*\.js)(?:\?|$)/.exec(request.url ?? '') ?? [];
        if (!name) return next();
        readFile(resolve(here, '../dist', name)).then((script) => {
          response.setHeader('content-type', 'text/javascript; charset=utf-8');
          // The many frames of the gallery ask for it at once.
          response.setHeader('cache-control', 'max-age=5');
          response.end(script);
        }, next);
      });
    },
  };
}
