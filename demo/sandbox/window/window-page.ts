/** The payment window: what a person sees, and how its forms end. No state, no HTTP. */

import { type Html, html } from '../../../bff/html.ts';
import type { Words } from '../gateways/gateway.ts';
import type { Ending } from './outcome.ts';
import type { WindowSession } from './window-session.ts';

export type Language = keyof Words;

const words = {
  title: { ko: 'SANDBOX 결제 창', en: 'SANDBOX payment window' },
  noMoney: {
    ko: '연습용 결제 창입니다. 실제 돈은 움직이지 않습니다.',
    en: 'This is a practice window. No money moves.',
  },
  heading: { ko: '결제할까요?', en: 'Pay now?' },
  order: { ko: '주문', en: 'Order' },
  method: { ko: '결제 수단', en: 'Method' },
  paymentId: { ko: '결제 ID', en: 'Payment ID' },
  cancel: { ko: '취소', en: 'Cancel' },
  refusals: { ko: '결제가 거절되게 하기', en: 'Make the payment fail' },
  refusalsHint: {
    ko: '결제사가 실제로 쓰는 코드가 그대로 전달됩니다.',
    en: "The shop receives the gateway's real code.",
  },
  standInHint: {
    ko: '이 결제사의 코드는 공개되어 있지 않아 SANDBOX_로 시작하는 코드를 대신 전달합니다.',
    en: 'This gateway’s codes are not public: the shop receives stand-ins that begin with SANDBOX_.',
  },
  refusalsAtConfirm: {
    ko: '상점 서버가 승인할 때 거절되게 하기',
    en: 'Make the shop’s confirmation fail',
  },
  refusalsAtConfirmHint: {
    ko: '페이지에는 인증 성공으로 전달되고, 승인 API가 이 코드로 거절합니다.',
    en: 'The page hears of a success; the confirmation API then refuses with this code.',
  },
  manualApproval: {
    ko: '수동 승인 채널입니다. 여기서는 인증만 하고, 상점 서버가 승인해야 결제됩니다.',
    en: 'This channel wants approval by hand: the shop’s server has to confirm before anything is paid.',
  },
  closing: { ko: '이 창은 닫아도 됩니다.', en: 'You can close this window.' },
  unusual: { ko: '창이 이상하게 닫히게 하기', en: 'Make the window end badly' },
  unusualHint: {
    ko: '브라우저가 끝까지 남아 있지 않을 때를 연습합니다.',
    en: 'For when the browser does not last until the end.',
  },
  done: { ko: '결제 창이 끝났습니다', en: 'This window is done' },
  doneHint: {
    ko: '이 탭을 닫아도 됩니다. 쇼핑몰에는 알리지 않았습니다.',
    en: 'You can close this tab. The shop’s page was not told.',
  },
  returning: { ko: '쇼핑몰로 돌아가는 중입니다', en: 'Going back to the shop' },
  missing: { ko: '결제 창을 찾을 수 없습니다', en: 'This payment window does not exist' },
  missingHint: {
    ko: '샌드박스가 다시 시작되었을 수 있습니다. 쇼핑몰에서 다시 결제해 주세요.',
    en: 'The sandbox may have been restarted. Please pay again from the shop.',
  },
} satisfies Record<string, Words>;

const payMethods: Record<string, Words> = {
  CARD: { ko: '카드', en: 'Card' },
  TRANSFER: { ko: '계좌이체', en: 'Bank transfer' },
  MOBILE: { ko: '휴대폰', en: 'Mobile phone' },
  GIFT_CERTIFICATE: { ko: '상품권', en: 'Gift certificate' },
  EASY_PAY: { ko: '간편결제', en: 'Easy pay' },
  VIRTUAL_ACCOUNT: { ko: '가상계좌', en: 'Virtual account' },
  CONVENIENCE_STORE: { ko: '편의점', en: 'Convenience store' },
  PAYPAL: { ko: '페이팔', en: 'PayPal' },
  ALIPAY: { ko: '알리페이', en: 'Alipay' },
  ALIPAY_PLUS: { ko: '알리페이 플러스', en: 'Alipay+' },
};

/** What it means to say yes, by method. */
const consents: Record<string, { outcome: string; label: Words }> = {
  VIRTUAL_ACCOUNT: { outcome: 'issue', label: { ko: '가상계좌 발급', en: 'Issue an account' } },
  CONVENIENCE_STORE: { outcome: 'pending', label: { ko: '수납 번호 발급', en: 'Issue a slip' } },
};
const consent = { outcome: 'approve', label: { ko: '결제 승인', en: 'Approve payment' } };
const manualConsent = { outcome: 'approve', label: { ko: '결제 인증', en: 'Authenticate' } };

/** @property toldOnly where the page is still there to be told */
const unusualEndings: readonly { outcome: string; label: Words; toldOnly?: true }[] = [
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

/** An amount in the currency's minor unit as people write it. */
export function formatAmount(amount: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}

function page(language: Language, body: Html, data: Html = html``): string {
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${words.title[language]}</title>
    <link rel="stylesheet" href="/static/payment-window.css">
    <script src="/static/payment-window.js" defer></script>
  </head>
  <body${data}>
    <header>
      <strong>SANDBOX</strong>
      <p>${words.noMoney[language]}</p>
    </header>
    <main>${body}</main>
  </body>
</html>
`.text;
}

function outcomeButton(outcome: string, content: Html, className: string): Html {
  return html`<button type="submit" name="outcome" value="${outcome}" data-outcome="${outcome}" class="${className}">${content}</button>`;
}

/** The window in which a person chooses how the payment ends. */
export function windowPage(session: WindowSession, language: Language): string {
  const { request, gateway, storeName, channel, windowType, manualApproval } = session;
  const payMethod = payMethods[request.payMethod]?.[language] ?? request.payMethod;
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
          <legend>${words.refusalsAtConfirm[language]}</legend>
          <p>${words.refusalsAtConfirmHint[language]}</p>
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
      <h1 tabindex="-1">${words.heading[language]}</h1>
      <p class="amount">${formatAmount(request.totalAmount, request.currency, language)}</p>
      <dl>
        <div><dt>${words.order[language]}</dt><dd>${request.orderName}</dd></div>
        <div><dt>${words.method[language]}</dt><dd>${gateway.name[language]} · ${payMethod} <span class="tag">${channel.type}</span></dd></div>
        <div><dt>${words.paymentId[language]}</dt><dd><code>${request.paymentId}</code></dd></div>
      </dl>
      ${manualApproval ? html`<p class="note">${words.manualApproval[language]}</p>` : html``}
      <form method="post">
        <div class="decision">
          ${outcomeButton(yes.outcome, html`${yes.label[language]}`, 'primary')}
          ${outcomeButton('cancel', html`${words.cancel[language]}`, 'secondary')}
        </div>
        <fieldset>
          <legend>${words.refusals[language]}</legend>
          <p>${(isStandIn ? words.standInHint : words.refusalsHint)[language]}</p>
          <div class="choices">${refusals('fail')}</div>
        </fieldset>
        ${manualApproval ? atConfirm : html``}
        <fieldset>
          <legend>${words.unusual[language]}</legend>
          <p>${words.unusualHint[language]}</p>
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
    ? html`<p><a href="${returnUrl}">${words.returning[language]}</a></p>`
    : html`<p>${tellsPage ? words.closing[language] : words.doneHint[language]}</p>`;
  const message = { sandbox: 'portone', txId: session.transactionId, ...ending };
  const data = tellsPage
    ? html` data-message="${JSON.stringify(message)}" data-page-origin="${session.pageOrigin ?? ''}"`
    : html``;
  return page(language, html`<h1 tabindex="-1">${words.done[language]}</h1>${back}`, data);
}

/** For an attempt that this sandbox does not know. */
export function missingPage(language: Language): string {
  return page(
    language,
    html`<h1 tabindex="-1">${words.missing[language]}</h1><p>${words.missingHint[language]}</p>`,
  );
}
