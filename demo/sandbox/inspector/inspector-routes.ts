/**
 * The inspector's pages and forms: every button is a form, and every answer leads back to a page.
 */
import { randomBytes } from 'node:crypto';
import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { formBody, formField } from '../pages/form.ts';
import { browserLanguage } from '../pages/language.ts';
import { serveStyles } from '../pages/serve-file.ts';
import { showPage } from '../pages/show-page.ts';
import { ApiError } from '../payments/api-error.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import type { WebhookChange, WebhookSender } from '../webhooks/webhook-sender.ts';
import type { Checkout } from '../window/checkout.ts';
import { approveFailed, deposit, finishPending } from '../window/finish-payment.ts';
import { resultPlaces } from '../window/redirect-fault.ts';
import {
  isShowable,
  listPage,
  mailsPage,
  missingPaymentPage,
  type Notice,
  type PageLanguage,
  paymentPage,
  receiptPage,
} from './inspector-page.ts';

type InspectorOptions = {
  clock: () => string;
  payments: PaymentStore;
  checkout: Checkout;
  webhooks: WebhookSender;
  mailbox: Pick<Mailbox, 'all'> | undefined;
};

function pageLanguageOf(ctx: Context): PageLanguage {
  const requested = [ctx.query.lang].flat()[0];
  if (requested === 'ko' || requested === 'en') {
    return { language: requested, query: `?lang=${requested}` };
  }
  return { language: browserLanguage(ctx), query: '' };
}

/** The pages have no script, and cannot be framed. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function showInspectorPage(ctx: Context, html: string): void {
  showPage(ctx, html, pagePolicy);
  ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
}

function noticeOf(ctx: Context): Notice | undefined {
  const done = [ctx.query.done].flat()[0];
  return done ? { done } : undefined;
}

/** Redirects to a page that reports what was done, so that a reload does not repeat it. */
function leadTo(ctx: Context, path: string, done: string): void {
  const { query } = pageLanguageOf(ctx);
  ctx.status = 303;
  ctx.set('Location', `${path}${query ? `${query}&` : '?'}done=${done}`);
}

/** Keeps pages of other origins from sending these forms in a visitor's browser. */
const sameOriginOnly: Middleware = async (ctx, next) => {
  const origin = ctx.get('Origin');
  if (ctx.method === 'GET' || !origin || origin === `http://${ctx.host}`) return next();
  ctx.status = 403;
};

function webhookChangeOf(ctx: Context): WebhookChange {
  // Browsers send line ends as CRLF, whatever the field contained.
  const body = formField(ctx, 'body')?.replaceAll('\r\n', '\n') ?? '';
  switch (formField(ctx, 'signature')) {
    case 'broken':
      return { body, signature: `v1,${randomBytes(32).toString('base64')}` };
    case 'missing':
      return { body, signature: null };
    default:
      return { body };
  }
}

export function inspectorRoutes({
  clock,
  payments,
  checkout,
  webhooks,
  mailbox,
}: InspectorOptions) {
  const router = new Router();

  router.use(['/inspect', '/redirect-fault'], sameOriginOnly, formBody);

  router.get('/static/inspector.css', serveStyles(new URL('inspector.css', import.meta.url)));

  router.get('/', (ctx, next) => {
    // A REST client comes here with a malformed paymentId (`..`).
    if (ctx.get('Authorization')) return next();
    const { redirectFault } = checkout;
    const hasMails = mailbox !== undefined;
    const view = { payments: payments.all(), redirectFault, notice: noticeOf(ctx), hasMails };
    return showInspectorPage(ctx, listPage(view, pageLanguageOf(ctx)));
  });

  router.get('/mails', (ctx, next) =>
    mailbox ? showInspectorPage(ctx, mailsPage(mailbox.all(), pageLanguageOf(ctx))) : next(),
  );

  router.post('/redirect-fault', (ctx) => {
    const result = resultPlaces.find((place) => place === formField(ctx, 'result'));
    checkout.redirectFault = {
      ...(result && { result }),
      isLowerCase: formField(ctx, 'isLowerCase') !== undefined,
    };
    leadTo(ctx, '/', 'redirect');
  });

  const showPayment = (ctx: Context, paymentId: string, notice?: Notice) => {
    const payment = payments.find(paymentId);
    if (!payment || !isShowable(payment)) {
      ctx.status = 404;
      return showInspectorPage(ctx, missingPaymentPage(pageLanguageOf(ctx)));
    }
    const view = {
      payment,
      steps: payments.steps(paymentId),
      isDisputed: payments.isDisputed(paymentId),
      webhooks: payments
        .webhooks(paymentId)
        .map((webhook) => ({ webhook, attempts: webhooks.attempts(webhook) })),
      notice,
    };
    showInspectorPage(ctx, paymentPage(view, pageLanguageOf(ctx)));
  };

  router.get('/inspect/:paymentId', (ctx) => {
    showPayment(ctx, ctx.params.paymentId ?? '', noticeOf(ctx));
  });

  router.get('/inspect/:paymentId/receipt', (ctx) => {
    const payment = payments.find(ctx.params.paymentId ?? '');
    const hasReceipt = payment && isShowable(payment) && 'receiptUrl' in payment;
    ctx.status = hasReceipt ? 200 : 404;
    const page = hasReceipt ? receiptPage(payment, pageLanguageOf(ctx)) : undefined;
    showInspectorPage(ctx, page ?? missingPaymentPage(pageLanguageOf(ctx)));
  });

  /** Adds a form's action, which leads back to the payment. */
  const addAction = (path: string, run: (ctx: Context, paymentId: string) => unknown): void => {
    const name = path.split('/').at(-1) ?? '';
    router.post(`/inspect/:paymentId/${path}`, async (ctx) => {
      const paymentId: string = ctx.params.paymentId ?? '';
      try {
        await run(ctx, paymentId);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        ctx.status = error.status;
        showPayment(ctx, paymentId, { error: error.message });
        return;
      }
      leadTo(ctx, `/inspect/${encodeURIComponent(paymentId)}`, name);
    });
  };

  addAction('deposit', (_, paymentId) => deposit(payments, checkout, paymentId, clock()));
  addAction('finish', (ctx, paymentId) => {
    const pgCode = formField(ctx, 'pgCode');
    finishPending(payments, checkout, paymentId, pgCode ? { fail: pgCode } : 'approve');
  });
  addAction('approve-failed', (_, paymentId) => approveFailed(payments, checkout, paymentId));

  const refundOf = (ctx: Context) => {
    const amount = formField(ctx, 'amount');
    const asked = { reason: '관리자 취소', trigger: 'CONSOLE' } as const;
    return { ...asked, ...(amount && { amount: Number(amount) }) };
  };
  addAction('cancel', (ctx, paymentId) => payments.cancel(paymentId, refundOf(ctx)));
  addAction('request-cancellation', (ctx, paymentId) =>
    payments.requestCancellation(paymentId, refundOf(ctx)),
  );
  addAction('finish-cancellation', (ctx, paymentId) =>
    payments.finishCancellation(
      paymentId,
      formField(ctx, 'result') === 'fail' ? 'fail' : 'succeed',
    ),
  );
  addAction('dispute', (ctx, paymentId) =>
    payments.openDispute(paymentId, formField(ctx, 'reason') || '분쟁'),
  );
  addAction('resolve-dispute', (_, paymentId) => payments.resolveDispute(paymentId));

  const webhookOf = (ctx: Context, paymentId: string) => {
    const history = payments.webhooks(paymentId);
    const webhook = history.find(({ id }) => id === ctx.params.webhookId);
    if (!webhook) throw new ApiError('WEBHOOK_NOT_FOUND', '웹훅 내역이 존재하지 않습니다.');
    return { webhook, history };
  };
  addAction('webhooks/:webhookId/resend', async (ctx, paymentId) => {
    const { webhook, history } = webhookOf(ctx, paymentId);
    await webhooks.resend(webhook, history);
  });
  addAction('webhooks/:webhookId/change', async (ctx, paymentId) => {
    const { webhook, history } = webhookOf(ctx, paymentId);
    await webhooks.resend(webhook, history, webhookChangeOf(ctx));
  });

  return router.routes();
}
