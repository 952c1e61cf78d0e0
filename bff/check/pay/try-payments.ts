import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as Payment from '@portone/server-sdk/payment';
import type { Config } from '../../config.ts';
import { databaseDialect } from '../../database/dialects.ts';
import type { Catalog, CatalogItem, Method } from '../../domain/catalog.ts';
import { type ComparedField, comparePayment } from '../../domain/compare-payment.ts';
import { findNotes } from '../../domain/find-notes.ts';
import type { Order } from '../../domain/order.ts';
import { closeServer, httpServer } from '../../http/http-server.ts';
import { createCheckout } from '../../index.ts';
import { openOperatorStore } from '../../operator/operator-store.ts';
import { parsePayment } from '../../portone/parse-payment.ts';

/** What became of the payment by one method. */
export type TriedPayment = {
  method: Pick<Method, 'id' | 'label' | 'payMethod' | 'pgProvider'>;
  item: Pick<CatalogItem, 'id' | 'name' | 'price' | 'currency'>;
} & (
  | { result: 'passed over' }
  /** Paid, deposited for, or held: `fields` has what PortOne sent. */
  | { result: 'seen'; status: string; isHeld: boolean; fields: ComparedField[] }
  | { result: 'failed'; code: string }
);

export type TryPaymentsOptions = {
  env: Readonly<Record<string, string | undefined>>;
  config: Config;
  catalog: Catalog;
  /** Called with the page to open for each method; its promise is fulfilled where the owner passes over it. */
  onOpen: (address: string, method: Method, number: number) => Promise<unknown>;
  onTried: (tried: TriedPayment) => void;
};

const LOOK_INTERVAL_MS = 1_000;

/** What this server must not do with payments that try something. */
const OWN_SETTINGS = {
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_ORIGIN: '',
  ALLOWED_ORIGINS: '',
  FULFILMENT_URL: '',
  FULFILMENT_SECRET: '',
  SMTP_URL: '',
  MAIL_FROM: '',
  OWNER_EMAIL: '',
  METRICS_PORT: '',
  TRUST_PROXY: '0',
  LOG_LEVEL: 'fatal',
} as const;

/**
 * Opens one payment by each method, on a server of its own with a database of its own, and compares
 * what PortOne sent of it with the order.
 *
 * @throws {ConfigError} as a start of the server does
 */
export async function tryPayments(options: TryPaymentsOptions): Promise<TriedPayment[]> {
  const { env, config, catalog, onOpen, onTried } = options;
  const folder = mkdtempSync(join(tmpdir(), 'portone-checkout-check-'));
  const databaseUrl = `sqlite:${join(folder, 'check.db')}`;
  const checkout = await createCheckout({
    env: { ...env, ...OWN_SETTINGS, DATABASE_URL: databaseUrl },
  });
  const server = httpServer(checkout.app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const store = await openOperatorStore(databaseDialect(databaseUrl));
  const client = Payment.PaymentClient({ secret: config.apiSecret, baseUrl: config.apiUrl });

  /** @returns the newest order of a method whose payment has come to something */
  async function settledOrder(methodId: string): Promise<Order | undefined> {
    const { readable } = await store.list({ limit: 100 });
    return readable.find(
      (order) =>
        order.methodId === methodId &&
        !['READY', 'PAY_PENDING', undefined].includes(order.settlement?.status),
    );
  }

  async function tryOne(method: Method, number: number): Promise<TriedPayment> {
    const item = cheapest(catalog, method);
    const subject = { method: publicPart(method), item };
    const address = `http://localhost:${port}/checkout/${encodeURIComponent(item.id)}?method=${encodeURIComponent(method.id)}`;
    let isPassedOver = false;
    let problem: { reason: unknown } | undefined;
    onOpen(address, method, number).then(
      () => {
        isPassedOver = true;
      },
      (reason: unknown) => {
        problem = { reason };
      },
    );
    for (;;) {
      if (problem) throw problem.reason;

      const order = await settledOrder(method.id);
      const { settlement } = order ?? {};
      // Another attempt may follow one that failed, until the owner goes on.
      if (order && settlement && settlement.status !== 'FAILED') {
        const sent = await client.getPayment({ paymentId: order.paymentId });
        const observed = parsePayment(order.paymentId, sent);
        return {
          ...subject,
          result: 'seen',
          status: settlement.status,
          isHeld: settlement.hold !== undefined,
          fields: comparePayment(order, observed, sent, findNotes(order, observed.claims)),
        };
      }
      if (isPassedOver) {
        const failure = settlement?.failure;
        return failure
          ? { ...subject, result: 'failed', code: failure.pgCode ?? failure.code ?? failure.kind }
          : { ...subject, result: 'passed over' };
      }
      await setTimeout(LOOK_INTERVAL_MS);
    }
  }

  try {
    const tried: TriedPayment[] = [];
    const sold = [...catalog.methods.values()].filter(({ id }) =>
      [...catalog.items.values()].some(({ methods }) => methods.includes(id)),
    );
    for (const [index, method] of sold.entries()) {
      const one = await tryOne(method, index + 1);
      tried.push(one);
      onTried(one);
    }
    return tried;
  } finally {
    await store.close();
    await checkout.close(closeServer(server, 1_000));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The item that costs least, since an owner pays it once for each method. */
function cheapest(catalog: Catalog, { id }: Method): CatalogItem {
  return [...catalog.items.values()]
    .filter(({ methods }) => methods.includes(id))
    .reduce((least, item) => (item.price < least.price ? item : least));
}

function publicPart({ id, label, payMethod, pgProvider }: Method): TriedPayment['method'] {
  return { id, label, payMethod, pgProvider };
}
