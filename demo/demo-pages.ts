import { createServer, type ViteDevServer } from 'vite';
import { type ReadElement, readBuiltElement, serveElement } from './serve-element.ts';

/**
 * Serves the demo's pages: the shop at `/`, the gallery at `/gallery/`,
 * and the element at `/element/`, for pages that do without a checkout server. It does not listen
 * yet.
 */
export async function demoPages(
  port: number,
  readElement: ReadElement = readBuiltElement,
): Promise<ViteDevServer> {
  return createServer({
    root: import.meta.dirname,
    publicDir: 'shop/public',
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'element',
        configureServer({ middlewares }) {
          middlewares.use('/element', serveElement(readElement));
        },
      },
    ],
    server: { port, strictPort: true, host: 'localhost' },
  });
}
