import type { PaymentStatus } from '../../component/api/contract.ts';
import type { Answered } from './calm.ts';
import type { Sight, Truth, Violation } from './checker.ts';

/** What a 2xx said, and what the store therefore has to have from then on. */
type Acknowledgement = {
  paymentId: string;
  by: 'order' | 'complete' | 'webhook';
  /** The least that money has moved; -1 where the order itself is all that was promised. */
  rank: number;
};

/** The order in the store, as far as promises about it go; `undefined` where there is none. */
export type FindRank = (paymentId: string) => Promise<number | undefined>;

/** What happened, as seen from outside the servers. */
export class History {
  readonly sights: Sight[] = [];
  /** By `paymentId`, of every payment that a buyer attempted. */
  readonly natures = new Map<string, Truth['nature']>();
  /** In order, of every request, also of those that had none. */
  readonly answers: Answered[] = [];
  /** Milliseconds until complete was answered, of answers that are not 5xx. */
  readonly completeTimes: number[] = [];
  readonly violations: Violation[] = [];
  #promises: Acknowledgement[] = [];
  promisesChecked = 0;

  acknowledged(acknowledgement: Acknowledgement): void {
    this.#promises.push(acknowledgement);
  }

  saw(sight: Sight): void {
    this.sights.push(sight);
  }

  /**
   * @param paymentId that the request was about, if it was about one
   * @param answer absent where there was none
   */
  answered(
    route: string,
    paymentId: string | undefined,
    answer?: { status: number; text: string },
  ): void {
    const code = /"code":"(\w+)"/.exec(answer?.text ?? '')?.[1];
    const nature = paymentId === undefined ? undefined : this.natures.get(paymentId);
    this.answers.push({
      route,
      ...(answer && { status: answer.status }),
      ...(code !== undefined && { code }),
      isUnreadable: nature === 'unreadable',
    });
  }

  /**
   * Looks whether the store has what was promised so far.
   *
   * @param findRank rejects where the database is away; what was promised is then looked at the next time
   */
  async checkPromises(findRank: FindRank): Promise<void> {
    const promises = this.#promises;
    this.#promises = [];
    for (const [index, { paymentId, by, rank }] of promises.entries()) {
      let stored: number | undefined;
      try {
        stored = await findRank(paymentId);
      } catch {
        this.#promises.push(...promises.slice(index));
        return;
      }
      this.promisesChecked += 1;
      if (stored === undefined || stored < rank) {
        this.violations.push({
          kind: 'acknowledged without commit',
          paymentId,
          what: `2xx to ${by} promised rank ${rank}, the store has ${stored ?? 'no order'}`,
        });
      }
    }
  }
}

/**
 * The status in an answer about a payment, `undefined` where it says none.
 *
 * @param code of an error
 */
export function statusIn(
  httpStatus: number,
  body: { status?: PaymentStatus; code?: string },
): PaymentStatus | undefined {
  if (httpStatus < 300) return body.status;
  switch (body.code) {
    case 'NOT_PAID':
      return 'READY';
    case 'PAYMENT_FAILED':
      return 'FAILED';
    case 'PAYMENT_CANCELLED':
      return 'CANCELLED';
    case 'PAYMENT_HELD':
    case 'VERIFICATION_FAILED':
      return 'HELD';
    default:
      return undefined;
  }
}
