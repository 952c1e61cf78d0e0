/** The payment window's pages: each button is a form that ends the window. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { formBody, formField } from '../pages/form.ts';
import { browserLanguage, type Language } from '../pages/language.ts';
import { serveScript, serveStyles } from '../pages/serve-file.ts';
import { showPage } from '../pages/show-page.ts';
import type { PaymentStore } from '../payments/payment-store.ts';
import type { Checkout } from './checkout.ts';
import { endWindow } from './end-window.ts';
import type { WindowOutcome } from './outcome.ts';
import { closingPage, missingPage, windowPage } from './window-page.ts';
import type { WindowSession } from './window-session.ts';

type WindowRoutesOptions = { payments: PaymentStore; checkout: Checkout };

const outcomeNames = [
  'approve',
  'issue',
  'pending',
  'cancel',
  'close',
  'close-after-approval',
  'status-check-fails',
  'approve-silently',
] as const;

/** An outcome as the window's buttons write it: its name, and after `fail:` the gateway's code. */
function parseOutcome(value: string | undefined): WindowOutcome | undefined {
  if (value === undefined) return undefined;
  for (const result of ['fail', 'fail-at-confirm'] as const) {
    if (value.startsWith(`${result}:`)) return { result, pgCode: value.slice(result.length + 1) };
  }
  const result = outcomeNames.find((name) => name === value);
  return result && { result };
}

function languageOf(ctx: Context, session?: WindowSession): Language {
  const locale = session?.request.locale;
  if (locale) return locale.toUpperCase().startsWith('KO') ? 'ko' : 'en';
  return browserLanguage(ctx);
}

/** Without form-action, because Chromium applies it to the redirect back to the shop as well. */
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'";

function showWindowPage(ctx: Context, html: string): void {
  showPage(ctx, html, pagePolicy);
}

export function windowRoutes({ payments, checkout }: WindowRoutesOptions) {
  const router = new Router();

  router.get(
    '/static/payment-window.js',
    serveScript(new URL('../browser/payment-window.ts', import.meta.url)),
  );
  router.get(
    '/static/payment-window.css',
    serveStyles(new URL('../browser/payment-window.css', import.meta.url)),
  );

  router.get('/window/:txId', (ctx) => {
    const session = checkout.session(ctx.params.txId ?? '');
    if (!session) {
      ctx.status = 404;
      return showWindowPage(ctx, missingPage(languageOf(ctx)));
    }
    const language = languageOf(ctx, session);
    if (session.result) return showWindowPage(ctx, closingPage(session, session.result, language));
    showWindowPage(ctx, windowPage(session, language));
  });

  router.post('/window/:txId', formBody, (ctx) => {
    const session = checkout.session(ctx.params.txId ?? '');
    const outcome = parseOutcome(formField(ctx, 'outcome'));
    if (!session || !outcome) {
      ctx.status = session ? 400 : 404;
      return showWindowPage(ctx, missingPage(languageOf(ctx, session)));
    }
    const result = endWindow(payments, session, outcome);
    const { returnUrl, returnFields } = result.kind === 'settled' ? result.settlement : {};
    if (session.windowType === 'REDIRECTION' && returnUrl && !returnFields) {
      ctx.status = 303;
      ctx.set('Location', returnUrl);
      return;
    }
    showWindowPage(ctx, closingPage(session, result, languageOf(ctx, session)));
  });

  return router.routes();
}
