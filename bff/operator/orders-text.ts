import type { Hold, Mismatch } from '../domain/order.ts';
import type { StoredEvent, Unmatched } from './operator-store.ts';
import type { OrderFacts } from './order-facts.ts';

export function listText(orders: readonly OrderFacts[]): string {
  if (orders.length === 0) return 'No orders.';
  return table([['PAYMENT ID', 'CREATED', 'STATUS', 'AMOUNT', 'ORDER'], ...orders.map(rowOf)]);
}

function rowOf(order: OrderFacts): string[] {
  return [
    order.paymentId,
    second(order.createdAt),
    statusText(order),
    amount(order.totalAmount, order.currency),
    order.orderName,
  ];
}

export function orderText(order: OrderFacts & { events: readonly StoredEvent[] }): string {
  const { currency, released } = order;
  const facts: Array<[string, string | undefined]> = [
    ['paymentId', order.paymentId],
    ['status', statusText(order)],
    ['ordered', second(order.createdAt)],
    ['ends', second(order.expiresAt)],
    ['order', `${order.orderName} (item ${order.itemId}, quantity ${order.quantity})`],
    ['amount', amount(order.totalAmount, currency)],
    ['method', order.methodId],
    ['store', order.storeId],
    ['channel', [order.channelType, order.channelKey].filter(Boolean).join(' ')],
    ['transaction', order.transactionId],
    ['requested', order.requestedAt && second(order.requestedAt)],
    ['changed', order.statusChangedAt && second(order.statusChangedAt)],
    ['paid', order.paidAt && second(order.paidAt)],
    [
      'paid amount',
      order.paidAmount === undefined ? undefined : amount(order.paidAmount, currency),
    ],
    ['refunded', order.cancelledAmount ? amount(order.cancelledAmount, currency) : undefined],
    ...(order.disputes ?? []).map(({ id, isResolved, createdAt, resolvedAt }): [string, string] => [
      'dispute',
      [
        id,
        createdAt && `since ${second(createdAt)}`,
        isResolved ? `ended ${resolvedAt ? second(resolvedAt) : ''}`.trim() : 'open',
      ]
        .filter(Boolean)
        .join(', '),
    ]),
    ...(order.failedCancellations ?? []).map((refund): [string, string] => [
      'refund failed',
      `${amount(refund.amount, currency)} (${refund.id})`,
    ]),
    ...(order.pendingCancellationIds ?? []).map((id): [string, string] => ['refund pending', id]),
    ['account due', order.dueAt && second(order.dueAt)],
    ['gateway code', order.pgCode],
    ['fulfilled', order.fulfilledAt && second(order.fulfilledAt)],
    ['released', released && `${second(released.at)} by ${released.by}`],
    ['note', released?.note],
  ];
  return [
    table(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    ...(order.notes
      ? [['\nNoted, and no reason to hold it:', ...order.notes.map(mismatchText)].join('\n')]
      : []),
    ...(order.hold ? [`\nHeld: ${holdText(order.hold)}`] : []),
    ...(released ? [`\nWas held: ${holdText(released.hold)}`] : []),
    `\n${eventsText(order.events)}`,
  ].join('\n');
}

export function heldText(orders: readonly OrderFacts[], unmatched: readonly Unmatched[]): string {
  if (orders.length + unmatched.length === 0) return 'Nothing is held.';
  return [
    ...orders.map((order) =>
      [table([rowOf(order)]), ...(order.hold ? [holdText(order.hold)] : [])].join('\n'),
    ),
    ...unmatched.map(unmatchedText),
  ].join('\n\n');
}

/** In pieces; `stock` and `left` are absent where the catalog counts them no longer. */
export type ShelfFacts = {
  shelf: string;
  stock?: number;
  sold: number;
  held: number;
  left?: number;
};

export function stockText(shelves: readonly ShelfFacts[]): string {
  if (shelves.length === 0) return 'Nothing is counted.';
  const numbers = shelves.map(({ shelf, stock, sold, held, left }) => [
    shelf,
    ...[stock, sold, held, left].map((pieces) => pieces?.toLocaleString('en-US') ?? '-'),
  ]);
  return table([['SHELF', 'STOCK', 'SOLD', 'HELD', 'LEFT'], ...numbers]);
}

/** @param ids of rows that cannot be read */
export function withUnreadable(text: string, ids: readonly string[]): string {
  return ids.length === 0
    ? text
    : `${text}\n\nWhat the database has of these cannot be read, look for them at PortOne: ${ids.map(printable).join(', ')}`;
}

export function unmatchedText(payment: Unmatched): string {
  const facts: Array<[string, string | undefined]> = [
    ['paymentId', payment.paymentId],
    ['status', `${payment.status}, without an order`],
    ['paid amount', payment.paidAmount?.toLocaleString('en-US')],
    ['transaction', payment.transactionId],
    ['changed', second(payment.statusChangedAt)],
    ['first seen', second(payment.firstSeenAt)],
    ['looked at', payment.seen && `${second(payment.seen.at)} by ${payment.seen.by}`],
    ['note', payment.seen?.note],
  ];
  return table(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** What was erased, and where copies are that this command cannot reach. */
export function forgottenText(paymentId: string, isErased: boolean): string {
  return [
    isErased
      ? `What was kept of the buyer of ${paymentId} is erased: name, phone, e-mail, address, fields.`
      : `Nothing is kept of the buyer of ${paymentId}.`,
    'The order stays: what was sold, its price, the agreements, and the payment; of a virtual account its number and holder.',
    'It stays elsewhere, and is erased there:',
    '  - PortOne and the gateway have the payment and what its window was told: ask them (https://admin.portone.io)',
    '  - what FULFILMENT_URL, your own code, sheets, Slack and mailboxes have been sent',
    '  - backups of this database, and files that "orders sales" has written',
  ].join('\n');
}

function holdText(hold: Hold): string {
  switch (hold.reason) {
    case 'MISMATCH':
      return ['the payment is not what was ordered', ...hold.evidence.map(mismatchText)].join('\n');
    case 'EXPIRED':
      return [
        `PortOne knows of this attempt since ${second(hold.startedBy)}, and the order had ended at ${second(hold.expiresAt)}`,
        '  its price may be an old one',
      ].join('\n');
    case 'PARTIAL_CANCELLED_UNSEEN':
      return 'partly refunded before it was ever seen paid';
    case 'SOLD_OUT':
      return [
        'paid when nothing was left of it: others have the pieces',
        '  refund it at PortOne, or release it if you have it after all',
      ].join('\n');
  }
}

function mismatchText({ field, expected, actual }: Mismatch): string {
  return `  ${field}: ordered ${quoted(expected)}, paid ${quoted(actual)}`;
}

/** JSON marks where a text begins and ends: a space more is a difference. */
function quoted(value: unknown): string {
  return value === undefined ? 'nothing' : printable(JSON.stringify(value));
}

function eventsText(events: readonly StoredEvent[]): string {
  if (events.length === 0) return 'No events.';
  const areAddressed = events.some(({ receiver }) => receiver !== undefined);
  return table([
    [
      'EVENT',
      'TYPE',
      'WRITTEN',
      'ATTEMPTS',
      'STATE',
      ...(areAddressed ? ['RECEIVER'] : []),
      'LAST ERROR',
    ],
    ...events.map((event) => [
      event.id,
      event.type,
      second(event.createdAt),
      String(event.attempts),
      stateOf(event),
      ...(areAddressed ? [event.receiver ?? ''] : []),
      event.lastError ?? '',
    ]),
  ]);
}

function stateOf({ deliveredAt, dueAt, attempts }: StoredEvent): string {
  if (deliveredAt !== undefined) return `delivered ${second(deliveredAt)}`;
  if (dueAt !== undefined) return `due ${second(dueAt)}`;
  return attempts > 0 ? 'given up' : 'unsent';
}

function statusText({ status, hold, disputes }: OrderFacts): string {
  const isDisputed = disputes?.some(({ isResolved }) => !isResolved);
  return [status ?? '-', ...(hold ? ['held'] : []), ...(isDisputed ? ['disputed'] : [])].join(', ');
}

function amount(value: number, currency: string): string {
  return `${value.toLocaleString('en-US')} ${currency}`;
}

/** A time without its fractions: a reader has no use for nanoseconds. */
function second(time: string): string {
  return time.replace(/\.\d+(?=Z|[+-])/, '');
}

/**
 * Columns two spaces apart. A text that may be Korean, whose letters are twice
 * as wide, belongs into the last one.
 */
function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(printable));
  const widthOf = (column: number) => Math.max(...clean.map((row) => row[column]?.length ?? 0));
  return clean
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widthOf(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What a page or a gateway sent must not steer the operator's terminal, or turn its text around. */
function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}
