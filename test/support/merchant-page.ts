import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type MerchantPage = { origin: string; stop(): Promise<void> };

/**
 * A shop's page on an origin of its own: nothing but a script tag and an
 * element, and a record of the events that the element fires.
 *
 * `?item=` names another item than the shoes.
 *
 * @param checkoutUrl tells where the checkout server is, once it is known
 */
export async function startMerchantPage(checkoutUrl: () => string): Promise<MerchantPage> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    const item = new URL(request.url ?? '/', 'http://shop').searchParams.get('item') ?? 'shoes';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<!doctype html>
<html lang="ko">
  <head>
    <meta name="viewport" content="width=device-width" />
    <title>신발가게</title>
    <script>
      window.fired = [];
      for (const name of ['ready', 'start', 'paid', 'pending', 'cancelled', 'failed']) {
        document.addEventListener('portone-checkout-' + name, ({ paymentId, code, pgCode, kind }) =>
          window.fired.push({ name, paymentId, code, pgCode, kind }),
        );
      }
    </script>
    <script type="module" src="${checkoutUrl()}/portone-checkout.js"></script>
  </head>
  <body><portone-checkout item-id="${item}"></portone-checkout></body>
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
