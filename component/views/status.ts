import type { Messages, Words } from '../i18n/message-types.ts';
import type { CheckoutFailure } from '../state/checkout-failure.ts';
import type { CheckoutState } from '../state/checkout-state.ts';

/** Where the buyer stands, in words and for the eye. */
export type Status = {
  words: Words;
  tone: 'calm' | 'good' | 'bad' | 'waiting';
  /** The `d` of an outline, 24 by 24. */
  icon: string;
};

const disc = 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0';
const icons = {
  lock: 'M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zm1 0V8a4 4 0 0 1 8 0v3',
  done: `${disc}m5 .5l2.7 2.7L16 9.8`,
  alert: `${disc}m9-4.5V13m0 3.4v.1`,
  clock: `${disc}m9-5v5l3 2`,
  back: 'M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
};

/** Nothing for the states that the main file has words for. */
export function statusOf(
  state: CheckoutState,
  words: Messages,
  isPastDue: boolean,
  isOffline = false,
): Status | undefined {
  switch (state.name) {
    case 'ready':
      return state.blockedBy && { words: words[state.blockedBy], tone: 'calm', icon: icons.alert };
    case 'idle':
    case 'loading':
    case 'confirming':
      return undefined;
    case 'paying':
      return { words: words.paying, tone: 'calm', icon: icons.lock };
    case 'load-failed':
      return {
        words: isOffline ? words.offline : wordsForLoad(state.code, words),
        tone: 'bad',
        icon: icons.alert,
      };
    case 'paid':
      return { words: words.paid, tone: 'good', icon: icons.done };
    case 'issued':
      return isPastDue
        ? { words: words.expired, tone: 'bad', icon: icons.alert }
        : { words: words.issued, tone: 'waiting', icon: icons.clock };
    case 'pending': {
      const { seems, why } = state;
      if (isOffline) {
        const { title } = words.offline;
        return {
          words: { title, text: words.notYetConfirmed },
          tone: 'waiting',
          icon: icons.clock,
        };
      }
      // What the window said, as something that is being checked.
      const said = seems
        ? { ...wordsForFailure(seems, words), text: words.notYetConfirmed }
        : words[why];
      return { words: said, tone: 'waiting', icon: icons.clock };
    }
    case 'cancelled':
      return { words: words.cancelled, tone: 'calm', icon: icons.back };
    case 'failed':
      if (isOffline && (state.stage === 'load' || state.stage === 'prepare')) {
        return { words: words.offline, tone: 'bad', icon: icons.alert };
      }
      if (state.mayBeBlocked) {
        return { words: words.windowBlocked, tone: 'bad', icon: icons.alert };
      }
      return { words: wordsForFailure(state, words), tone: 'bad', icon: icons.alert };
  }
}

function wordsForLoad(code: string | undefined, { loadFailed }: Messages): Words {
  if (code === 'ITEM_NOT_FOUND') return loadFailed.notFound;
  return code === 'UNREACHABLE' ? loadFailed.unreachable : loadFailed.other;
}

function wordsForFailure(failure: CheckoutFailure, words: Messages): Words {
  const { stage, kind, code, pgProvider, pgMessage } = failure;
  switch (stage) {
    case 'load':
      return words.scriptFailed;
    case 'prepare':
      if (code === 'QUANTITY_UNAVAILABLE') return words.quantityUnavailable;
      return kind === 'INVALID_REQUEST' ? words.detailsRefused : words.orderFailed;
    case 'confirm':
      return words.askTheShop;
    case 'pay': {
      if (kind === 'USER_CANCELLED') return words.cancelled;
      const ours = words.failed[kind] ?? words.failed.UNKNOWN;
      // NaverPay wants its words to be read; and any gateway's say more than "not completed" can.
      const isQuoted = pgProvider?.startsWith('NAVERPAY') || ours === words.failed.UNKNOWN;
      return isQuoted && pgMessage ? { ...ours, quote: pgMessage } : ours;
    }
  }
}
