import { html, type ReactiveController, type TemplateResult } from 'lit';
import { type BffClient, BffError } from '../api/checkout-api.ts';
import type {
  CheckoutMethod,
  CompleteRequest,
  ItemAnswer,
  PaymentAnswer,
} from '../api/contract.ts';
import { areAttributesPlain } from '../diagnostics/check-attributes.ts';
import { explainAttributes } from '../diagnostics/explain-attributes.ts';
import type { Messages } from '../i18n/message-types.ts';
import { observeLang } from '../i18n/observe-lang.ts';
import { embedding } from '../portone/embedding.ts';
import type { CheckoutFailure } from '../state/checkout-failure.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { type PaymentResult, readPaymentResult } from '../state/payment-result.ts';
import type { WindowEnd } from '../state/window-result.ts';
import { createClipboard } from '../views/clipboard.ts';
import { createOpenInBrowser } from '../views/open-in-browser.ts';
import { type Elsewhere, renderElsewhere } from '../views/order-elsewhere.ts';
import { renderSummary } from '../views/payment-details.ts';
import { type Status, statusOf } from '../views/status.ts';
import type { Action, ViewContext } from '../views/view-context.ts';
import { CheckoutFailedEvent } from './events.ts';
import type { PayFlow } from './pay.ts';
import { pollPayment } from './poll-payment.ts';
import { resultEvent } from './result-event.ts';
import { cleanAddressBar, offerRedirectReturn, type RedirectReturn } from './return-url.ts';

/** What the confirmation reads and calls of a checkout, at the time of use. */
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
  readonly itemAnswer: ItemAnswer | undefined;
  readonly method: CheckoutMethod | undefined;
  readonly messages: Messages;
  readonly bff: BffClient;
  readonly paysByPaypal: boolean;
  readonly payFlow: Pick<PayFlow, 'placedOrder' | 'markAddressBar' | 'page'>;
  /** Whether no payment is shown. */
  readonly isIdle: boolean;
  setState(state: CheckoutState): void;
  /** Polls the server for the result of a payment. */
  confirm(paymentId: string, end: WindowEnd): void;
  /** Removes the payment window. */
  closeWindow(): void;
  /** Shows the item again, without a message. */
  startOver(): void;
  /** The next attempt needs another order. */
  forgetOrder(): void;
  warn(reason: unknown): void;
};

/** In milliseconds: the server asks PortOne meanwhile. */
const COMPLETE_TIMEOUT_MS = 20_000;

/** How long an item waits for the server's answer about a return. In milliseconds. */
const RETURN_TIMEOUT_MS = 4_000;

/** Confirms payments with the server after their window, and shows and announces the results. */
export function createConfirmation(checkout: ConfirmationSource) {
  const clipboard = createClipboard(checkout.host);
  checkout.host.addController(observeLang(checkout.host));
  let following = new AbortController();
  let isChecking = false;
  const embeddedIn = embedding();
  const openInBrowser = embeddedIn && createOpenInBrowser(checkout, embeddedIn, clipboard);
  /** The payment that is being polled, and the last result of it that was announced. */
  let waiting: { paymentId: string; end: WindowEnd; announced?: PaymentResult['name'] } | undefined;
  /** A return of which no result was shown yet, except that an account waits. */
  let claimedReturn: RedirectReturn | undefined;
  /** That account. */
  let elsewhere: Elsewhere | undefined;

  /** Keeps what was announced of the same payment before. */
  function waitFor(paymentId: string, end: WindowEnd): NonNullable<typeof waiting> {
    const announced = waiting?.paymentId === paymentId && waiting.end === end && waiting.announced;
    waiting = { paymentId, end, ...(announced && { announced }) };
    return waiting;
  }

  /** @param onAnswer called after each answer of the server, once its result is shown */
  async function follow(
    { paymentId, end }: NonNullable<typeof waiting>,
    onAnswer?: () => void,
  ): Promise<void> {
    following.abort();
    following = new AbortController();
    const { signal } = following;
    const results = pollPayment(paymentId, end, {
      complete: (request) => complete(request, signal),
      wait: (milliseconds, round) => checkout.clock.wait(milliseconds, round),
      signal,
      itemId: claimedReturn && checkout.host.itemId,
    });
    for await (const result of results) {
      if (signal.aborted) break;
      // A buyer who is paying for something else sees only that payment.
      if (!checkout.isIdle && !isAbout(paymentId)) break;
      if (result.name === 'notOurs') releaseReturn(result.itemId);
      else if (result.name !== 'unverified') applyResult(result);
      onAnswer?.();
    }
    onAnswer?.();
  }

  function isAbout(paymentId: string): boolean {
    const { state } = checkout;
    return 'paymentId' in state && state.paymentId === paymentId;
  }

  /** @param itemId the payment's item, where the server knows it */
  function releaseReturn(itemId: string | undefined): void {
    const back = claimedReturn;
    waiting = undefined;
    claimedReturn = undefined;
    elsewhere = undefined;
    // Without our marker the first element has asked on behalf of all elements.
    if (!back || back.itemId !== undefined || itemId === undefined) return;
    cleanAddressBar();
    offerRedirectReturn({ ...back, itemId });
  }

  /** Keeps a payment in the address, for a reload, until it is final. */
  function keepAddress({ name, paymentId }: PaymentResult): void {
    const { itemId } = checkout.host;
    const takesItsTime = name === 'issued' || name === 'pending';
    if (paymentId) checkout.payFlow.markAddressBar(paymentId, takesItsTime ? itemId : undefined);
  }

  function applyResult(result: PaymentResult): void {
    // Another integration's return was left alone until the server said that it is ours.
    if (claimedReturn && claimedReturn.itemId === undefined) {
      cleanAddressBar();
      claimedReturn = { ...claimedReturn, itemId: checkout.host.itemId };
    }
    const announced = withoutSecrets(result);
    if (result.name === 'issued' && announced !== result) {
      keepAccountHidden(result);
    } else {
      claimedReturn = undefined;
      elsewhere = undefined;
      keepAddress(result);
      // PortOne takes further attempts under one `paymentId`, but not once it was paid and given back.
      if (result.name === 'cancelled' && result.isSpent) checkout.forgetOrder();
      if (result.name === 'paid' || result.name === 'issued') checkout.closeWindow();
      checkout.setState(announced);
    }
    // Several answers with the same result are announced once.
    if (waiting?.announced === announced.name) return;
    const takesItsTime = announced.name === 'issued' || announced.name === 'pending';
    waiting = waiting && takesItsTime ? { ...waiting, announced: announced.name } : undefined;
    announce(announced);
  }

  /** The result without what only the browser that placed the order may show. */
  function withoutSecrets(result: PaymentResult): PaymentResult {
    const { name, paymentId } = result;
    if (paymentId && checkout.payFlow.placedOrder(paymentId)) return result;
    if (name === 'paid') return { ...result, receiptUrl: undefined };
    return name === 'issued' ? { ...result, virtualAccount: undefined } : result;
  }

  /**
   * The account of an order from another browser is shown only after the buyer asks for it: a link
   * from a stranger must not show an account to send money to, on a page that the buyer trusts.
   */
  function keepAccountHidden(account: Elsewhere): void {
    elsewhere = account;
    const { state } = checkout;
    if (state.name === 'issued') {
      checkout.setState(account);
    } else {
      checkout.payFlow.markAddressBar(account.paymentId);
      if (checkout.isIdle) checkout.host.requestUpdate();
      else checkout.startOver();
    }
  }

  /** Whether an account is known that the buyer has not asked for. */
  function hasHiddenAccount(): boolean {
    return !!elsewhere && checkout.isIdle && checkout.state.name !== 'loading';
  }

  function showAccount(): void {
    if (!elsewhere) return;
    keepAddress(elsewhere);
    checkout.setState(elsewhere);
    if (waiting) void follow(waiting);
  }

  function hideAccount(): void {
    if (elsewhere) checkout.payFlow.markAddressBar(elsewhere.paymentId);
    checkout.startOver();
  }

  function announce(result: PaymentResult): void {
    const { paymentId } = result;
    const ordered = paymentId ? checkout.payFlow.placedOrder(paymentId) : undefined;
    dispatch(resultEvent(result, ordered, message()));
  }

  function dispatch(event: Event): void {
    checkout.host.dispatchEvent(event);
  }

  /** What the buyer reads now, in one line. */
  function message(): string {
    const shown = status(checkout.messages)?.message;
    return shown ? `${shown.title}. ${shown.text}` : '';
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

  /** By the server's clock alone: the buyer's may be wrong, and the account may still take money. */
  function pastDue(): boolean {
    const { state } = checkout;
    return state.name === 'issued' && !!state.virtualAccount?.isPastDue;
  }

  function status(messages: Messages): Status | undefined {
    const shown = statusOf(checkout.state, messages, pastDue(), navigator.onLine === false);
    // The warning stays beside an account that may belong to another buyer.
    const mayBeTheirs = elsewhere && checkout.state.name === 'issued' && !pastDue();
    return shown && mayBeTheirs ? { ...shown, message: messages.elsewhere } : shown;
  }

  return {
    /** Polls the server, and shows its results. */
    confirm(paymentId: string, end: WindowEnd): void {
      claimedReturn = undefined;
      void follow(waitFor(paymentId, end));
    },

    /**
     * Confirms a payment that an address names. One of another browser is shown only after the server
     * has said that it is one of this item's.
     *
     * @param loadSignal aborted where the element has turned to another item, or left the page
     * @returns once the server has answered, or its time is over
     */
    async confirmReturn(back: RedirectReturn, loadSignal: AbortSignal): Promise<void> {
      const { paymentId, end } = back;
      if (loadSignal.aborted || !checkout.host.isConnected || !checkout.isIdle) {
        offerRedirectReturn(back);
        return;
      }
      const placed = checkout.payFlow.placedOrder(paymentId);
      if (placed && placed.itemId === checkout.host.itemId) {
        if (back.itemId === undefined) cleanAddressBar();
        checkout.confirm(paymentId, end);
        return;
      }
      claimedReturn = back;
      const answered = new Promise<void>(
        (resolve) => void follow(waitFor(paymentId, end), resolve),
      );
      await Promise.race([answered, checkout.clock.wait(RETURN_TIMEOUT_MS, following.signal)]);
    },

    /** Polls on for a payment that is shown as waiting. */
    resumePolling(): void {
      if (waiting) void follow(waiting);
    },

    /** Stops polling; later answers are ignored. */
    stop(): void {
      following.abort();
      const back = claimedReturn;
      claimedReturn = undefined;
      elsewhere = undefined;
      // An element that is moved is not rendered again by itself, and its mention would do nothing.
      checkout.host.requestUpdate();
      if (back && checkout.isIdle) offerRedirectReturn(back);
    },

    /** Asks the server now: while a result is pending, or after the window closed without reporting. */
    recheck(): void {
      const { state } = checkout;
      if (state.name === 'pending') checkout.confirm(state.paymentId, waiting?.end ?? 'silent');
      if (state.name === 'paying' && state.paymentId) checkout.confirm(state.paymentId, 'silent');
    },

    /**
     * Asks once while the payment window is open, and ends the window only if money has moved: its own
     * report may have been lost.
     */
    async checkOnce(): Promise<void> {
      const { state } = checkout;
      if (isChecking || state.name !== 'paying' || !state.paymentId) return;
      const { paymentId } = state;
      isChecking = true;
      const answer = await complete({ paymentId }, new AbortController().signal);
      isChecking = false;
      if (checkout.state !== state) return;
      const result = readPaymentResult(paymentId, answer, { name: 'silent' });
      const isOpen =
        (result.name === 'pending' && result.why === 'unconfirmed') ||
        (result.name === 'cancelled' && !result.isSpent) ||
        (result.name === 'failed' && result.stage !== 'confirm');
      if (!isOpen) checkout.confirm(paymentId, 'silent');
    },

    /** Starts over for another purchase; not while a payment is under way. */
    reset(): void {
      const { state } = checkout;
      if (state.name === 'paying' || state.name === 'confirming') return;
      following.abort();
      claimedReturn = undefined;
      elsewhere = undefined;
      checkout.forgetOrder();
      if ('paymentId' in state && state.paymentId) checkout.payFlow.markAddressBar(state.paymentId);
      checkout.startOver();
    },

    /** Shows and announces a failure from before the window. */
    fail(state: CheckoutState, failure: CheckoutFailure): void {
      checkout.setState(state);
      dispatch(new CheckoutFailedEvent({ ...failure, message: message() }));
      this.checkPage();
      const resume = () => {
        if (checkout.state !== state) return;
        if (state.name === 'load-failed') checkout.startOver();
        else checkout.setState({ ...state });
      };
      window.addEventListener('online', resume, { once: true });
    },

    /** Explains the page's mistakes in the console, after the buyer sees the item. */
    checkPage(): void {
      if (!checkout.host.itemId || !areAttributesPlain(checkout)) explainAttributes(checkout);
    },

    status,

    /** What the button does about a pending payment or an account. */
    action(messages: Messages): Action | undefined {
      switch (checkout.state.name) {
        case 'pending':
          return { label: messages.checkAgain, act: () => this.recheck(), look: 'quiet' };
        case 'issued':
          if (pastDue()) return { label: messages.again, act: () => this.reset(), look: 'quiet' };
          return elsewhere && { label: messages.hideAccount, act: hideAccount, look: 'quiet' };
        default:
          return undefined;
      }
    },

    /** What is shown below the button, or in its place. */
    renderRest(context: ViewContext): TemplateResult {
      const { messages } = context;
      const { state } = checkout;
      return html`${
        state.name === 'paying' && state.paymentId
          ? html`<button part="link" type="button" class="link" @click=${() => this.recheck()}>
              ${messages.windowGone}
            </button>`
          : undefined
      }
      ${hasHiddenAccount() && elsewhere ? renderElsewhere(context, elsewhere, showAccount) : undefined}
      ${renderSummary(context, state, clipboard)} ${openInBrowser?.render(context)}
      ${state.name === 'paid' ? html`<slot name="paid"></slot>` : undefined}`;
    },

    /** Short messages of the live region that are also visible elsewhere. */
    renderAside({ messages }: ViewContext): TemplateResult | undefined {
      if (hasHiddenAccount()) return html`<span class="aside">${messages.elsewhere.title}</span>`;
      return checkout.state.name === 'issued' || openInBrowser
        ? html`<span class=${clipboard.copied ? 'aside' : 'hint'}>${clipboard.announced}</span>`
        : undefined;
    },
  };
}

export type Confirmation = ReturnType<typeof createConfirmation>;
