import type { OrderAnswer, OrderRequest } from '../api/contract.ts';

/** The two clocks of a browser, in milliseconds; see {@link createPreparedOrder}. */
export type OrderClock = { now(): number; wall(): number };

/** No payment window opens for an order with less time left than this: a buyer takes minutes in it. */
const SHORTEST_LEFT_MS = 5 * 60_000;

/** How much earlier an order is replaced where that can happen ahead of the press. */
const REPLACED_AHEAD_MS = 2 * 60_000;

/** How long after an answer, or an error, only a press requests the same order again. */
const ASK_INTERVAL_MS = 60_000;

/** Of an order whose server does not say: before 0.1.1 each had half an hour. */
const DEFAULT_LIFETIME_MS = 30 * 60_000;

/** An order and its arrival, by both clocks. It stands for exactly one choice of the buyer's. */
type Kept = { choice: string; order: OrderAnswer; arrivedAt: number; arrivedAtWall: number };

/**
 * Keeps the latest order of a checkout, and knows when another one is needed.
 *
 * The server says how long an order can be used, and what has passed since then is measured here.
 * `clock.now()` is never wrong, but on most systems it stands still while the device sleeps.
 * `clock.wall()` goes on, but it may jump when it is set. Therefore the longer of the two spans
 * counts, and an order that seems old by the wall clock alone costs no more than another order:
 * right after an answer only a press has it asked for, and what a press has asked for is taken
 * without another look at the clocks. No jump of a clock can make a loop of that.
 *
 * @param send asks the server for an order, ahead of a press or at one
 * @param onKept called when an order has arrived
 */
export function createPreparedOrder(
  clock: OrderClock,
  send: (request: OrderRequest, isAhead: boolean) => Promise<OrderAnswer>,
  onKept: () => void,
) {
  let kept: Kept | undefined;
  let asking: { choice: string; answer: Promise<OrderAnswer> } | undefined;
  let refused: { choice: string; at: number } | undefined;

  return {
    /** The order for a choice, if a press may take it into a window at once. */
    ready(request: OrderRequest): OrderAnswer | undefined {
      const known = keptFor(choiceOf(request));
      return known && timeLeft(known) >= SHORTEST_LEFT_MS ? known.order : undefined;
    },

    /** The order for a choice, if PayPal's buttons, whose press a page does not see, may be shown for it. */
    readyForButtons(request: OrderRequest): OrderAnswer | undefined {
      const known = keptFor(choiceOf(request));
      return known && (isFresh(known) || timeLeft(known) >= SHORTEST_LEFT_MS)
        ? known.order
        : undefined;
    },

    /** Whether an order is better asked for now than at the press. */
    isWanted(request: OrderRequest): boolean {
      const choice = choiceOf(request);
      const wasRefused = refused?.choice === choice && clock.now() - refused.at < ASK_INTERVAL_MS;
      return !wasRefused && asking?.choice !== choice && !isYoung(keptFor(choice));
    },

    /** The order for a choice ahead of a press: the one at hand, the one being asked for, or a new one. */
    ahead(request: OrderRequest): Promise<OrderAnswer> {
      return find(request, isYoung, true);
    },

    /** The same for a press that has to wait, so that the order outlasts the waiting. */
    pressed(request: OrderRequest): Promise<OrderAnswer> {
      return find(request, lastsAWhile, false);
    },

    /** A buyer wants another try: an error of a moment ago no longer counts. */
    retry(): void {
      refused = undefined;
    },

    /** Another element's order is the one of the page. */
    letGo(): void {
      kept = undefined;
      asking = undefined;
    },

    /** The next request gets another order. */
    forget(): void {
      kept = undefined;
      asking = undefined;
      refused = undefined;
    },
  };

  function find(
    request: OrderRequest,
    isGood: (known: Kept | undefined) => known is Kept,
    isAhead: boolean,
  ): Promise<OrderAnswer> {
    const choice = choiceOf(request);
    const known = keptFor(choice);
    if (isGood(known)) return Promise.resolve(known.order);
    return asking?.choice === choice ? asking.answer : ask(choice, request, isAhead);
  }

  function ask(choice: string, request: OrderRequest, isAhead: boolean): Promise<OrderAnswer> {
    const answer = send(request, isAhead).then(withTime);
    const mine = { choice, answer };
    asking = mine;
    answer.then(
      (order) => {
        if (asking !== mine) return;
        asking = undefined;
        refused = undefined;
        kept = { choice, order, arrivedAt: clock.now(), arrivedAtWall: clock.wall() };
        onKept();
      },
      () => {
        // The caller gets the reason; it only must not be kept as an answer.
        if (asking !== mine) return;
        asking = undefined;
        refused = { choice, at: clock.now() };
      },
    );
    return answer;
  }

  function keptFor(choice: string): Kept | undefined {
    return kept?.choice === choice ? kept : undefined;
  }

  function isYoung(known: Kept | undefined): known is Kept {
    return !!known && (isFresh(known) || lastsAWhile(known));
  }

  function lastsAWhile(known: Kept | undefined): known is Kept {
    return !!known && timeLeft(known) >= SHORTEST_LEFT_MS + REPLACED_AHEAD_MS;
  }

  function isFresh({ arrivedAt }: Kept): boolean {
    return clock.now() - arrivedAt < ASK_INTERVAL_MS;
  }

  /** In milliseconds. */
  function timeLeft({ order, arrivedAt, arrivedAtWall }: Kept): number {
    const passed = Math.max(clock.now() - arrivedAt, clock.wall() - arrivedAtWall);
    return lifetimeOf(order) - passed;
  }
}

/** Equal choices give equal texts. */
function choiceOf(request: OrderRequest): string {
  return JSON.stringify(request);
}

/** @throws where an order has too little time from the start: another one would have no more */
function withTime(order: OrderAnswer): OrderAnswer {
  if (lifetimeOf(order) < SHORTEST_LEFT_MS) {
    throw new Error(`the server’s order can be used for ${order.expiresIn} s: too short to pay in`);
  }
  return order;
}

/** From its arrival, in milliseconds. */
function lifetimeOf({ expiresIn }: Partial<OrderAnswer>): number {
  return expiresIn === undefined ? DEFAULT_LIFETIME_MS : expiresIn * 1_000;
}
