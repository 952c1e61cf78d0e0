/** The inspector's pages and forms: every button is a form, and every answer leads back to a page. */
import { randomBytes } from 'node:crypto';
import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { formBody, formField } from '../pages/form.ts';
import { browserLanguage } from '../pages/language.ts';
import { serveStyles } from '../pages/serve-file.ts';
import { showPage } from '../pages/show-page.ts';
import { ApiError } from '../payments/api-error.ts';
import type { PaymentBook } from '../payments/payment-book.ts';
import type { WebhookChange, WebhookSender } from '../webhooks/webhook-sender.ts';
import type { Checkout } from '../window/checkout.ts';
import { deposit, finishPending } from '../window/finish-waiting.ts';
import {
  isShowable,
  listPage,
  missingPaymentPage,
  type Notice,
  paymentPage,
  type Speech,
} from './inspector-page.ts';

type InspectorOptions = { book: PaymentBook; checkout: Checkout; webhooks: WebhookSender };

function speechOf(ctx: Context): Speech {
  const asked = [ctx.query.lang].flat()[0];
  if (asked === 'ko' || asked === 'en') return { language: asked, query: `?lang=${asked}` };
  return { language: browserLanguage(ctx), query: '' };
}

/** Nothing of these pages runs, and nobody frames them. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function showInspectorPage(ctx: Context, html: string): void {
  showPage(ctx, html, pagePolicy);
  ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
}

/** A page elsewhere must not press these buttons in a visitor's browser. */
const ownFormsOnly: Middleware = async (ctx, next) => {
  const origin = ctx.get('Origin');
  if (ctx.method === 'GET' || !origin || origin === `http://${ctx.host}`) return next();
  ctx.status = 403;
};

function changeOf(ctx: Context): WebhookChange {
  // Forms write line ends as CRLF, whatever was in them.
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

export function inspectorRoutes({ book, checkout, webhooks }: InspectorOptions) {
  const router = new Router();

  router.use(['/inspect'], ownFormsOnly, formBody);

  router.get('/static/inspector.css', serveStyles(new URL('inspector.css', import.meta.url)));

  router.get('/', (ctx, next) => {
    // A malformed paymentId (`..`) leads a REST client here.
    if (ctx.get('Authorization')) return next();
    return showInspectorPage(ctx, listPage(book.all(), speechOf(ctx)));
  });

  const showPayment = (ctx: Context, paymentId: string, notice?: Notice) => {
    const payment = book.find(paymentId);
    if (!payment || !isShowable(payment)) {
      ctx.status = 404;
      return showInspectorPage(ctx, missingPaymentPage(speechOf(ctx)));
    }
    const view = {
      payment,
      steps: book.steps(paymentId),
      webhooks: book
        .webhooks(paymentId)
        .map((webhook) => ({ webhook, attempts: webhooks.attempts(webhook) })),
      notice,
    };
    showInspectorPage(ctx, paymentPage(view, speechOf(ctx)));
  };

  router.get('/inspect/:paymentId', (ctx) => {
    const done = [ctx.query.done].flat()[0];
    showPayment(ctx, ctx.params.paymentId ?? '', done ? { done } : undefined);
  });

  /** Does what a form asks and goes back to the payment, where a reload does it no second time. */
  const act = (path: string, act: (ctx: Context, paymentId: string) => unknown): void => {
    const name = path.split('/').at(-1) ?? '';
    router.post(`/inspect/:paymentId/${path}`, async (ctx) => {
      const paymentId: string = ctx.params.paymentId ?? '';
      try {
        await act(ctx, paymentId);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        ctx.status = error.status;
        showPayment(ctx, paymentId, { refused: error.message });
        return;
      }
      const { query } = speechOf(ctx);
      const done = query ? `${query}&done=${name}` : `?done=${name}`;
      ctx.status = 303;
      ctx.set('Location', `/inspect/${encodeURIComponent(paymentId)}${done}`);
    });
  };

  act('deposit', (_, paymentId) => deposit(book, checkout, paymentId));
  act('finish', (ctx, paymentId) => {
    const pgCode = formField(ctx, 'pgCode');
    finishPending(book, checkout, paymentId, pgCode ? { fail: pgCode } : 'approve');
  });
  act('cancel', (ctx, paymentId) => {
    const amount = formField(ctx, 'amount');
    book.cancel(paymentId, {
      reason: '관리자 취소',
      trigger: 'CONSOLE',
      ...(amount && { amount: Number(amount) }),
    });
  });

  const webhookOf = (ctx: Context, paymentId: string) => {
    const history = book.webhooks(paymentId);
    const webhook = history.find(({ id }) => id === ctx.params.webhookId);
    if (!webhook) throw new ApiError('WEBHOOK_NOT_FOUND', '웹훅 내역이 존재하지 않습니다.');
    return { webhook, history };
  };
  act('webhooks/:webhookId/resend', async (ctx, paymentId) => {
    const { webhook, history } = webhookOf(ctx, paymentId);
    await webhooks.resend(webhook, history);
  });
  act('webhooks/:webhookId/change', async (ctx, paymentId) => {
    const { webhook, history } = webhookOf(ctx, paymentId);
    await webhooks.resend(webhook, history, changeOf(ctx));
  });

  return router.routes();
}
