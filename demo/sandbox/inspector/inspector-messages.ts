/** The inspector's texts. */
import type { Localized } from '../pages/language.ts';
import type { Step } from '../payments/payment-store.ts';
import type { resultPlaces } from '../window/redirect-fault.ts';

export const messages = {
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
  mails: { ko: '메일함', en: 'Mails' },
  noMails: {
    ko: '아직 메일이 없습니다. 쇼핑몰에서 결제하면 서버가 보낸 메일이 여기에 나타납니다.',
    en: 'No mails yet. Pay in the shop, and what the server sends appears here.',
  },
  redirect: { ko: '쇼핑몰로 돌아갈 때', en: 'On the way back to the shop' },
  redirectHint: {
    ko: '휴대폰처럼 페이지가 결제창으로 바뀌는 경우, PG사가 redirectUrl을 어떻게 다루는지 고릅니다. 다음에 열리는 결제창부터 적용됩니다.',
    en: 'What the gateway does to redirectUrl where its window replaces the page, as on phones. Counts for windows that open from now on.',
  },
  result: { ko: '결과를 보내는 방식', en: 'How the result is sent' },
  isLowerCase: { ko: '주소를 모두 소문자로 바꾸기', en: 'The whole address in lower case' },
  apply: { ko: '적용', en: 'Apply' },
  back: { ko: '모든 결제', en: 'All payments' },
  reload: { ko: '새로고침', en: 'Reload' },
  missing: { ko: '이 결제를 찾을 수 없습니다', en: 'There is no such payment' },
  paymentId: { ko: '결제 ID', en: 'Payment ID' },
  transaction: { ko: '시도 ID', en: 'Transaction ID' },
  gateway: { ko: 'PG사', en: 'Gateway' },
  channel: { ko: '채널', en: 'Channel' },
  method: { ko: '결제수단', en: 'Method' },
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
  decline: { ko: '거절', en: 'Refuse' },
  declineCode: { ko: '거절 코드', en: 'Refusal' },
  cancelAll: { ko: '전액 취소', en: 'Give everything back' },
  cancelPart: { ko: '부분 취소', en: 'Give this much back' },
  amount: { ko: '취소할 금액', en: 'Amount' },
  upTo: { ko: '까지, 통화의 최소 단위', en: ' at most, in the currency’s smallest unit' },
  approveFailed: { ko: '뒤늦게 승인하기', en: 'Approve it after all' },
  cancelLater: { ko: '취소 요청만 하기', en: 'Only request a refund' },
  cancelLaterHint: {
    ko: 'PG사가 나중에 결정합니다. 그때까지 결제 상태는 그대로입니다.',
    en: 'The gateway decides later. Until then the payment keeps its status.',
  },
  pendingCancellation: { ko: '결정을 기다리는 취소', en: 'Refund that waits for a decision' },
  cancellationSucceeds: { ko: '취소 승인', en: 'The gateway gives it back' },
  cancellationFails: { ko: '취소 거절', en: 'The gateway refuses' },
  dispute: { ko: '분쟁 제기하기', en: 'Dispute the payment' },
  disputeReason: { ko: '분쟁 사유', en: 'Reason' },
  disputeReasonValue: { ko: '상품을 받지 못했습니다.', en: 'The goods did not arrive.' },
  resolveDispute: { ko: '분쟁 끝내기', en: 'Resolve the dispute' },
  disputed: { ko: '분쟁', en: 'Dispute' },
  receipt: { ko: '영수증', en: 'Receipt' },
  receiptHint: {
    ko: '연습용 영수증입니다. 실제 돈은 움직이지 않았습니다.',
    en: 'A receipt for practice. No money moved.',
  },
  refundAccount: {
    ko: '가상계좌는 구매자의 계좌로 돌려줍니다. 포트원 관리자콘솔은 환불 계좌를 묻고, API에는 refundAccount가 필요합니다.',
    en: 'A virtual account is given back to an account of the buyer’s: PortOne’s console asks for it, and its API needs refundAccount.',
  },
  notPlayed: {
    ko: '결제, 웹훅, 취소, 분쟁까지만 흉내 냅니다. 정기 결제, 본인인증, 정산 등은 포트원에서 확인해 주세요.',
    en: 'It plays payments, webhooks, refunds and disputes. Billing keys, identity checks, settlements and the rest need PortOne.',
  },
  history: { ko: '진행 내역', en: 'What happened' },
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
} satisfies Record<string, Localized>;

export const stepMessages: Record<Step['type'], Localized> = {
  'Transaction.Ready': { ko: '결제창이 열렸습니다', en: 'The window opened' },
  authenticated: {
    ko: '구매자가 인증했고, 상점 서버의 승인을 기다립니다',
    en: 'The buyer agreed; the shop’s server is to confirm',
  },
  'Transaction.VirtualAccountIssued': {
    ko: '가상계좌가 발급되었습니다',
    en: 'An account was issued',
  },
  'Transaction.PayPending': { ko: 'PG사의 승인을 기다립니다', en: 'The gateway takes its time' },
  'Transaction.Paid': { ko: '결제되었습니다', en: 'Paid' },
  'Transaction.Failed': { ko: '결제에 실패했습니다', en: 'Failed' },
  'Transaction.PartialCancelled': { ko: '부분 취소되었습니다', en: 'Partly given back' },
  'Transaction.Cancelled': { ko: '전액 취소되었습니다', en: 'Given back' },
  'Transaction.CancelPending': { ko: '취소가 요청되었습니다', en: 'A refund was requested' },
  'cancellation-failed': {
    ko: '취소가 거절되었습니다. 웹훅은 보내지 않습니다',
    en: 'The refund was refused; no webhook tells',
  },
  'Transaction.DisputeCreated': {
    ko: '구매자가 분쟁을 제기했습니다',
    en: 'The buyer disputes the payment',
  },
  'Transaction.DisputeResolved': { ko: '분쟁이 끝났습니다', en: 'The dispute was resolved' },
};

export const resultMessages: Record<(typeof resultPlaces)[number], Localized> = {
  query: { ko: '쿼리에 덧붙이기', en: 'In the query' },
  ampersand: { ko: '?가 없어도 &로 덧붙이기', en: 'After &, also without a ? before it' },
  form: { ko: '폼으로 POST하기', en: 'As a posted form' },
};

export const doneMessages: Record<string, Localized> = {
  deposit: { ko: '입금했습니다.', en: 'The money was paid in.' },
  finish: { ko: '대기 중이던 결제를 끝냈습니다.', en: 'The pending payment has ended.' },
  cancel: { ko: '취소했습니다.', en: 'The money was given back.' },
  'approve-failed': { ko: '승인했습니다.', en: 'The payment was approved.' },
  'request-cancellation': { ko: '취소를 요청했습니다.', en: 'The refund was requested.' },
  'finish-cancellation': { ko: '취소 요청을 끝냈습니다.', en: 'The refund has been decided.' },
  dispute: { ko: '분쟁을 제기했습니다.', en: 'The payment is disputed.' },
  'resolve-dispute': { ko: '분쟁을 끝냈습니다.', en: 'The dispute was resolved.' },
  resend: { ko: '웹훅을 다시 보냈습니다.', en: 'The webhook was sent again.' },
  change: { ko: '바뀐 웹훅을 보냈습니다.', en: 'The changed webhook was sent.' },
  redirect: { ko: '돌아가는 방식을 바꿨습니다.', en: 'The way back was changed.' },
};
