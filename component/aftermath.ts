import type { ReactiveController } from 'lit';
import type { TemplateResult } from 'lit/html.js';
import type { BffClient, BffError } from './bff-client.ts';
import type { Action, Canvas } from './canvas.ts';
import type { CheckoutState } from './checkout-state.ts';
import { type Conclusion, concludePayment } from './conclusion.ts';
import type { CheckoutMethod, CompleteRequest, ItemAnswer, PaymentAnswer } from './contract.ts';
import type {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutFailure,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
} from './events.ts';
import { followPayment } from './follow-payment.ts';
import { looksRight } from './looks-right.ts';
import type { Messages } from './messages.ts';
import type { WindowEnd } from './open-payment.ts';
import type { Part, part } from './part.ts';
import { type Standing, standingOf } from './standing.ts';
import { createClipboard, renderSummary } from './summary.ts';
import { watchLanguage } from './watch-language.ts';
import type { WayOut } from './way-out.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What the time after the window needs of a checkout. */
export type AftermathHost = {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly method: string | undefined;
    requestUpdate(): void;
    /** Adds the styles of a part. */
    adopt(css: string): void;
    readonly updateComplete: Promise<unknown>;
    addController(controller: ReactiveController): void;
  };
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  readonly state: CheckoutState;
  readonly offer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly voice: { words: Partial<Messages> } | undefined;
  readonly bff: BffClient;
  readonly page: string | undefined;
  readonly paysByPaypal: boolean;
  readonly whereabouts: Whereabouts | undefined;
  enter(state: CheckoutState): void;
  /** Asks what has become of a payment. */
  confirm(paymentId: string, end: WindowEnd): void;
  /** Takes away what is left of the payment window. */
  closeWindow(): void;
  /** The item again, with nothing said. */
  startOver(): void;
  /** The next attempt needs another order. */
  forgetOrder(): void;
  warn(reason: unknown): void;
};

/** Handed over, since a part imports nothing of the main file (see part.ts). */
export type MainFile = {
  BffError: typeof BffError;
  part: typeof part;
  cleanAddressBar(): void;
  markAddressBar(paymentId: string, itemId?: string): void;
  events: {
    paid: typeof CheckoutPaidEvent;
    issued: typeof CheckoutIssuedEvent;
    pending: typeof CheckoutPendingEvent;
    cancelled: typeof CheckoutCancelledEvent;
    failed: typeof CheckoutFailedEvent;
  };
};

/** In milliseconds: the server asks PortOne meanwhile. */
const COMPLETE_LIMIT = 20_000;

let mistakesPart: Part<typeof import('./explain-mistakes.ts')> | undefined;
let wayOutPart: Part<typeof import('./way-out.ts')> | undefined;

/** All that comes after the payment window, for one checkout. */
export function createAftermath(
  checkout: AftermathHost,
  { BffError, part, cleanAddressBar, markAddressBar, events }: MainFile,
) {
  const clipboard = createClipboard(checkout.host);
  checkout.host.addController(watchLanguage(checkout.host));
  let following = new AbortController();
  let isPeeking = false;
  let wayOut: WayOut | undefined;
  if (checkout.whereabouts) void findWayOut(checkout.whereabouts);
  /** What is being waited for, and how the page was last told of it. */
  let waiting: { paymentId: string; end: WindowEnd; told?: Conclusion['name'] } | undefined;

  /** Never rejects: nobody is lost for the want of it. */
  async function findWayOut(place: Whereabouts): Promise<void> {
    try {
      wayOutPart ??= part('way-out', () => import('./way-out.ts'));
      const { createWayOut, css } = await wayOutPart.load();
      wayOut = createWayOut(checkout, place, clipboard);
      checkout.host.adopt(css);
    } catch (reason) {
      console.warn('<portone-checkout>', reason);
    }
  }

  async function follow(
    { paymentId, end }: NonNullable<typeof waiting>,
    maybeForeign: boolean,
  ): Promise<void> {
    following.abort();
    following = new AbortController();
    const { signal } = following;
    const news = followPayment(paymentId, end, {
      complete: (request) => complete(request, signal),
      wait: (milliseconds, round) => checkout.clock.wait(milliseconds, round),
      signal,
      maybeForeign,
    });
    for await (const conclusion of news) {
      if (signal.aborted) return;
      if (conclusion.name === 'foreign') {
        waiting = undefined;
        checkout.startOver();
        return;
      }
      const isKnown = conclusion.name !== 'pending' || conclusion.why !== 'unconfirmed';
      // Another integration's return is left alone until the server says that it is ours.
      if (isKnown && maybeForeign) cleanAddressBar();
      if (isKnown || !maybeForeign) keepAddress(conclusion);
      conclude(conclusion);
    }
  }

  /** A payment that takes its time is in the address, for a reload; one that is over is not. */
  function keepAddress({ name, paymentId }: Conclusion): void {
    const { itemId } = checkout.host;
    const takesItsTime = name === 'issued' || name === 'pending';
    if (paymentId) markAddressBar(paymentId, takesItsTime ? itemId : undefined);
  }

  function conclude(conclusion: Conclusion): void {
    // PortOne takes further attempts under one `paymentId`, but not once it was paid and given back.
    if (conclusion.name === 'cancelled' && conclusion.isSpent) checkout.forgetOrder();
    if (conclusion.name === 'paid' || conclusion.name === 'issued') checkout.closeWindow();
    checkout.enter(conclusion);
    // Many answers, one piece of news.
    if (waiting?.told === conclusion.name) return;
    const takesItsTime = conclusion.name === 'issued' || conclusion.name === 'pending';
    waiting = waiting && takesItsTime ? { ...waiting, told: conclusion.name } : undefined;
    announce(conclusion);
  }

  function announce(conclusion: Conclusion): void {
    switch (conclusion.name) {
      case 'paid':
        dispatch(new events.paid({ paymentId: conclusion.paymentId }));
        break;
      case 'pending':
        dispatch(new events.pending({ paymentId: conclusion.paymentId }));
        break;
      case 'issued': {
        const { paymentId, virtualAccount } = conclusion;
        dispatch(new events.issued({ paymentId, virtualAccount }));
        break;
      }
      case 'cancelled': {
        const { name, isSpent, ...fields } = conclusion;
        dispatch(new events.cancelled(fields));
        break;
      }
      case 'failed': {
        const { name, mayBeBlocked, ...failure } = conclusion;
        dispatch(new events.failed({ ...failure, message: message() }));
      }
    }
  }

  function dispatch(event: Event): void {
    checkout.host.dispatchEvent(event);
  }

  /** What the buyer reads by now, in one line. */
  function message(): string {
    const words = standing(checkout.voice?.words as Messages)?.words;
    return words ? `${words.title}. ${words.text}` : '';
  }

  /** Never rejects. */
  async function complete(
    request: CompleteRequest,
    signal: AbortSignal,
  ): Promise<PaymentAnswer | BffError> {
    try {
      return await checkout.bff.ask('payment/complete', signal, request, COMPLETE_LIMIT);
    } catch (reason) {
      if (reason instanceof BffError) return reason;
      if (signal.aborted) return new BffError('UNREACHABLE', 'no longer asked for');
      throw reason;
    }
  }

  /** By the server's word alone: no clock of the buyer's warns them of an account that still takes money. */
  function pastDue(): boolean {
    const { state } = checkout;
    return state.name === 'issued' && !!state.virtualAccount?.isPastDue;
  }

  function standing(words: Messages): Standing | undefined {
    return standingOf(checkout.state, words, pastDue(), navigator.onLine === false);
  }

  return {
    /** Asks the server until it can say, and shows what it says. */
    confirm(paymentId: string, end: WindowEnd, maybeForeign: boolean): void {
      const told = waiting?.paymentId === paymentId && waiting.end === end && waiting.told;
      waiting = { paymentId, end, ...(told && { told }) };
      void follow(waiting, maybeForeign);
    },

    /** Goes on asking about what is shown as waiting, without a word about it. */
    goOn(): void {
      if (waiting) void follow(waiting, false);
    },

    /** What is shown as waiting ends here; nothing that was asked is listened to any more. */
    stop(): void {
      following.abort();
    },

    /** Asks the server now: after waiting in vain, or where the payment window is gone without a word. */
    checkAgain(): void {
      const { state } = checkout;
      if (state.name === 'pending') checkout.confirm(state.paymentId, waiting?.end ?? 'silent');
      if (state.name === 'paying' && state.paymentId) checkout.confirm(state.paymentId, 'silent');
    },

    /**
     * Asks once while the payment window is open, and leaves it alone unless money has moved: what
     * the window had to say may have been lost.
     */
    async peek(): Promise<void> {
      const { state } = checkout;
      if (isPeeking || state.name !== 'paying' || !state.paymentId) return;
      const { paymentId } = state;
      isPeeking = true;
      const word = await complete({ paymentId }, new AbortController().signal);
      isPeeking = false;
      if (checkout.state !== state) return;
      const news = concludePayment(paymentId, word, { name: 'silent' });
      const isOpen =
        (news.name === 'pending' && news.why === 'unconfirmed') ||
        (news.name === 'cancelled' && !news.isSpent) ||
        (news.name === 'failed' && news.stage !== 'confirm');
      if (!isOpen) checkout.confirm(paymentId, 'silent');
    },

    /** Back to the start for another purchase; not while one is under way. */
    reset(): void {
      const { state } = checkout;
      if (state.name === 'paying' || state.name === 'confirming') return;
      following.abort();
      checkout.forgetOrder();
      if ('paymentId' in state && state.paymentId) markAddressBar(state.paymentId);
      checkout.startOver();
    },

    /** Says what went wrong before any window could open. */
    fail(state: CheckoutState, failure: CheckoutFailure): void {
      checkout.enter(state);
      dispatch(new events.failed({ ...failure, message: message() }));
      this.checkPage();
      const goOn = () => {
        if (checkout.state !== state) return;
        if (state.name === 'load-failed') checkout.startOver();
        else checkout.enter({ ...state });
      };
      window.addEventListener('online', goOn, { once: true });
    },

    /** Has the page's mistakes explained, once the buyer has something to look at. */
    checkPage(): void {
      if (checkout.host.itemId && looksRight(checkout)) return;
      mistakesPart ??= part('explain-mistakes', () => import('./explain-mistakes.ts'));
      mistakesPart.load().then(({ explainMistakes }) => explainMistakes(checkout), checkout.warn);
    },

    standing,

    /** The one thing to do about what is shown, beyond paying. */
    action(words: Messages): Action | undefined {
      switch (checkout.state.name) {
        case 'pending':
          return { label: words.checkAgain, act: () => this.checkAgain(), look: 'quiet' };
        case 'issued':
          if (!pastDue()) return undefined;
          return { label: words.again, act: () => this.reset(), look: 'quiet' };
        default:
          return undefined;
      }
    },

    /** What stands below the button, or in its place. */
    renderRest(canvas: Canvas): TemplateResult {
      const { html, words } = canvas;
      const { state } = checkout;
      return html`${
        state.name === 'paying' && state.paymentId
          ? html`<button part="link" type="button" class="link" @click=${() => this.checkAgain()}>
              ${words.windowGone}
            </button>`
          : undefined
      }
      ${renderSummary(canvas, state, clipboard)} ${wayOut?.render(canvas)}
      ${state.name === 'paid' ? html`<slot name="paid"></slot>` : undefined}`;
    },

    /** What is said in passing within the live region; that it was copied can be seen at the button. */
    renderAside({ html }: Canvas): TemplateResult | undefined {
      return checkout.state.name === 'issued' || wayOut
        ? html`<span class=${clipboard.copied ? 'aside' : 'hint'}>${clipboard.said}</span>`
        : undefined;
    },
  };
}

export type Aftermath = ReturnType<typeof createAftermath>;
