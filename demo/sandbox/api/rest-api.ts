/** The part of PortOne's REST API that a shop's server needs. */
import { timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import type {
  CancelPaymentResponse,
  ConfirmedPaymentSummary,
  GetPaymentsResponse,
  PreRegisterPaymentResponse,
  ResendWebhookResponse,
} from '@portone/server-sdk/payment';
import type { Context, Middleware } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { defined } from '../../../bff/domain/defined.ts';
import { ApiError } from '../payments/api-error.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import type { SandboxPayment } from '../payments/rest-payment.ts';
import type { WebhookSender } from '../webhooks/webhook-sender.ts';
import type { Checkout } from '../window/checkout.ts';
import { confirmPayment } from './confirm-payment.ts';
import { type Fault, faultInjector, type Operation } from './faults.ts';
import { listPayments, paymentQuery } from './payment-list.ts';

const preRegisterBody = z.object({
  storeId: z.string().optional(),
  totalAmount: z.int().nonnegative().optional(),
  taxFreeAmount: z.int().nonnegative().optional(),
  currency: z.string().optional(),
});

const cancelBody = z.object({
  storeId: z.string().optional(),
  amount: z.int().positive().optional(),
  taxFreeAmount: z.int().nonnegative().optional(),
  vatAmount: z.int().nonnegative().optional(),
  reason: z.string().min(1),
  currentCancellableAmount: z.int().nonnegative().optional(),
  refundAccount: z
    .object({
      bank: z.string(),
      number: z.string().min(1),
      holderName: z.string().min(1),
      holderPhoneNumber: z.string().optional(),
    })
    .optional(),
  skipWebhook: z.boolean().optional(),
});

const confirmBody = z.object({
  storeId: z.string().optional(),
  paymentToken: z.string(),
  txId: z.string().optional(),
  currency: z.string().optional(),
  totalAmount: z.int().optional(),
  taxFreeAmount: z.int().optional(),
  isTest: z.boolean().optional(),
});

const resendBody = z.object({
  storeId: z.string().optional(),
  webhookId: z.string().optional(),
});

type RestApiOptions = {
  apiSecret: string;
  storeIds: ReadonlySet<string>;
  clock: () => string;
  payments: PaymentStore;
  checkout: Checkout;
  webhooks: WebhookSender;
  fault: () => Fault | undefined;
  /** Called for every call, rejected and faulty ones included. */
  onCall: (operation: Operation) => void;
};

const operations: readonly [RegExp, Operation][] = [
  [/^GET \/payments\/[^/]+$/, 'getPayment'],
  [/^POST \/payments\/[^/]+\/pre-register$/, 'preRegister'],
  [/^POST \/payments\/[^/]+\/cancel$/, 'cancel'],
  [/^POST \/payments\/[^/]+\/confirm$/, 'confirm'],
  [/^GET \/payments$/, 'getPayments'],
  [/^POST \/payments\/[^/]+\/resend-webhook$/, 'resendWebhook'],
];

/** What the sandbox plays, for a developer who calls something else. */
const played =
  'Played are GET /payments, GET /payments/{paymentId}, and POST pre-register, confirm, cancel and resend-webhook of a payment; all else needs PortOne. See demo/sandbox/README.md.';

/** A malformed paymentId can lead a client to any path; that counts as a call as well. */
function operationOf(ctx: Context): Operation {
  const call = `${ctx.method} ${ctx.path}`;
  return operations.find(([pattern]) => pattern.test(call))?.[1] ?? 'other';
}

/** The only writer of the API's errors. */
const apiErrorResponder: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    ctx.status = error.status;
    ctx.body = { type: error.type, message: error.message, ...error.pg };
  }
};

function apiKeyCheck(apiSecret: string): Middleware {
  const expected = Buffer.from(`PortOne ${apiSecret}`);
  return (ctx, next) => {
    const given = Buffer.from(ctx.get('Authorization'));
    if (given.length === expected.length && timingSafeEqual(given, expected)) return next();
    throw new ApiError('UNAUTHORIZED', '인증 정보가 올바르지 않습니다.');
  };
}

/** PortOne's server SDK sets no content type, so its JSON arrives as `text/plain`. */
const jsonText = koaBody({
  json: false,
  urlencoded: false,
  multipart: false,
  textTypes: ['*/*'],
  patchNode: false,
});

/** The id in the path of the routes below. */
const paymentIdOf = (ctx: { params: Record<string, string | undefined> }) =>
  ctx.params.paymentId ?? '';

/** @throws ApiError `INVALID_REQUEST`, naming the field */
function parseBody<T>(ctx: Context, schema: z.ZodType<T>): T {
  return parseJson(ctx.request.body, schema);
}

/** @throws ApiError `INVALID_REQUEST`, naming the field */
function parseJson<T>(text: unknown, schema: z.ZodType<T>): T {
  let body: unknown;
  try {
    body = JSON.parse(String(text || '{}'));
  } catch (error) {
    throw new ApiError('INVALID_REQUEST', String(error));
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError('INVALID_REQUEST', z.prettifyError(parsed.error));
}

export function restApi(options: RestApiOptions) {
  const { apiSecret, storeIds, clock, payments, checkout, webhooks, fault, onCall } = options;
  const router = new Router();

  const checkStore = (storeId: string | undefined) => {
    if (storeId === undefined || storeIds.has(storeId)) return;
    throw new ApiError('FORBIDDEN', `상점(${storeId})에 접근할 권한이 없습니다.`);
  };

  const findPayment = (paymentId: string, storeId: string | undefined) => {
    checkStore(storeId);
    const payment = payments.find(paymentId, storeId);
    if (!payment) throw new ApiError('PAYMENT_NOT_FOUND', '결제 건이 존재하지 않습니다.');
    return payment;
  };

  router.get('/payments', (ctx) => {
    const query = parseJson([ctx.query.requestBody].flat()[0], paymentQuery);
    checkStore(query.filter.storeId);
    ctx.body = listPayments(payments.all(), query, clock()) satisfies GetPaymentsResponse;
  });

  router.get('/payments/:paymentId', (ctx) => {
    const { storeId } = ctx.query;
    ctx.body = findPayment(paymentIdOf(ctx), [storeId].flat()[0]) satisfies SandboxPayment;
  });

  router.post('/payments/:paymentId/pre-register', (ctx) => {
    const { storeId, ...predefined } = parseBody(ctx, preRegisterBody);
    checkStore(storeId);
    payments.preRegister(paymentIdOf(ctx), defined(predefined));
    ctx.body = {} satisfies PreRegisterPaymentResponse;
  });

  router.post('/payments/:paymentId/cancel', (ctx) => {
    const { storeId, ...request } = parseBody(ctx, cancelBody);
    findPayment(paymentIdOf(ctx), storeId);
    const cancellation = payments.cancel(paymentIdOf(ctx), { ...defined(request), trigger: 'API' });
    ctx.body = { cancellation } satisfies CancelPaymentResponse;
  });

  router.post('/payments/:paymentId/confirm', (ctx) => {
    const { storeId, ...request } = parseBody(ctx, confirmBody);
    findPayment(paymentIdOf(ctx), storeId);
    const confirmed = confirmPayment(payments, checkout, paymentIdOf(ctx), request);
    ctx.body = confirmed satisfies ConfirmedPaymentSummary;
  });

  router.post('/payments/:paymentId/resend-webhook', async (ctx) => {
    const { storeId, webhookId } = parseBody(ctx, resendBody);
    findPayment(paymentIdOf(ctx), storeId);
    const history = payments.webhooks(paymentIdOf(ctx));
    const webhook = webhookId ? history.find(({ id }) => id === webhookId) : history.at(-1);
    if (!webhook) throw new ApiError('WEBHOOK_NOT_FOUND', '웹훅 내역이 존재하지 않습니다.');
    ctx.body = {
      webhook: await webhooks.resend(webhook, history),
    } satisfies ResendWebhookResponse;
  });

  const countCall: Middleware = async (ctx, next) => {
    // A browser that asks for an icon does not count.
    if (!ctx.path.startsWith('/payments') && !ctx.get('Authorization')) return;
    onCall(operationOf(ctx));
    await next();
  };
  const unknownCall: Middleware = (ctx) => {
    ctx.status = 501;
    ctx.body = {
      type: 'SANDBOX_NOT_PLAYED',
      message: `SANDBOX: ${ctx.method} ${ctx.path} is not played. ${played}`,
    };
  };
  // `routes()` runs its own middleware only for paths that match, hence the plain list.
  return [
    countCall,
    apiErrorResponder,
    faultInjector(fault, operationOf),
    apiKeyCheck(apiSecret),
    jsonText,
    router.routes(),
    unknownCall,
  ];
}
