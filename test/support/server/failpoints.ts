import type { CompiledQuery, Dialect } from 'kysely';
import type { Store } from '../../../bff/database/open-store.ts';
import type { PortOne } from '../../../bff/domain/portone.ts';
import type { Deliver } from '../../../bff/fulfilment/deliver-events.ts';
import { watchedDialect } from './watched-dialect.ts';

/** Places at which a server can be made to die, in the order in which a payment passes them. */
export const failpointNames = {
  K1: 'before getPayment',
  K2: 'in the transaction, before its commit',
  K3: 'after the commit, before the answer',
  K4: 'before an event is sent',
  K5: 'after an event was accepted, before that is stored',
  K6: 'in the middle of a page of changes',
  K7: 'in the middle of the migrations',
} as const;

export type Failpoint = keyof typeof failpointNames;

export type Failpoints = {
  /** The process dies when it next passes there; `undefined` disarms. */
  arm(point: Failpoint | undefined): void;
  /** The same adapters, with the places in them. */
  dialect(dialect: Dialect): Dialect;
  store(store: Store): Store;
  portOne(portOne: PortOne): PortOne;
  deliver(deliver: Deliver): Deliver;
};

/** SIGKILL: nothing is flushed, closed or said. */
function dieAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}

/**
 * Wraps the adapters of a server so that it dies at a place, and nowhere in
 * between: a kill at random rarely hits the moment that matters.
 *
 * @param migrationStep with K7, how many statements of the migrations are let through first
 */
export function failpoints({
  migrationStep = 1,
  die = dieAtOnce,
}: {
  migrationStep?: number;
  die?: () => void;
} = {}): Failpoints {
  let armed: Failpoint | undefined;
  let migrationSteps = 0;
  let isPageRead = false;
  const pass = (point: Failpoint) => {
    if (armed === point) die();
  };
  const passPage = () => {
    if (isPageRead) pass('K6');
  };

  function passSent({ sql }: CompiledQuery): void {
    // On PostgreSQL one statement is the whole transaction.
    if (/^\s*with .*insert into "?fulfilment_events/is.test(sql)) pass('K2');
  }

  function passExecuted({ sql }: CompiledQuery): void {
    if (/^\s*insert into "?fulfilment_events/i.test(sql)) pass('K2');
    if (/^\s*(create|alter) /i.test(sql)) {
      migrationSteps += 1;
      if (migrationSteps > migrationStep) pass('K7');
    }
  }

  return {
    arm(point) {
      armed = point;
      isPageRead = false;
    },

    dialect: (dialect) => watchedDialect(dialect, passSent, passExecuted),

    store: (store) => ({
      ...store,
      orders: {
        ...store.orders,
        async settle(...change) {
          passPage();
          const settled = await store.orders.settle(...change);
          pass('K3');
          return settled;
        },
      },
      watermark: {
        ...store.watermark,
        async release(...lease) {
          passPage();
          await store.watermark.release(...lease);
        },
      },
    }),

    portOne: (portOne) => ({
      ...portOne,
      async getPayment(paymentId) {
        pass('K1');
        return portOne.getPayment(paymentId);
      },
      async listChanges(span) {
        const page = await portOne.listChanges(span);
        isPageRead = page.payments.length > 0;
        return page;
      },
    }),

    deliver: (deliver) => async (event) => {
      pass('K4');
      await deliver(event);
      pass('K5');
    },
  };
}
