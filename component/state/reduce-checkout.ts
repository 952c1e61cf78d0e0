import type { BffError } from '../api/checkout-api.ts';
import type { CheckoutFailure } from './checkout-failure.ts';
import type { CheckoutState } from './checkout-state.ts';
import type { PaymentResult } from './payment-result.ts';
import type { BlockedBy, WindowEnd } from './window-result.ts';

/** What happens to a checkout. */
export type CheckoutEvent =
  /** The element names no item. */
  | { type: 'no-item' }
  /** The item is asked for. */
  | { type: 'load' }
  | { type: 'loaded' }
  | { type: 'load-failed'; code: BffError['code'] | undefined }
  /** The present state takes longer than usual. */
  | { type: 'slow' }
  /** The network is back. */
  | { type: 'online' }
  | { type: 'press' }
  /** A press that the page has stopped: `back` is what was shown before. */
  | { type: 'stopped'; back: CheckoutState }
  /** No window can open now. */
  | { type: 'blocked'; by: BlockedBy }
  /** The attempt ended before its window. */
  | { type: 'failed'; failure: CheckoutFailure }
  | { type: 'opened'; paymentId: string }
  /** A window has ended, or its end is no longer waited for. */
  | { type: 'ended'; paymentId: string; end: WindowEnd }
  /** The server has said what became of the payment. */
  | { type: 'answered'; result: PaymentResult }
  /** The item is shown again, without a message. */
  | { type: 'over' };

type Name = CheckoutState['name'];
type EventType = CheckoutEvent['type'];
type StateOf<N extends Name> = Extract<CheckoutState, { name: N }>;
type EventOf<T extends EventType> = Extract<CheckoutEvent, { type: T }>;
type Transitions<N extends Name> = {
  [T in EventType]?: (state: StateOf<N>, event: EventOf<T>) => CheckoutState;
};

const preparing = (): CheckoutState => ({ name: 'paying' });
const ready = (): CheckoutState => ({ name: 'ready' });
const loading = (): CheckoutState => ({ name: 'loading' });
const confirming = (_: CheckoutState, { paymentId, end }: EventOf<'ended'>): CheckoutState => ({
  name: 'confirming',
  paymentId,
  end,
});
const answered = (_: CheckoutState, { result }: EventOf<'answered'>): CheckoutState => result;
/** What was shown stays, unless money has moved meanwhile: paid wins. So does paid and given back. */
const movedOnly = (state: CheckoutState, { result }: EventOf<'answered'>): CheckoutState =>
  hasMoved(result) || (isSpent(result) && !isSpent(state)) ? result : state;

type Paying = Extract<CheckoutState, { name: 'paying' }>;

/** Only what comes before the window can be stopped, blocked or fail. */
const before =
  <Event>(change: (state: Paying, event: Event) => CheckoutState) =>
  (state: Paying, event: Event): CheckoutState =>
    state.paymentId === undefined ? change(state, event) : state;

/** Every change of state there is. What is not here changes nothing. */
const transitions: { [N in Name]: Transitions<N> } = {
  idle: { load: loading },
  loading: {
    loaded: ready,
    'load-failed': (_, { code }) => ({ name: 'load-failed', code }),
    slow: () => ({ name: 'loading', isSlow: true }),
    'no-item': () => ({ name: 'idle' }),
    load: loading,
  },
  'load-failed': {
    load: loading,
    over: loading,
    online: loading,
    'no-item': () => ({ name: 'idle' }),
  },
  ready: {
    press: preparing,
    over: ready,
    load: loading,
    'no-item': () => ({ name: 'idle' }),
    failed: (_, { failure }) => ({ name: 'failed', ...failure }),
  },
  paying: {
    slow: before(() => ({ name: 'paying', isSlow: true })),
    stopped: before((_, { back }) => back),
    blocked: before((_, { by }) => ({ name: 'ready', blockedBy: by })),
    failed: before((_, { failure }) => ({ name: 'failed', ...failure })),
    opened: before((_, { paymentId }) => ({ name: 'paying', paymentId })),
    load: before(loading),
    'no-item': before(() => ({ name: 'idle' })),
    ended: confirming,
    // Its window may still be open: an answer counts only where no window changes it any more.
    answered: (state, { result }) => (hasMoved(result) || isSpent(result) ? result : state),
  },
  confirming: { answered, ended: confirming },
  pending: { answered, ended: confirming, over: ready },
  issued: { answered, ended: confirming, over: ready },
  paid: { over: ready },
  cancelled: { press: preparing, answered: movedOnly, ended: confirming, over: ready },
  failed: {
    press: (state) => (state.retryable ? preparing() : state),
    answered: movedOnly,
    ended: confirming,
    over: ready,
    load: loading,
    'no-item': () => ({ name: 'idle' }),
    // Shown anew: what failed for want of a network says something else now.
    online: (state) => ({ ...state }),
  },
};

/** @returns the same object where an event changes nothing */
export function reduceCheckout(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  const transition = transitions[state.name][event.type] as
    | ((state: CheckoutState, event: CheckoutEvent) => CheckoutState)
    | undefined;
  return transition ? transition(state, event) : state;
}

/** Whether an event would change anything. */
export function allows(state: CheckoutState, event: CheckoutEvent): boolean {
  return reduceCheckout(state, event) !== state;
}

/** Whether it was paid and given back: no further attempt can be made under its id. */
function isSpent(state: CheckoutState): boolean {
  return state.name === 'cancelled' && state.isSpent === true;
}

/** Whether money has moved, or may have: the buyer must not pay again. */
export function hasMoved(result: PaymentResult): boolean {
  switch (result.name) {
    case 'paid':
    case 'issued':
      return true;
    case 'pending':
      return result.why === 'processing';
    case 'failed':
      return result.stage === 'confirm';
    case 'cancelled':
      return false;
  }
}
