import type { ReactiveController } from 'lit';
import type { TemplateResult } from 'lit/html.js';
import type { BffClient, BffError } from './bff-client.ts';
import type { Action, Canvas } from './canvas.ts';
import type { CheckoutState } from './checkout-state.ts';
import { type Conclusion, concludePayment, type KnownSubject, subjectOf } from './conclusion.ts';
import type {
  CheckoutMethod,
  CompleteRequest,
  ItemAnswer,
  PaymentAnswer,
  PaymentSubject,
} from './contract.ts';
import { type Elsewhere, renderElsewhere } from './elsewhere.ts';
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
import type { RedirectReturn } from './redirect-return.ts';
import { type Standing, standingOf } from './standing.ts';
import { createClipboard, isPastDue, renderSummary } from './summary.ts';
import type { Till } from './till.ts';
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
  readonly clock: {
    now(): number;
    wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  };
  readonly state: CheckoutState;
  readonly offer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly voice: { words: Partial<Messages> } | undefined;
  readonly bff: BffClient;
  readonly paysByPaypal: boolean;
  /** There before any payment is asked about. */
  readonly till: Pick<Till, 'placedOrder' | 'markAddressBar' | 'page' | 'whereabouts'> | undefined;
  /** Whether nothing is said of any payment. */
  readonly isIdle: boolean;
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
  offerRedirectReturn(back: RedirectReturn): void;
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

/** How long an item is kept back for what the server says of a return. In milliseconds. */
const RETURN_PATIENCE = 4_000;

let mistakesPart: Part<typeof import('./explain-mistakes.ts')> | undefined;
let wayOutPart: Part<typeof import('./way-out.ts')> | undefined;

/** All that comes after the payment window, for one checkout. */
export function createAftermath(
  checkout: AftermathHost,
  { BffError, part, cleanAddressBar, offerRedirectReturn, events }: MainFile,
) {
  const clipboard = createClipboard(checkout.host);
  checkout.host.addController(watchLanguage(checkout.host));
  let following = new AbortController();
  let isPeeking = false;
  let wayOut: WayOut | undefined;
  const place = checkout.till?.whereabouts();
  if (place) void findWayOut(place);
  /** What is being waited for, and how the page was last told of it. */
  let waiting: { paymentId: string; end: WindowEnd; told?: Conclusion['name'] } | undefined;
  /** A return that nothing has been said of but that an account waits. */
  let seeking: RedirectReturn | undefined;
  /** That account. */
  let elsewhere: Elsewhere | undefined;

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

  /** Goes on from what the page was told of it already. */
  function waitFor(paymentId: string, end: WindowEnd): NonNullable<typeof waiting> {
    const told = waiting?.paymentId === paymentId && waiting.end === end && waiting.told;
    waiting = { paymentId, end, ...(told && { told }) };
    return waiting;
  }

  /** @param heard once the server was asked, and what there is to say is said */
  async function follow(
    { paymentId, end }: NonNullable<typeof waiting>,
    heard?: () => void,
  ): Promise<void> {
    following.abort();
    following = new AbortController();
    const { signal } = following;
    const news = followPayment(paymentId, end, {
      complete: (request) => complete(request, signal),
      wait: (milliseconds, round) => checkout.clock.wait(milliseconds, round),
      signal,
      itemId: seeking && checkout.host.itemId,
    });
    for await (const conclusion of news) {
      if (signal.aborted) break;
      // A buyer who is paying for something hears of that.
      if (!checkout.isIdle && !isAbout(paymentId)) break;
      if (conclusion.name === 'foreign') leaveAlone(conclusion.itemId);
      else if (conclusion.name !== 'unproved') conclude(conclusion);
      heard?.();
    }
    heard?.();
  }

  function isAbout(paymentId: string): boolean {
    const { state } = checkout;
    return 'paymentId' in state && state.paymentId === paymentId;
  }

  /** @param itemId of which it is, where the server knows it at all */
  function leaveAlone(itemId: string | undefined): void {
    const back = seeking;
    waiting = undefined;
    seeking = undefined;
    elsewhere = undefined;
    // Without our marker, the first element to ask has asked for all.
    if (!back || back.itemId !== undefined || itemId === undefined) return;
    cleanAddressBar();
    offerRedirectReturn({ ...back, itemId });
  }

  /** A payment that takes its time is in the address, for a reload; one that is over is not. */
  function keepAddress({ name, paymentId }: Conclusion): void {
    const { itemId } = checkout.host;
    const takesItsTime = name === 'issued' || name === 'pending';
    if (paymentId) checkout.till?.markAddressBar(paymentId, takesItsTime ? itemId : undefined);
  }

  function conclude(conclusion: Conclusion): void {
    // Another integration's return was left alone until the server said that it is ours.
    if (seeking && seeking.itemId === undefined) {
      cleanAddressBar();
      seeking = { ...seeking, itemId: checkout.host.itemId };
    }
    const told = withoutSecrets(conclusion);
    if (conclusion.name === 'issued' && told !== conclusion) {
      noteAccount(conclusion);
    } else {
      seeking = undefined;
      elsewhere = undefined;
      keepAddress(conclusion);
      // PortOne takes further attempts under one `paymentId`, but not once it was paid and given back.
      if (conclusion.name === 'cancelled' && conclusion.isSpent) checkout.forgetOrder();
      if (conclusion.name === 'paid' || conclusion.name === 'issued') checkout.closeWindow();
      checkout.enter(told);
    }
    // Many answers, one piece of news.
    if (waiting?.told === told.name) return;
    const takesItsTime = told.name === 'issued' || told.name === 'pending';
    waiting = waiting && takesItsTime ? { ...waiting, told: told.name } : undefined;
    announce(told);
  }

  /** What may be told of an order that was not begun in this browser; all of one that was. */
  function withoutSecrets(conclusion: Conclusion): Conclusion {
    const { name, paymentId } = conclusion;
    if (paymentId && checkout.till?.placedOrder(paymentId)) return conclusion;
    if (name === 'paid') return { ...conclusion, receiptUrl: undefined };
    return name === 'issued' ? { ...conclusion, virtualAccount: undefined } : conclusion;
  }

  /**
   * An account of an order that was not begun in this browser is for the buyer to ask for: whoever
   * follows somebody else's link is not to be shown where to send money, on a page that they trust.
   */
  function noteAccount(account: Elsewhere): void {
    elsewhere = account;
    const { state } = checkout;
    if (state.name === 'issued') {
      checkout.enter(account);
    } else {
      checkout.till?.markAddressBar(account.paymentId);
      if (checkout.isIdle) checkout.host.requestUpdate();
      else checkout.startOver();
    }
  }

  /** Whether there is an account that the buyer has not asked for. */
  function isNoted(): boolean {
    return !!elsewhere && checkout.isIdle && checkout.state.name !== 'loading';
  }

  function showAccount(): void {
    if (!elsewhere) return;
    keepAddress(elsewhere);
    checkout.enter(elsewhere);
    if (waiting) void follow(waiting);
  }

  function hideAccount(): void {
    if (elsewhere) checkout.till?.markAddressBar(elsewhere.paymentId);
    checkout.startOver();
  }

  function announce(conclusion: Conclusion): void {
    switch (conclusion.name) {
      case 'paid':
        dispatch(new events.paid(aboutOf(conclusion)));
        break;
      case 'pending':
        dispatch(new events.pending(aboutOf(conclusion)));
        break;
      case 'issued': {
        const { virtualAccount } = conclusion;
        dispatch(new events.issued({ ...aboutOf(conclusion), virtualAccount }));
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

  /** By the server's word, or as it was ordered here: one before 0.1.1 does not say. */
  function aboutOf<Said extends KnownSubject & { paymentId: string }>(
    conclusion: Said,
  ): Pick<Said, keyof PaymentSubject> & { paymentId: string } {
    const { paymentId } = conclusion;
    return { paymentId, ...checkout.till?.placedOrder(paymentId), ...subjectOf(conclusion) };
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

  function pastDue(): boolean {
    const { state } = checkout;
    return state.name === 'issued' && isPastDue(state.virtualAccount, checkout.clock.now());
  }

  function standing(words: Messages): Standing | undefined {
    const where = standingOf(checkout.state, words, pastDue(), navigator.onLine === false);
    // Beside an account that may be somebody else's the warning stays.
    const mayBeTheirs = elsewhere && checkout.state.name === 'issued' && !pastDue();
    return where && mayBeTheirs ? { ...where, words: words.elsewhere } : where;
  }

  return {
    /** Asks the server until it can say, and shows what it says. */
    confirm(paymentId: string, end: WindowEnd): void {
      seeking = undefined;
      void follow(waitFor(paymentId, end));
    },

    /**
     * Asks about a payment that an address names. One that was not begun here is not spoken of
     * before the server says that it is one of this item's.
     *
     * @param visit the item's; aborted where the element has turned to another
     * @returns once the server has said something, or has had its time to
     */
    async meet(back: RedirectReturn, visit: AbortSignal): Promise<void> {
      const { paymentId, end } = back;
      if (visit.aborted || !checkout.host.isConnected || !checkout.isIdle) {
        offerRedirectReturn(back);
        return;
      }
      const placed = checkout.till?.placedOrder(paymentId);
      if (placed && placed.itemId === checkout.host.itemId) {
        if (back.itemId === undefined) cleanAddressBar();
        checkout.confirm(paymentId, end);
        return;
      }
      seeking = back;
      const heard = new Promise<void>((resolve) => void follow(waitFor(paymentId, end), resolve));
      await Promise.race([heard, checkout.clock.wait(RETURN_PATIENCE, following.signal)]);
    },

    /** Goes on asking about what is shown as waiting, without a word about it. */
    goOn(): void {
      if (waiting) void follow(waiting);
    },

    /** What is shown as waiting ends here; nothing that was asked is listened to any more. */
    stop(): void {
      following.abort();
      const back = seeking;
      seeking = undefined;
      elsewhere = undefined;
      if (back && checkout.isIdle) offerRedirectReturn(back);
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
      seeking = undefined;
      elsewhere = undefined;
      checkout.forgetOrder();
      if ('paymentId' in state && state.paymentId) checkout.till?.markAddressBar(state.paymentId);
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
          if (pastDue()) return { label: words.again, act: () => this.reset(), look: 'quiet' };
          return elsewhere && { label: words.hideAccount, act: hideAccount, look: 'quiet' };
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
      ${isNoted() && elsewhere ? renderElsewhere(canvas, elsewhere, showAccount) : undefined}
      ${renderSummary(canvas, state, clipboard)} ${wayOut?.render(canvas)}
      ${state.name === 'paid' ? html`<slot name="paid"></slot>` : undefined}`;
    },

    /** What is said in passing within the live region, and can be seen elsewhere. */
    renderAside({ html, words }: Canvas): TemplateResult | undefined {
      if (isNoted()) return html`<span class="aside">${words.elsewhere.title}</span>`;
      return checkout.state.name === 'issued' || wayOut
        ? html`<span class=${clipboard.copied ? 'aside' : 'hint'}>${clipboard.said}</span>`
        : undefined;
    },
  };
}

export type Aftermath = ReturnType<typeof createAftermath>;
