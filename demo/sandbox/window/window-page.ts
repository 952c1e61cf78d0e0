/** The payment window's pages: the buyer's choices, and the last page. No state, no HTTP. */
import { type Html, html } from '../../../bff/http/pages/html.ts';
import { declinesOf } from '../gateways/decline-methods.ts';
import { formatAmount } from '../pages/format-amount.ts';
import type { Language, Localized } from '../pages/language.ts';
import { pageFrame } from '../pages/page-frame.ts';
import type { WindowResult } from './outcome.ts';
import type { ReturnAddress } from './redirect-fault.ts';
import { messages, payMethodNames } from './window-messages.ts';
import type { WindowSession } from './window-session.ts';

/** The button that approves, by payment method. */
const approvals: Record<string, { outcome: string; label: Localized }> = {
  VIRTUAL_ACCOUNT: { outcome: 'issue', label: { ko: '가상계좌 발급', en: 'Issue an account' } },
  CONVENIENCE_STORE: { outcome: 'pending', label: { ko: '수납 번호 발급', en: 'Issue a slip' } },
};
const approval = { outcome: 'approve', label: { ko: '결제 승인', en: 'Approve payment' } };
const manualApprovalButton = { outcome: 'approve', label: { ko: '결제 인증', en: 'Authenticate' } };

/** @property needsPage whether the shop's page must still be open behind the window */
const unusualOutcomes: readonly { outcome: string; label: Localized; needsPage?: true }[] = [
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
    needsPage: true,
  },
  {
    outcome: 'status-check-fails',
    label: { ko: '승인 후 닫고, 상태 조회 실패', en: 'Approve, close, and fail the status check' },
    needsPage: true,
  },
  {
    outcome: 'close',
    label: { ko: '아무것도 하지 않고 창 닫기', en: 'Close the window without deciding' },
    needsPage: true,
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

/** The page on which a person chooses how the payment ends. */
export function windowPage(session: WindowSession, language: Language): string {
  const { request, gateway, storeName, channel, windowType, manualApproval } = session;
  const payMethod = payMethodNames[request.payMethod]?.[language] ?? request.payMethod;
  const declines = declinesOf(gateway.declines, request.payMethod);
  const declineButtons = (outcome: 'fail' | 'fail-at-confirm') =>
    declines.map(({ pgCode, label }) =>
      outcomeButton(
        `${outcome}:${pgCode}`,
        html`<span>${label[language]}</span> <code>${pgCode}</code>`,
        'choice',
      ),
    );
  const isStandIn = declines.some(({ pgCode }) => pgCode.startsWith('SANDBOX_'));
  const approve = manualApproval
    ? manualApprovalButton
    : (approvals[request.payMethod] ?? approval);
  const atConfirm = html`<fieldset>
          <legend>${messages.declinesAtConfirm[language]}</legend>
          <p>${messages.declinesAtConfirmHint[language]}</p>
          <div class="choices">${declineButtons('fail-at-confirm')}</div>
        </fieldset>`;
  const unusualButtons = unusualOutcomes
    .filter(({ needsPage }) => !needsPage || windowType !== 'REDIRECTION')
    .filter(({ outcome }) => outcome !== 'pending' || approve === approval)
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
          ${outcomeButton(approve.outcome, html`${approve.label[language]}`, 'primary')}
          ${outcomeButton('cancel', html`${messages.cancel[language]}`, 'secondary')}
        </div>
        <fieldset>
          <legend>${messages.declines[language]}</legend>
          <p>${(isStandIn ? messages.standInHint : messages.declinesHint)[language]}</p>
          <div class="choices">${declineButtons('fail')}</div>
        </fieldset>
        ${manualApproval ? atConfirm : html``}
        <fieldset>
          <legend>${messages.unusual[language]}</legend>
          <p>${messages.unusualHint[language]}</p>
          <div class="choices">${unusualButtons}</div>
        </fieldset>
      </form>`,
  );
}

/** Back to the shop: the page's script sends the form at once. */
function wayBack({ returnUrl, returnFields }: ReturnAddress, language: Language): Html {
  const label = messages.returning[language];
  if (!returnFields) return html`<p><a href="${returnUrl}">${label}</a></p>`;
  const fields = Object.entries(returnFields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${returnUrl}" data-way-back>
        ${fields}
        <button class="primary">${label}</button>
      </form>`;
}

/**
 * The window's last page. In a frame or a popup, its script sends the result to the shop's page.
 */
export function closingPage(
  session: WindowSession,
  result: WindowResult,
  language: Language,
): string {
  const hasPage = session.windowType !== 'REDIRECTION';
  const { returnUrl, returnFields } = result.kind === 'settled' ? result.settlement : {};
  const back =
    !hasPage && returnUrl
      ? wayBack({ returnUrl, ...(returnFields && { returnFields }) }, language)
      : html`<p>${hasPage ? messages.closing[language] : messages.doneHint[language]}</p>`;
  const message = { sandbox: 'portone', txId: session.transactionId, ...result };
  const data = hasPage
    ? html` data-message="${JSON.stringify(message)}" data-page-origin="${session.pageOrigin ?? ''}"`
    : html``;
  return page(language, html`<h1 tabindex="-1">${messages.done[language]}</h1>${back}`, data);
}

/** The page for an attempt that this sandbox does not know. */
export function missingPage(language: Language): string {
  return page(
    language,
    html`<h1 tabindex="-1">${messages.missing[language]}</h1><p>${messages.missingHint[language]}</p>`,
  );
}
