/** Ends a payment window as the buyer chose, and records what became of the payment. */
import { randomBytes } from 'node:crypto';
import type { GatewayFailure } from '../gateways/gateway.ts';
import type { PgRefusal } from '../payments/api-error.ts';
import { failureOf, messageOf, refusalOf } from '../payments/gateway-failure.ts';
import type { PaymentBook } from '../payments/payment-book.ts';
import { CheckoutError } from '../request/checkout-error.ts';
import type { Ending, Settlement, WindowOutcome } from './outcome.ts';
import { idsOf, settlementOf } from './window-response.ts';
import type { WindowSession } from './window-session.ts';

/** The first outcome counts: a form sent twice, or gone back to, changes nothing. */
export function endWindow(
  book: PaymentBook,
  session: WindowSession,
  outcome: WindowOutcome,
): Ending {
  session.ending ??= end(book, session, outcome);
  return session.ending;
}

/**
 * The window was closed: PortOne's script asks once what became of it, and reports a cancellation
 * where nothing did.
 *
 * @throws CheckoutError `UnknownError` where this very check is to fail
 */
export function checkClosedWindow(book: PaymentBook, session: WindowSession): Settlement {
  if (session.statusCheckFails) {
    throw new CheckoutError(
      500,
      'UnknownError',
      '결제 팝업 종료 후 결제 상태 조회에 실패하였습니다.',
    );
  }
  const { response } = session;
  if (!response) return cancel(book, session);
  if (response.code === undefined) return settlementOf(session, response);
  return settlementOf(session, { ...response, code: 'PG_PROVIDER_ERROR' });
}

/**
 * What the gateway can do at once: most methods are paid, a virtual account is issued, a
 * convenience store's slip waits.
 *
 * @returns whether the payment could still move
 */
export function settleAtGateway(book: PaymentBook, session: WindowSession): boolean {
  switch (session.request.payMethod) {
    case 'VIRTUAL_ACCOUNT':
      return book.issueAccount(session.ready, session);
    case 'CONVENIENCE_STORE':
      return book.leavePending(session.ready, session);
    default:
      return book.approve(session.ready, session);
  }
}

function end(book: PaymentBook, session: WindowSession, outcome: WindowOutcome): Ending {
  switch (outcome.result) {
    case 'approve':
    case 'issue':
      return { kind: 'settled', settlement: approve(book, session) };
    case 'pending': {
      const moved = book.leavePending(session.ready, session);
      return { kind: 'settled', settlement: succeed(session, moved) };
    }
    case 'cancel':
      return { kind: 'settled', settlement: cancel(book, session) };
    case 'fail': {
      const refusal = refusalOf(session.gateway, outcome);
      return { kind: 'settled', settlement: fail(book, session, refusal) };
    }
    case 'fail-at-confirm': {
      const refusal = refusalOf(session.gateway, outcome);
      const settlement = session.manualApproval
        ? authenticate(book, session, refusal)
        : fail(book, session, refusal);
      return { kind: 'settled', settlement };
    }
    case 'close':
      return { kind: 'closed' };
    case 'close-after-approval':
      approve(book, session);
      return { kind: 'closed' };
    case 'status-check-fails':
      approve(book, session);
      session.statusCheckFails = true;
      return { kind: 'closed' };
    case 'approve-silently':
      approve(book, session);
      return { kind: 'vanished' };
  }
}

function approve(book: PaymentBook, session: WindowSession): Settlement {
  if (session.manualApproval) return authenticate(book, session, undefined);
  return succeed(session, settleAtGateway(book, session));
}

function succeed(session: WindowSession, moved: boolean): Settlement {
  const failure = { code: 'PaymentAlreadyPaid', message: '이미 결제된 결제 건입니다.' };
  session.response = { ...idsOf(session), ...(!moved && failure) };
  return settlementOf(session, session.response);
}

function authenticate(
  book: PaymentBook,
  session: WindowSession,
  refusal: PgRefusal | undefined,
): Settlement {
  const paymentToken = `payment-token-${randomBytes(16).toString('hex')}`;
  session.consent = { paymentToken, refusal };
  session.response = { ...idsOf(session), paymentToken };
  book.noteAuthentication(session.ready);
  return settlementOf(session, session.response);
}

function cancel(book: PaymentBook, session: WindowSession): Settlement {
  return { ...fail(book, session, session.gateway.cancel), cancelled: true };
}

function fail(book: PaymentBook, session: WindowSession, failure: GatewayFailure): Settlement {
  book.fail(session.ready, failureOf(failure));
  // A gateway without a code for it leaves PortOne's own.
  const code = failure.pgCode ? 'FAILURE_TYPE_PG' : 'FAILURE_TYPE_STOPPED';
  session.response = { ...idsOf(session), code, message: messageOf(failure), ...failure };
  return settlementOf(session, session.response);
}
