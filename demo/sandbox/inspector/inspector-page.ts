/** The inspector: every payment, and what can be done to it by hand. No state, no HTTP, no script. */
import type { Payment, PaymentWebhook } from '@portone/server-sdk/payment';
import { type Html, html } from '../../../bff/html.ts';
import type { Refusal } from '../gateways/gateway.ts';
import { gateways } from '../gateways/gateways.ts';
import { formatAmount } from '../pages/format-amount.ts';
import type { Language, Localized } from '../pages/language.ts';
import { pageFrame } from '../pages/page-frame.ts';
import { cancellableAmount } from '../payments/cancel-payment.ts';
import type { Step } from '../payments/payment-book.ts';
import type { SandboxPayment } from '../payments/payments.ts';
import type { WebhookAttempt } from '../webhooks/webhook-sender.ts';
import { doneMessages, messages, stepMessages } from './inspector-messages.ts';

/** How a page is spoken, and how its links keep it that way. */
export type Speech = { language: Language; query: string };

/** What a page says after something was done: `done` names it, `refused` is why it was not. */
export type Notice = { done: string } | { refused: string };

export type PaymentView = {
  payment: SandboxPayment;
  steps: readonly Step[];
  webhooks: readonly { webhook: PaymentWebhook; attempts: readonly WebhookAttempt[] }[];
  notice: Notice | undefined;
};

function page({ language, query }: Speech, main: Html): string {
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

/** The sandbox plays Korean gateways; their clocks are what an owner compares with. */
function time(instant: string, language: Language): Html {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Seoul',
  });
  if (Number.isNaN(Date.parse(instant))) return html`<span>–</span>`;
  return html`<time datetime="${instant}">${format.format(new Date(instant))} KST</time>`;
}

const badge = (status: string) =>
  html`<span class="status" data-status="${status}">${status}</span>`;

const addressOf = (paymentId: string, { query }: Speech, action = '') =>
  `/inspect/${encodeURIComponent(paymentId)}${action}${query}`;

/** Payments put into the books by hand may name gateways that the sandbox does not play. */
function gatewayOf({ channel }: SandboxPayment) {
  const provider = channel?.pgProvider ?? '';
  return Object.entries(gateways).find(([name]) => name === provider)?.[1];
}

function gatewayName(payment: SandboxPayment, language: Language): string {
  return gatewayOf(payment)?.name[language] ?? payment.channel?.pgProvider ?? '–';
}

/** What came with `recordPayment` may be tampered beyond showing; only what can be shown is. */
export function isShowable(payment: Payment): payment is SandboxPayment {
  return (
    'orderName' in payment &&
    typeof payment.orderName === 'string' &&
    typeof payment.status === 'string' &&
    Number.isFinite(payment.amount?.total) &&
    /^[A-Z]{3}$/.test(payment.currency) &&
    typeof payment.id === 'string'
  );
}

export function listPage(payments: readonly Payment[], speech: Speech): string {
  const { language } = speech;
  const rows = payments.filter(isShowable).map(
    (payment) => html`<li class="row">
        <a href="${addressOf(payment.id, speech)}">
          <span class="order">${payment.orderName}</span>
          <span class="amount">${formatAmount(payment.amount.total, payment.currency, language)}</span>
          ${badge(payment.status)}
          <span class="where">${gatewayName(payment, language)} · ${time(payment.requestedAt, language)}</span>
          <code>${payment.id}</code>
        </a>
      </li>`,
  );
  return page(
    speech,
    html`<div class="title">
        <h1>${messages.heading[language]}</h1>
        <a href="/${speech.query}">${messages.reload[language]}</a>
      </div>
      ${rows.length > 0 ? html`<ul class="payments">${rows}</ul>` : html`<p class="empty">${messages.empty[language]}</p>`}`,
  );
}

function field(name: Localized, value: string | Html, { language }: Speech): Html {
  return html`<div><dt>${name[language]}</dt><dd>${value}</dd></div>`;
}

function facts(payment: SandboxPayment, speech: Speech): Html {
  const { language } = speech;
  const method = 'method' in payment ? payment.method : undefined;
  const isAccount = method?.type === 'PaymentMethodVirtualAccount';
  const { channel } = payment;
  return html`<dl>
      ${field(messages.paymentId, html`<code>${payment.id}</code>`, speech)}
      ${field(messages.transaction, html`<code>${payment.transactionId}</code>`, speech)}
      ${field(messages.gateway, html`${gatewayName(payment, language)} <span class="tag">${channel?.type ?? '–'}</span>`, speech)}
      ${field(messages.channel, html`<code>${channel?.key ?? '–'}</code>`, speech)}
      ${method ? field(messages.method, String(method.type).replace('PaymentMethod', ''), speech) : html``}
      ${field(messages.store, html`<code>${payment.storeId}</code>`, speech)}
      ${field(messages.requested, time(payment.requestedAt, language), speech)}
      ${isAccount ? field(messages.account, `${method.bank ?? ''} ${method.accountNumber} (${method.remitteeName ?? ''})`, speech) : html``}
      ${isAccount && method.expiredAt ? field(messages.due, time(method.expiredAt, language), speech) : html``}
      ${payment.status === 'FAILED' ? field(messages.failure, payment.failure?.reason ?? '–', speech) : html``}
      ${payment.amount.cancelled > 0 ? field(messages.cancelled, formatAmount(payment.amount.cancelled, payment.currency, language), speech) : html``}
    </dl>`;
}

function form(payment: SandboxPayment, action: string, speech: Speech, content: Html): Html {
  return html`<form method="post" action="${addressOf(payment.id, speech, `/${action}`)}">${content}</form>`;
}

function actions(payment: SandboxPayment, speech: Speech): Html {
  const { language } = speech;
  switch (payment.status) {
    case 'VIRTUAL_ACCOUNT_ISSUED':
      return form(
        payment,
        'deposit',
        speech,
        html`<button class="primary" data-action="deposit">${messages.deposit[language]}</button>`,
      );
    case 'PAY_PENDING': {
      const refusals: readonly Refusal[] = gatewayOf(payment)?.refusals ?? [];
      const options = refusals.map(
        ({ pgCode, label }) =>
          html`<option value="${pgCode}">${label[language]} (${pgCode})</option>`,
      );
      return html`${form(
        payment,
        'finish',
        speech,
        html`<button class="primary" data-action="approve">${messages.approve[language]}</button>`,
      )}
      ${form(
        payment,
        'finish',
        speech,
        html`<label>${messages.refusal[language]} <select name="pgCode">${options}</select></label>
          <button class="secondary" data-action="refuse">${messages.refuse[language]}</button>`,
      )}`;
    }
    case 'PAID':
    case 'PARTIAL_CANCELLED': {
      const left = String(cancellableAmount(payment));
      return html`${form(
        payment,
        'cancel',
        speech,
        html`<button class="secondary" data-action="cancel">${messages.cancelAll[language]}</button>`,
      )}
      ${form(
        payment,
        'cancel',
        speech,
        html`<label>${messages.amount[language]} (${left}${messages.upTo[language]}) <input type="number" name="amount" min="1" max="${left}" required inputmode="numeric"></label>
          <button class="secondary" data-action="cancel-part">${messages.cancelPart[language]}</button>`,
      )}`;
    }
    default:
      return html`<p>${messages.nothingToDo[language]}</p>`;
  }
}

function history(steps: readonly Step[], { language }: Speech): Html {
  const rows = steps.map(
    ({ at, what, detail }) => html`<li>
        ${time(at, language)}
        <span>${stepMessages[what][language]}${detail ? ` · ${detail}` : ''}</span>
      </li>`,
  );
  return html`<ol class="steps">${rows}</ol>`;
}

/** The body's own type, where it has one: a changed body may be anything. */
function typeOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const type = parsed && typeof parsed === 'object' && 'type' in parsed && parsed.type;
    return typeof type === 'string' ? type : '–';
  } catch {
    return '–';
  }
}

function answerText({ answer }: WebhookAttempt, { language }: Speech): string {
  if (!answer) return messages.unanswered[language];
  return 'error' in answer ? answer.error : `${answer.status}\n\n${answer.body}`;
}

function attempt(tried: WebhookAttempt, index: number, speech: Speech): Html {
  const { language } = speech;
  return html`<li>
      <h4>${messages.attempt[language]} ${String(index + 1)} · ${time(tried.at, language)}</h4>
      <h5>${messages.request[language]}</h5>
      <pre tabindex="0">${tried.header}

${tried.body}</pre>
      <h5>${messages.answer[language]}</h5>
      <pre tabindex="0">${answerText(tried, speech)}</pre>
    </li>`;
}

function webhookItem(
  payment: SandboxPayment,
  { webhook, attempts }: PaymentView['webhooks'][number],
  speech: Speech,
): Html {
  const { language } = speech;
  const body = webhook.request?.body ?? '';
  const id = `webhook-${webhook.id}`;
  return html`<li class="row">
      <details id="${id}">
        <summary>
          <span class="type">${typeOf(body)}</span>
          ${badge(webhook.status ?? 'WAITING')}
          <span class="where">${time(webhook.triggeredAt ?? '', language)} · ${webhook.url}${webhook.trigger ? ` · ${webhook.trigger}` : ''}</span>
        </summary>
        <ol class="attempts">${attempts.map((tried, index) => attempt(tried, index, speech))}</ol>
        ${form(
          payment,
          `webhooks/${webhook.id}/resend`,
          speech,
          html`<button class="secondary" data-action="resend">${messages.resend[language]}</button>`,
        )}
        <details class="change">
          <summary>${messages.change[language]}</summary>
          <p>${messages.changeHint[language]}</p>
          ${form(
            payment,
            `webhooks/${webhook.id}/change`,
            speech,
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

function noticeBox(notice: Notice | undefined, { language }: Speech): Html {
  if (!notice) return html``;
  if ('refused' in notice)
    return html`<p class="notice refused" role="alert">${notice.refused}</p>`;
  const text = doneMessages[notice.done]?.[language];
  return text ? html`<p class="notice" role="status">${text}</p>` : html``;
}

export function paymentPage(view: PaymentView, speech: Speech): string {
  const { payment, steps, webhooks, notice } = view;
  const { language } = speech;
  const items = [...webhooks].reverse().map((entry) => webhookItem(payment, entry, speech));
  return page(
    speech,
    html`<p><a href="/${speech.query}">← ${messages.back[language]}</a></p>
      ${noticeBox(notice, speech)}
      <div class="title">
        <h1>${payment.orderName}</h1>
        ${badge(payment.status)}
      </div>
      <p class="amount">${formatAmount(payment.amount.total, payment.currency, language)}</p>
      ${facts(payment, speech)}
      <section aria-labelledby="actions">
        <h2 id="actions">${messages.actions[language]}</h2>
        <div class="actions">${actions(payment, speech)}</div>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">${messages.history[language]}</h2>
        ${history(steps, speech)}
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

export function missingPaymentPage(speech: Speech): string {
  const { language, query } = speech;
  return page(
    speech,
    html`<h1>${messages.missing[language]}</h1>
      <p><a href="/${query}">← ${messages.back[language]}</a></p>`,
  );
}
