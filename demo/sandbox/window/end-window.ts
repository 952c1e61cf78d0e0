/** Ends a payment window as the buyer chose, and records the result of the payment. */
import { randomBytes } from 'node:crypto';
import type { GatewayFailure } from '../gateways/gateway.ts';
import type { PgFailure } from '../payments/api-error.ts';
import { failureMessage, paymentFailure, pgFailureOf } from '../payments/gateway-failure.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import { CheckoutError } from '../request/checkout-error.ts';
import type { Settlement, WindowOutcome, WindowResult } from './outcome.ts';
import { idsOf, settlementOf } from './window-response.ts';
import type { WindowSession } from './window-session.ts';

/** The first outcome counts: a form that is sent twice changes nothing. */
export function endWindow(
  payments: PaymentStore,
  session: WindowSession,
  outcome: WindowOutcome,
): WindowResult {
  session.result ??= end(payments, session, outcome);
  return session.result;
}

/**
 * The status check of PortOne's script for a window that was closed: the result, or a cancellation
 * where there is none.
 *
 * @throws CheckoutError `UnknownError` where the buyer's outcome makes this check fail
 */
export function checkClosedWindow(payments: PaymentStore, session: WindowSession): Settlement {
  if (session.statusCheckFails) {
    throw new CheckoutError(
      500,
      'UnknownError',
      '결제 팝업 종료 후 결제 상태 조회에 실패하였습니다.',
    );
  }
  const { response } = session;
  if (!response) return cancel(payments, session);
  if (response.code === undefined) return settlementOf(session, response);
  return settlementOf(session, { ...response, code: 'PG_PROVIDER_ERROR' });
}

/**
 * Does what the gateway can do at once: most methods are paid, a virtual account is issued, a
 * convenience store's slip stays pending.
 *
 * @returns whether it was applied
 */
export function settleAtGateway(payments: PaymentStore, session: WindowSession): boolean {
  switch (session.request.payMethod) {
    case 'VIRTUAL_ACCOUNT':
      return payments.issueAccount(session.ready, session);
    case 'CONVENIENCE_STORE':
      return payments.markPending(session.ready, session);
    default:
      return payments.approve(session.ready, session);
  }
}

function end(payments: PaymentStore, session: WindowSession, outcome: WindowOutcome): WindowResult {
  switch (outcome.result) {
    case 'approve':
    case 'issue':
      return { kind: 'settled', settlement: approve(payments, session) };
    case 'pending': {
      const applied = payments.markPending(session.ready, session);
      return { kind: 'settled', settlement: succeed(session, applied) };
    }
    case 'cancel':
      return { kind: 'settled', settlement: cancel(payments, session) };
    case 'fail': {
      const failure = pgFailureOf(session.gateway, outcome);
      return { kind: 'settled', settlement: fail(payments, session, failure) };
    }
    case 'fail-at-confirm': {
      const failure = pgFailureOf(session.gateway, outcome);
      const settlement = session.manualApproval
        ? authenticate(payments, session, failure)
        : fail(payments, session, failure);
      return { kind: 'settled', settlement };
    }
    case 'close':
      return { kind: 'closed' };
    case 'close-after-approval':
      approve(payments, session);
      return { kind: 'closed' };
    case 'status-check-fails':
      approve(payments, session);
      session.statusCheckFails = true;
      return { kind: 'closed' };
    case 'approve-silently':
      approve(payments, session);
      return { kind: 'vanished' };
  }
}

function approve(payments: PaymentStore, session: WindowSession): Settlement {
  if (session.manualApproval) return authenticate(payments, session, undefined);
  return succeed(session, settleAtGateway(payments, session));
}

function succeed(session: WindowSession, applied: boolean): Settlement {
  const failure = { code: 'PaymentAlreadyPaid', message: '이미 결제된 결제 건입니다.' };
  session.response = { ...idsOf(session), ...(!applied && failure) };
  return settlementOf(session, session.response);
}

function authenticate(
  payments: PaymentStore,
  session: WindowSession,
  failure: PgFailure | undefined,
): Settlement {
  const paymentToken = `payment-token-${randomBytes(16).toString('hex')}`;
  session.authentication = { paymentToken, failure };
  session.response = { ...idsOf(session), paymentToken };
  payments.recordAuthentication(session.ready);
  return settlementOf(session, session.response);
}

function cancel(payments: PaymentStore, session: WindowSession): Settlement {
  return { ...fail(payments, session, session.gateway.cancel), cancelled: true };
}

function fail(payments: PaymentStore, session: WindowSession, failure: GatewayFailure): Settlement {
  payments.fail(session.ready, session, paymentFailure(failure));
  // Where the gateway has no code, PortOne uses its own.
  const code = failure.pgCode ? 'FAILURE_TYPE_PG' : 'FAILURE_TYPE_STOPPED';
  session.response = { ...idsOf(session), code, message: failureMessage(failure), ...failure };
  return settlementOf(session, session.response);
}
