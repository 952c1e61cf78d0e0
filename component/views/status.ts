import type { Messages, MessageText } from '../i18n/message-types.ts';
import type { CheckoutFailure, GatewayDetails } from '../state/checkout-failure.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { icons } from './icons.ts';

/** What the buyer reads about the checkout's state, with its tone and icon. */
export type Status = {
  message: MessageText;
  tone: 'calm' | 'good' | 'bad' | 'waiting';
  /** The `d` of an outline, 24 by 24. */
  icon: string;
};

/** What the buyer reads of a state, in one line. */
export function messageLineOf(state: CheckoutState, messages: Messages): string {
  const shown = statusOf(state, messages, navigator.onLine === false)?.message;
  if (shown?.isQuoteFirst && shown.quote) return shown.quote;
  return shown ? `${shown.title}. ${shown.text}` : '';
}

/** The status of a state; `undefined` for a state without a message of this kind. */
export function statusOf(
  state: CheckoutState,
  messages: Messages,
  isOffline = false,
): Status | undefined {
  if ('isSlow' in state && state.isSlow) return { message: messages.slow, tone: 'calm', icon: '' };
  switch (state.name) {
    case 'ready':
      return (
        state.blockedBy && { message: messages[state.blockedBy], tone: 'calm', icon: icons.alert }
      );
    case 'idle':
    case 'loading':
      return undefined;
    case 'confirming':
      return { message: messages.confirming, tone: 'calm', icon: icons.lock };
    case 'paying':
      return { message: messages.paying, tone: 'calm', icon: icons.lock };
    case 'load-failed':
      return {
        message: isOffline ? messages.offline : messageOfLoad(state.code, messages),
        tone: 'bad',
        icon: icons.alert,
      };
    case 'paid':
      return { message: messages.paid, tone: 'good', icon: icons.done };
    case 'issued':
      return isPastDue(state)
        ? { message: messages.expired, tone: 'bad', icon: icons.alert }
        : { message: messages.issued, tone: 'waiting', icon: icons.clock };
    case 'pending': {
      const { seems, why } = state;
      if (isOffline) {
        const { title } = messages.offline;
        return {
          message: { title, text: messages.notYetConfirmed },
          tone: 'waiting',
          icon: icons.clock,
        };
      }
      // What the window said, shown as unconfirmed.
      const shown = seems
        ? { ...messageOfFailure(seems, messages), text: messages.notYetConfirmed }
        : messages[why];
      return { message: shown, tone: 'waiting', icon: icons.clock };
    }
    case 'cancelled':
      return {
        message: withNaverpaysWords(messages.cancelled, state),
        tone: 'calm',
        icon: icons.back,
      };
    case 'failed':
      if (isOffline && (state.stage === 'load' || state.stage === 'prepare')) {
        return { message: messages.offline, tone: 'bad', icon: icons.alert };
      }
      if (state.mayBeBlocked) {
        return { message: messages.windowBlocked, tone: 'bad', icon: icons.alert };
      }
      return { message: messageOfFailure(state, messages), tone: 'bad', icon: icons.alert };
  }
}

/** By the server's clock alone: the buyer's may be wrong, and the account may still take money. */
export function isPastDue(state: CheckoutState): boolean {
  return state.name === 'issued' && !!state.virtualAccount?.isPastDue;
}

function messageOfLoad(code: string | undefined, { loadFailed }: Messages): MessageText {
  if (code === 'ITEM_NOT_FOUND') return loadFailed.notFound;
  if (code === 'ORIGIN_FORBIDDEN') return loadFailed.refused;
  return code === 'UNREACHABLE' ? loadFailed.unreachable : loadFailed.other;
}

function messageOfFailure(failure: CheckoutFailure, messages: Messages): MessageText {
  const { stage, kind, code, pgMessage } = failure;
  if (code === 'SOLD_OUT') return messages.soldOutMeanwhile;
  switch (stage) {
    case 'load':
      return messages.scriptFailed;
    case 'prepare':
      if (code === 'QUANTITY_UNAVAILABLE') return messages.quantityUnavailable;
      return kind === 'INVALID_REQUEST' ? messages.detailsRefused : messages.orderFailed;
    case 'confirm':
      return messages.askTheShop;
    case 'pay': {
      if (kind === 'USER_CANCELLED') return withNaverpaysWords(messages.cancelled, failure);
      const ours = messages.failed[kind] ?? messages.failed.UNKNOWN;
      // Any gateway's message tells more than "not completed" does.
      const isQuoted = ours === messages.failed.UNKNOWN && pgMessage;
      return withNaverpaysWords(isQuoted ? { ...ours, quote: pgMessage } : ours, failure);
    }
  }
}

/**
 * NaverPay inspects a shop before it goes live: its message has to reach the buyer as it is, with no
 * words before it (https://developers.portone.io/opi/ko/integration/pg/v2/naverpay?v=v2).
 */
function withNaverpaysWords(
  ours: MessageText,
  { pgProvider, pgMessage }: GatewayDetails,
): MessageText {
  return pgProvider?.startsWith('NAVERPAY') && pgMessage
    ? { ...ours, quote: pgMessage, isQuoteFirst: true }
    : ours;
}
