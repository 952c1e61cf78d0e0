import { html, type ReactiveController, type TemplateResult } from 'lit';
import { type BffClient, BffError } from '../api/checkout-api.ts';
import type {
  CheckoutMethod,
  CompleteRequest,
  ItemAnswer,
  PaymentAnswer,
  PaymentSubject,
} from '../api/contract.ts';
import { areAttributesPlain } from '../diagnostics/check-attributes.ts';
import { explainAttributes } from '../diagnostics/explain-attributes.ts';
import type { Messages } from '../i18n/message-types.ts';
import { observeLang } from '../i18n/observe-lang.ts';
import { embedding } from '../portone/embedding.ts';
import type { CheckoutFailure } from '../state/checkout-failure.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import {
  type KnownSubject,
  type PaymentResult,
  readPaymentResult,
  subjectOf,
} from '../state/payment-result.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { createOpenInBrowser } from '../views/open-in-browser.ts';
import { type Elsewhere, renderElsewhere } from '../views/order-elsewhere.ts';
import { createClipboard, renderSummary } from '../views/payment-details.ts';
import { type Status, statusOf } from '../views/status.ts';
import type { Action, ViewContext } from '../views/view-context.ts';
import {
  CheckoutCancelledEvent,
  CheckoutFailedEvent,
  CheckoutIssuedEvent,
  CheckoutPaidEvent,
  CheckoutPendingEvent,
} from './events.ts';
import type { PayFlow } from './pay.ts';
import { pollPayment } from './poll-payment.ts';
import { cleanAddressBar, offerRedirectReturn, type RedirectReturn } from './return-url.ts';

/** What the time after the window needs of a checkout. */
export type ConfirmationSource = {
  readonly host: HTMLElement & {
    readonly itemId: string | undefined;
    readonly method: string | undefined;
    requestUpdate(): void;
    readonly updateComplete: Promise<unknown>;
    addController(controller: ReactiveController): void;
  };
  readonly clock: { wait(milliseconds: number, signal: AbortSignal): Promise<void> };
  readonly state: CheckoutState;
  readonly offer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly messages: Messages;
  readonly bff: BffClient;
  readonly paysByPaypal: boolean;
  readonly payFlow: Pick<PayFlow, 'placedOrder' | 'markAddressBar' | 'page'>;
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

/** In milliseconds: the server asks PortOne meanwhile. */
const COMPLETE_TIMEOUT_MS = 20_000;

/** How long an item is kept back for what the server says of a return. In milliseconds. */
const RETURN_TIMEOUT_MS = 4_000;

/** All that comes after the payment window, for one checkout. */
export function createConfirmation(checkout: ConfirmationSource) {
  const clipboard = createClipboard(checkout.host);
  checkout.host.addController(observeLang(checkout.host));
  let following = new AbortController();
  let isChecking = false;
  const place = embedding();
  const openInBrowser = place && createOpenInBrowser(checkout, place, clipboard);
  /** What is being waited for, and how the page was last told of it. */
  let waiting: { paymentId: string; end: WindowEnd; told?: PaymentResult['name'] } | undefined;
  /** A return that nothing has been said of but that an account waits. */
  let seeking: RedirectReturn | undefined;
  /** That account. */
  let elsewhere: Elsewhere | undefined;

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
    const news = pollPayment(paymentId, end, {
      complete: (request) => complete(request, signal),
      wait: (milliseconds, round) => checkout.clock.wait(milliseconds, round),
      signal,
      itemId: seeking && checkout.host.itemId,
    });
    for await (const result of news) {
      if (signal.aborted) break;
      // A buyer who is paying for something hears of that.
      if (!checkout.isIdle && !isAbout(paymentId)) break;
      if (result.name === 'foreign') leaveAlone(result.itemId);
      else if (result.name !== 'unproved') conclude(result);
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
  function keepAddress({ name, paymentId }: PaymentResult): void {
    const { itemId } = checkout.host;
    const takesItsTime = name === 'issued' || name === 'pending';
    if (paymentId) checkout.payFlow.markAddressBar(paymentId, takesItsTime ? itemId : undefined);
  }

  function conclude(result: PaymentResult): void {
    // Another integration's return was left alone until the server said that it is ours.
    if (seeking && seeking.itemId === undefined) {
      cleanAddressBar();
      seeking = { ...seeking, itemId: checkout.host.itemId };
    }
    const told = withoutSecrets(result);
    if (result.name === 'issued' && told !== result) {
      noteAccount(result);
    } else {
      seeking = undefined;
      elsewhere = undefined;
      keepAddress(result);
      // PortOne takes further attempts under one `paymentId`, but not once it was paid and given back.
      if (result.name === 'cancelled' && result.isSpent) checkout.forgetOrder();
      if (result.name === 'paid' || result.name === 'issued') checkout.closeWindow();
      checkout.enter(told);
    }
    // Many answers, one piece of news.
    if (waiting?.told === told.name) return;
    const takesItsTime = told.name === 'issued' || told.name === 'pending';
    waiting = waiting && takesItsTime ? { ...waiting, told: told.name } : undefined;
    announce(told);
  }

  /** What may be told of an order that was not begun in this browser; all of one that was. */
  function withoutSecrets(result: PaymentResult): PaymentResult {
    const { name, paymentId } = result;
    if (paymentId && checkout.payFlow.placedOrder(paymentId)) return result;
    if (name === 'paid') return { ...result, receiptUrl: undefined };
    return name === 'issued' ? { ...result, virtualAccount: undefined } : result;
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
      checkout.payFlow.markAddressBar(account.paymentId);
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
    if (elsewhere) checkout.payFlow.markAddressBar(elsewhere.paymentId);
    checkout.startOver();
  }

  function announce(result: PaymentResult): void {
    switch (result.name) {
      case 'paid':
        dispatch(new CheckoutPaidEvent(aboutOf(result)));
        break;
      case 'pending':
        dispatch(new CheckoutPendingEvent(aboutOf(result)));
        break;
      case 'issued': {
        const { virtualAccount } = result;
        dispatch(new CheckoutIssuedEvent({ ...aboutOf(result), virtualAccount }));
        break;
      }
      case 'cancelled': {
        const { name, isSpent, ...fields } = result;
        dispatch(new CheckoutCancelledEvent(fields));
        break;
      }
      case 'failed': {
        const { name, mayBeBlocked, ...failure } = result;
        dispatch(new CheckoutFailedEvent({ ...failure, message: message() }));
      }
    }
  }

  /** By the server's word, or as it was ordered here: one before 0.1.1 does not say. */
  function aboutOf<Said extends KnownSubject & { paymentId: string }>(
    result: Said,
  ): Pick<Said, keyof PaymentSubject> & { paymentId: string } {
    const { paymentId } = result;
    return { paymentId, ...checkout.payFlow.placedOrder(paymentId), ...subjectOf(result) };
  }

  function dispatch(event: Event): void {
    checkout.host.dispatchEvent(event);
  }

  /** What the buyer reads by now, in one line. */
  function message(): string {
    const words = status(checkout.messages)?.words;
    return words ? `${words.title}. ${words.text}` : '';
  }

  /** Never rejects. */
  async function complete(
    request: CompleteRequest,
    signal: AbortSignal,
  ): Promise<PaymentAnswer | BffError> {
    try {
      return await checkout.bff.ask('payment/complete', signal, request, COMPLETE_TIMEOUT_MS);
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

  function status(words: Messages): Status | undefined {
    const where = statusOf(checkout.state, words, pastDue(), navigator.onLine === false);
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
      const placed = checkout.payFlow.placedOrder(paymentId);
      if (placed && placed.itemId === checkout.host.itemId) {
        if (back.itemId === undefined) cleanAddressBar();
        checkout.confirm(paymentId, end);
        return;
      }
      seeking = back;
      const heard = new Promise<void>((resolve) => void follow(waitFor(paymentId, end), resolve));
      await Promise.race([heard, checkout.clock.wait(RETURN_TIMEOUT_MS, following.signal)]);
    },

    /** Goes on asking about what is shown as waiting, without a word about it. */
    resumePolling(): void {
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
    recheck(): void {
      const { state } = checkout;
      if (state.name === 'pending') checkout.confirm(state.paymentId, waiting?.end ?? 'silent');
      if (state.name === 'paying' && state.paymentId) checkout.confirm(state.paymentId, 'silent');
    },

    /**
     * Asks once while the payment window is open, and leaves it alone unless money has moved: what
     * the window had to say may have been lost.
     */
    async checkOnce(): Promise<void> {
      const { state } = checkout;
      if (isChecking || state.name !== 'paying' || !state.paymentId) return;
      const { paymentId } = state;
      isChecking = true;
      const word = await complete({ paymentId }, new AbortController().signal);
      isChecking = false;
      if (checkout.state !== state) return;
      const news = readPaymentResult(paymentId, word, { name: 'silent' });
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
      if ('paymentId' in state && state.paymentId) checkout.payFlow.markAddressBar(state.paymentId);
      checkout.startOver();
    },

    /** Says what went wrong before any window could open. */
    fail(state: CheckoutState, failure: CheckoutFailure): void {
      checkout.enter(state);
      dispatch(new CheckoutFailedEvent({ ...failure, message: message() }));
      this.checkPage();
      const goOn = () => {
        if (checkout.state !== state) return;
        if (state.name === 'load-failed') checkout.startOver();
        else checkout.enter({ ...state });
      };
      window.addEventListener('online', goOn, { once: true });
    },

    /** Explains the page's mistakes in the console, once the buyer has something to look at. */
    checkPage(): void {
      if (!checkout.host.itemId || !areAttributesPlain(checkout)) explainAttributes(checkout);
    },

    status,

    /** The one thing to do about what is shown, beyond paying. */
    action(words: Messages): Action | undefined {
      switch (checkout.state.name) {
        case 'pending':
          return { label: words.checkAgain, act: () => this.recheck(), look: 'quiet' };
        case 'issued':
          if (pastDue()) return { label: words.again, act: () => this.reset(), look: 'quiet' };
          return elsewhere && { label: words.hideAccount, act: hideAccount, look: 'quiet' };
        default:
          return undefined;
      }
    },

    /** What stands below the button, or in its place. */
    renderRest(context: ViewContext): TemplateResult {
      const { words } = context;
      const { state } = checkout;
      return html`${
        state.name === 'paying' && state.paymentId
          ? html`<button part="link" type="button" class="link" @click=${() => this.recheck()}>
              ${words.windowGone}
            </button>`
          : undefined
      }
      ${isNoted() && elsewhere ? renderElsewhere(context, elsewhere, showAccount) : undefined}
      ${renderSummary(context, state, clipboard)} ${openInBrowser?.render(context)}
      ${state.name === 'paid' ? html`<slot name="paid"></slot>` : undefined}`;
    },

    /** What is said in passing within the live region, and can be seen elsewhere. */
    renderAside({ words }: ViewContext): TemplateResult | undefined {
      if (isNoted()) return html`<span class="aside">${words.elsewhere.title}</span>`;
      return checkout.state.name === 'issued' || openInBrowser
        ? html`<span class=${clipboard.copied ? 'aside' : 'hint'}>${clipboard.said}</span>`
        : undefined;
    },
  };
}

export type Confirmation = ReturnType<typeof createConfirmation>;
