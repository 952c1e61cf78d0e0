import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A PortOne whose answers about a payment can be held back, as they are at that moment. */
export type SlowPortOne = {
  url: string;
  /** Holds back the answers from now on. Resolves with the first that is. */
  hold(): Promise<void>;
  /** Lets go of what is held back. */
  release(): void;
  close(): Promise<void>;
};

/** Stands between a server and the sandbox. */
export async function slowPortOne(apiUrl: string): Promise<SlowPortOne> {
  let gate = Promise.resolve();
  let release = () => {};
  let held = () => {};
  const proxy = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const answer = await fetch(`${apiUrl}${request.url}`, {
      method: request.method as string,
      headers: { authorization: request.headers.authorization as string },
      ...(request.method !== 'GET' && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    if (request.method === 'GET' && request.url?.startsWith('/payments/')) {
      held();
      await gate;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    hold() {
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return new Promise((resolve) => {
        held = resolve;
      });
    },
    release: () => {
      release();
      gate = Promise.resolve();
    },
    async close() {
      release();
      proxy.closeAllConnections();
      await new Promise((closed) => proxy.close(closed));
    },
  };
}
