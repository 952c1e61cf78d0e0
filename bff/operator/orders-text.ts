import type { Hold, Mismatch } from '../domain/order.ts';
import type { Translate } from '../i18n/translate.ts';
import type { StoredEvent, Unmatched } from './operator-store.ts';
import type { OrderFacts } from './order-facts.ts';

type Fact = [name: string, value: string | undefined];

/** Facts that others have written. */
const WRITTEN: ReadonlySet<string> = new Set([
  'paymentId',
  'options',
  'code',
  'line',
  'method',
  'store',
  'channel',
  'note',
]);

export function listText(orders: readonly OrderFacts[], translate: Translate): string {
  if (orders.length === 0) return translate('No orders.');
  const head = ['PAYMENT ID', 'CREATED', 'STATUS', 'AMOUNT', 'ORDER'];
  return table([
    head.map((name) => translate(name, 'cell')),
    ...orders.map((order) => rowOf(order, translate)),
  ]);
}

function rowOf(order: OrderFacts, translate: Translate): string[] {
  return [
    order.paymentId,
    second(order.createdAt),
    translate(statusText(order), 'state'),
    amount(order.totalAmount, order.currency),
    order.orderName,
  ];
}

export function orderText(
  order: OrderFacts & { events: readonly StoredEvent[] },
  translate: Translate,
): string {
  const { currency, released } = order;
  const facts: Fact[] = [
    ['paymentId', order.paymentId],
    ['status', statusText(order)],
    ['ordered', second(order.createdAt)],
    ['ends', second(order.expiresAt)],
    ['order', `${order.orderName} (item ${order.itemId}, quantity ${order.quantity})`],
    ['options', order.options?.map(({ label, value }) => `${label}: ${value.label}`).join(', ')],
    ['code', order.code],
    ...(order.lines ?? []).map(
      ({ name, quantity, amount: sum }): Fact => [
        'line',
        `${quantity > 1 ? `${name} x${quantity}` : name}: ${amount(sum, currency)}`,
      ],
    ),
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
    factsTable(facts, translate),
    ...(order.notes
      ? [
          `\n${translate('Noted, and no reason to hold it:')}`,
          ...order.notes.map((note) => translate(mismatchText(note), 'hold')),
        ]
      : []),
    ...(order.hold ? [`\n${translate(`Held: ${holdText(order.hold)}`, 'held')}`] : []),
    ...(released ? [`\n${translate(`Was held: ${holdText(released.hold)}`, 'held')}`] : []),
    `\n${eventsText(order.events, translate)}`,
  ].join('\n');
}

export function heldText(
  orders: readonly OrderFacts[],
  unmatched: readonly Unmatched[],
  translate: Translate,
): string {
  if (orders.length + unmatched.length === 0) return translate('Nothing is held.');
  return [
    ...orders.map((order) =>
      [
        table([rowOf(order, translate)]),
        ...(order.hold ? [translate(holdText(order.hold), 'hold')] : []),
      ].join('\n'),
    ),
    ...unmatched.map((payment) => unmatchedText(payment, translate)),
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

export function stockText(shelves: readonly ShelfFacts[], translate: Translate): string {
  if (shelves.length === 0) return translate('Nothing is counted.');
  const numbers = shelves.map(({ shelf, stock, sold, held, left }) => [
    shelf,
    ...[stock, sold, held, left].map((pieces) => pieces?.toLocaleString('en-US') ?? '-'),
  ]);
  const head = ['SHELF', 'STOCK', 'SOLD', 'HELD', 'LEFT'];
  return table([head.map((name) => translate(name, 'cell')), ...numbers]);
}

/** @param ids of rows that cannot be read */
export function withUnreadable(text: string, ids: readonly string[], translate: Translate): string {
  if (ids.length === 0) return text;
  const said = `What the database has of these cannot be read, look for them at PortOne: ${ids.map(printable).join(', ')}`;
  return `${text}\n\n${translate(said)}`;
}

export function unmatchedText(payment: Unmatched, translate: Translate): string {
  const facts: Fact[] = [
    ['paymentId', payment.paymentId],
    ['status', `${payment.status}, without an order`],
    ['paid amount', payment.paidAmount?.toLocaleString('en-US')],
    ['transaction', payment.transactionId],
    ['changed', second(payment.statusChangedAt)],
    ['first seen', second(payment.firstSeenAt)],
    ['looked at', payment.seen && `${second(payment.seen.at)} by ${payment.seen.by}`],
    ['note', payment.seen?.note],
  ];
  return factsTable(facts, translate);
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

function eventsText(events: readonly StoredEvent[], translate: Translate): string {
  if (events.length === 0) return translate('No events.');
  const areAddressed = events.some(({ receiver }) => receiver !== undefined);
  const head = [
    'EVENT',
    'TYPE',
    'WRITTEN',
    'ATTEMPTS',
    'STATE',
    ...(areAddressed ? ['RECEIVER'] : []),
    'LAST ERROR',
  ];
  return table([
    head.map((name) => translate(name, 'cell')),
    ...events.map((event) => [
      event.id,
      event.type,
      second(event.createdAt),
      String(event.attempts),
      translate(stateOf(event), 'state'),
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

/** What a payment is, by lines; what is ours in it is translated, and names of orders and notes are not. */
function factsTable(facts: readonly Fact[], translate: Translate): string {
  const rows = facts.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[translate(name, 'cell'), WRITTEN.has(name) ? value : translate(value, 'state')]],
  );
  return table(rows);
}

/** Columns two spaces apart. */
function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(printable));
  const widthOf = (column: number) => Math.max(...clean.map((row) => width(row[column] ?? '')));
  return clean
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(widthOf(column) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** In columns of a terminal: Korean and other letters of East Asia have two. */
function width(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** What a page or a gateway sent must not steer the operator's terminal, or turn its text around. */
function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}
