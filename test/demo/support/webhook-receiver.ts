import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export type Received = { headers: Record<string, string>; body: string };

/**
 * A shop's webhook endpoint: it keeps what arrives, and answers with the status of `answer`, or
 * 200.
 */
export async function startReceiver(
  t: TestContext,
  answer: (index: number) => number = () => 200,
): Promise<{ url: string; received: Received[]; types: () => string[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received.push({ headers: request.headers as Record<string, string>, body });
    response.statusCode = answer(received.length - 1);
    response.end('noted');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/webhook`,
    received,
    types: () => received.map(({ body }) => JSON.parse(body).type),
  };
}
