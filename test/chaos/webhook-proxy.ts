import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Payment } from '@portone/server-sdk/payment';
import { Webhook } from 'standardwebhooks';
import { askServers, REQUEST_TIMEOUT_MS } from './balancer.ts';
import { moneyRank, type Truth } from './checker.ts';
import type { History } from './history.ts';
import type { Random } from './random.ts';
import { webhookSecret } from './shop.ts';

/** Milliseconds that a webhook may stay on its way: PortOne waits ten seconds for an answer. */
const MAX_DELAY_MS = 8_000;

const PATH = '/api/payment/webhook';

export type WebhookProxy = {
  url: string;
  /** How often each fault was injected. */
  injected: Map<string, number>;
  /** Answers of 2xx to webhooks that PortOne did not send. */
  acceptedForgeries: number;
  heal(): void;
  close(): Promise<void>;
};

/**
 * The way of PortOne's webhooks to the servers: some never arrive, some arrive
 * twice, late, or in another order, and some come from elsewhere.
 */
export async function startWebhookProxy(options: {
  urls: readonly string[];
  random: Random;
  pace: number;
  history: History;
  findPayment: (paymentId: string) => Payment | undefined;
}): Promise<WebhookProxy> {
  const { urls, random, pace, history, findPayment } = options;
  const injected = new Map<string, number>();
  const count = (fault: string) => injected.set(fault, (injected.get(fault) ?? 0) + 1);
  const known = new Set<string>();
  let isHealthy = false;

  const send = (body: string, headers: Record<string, string>) =>
    askServers(
      urls,
      random,
      PATH,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      },
      isHealthy ? undefined : REQUEST_TIMEOUT_MS,
    );

  /** Passes a webhook on to a server. A 2xx promises that the store has what PortOne had when it was sent. */
  async function deliver(body: string, headers: Record<string, string>): Promise<number> {
    const { paymentId } = (JSON.parse(body) as { data: { paymentId: string } }).data;
    const status = findPayment(paymentId)?.status as Truth['status'];
    const nature = history.natures.get(paymentId);
    try {
      const answer = await send(body, headers);
      history.answered('webhook', paymentId, answer);
      const isOrdered = nature === 'genuine' || nature === 'tampered' || nature === 'late';
      if (answer.status < 300 && isOrdered && status) {
        history.acknowledged({ paymentId, by: 'webhook', rank: moneyRank(status) });
      }
      return answer.status;
    } catch {
      history.answered('webhook', paymentId);
      return 502;
    }
  }

  async function forge(body: string, headers: Record<string, string>): Promise<void> {
    count('forged');
    // Not a byte may be another than those that were signed.
    const paid = `${JSON.stringify({ ...(JSON.parse(body) as object), type: 'Transaction.Paid' })} `;
    const forgery = random.one(['body', 'signature', 'secret', 'old'] as const);
    const id = `msg-forged-${random.between(0, 2 ** 30)}`;
    const signedBy = (secret: string, at: Date) => ({
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, paid),
    });
    const old = new Date(Date.now() - 10 * 60_000);
    const another = `whsec_${Buffer.from('another sender').toString('base64')}`;
    const forged = {
      body: () => headers,
      signature: () => ({ ...headers, 'webhook-signature': 'v1,AAAA' }),
      secret: () => signedBy(another, new Date()),
      old: () => signedBy(webhookSecret, old),
    }[forgery]();
    const answer = await send(paid, forged).catch(() => undefined);
    if (answer && answer.status < 300) proxy.acceptedForgeries += 1;
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
        name,
        String(request.headers[name]),
      ]),
    );
    const id = headers['webhook-id'] as string;
    // Faults concern the first try of a webhook: PortOne repeats one that was not accepted.
    if (!isHealthy && !known.has(id)) {
      known.add(id);
      if (random.chance(0.05)) forge(body, headers);
      if (random.chance(0.2)) {
        // It is as if PortOne had never sent it: it is not sent again.
        count('never sent');
        response.writeHead(200).end();
        return;
      }
      const late = () => delay((random.fraction() * MAX_DELAY_MS) / pace);
      if (random.chance(0.3)) {
        count('duplicated');
        late().then(() => deliver(body, headers));
      }
      if (random.chance(0.2)) {
        count('delayed');
        await late();
      }
    }
    response.writeHead(await deliver(body, headers)).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  const proxy: WebhookProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    injected,
    acceptedForgeries: 0,
    heal() {
      isHealthy = true;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}
