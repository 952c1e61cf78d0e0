/**
 * The inspector's pages: every payment, and what a developer can do to it. No state, HTTP or
 * script.
 */
import { type Html, html } from '../../../bff/http/pages/html.ts';
import { declinesOf } from '../gateways/decline-methods.ts';
import { gateways } from '../gateways/gateways.ts';
import type { ReceivedMail } from '../mailbox/mailbox.ts';
import { formatAmount } from '../pages/format-amount.ts';
import type { Language, Localized } from '../pages/language.ts';
import { pageFrame } from '../pages/page-frame.ts';
import { cancellableAmount } from '../payments/cancel-payment.ts';
import { payMethodOf } from '../payments/payment-methods.ts';
import type { Step } from '../payments/payment-store.ts';
import type {
  CancellablePayment,
  PaymentWebhook,
  SandboxPayment,
} from '../payments/rest-payment.ts';
import type { WebhookAttempt } from '../webhooks/webhook-sender.ts';
import { type RedirectFault, resultPlaces } from '../window/redirect-fault.ts';
import { doneMessages, messages, resultMessages, stepMessages } from './inspector-messages.ts';

/** A page's language, and the query with which its links keep it. */
export type PageLanguage = { language: Language; query: string };

/** What a page reports after a form was sent: the action that was done, or the error. */
export type Notice = { done: string } | { error: string };

export type ListView = {
  payments: readonly SandboxPayment[];
  redirectFault: RedirectFault;
  notice: Notice | undefined;
  /** Whether there is a page of mails. */
  hasMails: boolean;
};

export type PaymentView = {
  payment: SandboxPayment;
  steps: readonly Step[];
  isDisputed: boolean;
  webhooks: readonly { webhook: PaymentWebhook; attempts: readonly WebhookAttempt[] }[];
  notice: Notice | undefined;
};

function page({ language, query }: PageLanguage, main: Html): string {
  return pageFrame({
    language,
    title: messages.title[language],
    head: html`<link rel="icon" href="data:,">
    <link rel="stylesheet" href="/static/inspector.css">`,
    header: html`<strong><a href="/${query}">SANDBOX</a></strong>
      <p>${messages.noMoney[language]}</p>
      <nav>
        <a href="?lang=ko" lang="ko" hreflang="ko">한국어</a>
        <a href="?lang=en" lang="en" hreflang="en">English</a>
      </nav>`,
    main,
  });
}

/** Times are Korean, so that an owner can compare them with those of Korean gateways. */
function time(timestamp: string, language: Language): Html {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Seoul',
  });
  if (Number.isNaN(Date.parse(timestamp))) return html`<span>–</span>`;
  return html`<time datetime="${timestamp}">${format.format(new Date(timestamp))} KST</time>`;
}

const badge = (status: string) =>
  html`<span class="status" data-status="${status}">${status}</span>`;

const addressOf = (paymentId: string, { query }: PageLanguage, action = '') =>
  `/inspect/${encodeURIComponent(paymentId)}${action}${query}`;

/** Payments recorded by hand may name gateways that the sandbox does not know. */
function gatewayOf({ channel }: SandboxPayment) {
  const provider = channel?.pgProvider ?? '';
  return Object.entries(gateways).find(([name]) => name === provider)?.[1];
}

function gatewayName(payment: SandboxPayment, language: Language): string {
  return gatewayOf(payment)?.name[language] ?? payment.channel?.pgProvider ?? '–';
}

/**
 * Payments of `recordPayment` may be tampered with; only those with the needed fields are shown.
 */
export function isShowable(payment: SandboxPayment): boolean {
  return (
    'orderName' in payment &&
    typeof payment.orderName === 'string' &&
    typeof payment.status === 'string' &&
    Number.isFinite(payment.amount?.total) &&
    /^[A-Z]{3}$/.test(payment.currency) &&
    typeof payment.id === 'string'
  );
}

function redirectForm({ result = 'query', isLowerCase }: RedirectFault, lang: PageLanguage): Html {
  const { language, query } = lang;
  const options = resultPlaces.map(
    (place) =>
      html`<option value="${place}"${place === result ? html` selected` : html``}>${resultMessages[place][language]}</option>`,
  );
  return html`<section aria-labelledby="redirect">
        <h2 id="redirect">${messages.redirect[language]}</h2>
        <p class="hint">${messages.redirectHint[language]}</p>
        <div class="actions">
          <form method="post" action="/redirect-fault${query}">
            <label>${messages.result[language]} <select name="result">${options}</select></label>
            <label class="check"><input type="checkbox" name="isLowerCase"${isLowerCase ? html` checked` : html``}> ${messages.isLowerCase[language]}</label>
            <button class="secondary" data-action="redirect">${messages.apply[language]}</button>
          </form>
        </div>
      </section>`;
}

export function listPage(
  { payments, redirectFault, notice, hasMails }: ListView,
  lang: PageLanguage,
): string {
  const { language } = lang;
  const rows = payments.filter(isShowable).map(
    (payment) => html`<li class="row">
        <a href="${addressOf(payment.id, lang)}">
          <span class="order">${payment.orderName}</span>
          <span class="amount">${formatAmount(payment.amount.total, payment.currency, language)}</span>
          ${badge(payment.status)}
          <span class="where">${gatewayName(payment, language)} · ${time(payment.requestedAt, language)}</span>
          <code>${payment.id}</code>
        </a>
      </li>`,
  );
  return page(
    lang,
    html`${noticeBox(notice, lang)}
      <div class="title">
        <h1>${messages.heading[language]}</h1>
        ${hasMails ? html`<a href="/mails${lang.query}">${messages.mails[language]}</a>` : html``}
        <a href="/${lang.query}">${messages.reload[language]}</a>
      </div>
      ${rows.length > 0 ? html`<ul class="payments">${rows}</ul>` : html`<p class="empty">${messages.empty[language]}</p>`}
      ${redirectForm(redirectFault, lang)}
      <p class="hint">${messages.notPlayed[language]}</p>`,
  );
}

/** What the checkout server has sent by mail. */
export function mailsPage(mails: readonly ReceivedMail[], lang: PageLanguage): string {
  const { language, query } = lang;
  const rows = mails.map(
    (mail) => html`<li class="mail">
        <h2>${mail.subject}</h2>
        <p class="where">${mail.from} → ${mail.recipients.join(', ')} · ${time(mail.receivedAt, language)}</p>
        <pre>${mail.text}</pre>
        <code>${mail.messageId}</code>
      </li>`,
  );
  return page(
    lang,
    html`<div class="title">
        <h1>${messages.mails[language]}</h1>
        <a href="/mails${query}">${messages.reload[language]}</a>
      </div>
      <p><a href="/${query}">${messages.back[language]}</a></p>
      ${rows.length > 0 ? html`<ul class="mails">${rows}</ul>` : html`<p class="empty">${messages.noMails[language]}</p>`}`,
  );
}

function field(name: Localized, value: string | Html, { language }: PageLanguage): Html {
  return html`<div><dt>${name[language]}</dt><dd>${value}</dd></div>`;
}

function details(payment: SandboxPayment, lang: PageLanguage): Html {
  const { language } = lang;
  const method = 'method' in payment ? payment.method : undefined;
  const isAccount = method?.type === 'PaymentMethodVirtualAccount';
  const { channel } = payment;
  return html`<dl>
      ${field(messages.paymentId, html`<code>${payment.id}</code>`, lang)}
      ${field(messages.transaction, html`<code>${payment.transactionId}</code>`, lang)}
      ${field(messages.gateway, html`${gatewayName(payment, language)} <span class="tag">${channel?.type ?? '–'}</span>`, lang)}
      ${field(messages.channel, html`<code>${channel?.key ?? '–'}</code>`, lang)}
      ${method ? field(messages.method, String(method.type).replace('PaymentMethod', ''), lang) : html``}
      ${field(messages.store, html`<code>${payment.storeId}</code>`, lang)}
      ${field(messages.requested, time(payment.requestedAt, language), lang)}
      ${isAccount ? field(messages.account, `${method.bank ?? ''} ${method.accountNumber} (${method.remitteeName ?? ''})`, lang) : html``}
      ${isAccount && method.expiredAt ? field(messages.due, time(method.expiredAt, language), lang) : html``}
      ${'receiptUrl' in payment && payment.receiptUrl ? field(messages.receipt, html`<a href="${addressOf(payment.id, lang, '/receipt')}">${messages.receipt[language]}</a>`, lang) : html``}
      ${payment.status === 'FAILED' ? field(messages.failure, payment.failure?.reason ?? '–', lang) : html``}
      ${payment.amount.cancelled > 0 ? field(messages.cancelled, formatAmount(payment.amount.cancelled, payment.currency, language), lang) : html``}
    </dl>`;
}

function form(payment: SandboxPayment, action: string, lang: PageLanguage, content: Html): Html {
  return html`<form method="post" action="${addressOf(payment.id, lang, `/${action}`)}">${content}</form>`;
}

function actions({ payment, isDisputed }: PaymentView, lang: PageLanguage): Html {
  const { language } = lang;
  switch (payment.status) {
    case 'VIRTUAL_ACCOUNT_ISSUED':
      return form(
        payment,
        'deposit',
        lang,
        html`<button class="primary" data-action="deposit">${messages.deposit[language]}</button>`,
      );
    case 'PAY_PENDING': {
      const declines = declinesOf(gatewayOf(payment)?.declines ?? [], payMethodOf(payment.method));
      const options = declines.map(
        ({ pgCode, label }) =>
          html`<option value="${pgCode}">${label[language]} (${pgCode})</option>`,
      );
      return html`${form(
        payment,
        'finish',
        lang,
        html`<button class="primary" data-action="approve">${messages.approve[language]}</button>`,
      )}
      ${form(
        payment,
        'finish',
        lang,
        html`<label>${messages.declineCode[language]} <select name="pgCode">${options}</select></label>
          <button class="secondary" data-action="refuse">${messages.decline[language]}</button>`,
      )}`;
    }
    case 'FAILED':
      return form(
        payment,
        'approve-failed',
        lang,
        html`<button class="secondary" data-action="approve-failed">${messages.approveFailed[language]}</button>`,
      );
    case 'PAID':
    case 'PARTIAL_CANCELLED':
      return html`${refunds(payment, lang)} ${pendingRefund(payment, lang)} ${dispute(payment, isDisputed, lang)}`;
    default:
      return html`<p>${messages.nothingToDo[language]}</p>`;
  }
}

function refunds(payment: CancellablePayment, lang: PageLanguage): Html {
  const { language } = lang;
  const left = String(cancellableAmount(payment));
  if (left === '0') return html``;
  const isAccount = payment.method?.type === 'PaymentMethodVirtualAccount';
  return html`${isAccount ? html`<p class="hint">${messages.refundAccount[language]}</p>` : html``}
      ${form(
        payment,
        'cancel',
        lang,
        html`<button class="secondary" data-action="cancel">${messages.cancelAll[language]}</button>`,
      )}
      ${form(
        payment,
        'cancel',
        lang,
        html`<label>${messages.amount[language]} (${left}${messages.upTo[language]}) <input type="number" name="amount" min="1" max="${left}" required inputmode="numeric"></label>
          <button class="secondary" data-action="cancel-part">${messages.cancelPart[language]}</button>`,
      )}
      ${form(
        payment,
        'request-cancellation',
        lang,
        html`<p class="hint">${messages.cancelLaterHint[language]}</p>
          <label>${messages.amount[language]} (${left}${messages.upTo[language]}) <input type="number" name="amount" min="1" max="${left}" value="${left}" required inputmode="numeric"></label>
          <button class="secondary" data-action="request-cancellation">${messages.cancelLater[language]}</button>`,
      )}`;
}

/** The refund on which the gateway decides next. */
function pendingRefund(payment: CancellablePayment, lang: PageLanguage): Html {
  const { language } = lang;
  const pending = payment.cancellations?.find(({ status }) => status === 'REQUESTED');
  if (!pending) return html``;
  return form(
    payment,
    'finish-cancellation',
    lang,
    html`<p>${messages.pendingCancellation[language]}: ${formatAmount(pending.totalAmount, payment.currency, language)}</p>
        <button class="primary" name="result" value="succeed" data-action="cancellation-succeeds">${messages.cancellationSucceeds[language]}</button>
        <button class="secondary" name="result" value="fail" data-action="cancellation-fails">${messages.cancellationFails[language]}</button>`,
  );
}

function dispute(payment: CancellablePayment, isDisputed: boolean, lang: PageLanguage): Html {
  const { language } = lang;
  return isDisputed
    ? form(
        payment,
        'resolve-dispute',
        lang,
        html`<button class="secondary" data-action="resolve-dispute">${messages.resolveDispute[language]}</button>`,
      )
    : form(
        payment,
        'dispute',
        lang,
        html`<label>${messages.disputeReason[language]} <input name="reason" value="${messages.disputeReasonValue[language]}" required></label>
          <button class="secondary" data-action="dispute">${messages.dispute[language]}</button>`,
      );
}

function history(steps: readonly Step[], { language }: PageLanguage): Html {
  const rows = steps.map(
    ({ at, type, detail }) => html`<li>
        ${time(at, language)}
        <span>${stepMessages[type][language]}${detail ? ` · ${detail}` : ''}</span>
      </li>`,
  );
  return html`<ol class="steps">${rows}</ol>`;
}

/** The type that the body names, if it names one: a changed body may be anything. */
function typeOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const type = parsed && typeof parsed === 'object' && 'type' in parsed && parsed.type;
    return typeof type === 'string' ? type : '–';
  } catch {
    return '–';
  }
}

function answerText({ answer }: WebhookAttempt, { language }: PageLanguage): string {
  if (!answer) return messages.unanswered[language];
  return 'error' in answer ? answer.error : `${answer.status}\n\n${answer.body}`;
}

function attemptItem(attempt: WebhookAttempt, index: number, lang: PageLanguage): Html {
  const { language } = lang;
  return html`<li>
      <h4>${messages.attempt[language]} ${String(index + 1)} · ${time(attempt.at, language)}</h4>
      <h5>${messages.request[language]}</h5>
      <pre tabindex="0">${attempt.header}

${attempt.body}</pre>
      <h5>${messages.answer[language]}</h5>
      <pre tabindex="0">${answerText(attempt, lang)}</pre>
    </li>`;
}

function webhookItem(
  payment: SandboxPayment,
  { webhook, attempts }: PaymentView['webhooks'][number],
  lang: PageLanguage,
): Html {
  const { language } = lang;
  const body = webhook.request?.body ?? '';
  const id = `webhook-${webhook.id}`;
  return html`<li class="row">
      <details id="${id}">
        <summary>
          <span class="type">${typeOf(body)}</span>
          ${badge(webhook.status ?? 'WAITING')}
          <span class="where">${time(webhook.triggeredAt ?? '', language)} · ${webhook.url}${webhook.trigger ? ` · ${webhook.trigger}` : ''}</span>
        </summary>
        <ol class="attempts">${attempts.map((attempt, index) => attemptItem(attempt, index, lang))}</ol>
        ${form(
          payment,
          `webhooks/${webhook.id}/resend`,
          lang,
          html`<button class="secondary" data-action="resend">${messages.resend[language]}</button>`,
        )}
        <details class="change">
          <summary>${messages.change[language]}</summary>
          <p>${messages.changeHint[language]}</p>
          ${form(
            payment,
            `webhooks/${webhook.id}/change`,
            lang,
            html`<label>${messages.body[language]}<textarea name="body" rows="6" spellcheck="false">${body}</textarea></label>
              <label>${messages.signature[language]} <select name="signature">
                <option value="valid">${messages.signatureValid[language]}</option>
                <option value="broken">${messages.signatureBroken[language]}</option>
                <option value="missing">${messages.signatureMissing[language]}</option>
              </select></label>
              <button class="secondary" data-action="send-changed">${messages.send[language]}</button>`,
          )}
        </details>
      </details>
    </li>`;
}

function noticeBox(notice: Notice | undefined, { language }: PageLanguage): Html {
  if (!notice) return html``;
  if ('error' in notice) return html`<p class="notice error" role="alert">${notice.error}</p>`;
  const text = doneMessages[notice.done]?.[language];
  return text ? html`<p class="notice" role="status">${text}</p>` : html``;
}

export function paymentPage(view: PaymentView, lang: PageLanguage): string {
  const { payment, steps, webhooks, notice } = view;
  const { language } = lang;
  const items = [...webhooks].reverse().map((entry) => webhookItem(payment, entry, lang));
  return page(
    lang,
    html`<p><a href="/${lang.query}">← ${messages.back[language]}</a></p>
      ${noticeBox(notice, lang)}
      <div class="title">
        <h1>${payment.orderName}</h1>
        ${badge(payment.status)}
      </div>
      <p class="amount">${formatAmount(payment.amount.total, payment.currency, language)}</p>
      ${details(payment, lang)}
      <section aria-labelledby="actions">
        <h2 id="actions">${messages.actions[language]}</h2>
        <div class="actions">${actions(view, lang)}</div>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">${messages.history[language]}</h2>
        ${history(steps, lang)}
      </section>
      <section aria-labelledby="webhooks">
        <h2 id="webhooks">${messages.webhooks[language]}</h2>
        ${items.length > 0 ? html`<ul class="webhooks">${items}</ul>` : html`<p>${messages.noWebhooks[language]}</p>`}
      </section>
      <section>
        <details class="raw">
          <summary class="plain">${messages.rest[language]}</summary>
          <pre tabindex="0">${JSON.stringify({ ...payment, webhooks: undefined }, null, 2)}</pre>
        </details>
      </section>`,
  );
}

/** The buyer's receipt, at the address that the payment's `receiptUrl` names. */
export function receiptPage(payment: SandboxPayment, lang: PageLanguage): string {
  const { language } = lang;
  const paidAt = 'paidAt' in payment ? payment.paidAt : undefined;
  return page(
    lang,
    html`<h1>${messages.receipt[language]}</h1>
      <p class="amount">${formatAmount(payment.amount.paid, payment.currency, language)}</p>
      <p>${payment.orderName} · ${time(paidAt ?? payment.statusChangedAt, language)}</p>
      <p class="hint">${messages.receiptHint[language]}</p>
      <p><a href="${addressOf(payment.id, lang)}"><code>${payment.id}</code></a></p>`,
  );
}

export function missingPaymentPage(lang: PageLanguage): string {
  const { language, query } = lang;
  return page(
    lang,
    html`<h1>${messages.missing[language]}</h1>
      <p><a href="/${query}">← ${messages.back[language]}</a></p>`,
  );
}
