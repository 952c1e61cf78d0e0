import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { FulfilmentEvent } from '../../bff/domain/fulfilment-event.ts';
import type { Delivery } from './checker.ts';
import type { Random } from './random.ts';

/** Of a hundred deliveries. */
const faults = { none: 80, 'receiver 5xx': 15, 'lost acknowledgement': 5 };

export type Receiver = {
  url: string;
  /** Everything that came with a right signature and was looked at, in order. */
  deliveries: Delivery[];
  injected: Map<string, number>;
  /** Same ids again, which is allowed, by why the sender could not know better. */
  repeated: number;
  /** Deliveries whose signature is wrong. */
  forged: number;
  setDown(isDown: boolean): void;
  /** From now on every delivery is taken. */
  heal(): void;
  close(): Promise<void>;
};

/**
 * The owner's own system: does what an event says once for each id, and keeps
 * what came. It is as unreliable as such systems are.
 */
export async function startReceiver(secret: string, random: Random): Promise<Receiver> {
  const webhook = new Webhook(secret);
  const deliveries: Delivery[] = [];
  const applied = new Set<string>();
  const injected = new Map<string, number>();
  const count = (fault: string) => injected.set(fault, (injected.get(fault) ?? 0) + 1);
  let isHealthy = false;
  let isDown = false;

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // A server that was killed breaks off what it was sending.
      return;
    }
    const fault = isHealthy ? 'none' : random.weighted(faults);
    if (isDown || fault === 'receiver 5xx') {
      count(isDown ? 'receiver away' : fault);
      response.writeHead(isDown ? 503 : 500).end();
      return;
    }
    const body = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    try {
      webhook.verify(body, headers);
    } catch {
      receiver.forged += 1;
      response.writeHead(400).end();
      return;
    }
    const id = headers['webhook-id'] as string;
    const { type, timestamp, data } = JSON.parse(body) as FulfilmentEvent;
    const { paymentId, transactionId, cancellationId, status } = data;
    if (applied.has(id)) receiver.repeated += 1;
    deliveries.push({
      id,
      type,
      paymentId,
      transactionId,
      ...(cancellationId !== undefined && { cancellationId }),
      status,
      timestamp,
      isApplied: !applied.has(id),
    });
    applied.add(id);
    if (fault === 'lost acknowledgement') {
      count(fault);
      request.socket.resetAndDestroy();
    } else {
      response.writeHead(204).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    deliveries,
    injected,
    repeated: 0,
    forged: 0,
    setDown(down) {
      isDown = down;
    },
    heal() {
      isHealthy = true;
      isDown = false;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}
