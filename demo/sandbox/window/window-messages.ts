/** The payment window's texts. */
import type { Localized } from '../pages/language.ts';

export const messages = {
  title: { ko: 'SANDBOX 결제창', en: 'SANDBOX payment window' },
  noMoney: {
    ko: '연습용 결제창입니다. 실제 돈은 움직이지 않습니다.',
    en: 'This is a practice window. No money moves.',
  },
  heading: { ko: '결제할까요?', en: 'Pay now?' },
  order: { ko: '주문', en: 'Order' },
  method: { ko: '결제수단', en: 'Method' },
  paymentId: { ko: '결제 ID', en: 'Payment ID' },
  cancel: { ko: '취소', en: 'Cancel' },
  declines: { ko: '결제가 거절되게 하기', en: 'Make the payment fail' },
  declinesHint: {
    ko: 'PG사가 실제로 쓰는 코드가 그대로 전달됩니다.',
    en: "The shop receives the gateway's real code.",
  },
  standInHint: {
    ko: '이 PG사의 코드는 공개되어 있지 않아 SANDBOX_로 시작하는 코드를 대신 전달합니다.',
    en: 'This gateway’s codes are not public: the shop receives stand-ins that begin with SANDBOX_.',
  },
  declinesAtConfirm: {
    ko: '상점 서버가 승인할 때 거절되게 하기',
    en: 'Make the shop’s confirmation fail',
  },
  declinesAtConfirmHint: {
    ko: '페이지에는 인증 성공으로 전달되고, 승인 API가 이 코드로 거절합니다.',
    en: 'The page hears of a success; the confirmation API then refuses with this code.',
  },
  manualApproval: {
    ko: '수동 승인 채널입니다. 여기서는 인증만 하고, 상점 서버가 승인해야 결제됩니다.',
    en: 'This channel wants approval by hand: the shop’s server has to confirm before anything is paid.',
  },
  closing: { ko: '이 창은 닫아도 됩니다.', en: 'You can close this window.' },
  unusual: { ko: '비정상적으로 끝나게 하기', en: 'Make the window end badly' },
  unusualHint: {
    ko: '브라우저가 끝까지 남아 있지 않을 때를 연습합니다.',
    en: 'For when the browser does not last until the end.',
  },
  done: { ko: '결제창을 마쳤습니다', en: 'This window is done' },
  doneHint: {
    ko: '이 탭을 닫아도 됩니다. 쇼핑몰에는 알리지 않았습니다.',
    en: 'You can close this tab. The shop’s page was not told.',
  },
  returning: { ko: '쇼핑몰로 돌아가는 중입니다', en: 'Going back to the shop' },
  missing: { ko: '결제창을 찾을 수 없습니다', en: 'This payment window does not exist' },
  missingHint: {
    ko: '샌드박스가 다시 시작되었을 수 있습니다. 쇼핑몰에서 다시 결제해 주세요.',
    en: 'The sandbox may have been restarted. Please pay again from the shop.',
  },
} satisfies Record<string, Localized>;

export const payMethodNames: Record<string, Localized> = {
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
