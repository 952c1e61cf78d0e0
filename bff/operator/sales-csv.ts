import type { SoldOrder } from './operator-store.ts';

/** A sale as it stands in the file: amounts in the currency's minor unit, times in the zone that was asked for. */
export type Sale = {
  paidAt: string;
  paymentId: string;
  status: string;
  environment: string;
  orderName: string;
  itemId: string;
  code: string;
  options: string;
  quantity: number;
  lines: string;
  totalAmount: number;
  paidAmount: number;
  cancelledAmount: number;
  currency: string;
  method: string;
  buyerName: string;
  buyerPhone: string;
  buyerEmail: string;
  recipient: string;
  recipientPhone: string;
  zipcode: string;
  address: string;
  addressDetail: string;
  deliveryMessage: string;
  fields: string;
  agreements: string;
};

export function saleOf({ order, details }: SoldOrder, zone: string): Sale {
  const { settlement, sale } = order;
  const { buyer, delivery, fields = [] } = details ?? {};
  const paid = settlement?.paidAt ?? settlement?.statusChangedAt ?? order.createdAt;
  return {
    paidAt: timeIn(zone, paid),
    paymentId: order.paymentId,
    status: [settlement?.status, settlement?.hold && 'held'].filter(Boolean).join(', '),
    environment: order.environment,
    orderName: order.orderName,
    itemId: order.itemId,
    code: sale?.code ?? '',
    options: (sale?.options ?? [])
      .map(({ label, value }) => `${label}: ${value.label}`)
      .join(' / '),
    quantity: order.quantity,
    lines: (sale?.lines ?? [])
      .map(({ name, quantity, amount }) => `${name} x${quantity}: ${amount}`)
      .join(' / '),
    totalAmount: order.totalAmount,
    paidAmount: settlement?.paidAmount ?? order.totalAmount,
    cancelledAmount: settlement?.cancelledAmount ?? 0,
    currency: order.currency,
    method: order.methodId,
    buyerName: buyer?.fullName ?? '',
    buyerPhone: buyer?.phoneNumber ?? '',
    buyerEmail: buyer?.email ?? '',
    recipient: delivery?.recipient ?? '',
    recipientPhone: delivery?.phoneNumber ?? '',
    zipcode: delivery?.zipcode ?? '',
    address: delivery?.address ?? '',
    addressDetail: delivery?.detail ?? '',
    deliveryMessage: delivery?.message ?? '',
    fields: fields.map(({ label, value }) => `${label}: ${value}`).join(' / '),
    agreements: (sale?.agreements ?? [])
      .map(({ label, agreed, at }) => `${label}: ${agreed ? `agreed ${at}` : 'not agreed'}`)
      .join(' / '),
  };
}

const COLUMNS: readonly (keyof Sale)[] = [
  'paidAt',
  'paymentId',
  'status',
  'environment',
  'orderName',
  'itemId',
  'code',
  'options',
  'quantity',
  'lines',
  'totalAmount',
  'paidAmount',
  'cancelledAmount',
  'currency',
  'method',
  'buyerName',
  'buyerPhone',
  'buyerEmail',
  'recipient',
  'recipientPhone',
  'zipcode',
  'address',
  'addressDetail',
  'deliveryMessage',
  'fields',
  'agreements',
];

/** Without it Excel takes UTF-8 for the encoding of the machine. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A row for each sale, and one for each order that cannot be read, as RFC 4180 has it.
 *
 * @param zone of the times
 */
export function salesCsv(
  sales: readonly Sale[],
  zone: string,
  unreadable: readonly string[] = [],
): string {
  const rows = [
    COLUMNS.map((column) => (column === 'paidAt' ? `paidAt (${zone})` : column)),
    ...sales.map((sale) => COLUMNS.map((column) => cellOf(column, sale[column]))),
    ...unreadable.map((paymentId) => ['', cellOf('paymentId', paymentId), 'cannot be read']),
  ];
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function cellOf(column: keyof Sale, value: string | number): string {
  // A time of this module's own, which a spreadsheet is to take for one.
  return typeof value === 'number' || column === 'paidAt' ? String(value) : textCell(value);
}

/**
 * What a spreadsheet takes for a formula, also after a space or in full width as Korean and Japanese
 * keyboards write it. Source: OWASP, "CSV Injection".
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** What it changes when it reads the file: 06236 to 6236, 1-2 to a day, 2E5 to 200000, the last digits of long numbers. */
const CHANGED = [
  /^0\d+$/,
  /^\d{12,}$/,
  /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$/,
  /^\d+(\.\d+)?e\d+$/i,
];

/** A text that stays one: with an apostrophe where a spreadsheet would take it for something else. */
function textCell(text: string): string {
  const isRead = FORMULA.test(text) || CHANGED.some((pattern) => pattern.test(text.trim()));
  return isRead ? `'${text}` : text;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** `2026-11-24 09:30:00`, which every spreadsheet reads as a time. */
function timeIn(zone: string, time: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return format.format(new Date(time));
}
