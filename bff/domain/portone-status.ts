import type { PaymentStatus } from '../../component/api/contract.ts';

/** PortOne's statuses, without our own `HELD`. */
export type PortOneStatus = Exclude<PaymentStatus, 'HELD'>;

export const portOneStatuses = [
  'READY',
  'PAY_PENDING',
  'VIRTUAL_ACCOUNT_ISSUED',
  'FAILED',
  'PAID',
  'PARTIAL_CANCELLED',
  'CANCELLED',
] as const satisfies readonly PortOneStatus[];
