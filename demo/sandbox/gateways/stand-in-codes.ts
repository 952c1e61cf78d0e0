/** Codes for gateways that do not publish theirs; each begins with `SANDBOX_`. */
import { whenPaying } from './decline-methods.ts';
import type { Decline } from './gateway.ts';

export const standInDeclines: readonly Decline[] = [
  {
    pgCode: 'SANDBOX_DECLINED',
    pgMessage: '결제 승인이 거절되었습니다.',
    label: { ko: '승인 거절', en: 'Declined' },
    payMethods: whenPaying,
  },
  {
    pgCode: 'SANDBOX_LIMIT',
    pgMessage: '결제 한도를 초과하였습니다.',
    label: { ko: '한도 초과', en: 'Over the limit' },
    payMethods: whenPaying,
  },
  {
    pgCode: 'SANDBOX_TIMEOUT',
    pgMessage: '결제 시간이 초과되었습니다.',
    label: { ko: '시간 초과', en: 'Timed out' },
  },
];

export const standInCancel = {
  pgCode: 'SANDBOX_CANCEL',
  pgMessage: '사용자가 결제를 취소하였습니다.',
};
