import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type MerchantPage = { origin: string; stop(): Promise<void> };

/** How a page differs from the plain one. */
export type PageDesign = {
  /** Its `Content-Security-Policy`; without one it may do all. */
  policy?: string;
  /** Its `Cross-Origin-Opener-Policy`. */
  openerPolicy?: string;
  /** Its `Cross-Origin-Embedder-Policy`. */
  embedderPolicy?: string;
  /** Of its own inline script. */
  nonce?: string;
  /** Its tags for the element, if not the plain one. */
  tags?: string;
  /** What its body has, if not one element. */
  body?: string;
};

/**
 * A shop's page on an origin of its own: nothing but a script tag and an
 * element, and a record of the events that the element fires (`fired` has the
 * fields that most tests are about, `heard` all of them), and of what a content
 * security policy forbade.
 *
 * `?item=` names another item than the shoes.
 *
 * @param checkoutUrl tells where the checkout server is, once it is known
 * @param design asked for each page, by its query and its path
 */
export async function startMerchantPage(
  checkoutUrl: () => string,
  design: (query: URLSearchParams, path: string) => PageDesign | undefined = () => undefined,
): Promise<MerchantPage> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    const { searchParams, pathname } = new URL(request.url ?? '/', 'http://shop');
    const item = searchParams.get('item') ?? 'shoes';
    const { policy, openerPolicy, embedderPolicy, nonce, tags, body } =
      design(searchParams, pathname) ?? {};
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    if (openerPolicy !== undefined) response.setHeader('cross-origin-opener-policy', openerPolicy);
    if (embedderPolicy !== undefined) {
      response.setHeader('cross-origin-embedder-policy', embedderPolicy);
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<!doctype html>
<html lang="ko">
  <head>
    <meta name="viewport" content="width=device-width" />
    <title>신발가게</title>
    <script${nonce === undefined ? '' : ` nonce="${nonce}"`}>
      window.fired = [];
      window.heard = [];
      window.violations = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        window.violations.push({ effectiveDirective, blockedURI, sample }),
      );
      for (const name of ['ready', 'start', 'paid', 'issued', 'pending', 'cancelled', 'failed']) {
        document.addEventListener('portone-checkout-' + name, (event) => {
          const { paymentId, code, pgCode, kind } = event;
          window.fired.push({ name, paymentId, code, pgCode, kind });
          window.heard.push({ name, ...event });
        });
      }
    </script>
    ${tags ?? `<script type="module" src="${checkoutUrl()}/portone-checkout.js"></script>`}
  </head>
  <body>${body ?? `<portone-checkout item-id="${item}"></portone-checkout>`}</body>
</html>`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
