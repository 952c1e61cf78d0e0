/** The payment window: what a person sees, and how its forms end. No state, no HTTP. */
import { type Html, html } from '../../../bff/html.ts';
import { formatAmount } from '../pages/format-amount.ts';
import type { Language, Localized } from '../pages/language.ts';
import { pageFrame } from '../pages/page-frame.ts';
import type { Ending } from './outcome.ts';
import { messages, payMethodNames } from './window-messages.ts';
import type { WindowSession } from './window-session.ts';

/** What it means to say yes, by method. */
const consents: Record<string, { outcome: string; label: Localized }> = {
  VIRTUAL_ACCOUNT: { outcome: 'issue', label: { ko: '가상계좌 발급', en: 'Issue an account' } },
  CONVENIENCE_STORE: { outcome: 'pending', label: { ko: '수납 번호 발급', en: 'Issue a slip' } },
};
const consent = { outcome: 'approve', label: { ko: '결제 승인', en: 'Approve payment' } };
const manualConsent = { outcome: 'approve', label: { ko: '결제 인증', en: 'Authenticate' } };

/** @property toldOnly where the page is still there to be told */
const unusualEndings: readonly { outcome: string; label: Localized; toldOnly?: true }[] = [
  {
    outcome: 'pending',
    label: { ko: '승인 대기(PAY_PENDING)로 두기', en: 'Leave it pending (PAY_PENDING)' },
  },
  {
    outcome: 'approve-silently',
    label: {
      ko: '승인 후 페이지에 알리지 않고 닫기',
      en: 'Approve, then close without telling the page',
    },
  },
  {
    outcome: 'close-after-approval',
    label: { ko: '승인되자마자 창 닫기', en: 'Approve, then close the window' },
    toldOnly: true,
  },
  {
    outcome: 'status-check-fails',
    label: { ko: '승인 후 닫고, 상태 조회 실패', en: 'Approve, close, and fail the status check' },
    toldOnly: true,
  },
  {
    outcome: 'close',
    label: { ko: '아무것도 하지 않고 창 닫기', en: 'Close the window without deciding' },
    toldOnly: true,
  },
];

function page(language: Language, main: Html, bodyAttributes: Html = html``): string {
  return pageFrame({
    language,
    title: messages.title[language],
    head: html`<script src="/static/payment-window.js" defer></script>`,
    bodyAttributes,
    header: html`<strong>SANDBOX</strong>
      <p>${messages.noMoney[language]}</p>`,
    main,
  });
}

function outcomeButton(outcome: string, content: Html, className: string): Html {
  return html`<button type="submit" name="outcome" value="${outcome}" data-outcome="${outcome}" class="${className}">${content}</button>`;
}

/** The window in which a person chooses how the payment ends. */
export function windowPage(session: WindowSession, language: Language): string {
  const { request, gateway, storeName, channel, windowType, manualApproval } = session;
  const payMethod = payMethodNames[request.payMethod]?.[language] ?? request.payMethod;
  const refusals = (outcome: 'fail' | 'fail-at-confirm') =>
    gateway.refusals.map(({ pgCode, label }) =>
      outcomeButton(
        `${outcome}:${pgCode}`,
        html`<span>${label[language]}</span> <code>${pgCode}</code>`,
        'choice',
      ),
    );
  const isStandIn = gateway.refusals.some(({ pgCode }) => pgCode.startsWith('SANDBOX_'));
  const yes = manualApproval ? manualConsent : (consents[request.payMethod] ?? consent);
  const atConfirm = html`<fieldset>
          <legend>${messages.refusalsAtConfirm[language]}</legend>
          <p>${messages.refusalsAtConfirmHint[language]}</p>
          <div class="choices">${refusals('fail-at-confirm')}</div>
        </fieldset>`;
  const endings = unusualEndings
    .filter(({ toldOnly }) => !toldOnly || windowType !== 'REDIRECTION')
    .filter(({ outcome }) => outcome !== 'pending' || yes === consent)
    .map(({ outcome, label }) =>
      outcomeButton(outcome, html`<span>${label[language]}</span>`, 'choice'),
    );
  return page(
    language,
    html`
      <p class="store">${storeName}</p>
      <h1 tabindex="-1">${messages.heading[language]}</h1>
      <p class="amount">${formatAmount(request.totalAmount, request.currency, language)}</p>
      <dl>
        <div><dt>${messages.order[language]}</dt><dd>${request.orderName}</dd></div>
        <div><dt>${messages.method[language]}</dt><dd>${gateway.name[language]} · ${payMethod} <span class="tag">${channel.type}</span></dd></div>
        <div><dt>${messages.paymentId[language]}</dt><dd><code>${request.paymentId}</code></dd></div>
      </dl>
      ${manualApproval ? html`<p class="note">${messages.manualApproval[language]}</p>` : html``}
      <form method="post">
        <div class="decision">
          ${outcomeButton(yes.outcome, html`${yes.label[language]}`, 'primary')}
          ${outcomeButton('cancel', html`${messages.cancel[language]}`, 'secondary')}
        </div>
        <fieldset>
          <legend>${messages.refusals[language]}</legend>
          <p>${(isStandIn ? messages.standInHint : messages.refusalsHint)[language]}</p>
          <div class="choices">${refusals('fail')}</div>
        </fieldset>
        ${manualApproval ? atConfirm : html``}
        <fieldset>
          <legend>${messages.unusual[language]}</legend>
          <p>${messages.unusualHint[language]}</p>
          <div class="choices">${endings}</div>
        </fieldset>
      </form>`,
  );
}

/** The window's last page. In a frame or a popup, its script passes the ending on to the page. */
export function endingPage(session: WindowSession, ending: Ending, language: Language): string {
  const tellsPage = session.windowType !== 'REDIRECTION';
  const returnUrl = !tellsPage && ending.kind === 'settled' && ending.settlement.returnUrl;
  const back = returnUrl
    ? html`<p><a href="${returnUrl}">${messages.returning[language]}</a></p>`
    : html`<p>${tellsPage ? messages.closing[language] : messages.doneHint[language]}</p>`;
  const message = { sandbox: 'portone', txId: session.transactionId, ...ending };
  const data = tellsPage
    ? html` data-message="${JSON.stringify(message)}" data-page-origin="${session.pageOrigin ?? ''}"`
    : html``;
  return page(language, html`<h1 tabindex="-1">${messages.done[language]}</h1>${back}`, data);
}

/** For an attempt that this sandbox does not know. */
export function missingPage(language: Language): string {
  return page(
    language,
    html`<h1 tabindex="-1">${messages.missing[language]}</h1><p>${messages.missingHint[language]}</p>`,
  );
}
