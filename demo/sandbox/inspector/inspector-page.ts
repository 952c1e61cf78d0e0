/** The inspector: every payment, and what can be done to it by hand. No state, no HTTP, no script. */
import type { Payment, PaymentWebhook } from '@portone/server-sdk/payment';
import { type Html, html } from '../../../bff/html.ts';
import type { Refusal, Words } from '../gateways/gateway.ts';
import { gateways } from '../gateways/gateways.ts';
import { cancellableAmount } from '../payments/cancel-payment.ts';
import type { Step } from '../payments/payment-book.ts';
import type { SandboxPayment } from '../payments/payments.ts';
import type { WebhookAttempt } from '../webhooks/webhook-sender.ts';
import { formatAmount, type Language } from '../window/window-page.ts';

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

const words = {
  title: { ko: 'SANDBOX 결제 내역', en: 'SANDBOX payments' },
  noMoney: {
    ko: '포트원을 흉내 냅니다. 실제 돈은 움직이지 않습니다.',
    en: 'Plays PortOne. No money moves.',
  },
  heading: { ko: '결제 내역', en: 'Payments' },
  empty: {
    ko: '아직 결제가 없습니다. 쇼핑몰에서 결제해 보면 여기에 나타납니다.',
    en: 'No payments yet. Pay in the shop, and they appear here.',
  },
  back: { ko: '모든 결제', en: 'All payments' },
  reload: { ko: '새로고침', en: 'Reload' },
  missing: { ko: '이 결제를 찾을 수 없습니다', en: 'There is no such payment' },
  paymentId: { ko: '결제 ID', en: 'Payment ID' },
  transaction: { ko: '시도 ID', en: 'Transaction ID' },
  gateway: { ko: '결제사', en: 'Gateway' },
  channel: { ko: '채널', en: 'Channel' },
  method: { ko: '결제 수단', en: 'Method' },
  store: { ko: '상점', en: 'Store' },
  requested: { ko: '요청 시각', en: 'Requested' },
  account: { ko: '입금 계좌', en: 'Account to pay into' },
  due: { ko: '입금 기한', en: 'Due' },
  failure: { ko: '실패 사유', en: 'Failure' },
  cancelled: { ko: '취소 금액', en: 'Given back' },
  actions: { ko: '직접 해 보기', en: 'Do it by hand' },
  nothingToDo: {
    ko: '이 상태에서는 할 수 있는 일이 없습니다.',
    en: 'Nothing can be done in this status.',
  },
  deposit: { ko: '입금하기', en: 'Deposit' },
  approve: { ko: '승인', en: 'Approve' },
  refuse: { ko: '거절', en: 'Refuse' },
  refusal: { ko: '거절 코드', en: 'Refusal' },
  cancelAll: { ko: '전액 취소', en: 'Give everything back' },
  cancelPart: { ko: '일부 취소', en: 'Give this much back' },
  amount: { ko: '취소할 금액', en: 'Amount' },
  upTo: { ko: '까지, 통화의 최소 단위', en: ' at most, in the currency’s smallest unit' },
  history: { ko: '있었던 일', en: 'What happened' },
  webhooks: { ko: '웹훅', en: 'Webhooks' },
  noWebhooks: { ko: '보낸 웹훅이 없습니다.', en: 'No webhook was sent.' },
  attempt: { ko: '시도', en: 'Attempt' },
  request: { ko: '보낸 요청', en: 'Request' },
  answer: { ko: '받은 응답', en: 'Answer' },
  unanswered: { ko: '아직 응답이 없습니다.', en: 'No answer yet.' },
  resend: { ko: '다시 보내기', en: 'Send again' },
  change: { ko: '바꿔서 보내기', en: 'Send it changed' },
  changeHint: {
    ko: '위조되거나 깨진 웹훅을 서버가 어떻게 다루는지 봅니다.',
    en: 'See what your server makes of a forged or broken webhook.',
  },
  body: { ko: '본문', en: 'Body' },
  signature: { ko: '서명', en: 'Signature' },
  signatureValid: { ko: '올바른 서명', en: 'Valid' },
  signatureBroken: { ko: '깨진 서명', en: 'Broken' },
  signatureMissing: { ko: '서명 없음', en: 'None' },
  send: { ko: '보내기', en: 'Send' },
  rest: { ko: 'REST API 응답', en: 'What the REST API answers' },
} satisfies Record<string, Words>;

const stepWords: Record<Step['what'], Words> = {
  'Transaction.Ready': { ko: '결제창이 열렸습니다', en: 'The window opened' },
  authenticated: {
    ko: '구매자가 인증했고, 상점 서버의 승인을 기다립니다',
    en: 'The buyer agreed; the shop’s server is to confirm',
  },
  'Transaction.VirtualAccountIssued': {
    ko: '가상계좌가 발급되었습니다',
    en: 'An account was issued',
  },
  'Transaction.PayPending': { ko: '결제사의 승인을 기다립니다', en: 'The gateway takes its time' },
  'Transaction.Paid': { ko: '결제되었습니다', en: 'Paid' },
  'Transaction.Failed': { ko: '결제에 실패했습니다', en: 'Failed' },
  'Transaction.PartialCancelled': { ko: '일부 취소되었습니다', en: 'Partly given back' },
  'Transaction.Cancelled': { ko: '모두 취소되었습니다', en: 'Given back' },
};

const doneWords: Record<string, Words> = {
  deposit: { ko: '입금했습니다.', en: 'The money was paid in.' },
  finish: { ko: '대기 중이던 결제를 끝냈습니다.', en: 'The pending payment has ended.' },
  cancel: { ko: '취소했습니다.', en: 'The money was given back.' },
  resend: { ko: '웹훅을 다시 보냈습니다.', en: 'The webhook was sent again.' },
  change: { ko: '바뀐 웹훅을 보냈습니다.', en: 'The changed webhook was sent.' },
};

function page({ language, query }: Speech, body: Html): string {
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${words.title[language]}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/static/payment-window.css">
    <link rel="stylesheet" href="/static/inspector.css">
  </head>
  <body>
    <header>
      <strong><a href="/${query}">SANDBOX</a></strong>
      <p>${words.noMoney[language]}</p>
      <nav>
        <a href="?lang=ko" lang="ko" hreflang="ko">한국어</a>
        <a href="?lang=en" lang="en" hreflang="en">English</a>
      </nav>
    </header>
    <main>${body}</main>
  </body>
</html>
`.text;
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
        <h1>${words.heading[language]}</h1>
        <a href="/${speech.query}">${words.reload[language]}</a>
      </div>
      ${rows.length > 0 ? html`<ul class="payments">${rows}</ul>` : html`<p class="empty">${words.empty[language]}</p>`}`,
  );
}

function field(name: Words, value: string | Html, { language }: Speech): Html {
  return html`<div><dt>${name[language]}</dt><dd>${value}</dd></div>`;
}

function facts(payment: SandboxPayment, speech: Speech): Html {
  const { language } = speech;
  const method = 'method' in payment ? payment.method : undefined;
  const isAccount = method?.type === 'PaymentMethodVirtualAccount';
  const { channel } = payment;
  return html`<dl>
      ${field(words.paymentId, html`<code>${payment.id}</code>`, speech)}
      ${field(words.transaction, html`<code>${payment.transactionId}</code>`, speech)}
      ${field(words.gateway, html`${gatewayName(payment, language)} <span class="tag">${channel?.type ?? '–'}</span>`, speech)}
      ${field(words.channel, html`<code>${channel?.key ?? '–'}</code>`, speech)}
      ${method ? field(words.method, String(method.type).replace('PaymentMethod', ''), speech) : html``}
      ${field(words.store, html`<code>${payment.storeId}</code>`, speech)}
      ${field(words.requested, time(payment.requestedAt, language), speech)}
      ${isAccount ? field(words.account, `${method.bank ?? ''} ${method.accountNumber} (${method.remitteeName ?? ''})`, speech) : html``}
      ${isAccount && method.expiredAt ? field(words.due, time(method.expiredAt, language), speech) : html``}
      ${payment.status === 'FAILED' ? field(words.failure, payment.failure?.reason ?? '–', speech) : html``}
      ${payment.amount.cancelled > 0 ? field(words.cancelled, formatAmount(payment.amount.cancelled, payment.currency, language), speech) : html``}
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
        html`<button class="primary" data-action="deposit">${words.deposit[language]}</button>`,
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
        html`<button class="primary" data-action="approve">${words.approve[language]}</button>`,
      )}
      ${form(
        payment,
        'finish',
        speech,
        html`<label>${words.refusal[language]} <select name="pgCode">${options}</select></label>
          <button class="secondary" data-action="refuse">${words.refuse[language]}</button>`,
      )}`;
    }
    case 'PAID':
    case 'PARTIAL_CANCELLED': {
      const left = String(cancellableAmount(payment));
      return html`${form(
        payment,
        'cancel',
        speech,
        html`<button class="secondary" data-action="cancel">${words.cancelAll[language]}</button>`,
      )}
      ${form(
        payment,
        'cancel',
        speech,
        html`<label>${words.amount[language]} (${left}${words.upTo[language]}) <input type="number" name="amount" min="1" max="${left}" required inputmode="numeric"></label>
          <button class="secondary" data-action="cancel-part">${words.cancelPart[language]}</button>`,
      )}`;
    }
    default:
      return html`<p>${words.nothingToDo[language]}</p>`;
  }
}

function history(steps: readonly Step[], { language }: Speech): Html {
  const rows = steps.map(
    ({ at, what, detail }) => html`<li>
        ${time(at, language)}
        <span>${stepWords[what][language]}${detail ? ` · ${detail}` : ''}</span>
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
  if (!answer) return words.unanswered[language];
  return 'error' in answer ? answer.error : `${answer.status}\n\n${answer.body}`;
}

function attempt(tried: WebhookAttempt, index: number, speech: Speech): Html {
  const { language } = speech;
  return html`<li>
      <h4>${words.attempt[language]} ${String(index + 1)} · ${time(tried.at, language)}</h4>
      <h5>${words.request[language]}</h5>
      <pre tabindex="0">${tried.header}

${tried.body}</pre>
      <h5>${words.answer[language]}</h5>
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
          html`<button class="secondary" data-action="resend">${words.resend[language]}</button>`,
        )}
        <details class="change">
          <summary>${words.change[language]}</summary>
          <p>${words.changeHint[language]}</p>
          ${form(
            payment,
            `webhooks/${webhook.id}/change`,
            speech,
            html`<label>${words.body[language]}<textarea name="body" rows="6" spellcheck="false">${body}</textarea></label>
              <label>${words.signature[language]} <select name="signature">
                <option value="valid">${words.signatureValid[language]}</option>
                <option value="broken">${words.signatureBroken[language]}</option>
                <option value="missing">${words.signatureMissing[language]}</option>
              </select></label>
              <button class="secondary" data-action="send-changed">${words.send[language]}</button>`,
          )}
        </details>
      </details>
    </li>`;
}

function noticeBox(notice: Notice | undefined, { language }: Speech): Html {
  if (!notice) return html``;
  if ('refused' in notice)
    return html`<p class="notice refused" role="alert">${notice.refused}</p>`;
  const text = doneWords[notice.done]?.[language];
  return text ? html`<p class="notice" role="status">${text}</p>` : html``;
}

export function paymentPage(view: PaymentView, speech: Speech): string {
  const { payment, steps, webhooks, notice } = view;
  const { language } = speech;
  const items = [...webhooks].reverse().map((entry) => webhookItem(payment, entry, speech));
  return page(
    speech,
    html`<p><a href="/${speech.query}">← ${words.back[language]}</a></p>
      ${noticeBox(notice, speech)}
      <div class="title">
        <h1>${payment.orderName}</h1>
        ${badge(payment.status)}
      </div>
      <p class="amount">${formatAmount(payment.amount.total, payment.currency, language)}</p>
      ${facts(payment, speech)}
      <section aria-labelledby="actions">
        <h2 id="actions">${words.actions[language]}</h2>
        <div class="actions">${actions(payment, speech)}</div>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">${words.history[language]}</h2>
        ${history(steps, speech)}
      </section>
      <section aria-labelledby="webhooks">
        <h2 id="webhooks">${words.webhooks[language]}</h2>
        ${items.length > 0 ? html`<ul class="webhooks">${items}</ul>` : html`<p>${words.noWebhooks[language]}</p>`}
      </section>
      <section>
        <details class="raw">
          <summary class="plain">${words.rest[language]}</summary>
          <pre tabindex="0">${JSON.stringify({ ...payment, webhooks: undefined }, null, 2)}</pre>
        </details>
      </section>`,
  );
}

export function missingPaymentPage(speech: Speech): string {
  const { language, query } = speech;
  return page(
    speech,
    html`<h1>${words.missing[language]}</h1>
      <p><a href="/${query}">← ${words.back[language]}</a></p>`,
  );
}
