import { setTimeout as delay } from 'node:timers/promises';
import type { PaymentRequest } from '@portone/browser-sdk/v2';
import type { Payment } from '@portone/server-sdk/payment';
import type {
  CompleteRequest,
  OrderAnswer,
  OrderRequest,
  PaymentStatus,
} from '../../component/api/contract.ts';
import type { Sandbox } from '../../demo/sandbox/sandbox.ts';
import { askServers, REQUEST_TIMEOUT_MS } from './balancer.ts';
import { moneyRank } from './checker.ts';
import { type History, statusIn } from './history.ts';
import { drawPlan, type PaymentPlan, type Tampering } from './payment-plan.ts';
import type { Random } from './random.ts';
import { channelKeys, storeId } from './shop.ts';

/** Milliseconds at most between two steps of a buyer, and of the shop that refunds. */
const STEP_PAUSE_MS = 4_000;

/** A page without an answer asks again after this time, and so many times in all. */
const RETRY_DELAY_MS = 3_000;
const MAX_ATTEMPTS = 4;

type BuyerOptions = {
  urls: readonly string[];
  sandbox: Sandbox;
  history: History;
  pace: number;
  /** Waits for each answer without a time limit, and retries until there is one. */
  retriesForever?: boolean;
};

/**
 * A buyer with a page: orders, pays at PortOne, asks what became of it, and
 * sometimes vanishes, hurries, fails, cheats or wants the money back.
 *
 * @param given what the buyer does, instead of what is drawn
 * @returns the outcome that was planned
 */
export async function buy(
  { urls, sandbox, history, pace, retriesForever = false }: BuyerOptions,
  random: Random,
  given: Partial<PaymentPlan> = {},
): Promise<PaymentPlan['outcome']> {
  const plan = { ...drawPlan(random), ...given };
  const { outcome } = plan;
  const pause = (step: number) => delay(((plan.pauses[step] ?? 0) * STEP_PAUSE_MS) / pace);
  const methodId = outcome === 'virtual account' ? 'account' : 'kakaopay';

  async function ask(path: string, paymentId?: string, init?: RequestInit) {
    const route = path.replace(/\/api\/(payment\/)?/, '').replace(/^\w{20,}$/, 'status');
    const asked = performance.now();
    let answer: Awaited<ReturnType<typeof askServers>>;
    try {
      answer = await askServers(
        urls,
        random,
        path,
        init,
        retriesForever ? undefined : REQUEST_TIMEOUT_MS,
      );
    } catch {
      // The server died, or takes too long: the page knows nothing, as so often.
      history.answered(route, paymentId);
      return undefined;
    }
    const heard = performance.now();
    history.answered(route, paymentId, answer);
    const { status, text } = answer;
    return { status, body: JSON.parse(text) as Record<string, unknown>, asked, heard };
  }
  const post = (path: string, body: OrderRequest | CompleteRequest) =>
    ask(path, 'paymentId' in body ? body.paymentId : undefined, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function order(): Promise<OrderAnswer> {
    let { itemId } = plan;
    for (;;) {
      const { quantity } = plan;
      const ahead = itemId === 'mug' && plan.isAhead;
      const answer = await post('/api/orders', {
        itemId,
        quantity,
        methodId,
        ...(ahead && { ahead }),
      });
      if (answer?.status === 201) return answer.body as OrderAnswer;
      // Who comes too late for the one wants another.
      if (answer?.body.code === 'SOLD_OUT') {
        itemId = 'shoes';
        continue;
      }
      // 408: on a busy machine even a small body can be late.
      if (answer && answer.status < 500 && answer.status !== 408) {
        throw new Error(`No order: ${JSON.stringify(answer.body)}`);
      }
      await delay((RETRY_DELAY_MS * (0.5 + random.fraction())) / pace);
    }
  }

  function note(
    paymentId: string,
    answer: Awaited<ReturnType<typeof ask>>,
  ): PaymentStatus | undefined {
    if (!answer) return undefined;
    const { asked, heard } = answer;
    const status = statusIn(answer.status, answer.body);
    if (status) history.saw({ paymentId, status, asked, heard });
    return status;
  }

  /** Asks until the server answers, as an open page does. */
  async function complete(paymentId: string): Promise<void> {
    for (let attempt = 0; retriesForever || attempt < MAX_ATTEMPTS; attempt += 1) {
      const answer = await post('/api/payment/complete', { paymentId });
      if (answer && answer.status < 500) {
        history.completeTimes.push(answer.heard - answer.asked);
        const status = note(paymentId, answer);
        if (status && answer.status < 300) {
          history.acknowledged({ paymentId, by: 'complete', rank: moneyRank(status) });
        }
        return;
      }
      await delay((RETRY_DELAY_MS * (0.5 + random.fraction())) / pace);
    }
  }

  async function completeAsPlanned(paymentId: string): Promise<void> {
    if (plan.atOnce) {
      await Promise.all(Array.from({ length: plan.completes }, () => complete(paymentId)));
    } else {
      for (let time = 0; time < plan.completes; time += 1) await complete(paymentId);
    }
    if (plan.completes > 0) note(paymentId, await ask(`/api/payment/${paymentId}`, paymentId));
  }

  const ordered = await order();
  const { paymentId } = ordered;
  history.acknowledged({ paymentId, by: 'order', rank: -1 });
  history.natures.set(paymentId, natureOf(plan));
  const request = requestOf(ordered, methodId);

  await pause(0);
  switch (outcome) {
    case 'paid':
      await sandbox.pay(request, { result: 'approve' });
      await completeAsPlanned(paymentId);
      break;
    case 'failed':
      await sandbox.pay(request, { result: 'fail', pgCode: '-780' });
      await completeAsPlanned(paymentId);
      break;
    case 'failed, then paid':
      await sandbox.pay(request, { result: 'fail', pgCode: '-780' });
      await Promise.all([
        completeAsPlanned(paymentId),
        pause(1).then(() => sandbox.pay(request, { result: 'approve' })),
      ]);
      await completeAsPlanned(paymentId);
      break;
    case 'virtual account':
      await sandbox.pay(request, { result: 'issue' });
      await completeAsPlanned(paymentId);
      await pause(1);
      if (plan.end === 'approve') await sandbox.deposit(paymentId);
      break;
    case 'pending':
      await sandbox.pay(request, { result: 'pending' });
      await completeAsPlanned(paymentId);
      await pause(1);
      if (plan.end === 'approve') await sandbox.finishPending(paymentId, 'approve');
      if (plan.end === 'fail') {
        await sandbox.finishPending(paymentId, { fail: '-780' });
      }
      break;
    case 'refunded':
      await sandbox.pay(request, { result: 'approve' });
      // The owner does not wait for the page.
      await Promise.all([completeAsPlanned(paymentId), refund(paymentId, ordered.totalAmount)]);
      note(paymentId, await ask(`/api/payment/${paymentId}`, paymentId));
      break;
    case 'tampered':
      await tamper(request, plan.tampering);
      await completeAsPlanned(paymentId);
      break;
  }
  return outcome;

  async function refund(paymentId: string, total: number): Promise<void> {
    const parts: Readonly<Record<PaymentPlan['refund'], Array<number | undefined>>> = {
      all: [undefined],
      part: [Math.floor(total / 4)],
      'two parts': [Math.floor(total / 4), Math.floor(total / 2)],
      'part, then the rest': [Math.floor(total / 4), undefined],
    };
    for (const [index, amount] of parts[plan.refund].entries()) {
      await pause(1 + index);
      await sandbox.cancel(paymentId, amount);
    }
  }

  async function tamper(request: PaymentRequest, tampering: Tampering): Promise<void> {
    const change = requestChanges(tampering, request);
    if (change) {
      const tampered = { ...request, ...change };
      if (tampering === 'an id that was never issued') {
        history.natures.set(tampered.paymentId, 'unmatched');
      }
      await sandbox.pay(tampered, { result: 'approve' });
      return;
    }
    // PortOne would reject these: they stand for unknown ways of tampering.
    const { txId } = await sandbox.pay(request, { result: 'abandon' });
    const ready = sandbox.payment(request.paymentId) as Record<string, unknown>;
    const at = new Date().toISOString();
    const amount = { ...(ready.amount as object), paid: request.totalAmount };
    const paid = { ...ready, status: 'PAID', paidAt: at, statusChangedAt: at, amount };
    const recorded = { ...paid, ...recordChanges(tampering, request) };
    sandbox.recordPayment(recorded as unknown as Payment, request.paymentId);
    const data = { paymentId: request.paymentId, transactionId: txId, storeId };
    // It may be lost like any other webhook.
    await sandbox.sendWebhook('Transaction.Paid', data).catch(() => {});
  }
}

function natureOf({ outcome, tampering }: PaymentPlan) {
  if (outcome !== 'tampered') return 'genuine';
  switch (tampering) {
    case 'another id in the answer':
    case 'an unknown status':
      return 'unreadable';
    // The order itself is never paid: the payment has another id.
    case 'an id that was never issued':
      return 'genuine';
    case 'requested long after the order’s end':
      return 'late';
    default:
      return 'tampered';
  }
}

function requestOf(order: OrderAnswer, methodId: 'kakaopay' | 'account'): PaymentRequest {
  return {
    storeId,
    channelKey: channelKeys[methodId],
    paymentId: order.paymentId,
    orderName: order.orderName,
    totalAmount: order.totalAmount,
    currency: order.currency,
    payMethod: methodId === 'account' ? 'VIRTUAL_ACCOUNT' : 'EASY_PAY',
    products: order.products,
    customData: order.customData,
    ...(methodId === 'account' && {
      virtualAccount: { accountExpiry: { validHours: 24 } },
    }),
  };
}

/** What a page can change about its request, where PortOne lets it. */
function requestChanges(
  tampering: Tampering,
  request: PaymentRequest,
): Partial<PaymentRequest> | undefined {
  switch (tampering) {
    case 'orderName':
      return { orderName: '다른 것' };
    case 'customData of another item':
      return { customData: { item: '__proto__' } };
    case 'no customData':
      return { customData: undefined } as Partial<PaymentRequest>;
    case 'another channel':
      return { channelKey: channelKeys.another };
    case 'a live channel':
      return { channelKey: channelKeys.live };
    case 'an id that was never issued':
      return { paymentId: `unmatched${request.paymentId}` };
    default:
      return undefined;
  }
}

/** PortOne's record of the payment, where a page cannot cause the difference. */
function recordChanges(tampering: Tampering, request: PaymentRequest): Record<string, unknown> {
  const { totalAmount } = request;
  const total = (value: unknown) => ({ amount: { total: value, paid: totalAmount, cancelled: 0 } });
  switch (tampering) {
    case 'total is one more':
      return total(totalAmount + 1);
    case 'total is one less':
      return total(totalAmount - 1);
    case 'total is a text':
      return total(String(totalAmount));
    case 'total is missing':
      return total(undefined);
    case 'currency':
      return { currency: 'USD' };
    case 'customData is not JSON':
      return { customData: '{oops' };
    case 'customData is null':
      return { customData: 'null' };
    case 'another store':
      return { storeId: 'store-of-another-shop' };
    case 'no channel':
      return { channel: undefined };
    case 'requested long after the order’s end':
      // Said of now, since a run is over long before an order is.
      return { requestedAt: new Date(Date.now() + 24 * 3_600_000).toISOString() };
    case 'another id in the answer':
      return { id: `another${request.paymentId}` };
    case 'an unknown status':
      return { status: 'DISPUTED' };
    default:
      return {};
  }
}
