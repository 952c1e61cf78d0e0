/** One case that the server has to withstand: its input, and the expected result. */
export type MatrixRow = {
  /** What stands in brackets before the title of each test that proves it. */
  id: string;
  /** What a title quotes. */
  input: string;
  /** The expected result, in the words that {@link legend} explains. */
  expected: string;
  /** Tests of something larger that prove it as well, by their titles. */
  elsewhere?: Array<{ file: string; title: string }>;
  /** Why no test proves it, where none does. */
  unproven?: string;
  /** Where what is built differs from the row as it was first asked for, and why. */
  settled?: string;
};

export type MatrixTable = { letter: string; title: string; note?: string; rows: MatrixRow[] };

type Case = [
  input: string,
  expected: string,
  remark?: Omit<MatrixRow, 'id' | 'input' | 'expected'>,
];

function table(letter: string, title: string, cases: Case[], note?: string): MatrixTable {
  return {
    letter,
    title,
    ...(note !== undefined && { note }),
    rows: cases.map(([input, expected, remark], index) => ({
      id: `${letter}${index + 1}`,
      input,
      expected,
      ...remark,
    })),
  };
}

export const legend = [
  'C is a `POST /api/payment/complete`, W a webhook of PortOne’s.',
  '`=`: what is stored stays as it was.',
  'Held: kept with the evidence, the operator is alerted, nothing is delivered. C answers no more than 422 VERIFICATION_FAILED.',
  'F0, F1: how often the order is fulfilled, ever.',
  'Every 2xx comes after the commit. Every 503 of C says when to come back; a 503 to W makes PortOne send it again.',
];

/** The cases of the acceptance matrix, in its order. */
export const matrix: MatrixTable[] = [
  table('A', 'What is in the payment', [
    ['PAID, matching', 'C 200 PAID, W 200; PAID, F1'],
    ['total ±1; "1000"; 1000.5; missing', 'C 422, W 200; held, F0'],
    ['amount.paid < total (discount)', 'C 200, W 200; PAID, F1'],
    ['currency changed', 'C 422, W 200; held, F0'],
    ['orderName changed', 'C 422, W 200; held, F0'],
    ['customData missing, not JSON, null, [], 1 MB', 'C 422, W 200; held, F0'],
    ['customData of another item; {"item":"__proto__"}', 'C 422, W 200; held, F0'],
    [
      'another store’s payment, or event storeId',
      'C 422, W 200; held, F0',
      {
        settled:
          'The storeId of the payment decides, as PortOne gives it. The one in a webhook is not believed in either direction: nothing in a webhook is, and a recorded genuine one writes it in another form than its payment.',
      },
    ],
    ['TEST in live (and reverse); channel missing', 'C 422, W 200; held, F0'],
    ['response id ≠ requested', 'C 503, W 503; =, F0'],
    ['paymentId of another order', 'C its own status, nothing else; this order =, F0'],
    [
      'PAID, paymentId never issued by us',
      'C 404 PAYMENT_NOT_FOUND, W 200; held as unmatched, F0',
      {
        settled:
          'C answers 404 without asking PortOne, so that no page can make the server ask about ids that it never issued. W and the reading of changes store such money as unmatched.',
      },
    ],
    ['unknown paymentId (PortOne 404)', 'C 404 PAYMENT_NOT_FOUND, W 200, asked about again; =, F0'],
    ['price changed after order opened', 'C 200, W 200; the price at the order’s time, F1'],
    [
      'second paymentId pays same order',
      '-',
      {
        unproven:
          'Cannot happen: an order has one paymentId, issued here with it. A payment under another id is unmatched (A12).',
      },
    ],
    ['READY', 'C 409 NOT_PAID, W 200; READY, F0'],
    ['PAY_PENDING', 'C 202, W 200; PAY_PENDING, F0'],
    [
      'VIRTUAL_ACCOUNT_ISSUED, matching → later PAID',
      'C 200 VIRTUAL_ACCOUNT_ISSUED, W 200; F0, then PAID, F1',
    ],
    ['VIRTUAL_ACCOUNT_ISSUED, wrong amount', 'C 422, W 200; held, F0'],
    ['FAILED', 'C 409 PAYMENT_FAILED, W 200; FAILED, F0'],
    ['FAILED → PAID, same paymentId, new transactionId', 'C 200, W 200; PAID, F1'],
    [
      'PAID → CANCELLED → late Paid webhook',
      'C 409 PAYMENT_CANCELLED, W 200; CANCELLED, F1, taken back once',
    ],
    ['CANCELLED on first sight', 'C 409 PAYMENT_CANCELLED, W 200; CANCELLED, F0'],
    [
      'PARTIAL_CANCELLED after PAID',
      'C 200, W 200; PARTIAL_CANCELLED with what is left, F1, one event for each cancellationId',
    ],
    [
      'PARTIAL_CANCELLED on first sight',
      'C 409 PAYMENT_HELD, W 200; held for a person to decide, F0',
    ],
    ['unknown status', 'C 503 UPSTREAM_UNAVAILABLE, W 503; =, the operator is alerted'],
    [
      'paid + discount ≠ total; a part that is no amount; another promotion',
      'C 422, W 200; held, F0',
    ],
    [
      'a channel outside of the order’s group',
      'C 422, W 200; held, F0',
      {
        settled:
          'PortOne’s API says of a payment which group its channel was taken from, and says none where the page named a channel itself. So an order of a group is held where the group is another, or missing.',
      },
    ],
    [
      'tax-free amount, culture expense, escrow, products, instalments',
      'C 200, W 200; PAID, F1, with a note for the operator',
    ],
  ]),
  table('B', 'PortOne’s webhooks', [
    [
      'wrong signature; missing/duplicate header; wrong version',
      '400 WEBHOOK_INVALID, =, PortOne is not asked',
    ],
    ['one byte changed; JSON reserialized', '400 WEBHOOK_INVALID, ='],
    [
      'age 299 s / 301 s / future 301 s; timestamp 1700000000abc',
      '200 / 400 / 400 / 400',
      { settled: 'Tested a few seconds to either side, since a test takes time itself.' },
    ],
    ['secrets [old, new]: signed old, new, both, third', '200 / 200 / 200 / 400'],
    ['secret empty/not base64', 'the server does not start'],
    ['duplicate id ×10 parallel', 'all 200, F1'],
    ['duplicate id after failed first try', 'processed'],
    ['same id, different signed body', '200; what PortOne says decides'],
    ['Paid before complete; complete before Paid; simultaneous', 'both 2xx, F1'],
    ['Cancelled before Paid', 'CANCELLED, F0'],
    ['unknown type; no data', '200 ignored, counted'],
    ['unknown extra fields', 'processed as usual'],
    ['BillingKey.*; Dispute*', '200 ignored; a dispute that PortOne lists nowhere alerts'],
    ['Transaction.Ready', '200, never a step back'],
    ['CancelPending', '200, stays PAID'],
    ['Transaction.Confirm', '400 CONFIRM_DISABLED: a 2xx would approve the payment'],
    [
      'signed, but the buyer chose paymentId ..',
      '200 ignored, the operator is alerted, PortOne is not asked',
    ],
    ['signed JSON of 2024-01-01', '200, settled by its payment_id'],
    ['form-urlencoded', '415 UNSUPPORTED_MEDIA_TYPE, the operator is alerted'],
    ['signed null, not json, empty', '400 WEBHOOK_INVALID'],
    ['server clock +10 min', '400, the operator is alerted; reconciling brings F1'],
    ['webhooks never arrive, browser gone', 'PAID, F1, within two intervals of reconciling'],
    ['console cancel, webhook lost', 'CANCELLED, taken back once'],
    [
      'a dispute begins, is told ten times, and ends',
      '200; PAID, F1, one event for each, the operator is alerted',
    ],
    [
      'a refund that the gateway decides on later, and refuses',
      'asked about until it is decided; PAID, F1, one event, the operator is alerted',
    ],
  ]),
  table('C', 'At the same time', [
    ['complete ×100 parallel', '100 × 200, F1, PortOne is asked twice at most'],
    ['complete ×100 over two processes', 'F1'],
    ['50 C + 50 W + reconcile', 'F1'],
    ['slow stale PAID read finishing after CANCELLED', 'CANCELLED, no new F'],
    ['two reconcilers', 'F1'],
  ]),
  table(
    'D',
    'What PortOne does',
    [
      ['401, 403', 'the operator is told, PortOne is not asked again and again'],
      ['429 + Retry-After', 'heeded, and passed on'],
      ['500, 502 HTML, 503', 'three tries at most, with jitter'],
      [
        'no connect, hang, 1 byte/s, RST, truncated',
        'an answer within 8 s; no connections pile up',
        {
          elsewhere: [
            {
              file: 'test/bff/portone/portone-client.test.ts',
              title: 'a thousand calls that fail leave no socket behind',
            },
          ],
        },
      ],
      ['200 malformed, null, 10 MB', 'never taken for a payment'],
      ['302', 'not followed'],
      ['outage of 10 min', 'the breaker opens; all is caught up with within 60 s after'],
    ],
    'In each: C and W 503 UPSTREAM_UNAVAILABLE, =, F0 until PortOne is well, F1 then.',
  ),
  table(
    'E',
    'Crashes, the database, the owner’s receiver',
    [
      ['kill -9: K1 before getPayment, K2 before commit', '=; asked again, F1'],
      ['K3 after commit before reply', 'asked again 200, F1'],
      [
        'K4 before notify, K5 after sink 200 before mark',
        'sent again under the same id; the receiver acts once',
      ],
      ['K6 mid reconcile page, K7 mid migration', 'goes on'],
      ['SIGTERM', 'over within 10 s, nothing lost'],
      ['DB down, locked', '503 STORE_UNAVAILABLE, `/readyz` red; well again by itself'],
      ['disk full', '503 STORE_UNAVAILABLE, nothing half written, well again by itself'],
      ['DB restored from backup', 'the same ids to the owner, F1'],
      [
        'sink 500/timeout/410',
        'tried again for at least 24 h, then given up and the operator alerted',
      ],
      [
        'failover: the server in use becomes a read-only copy',
        'one 503 STORE_UNAVAILABLE, and the new server from then on',
      ],
      [
        'a row that no database keeps, in a page of changes',
        'passed over, counted and told of once; the others are settled',
      ],
      [
        'a clock that ran ahead for days and is right again',
        'nothing waits for those days; no gauge says 0 of what waits',
      ],
      ['orders begun under 0.1, after an upgrade', 'paid, F1; refunded, taken back'],
      [
        'an older server on tables of a newer one',
        'does not start; says which version made them, and what to do',
      ],
      [
        'from SQLite to PostgreSQL',
        'every row of every table, or none; no server writes into the file afterwards',
      ],
      [
        'a backup taken while orders are placed, restored',
        'what was paid since is found, told again under the same id; orders since are money without an order',
      ],
    ],
    'After the restart, where there is one.',
  ),
  table(
    'F',
    'HTTP',
    [
      ['C > 4 kB, W > 16 kB; chunked too', '413 BODY_TOO_LARGE'],
      ['bad JSON, array, null, deep nesting', '400 INVALID_JSON'],
      ['text/plain', '415 UNSUPPORTED_MEDIA_TYPE'],
      ['__proto__/constructor keys', '400 or ignored; nothing is polluted'],
      [
        'paymentId ., .., a/b, %2e%2e, CRLF, NUL, 10 kB, number, array',
        '400 INVALID_PAYMENT_ID, PortOne is not asked',
        { settled: 'In a body 10 kB are already too many: 413 BODY_TOO_LARGE.' },
      ],
      ['header CRLF; forged X-Forwarded-For', 'nothing comes back; the limiter is not fooled'],
      [
        'disallowed Origin/preflight; null Origin',
        '403 ORIGIN_FORBIDDEN, no CORS headers (no Origin at all is allowed)',
      ],
      ['GET/PUT', '405 METHOD_NOT_ALLOWED'],
      [
        'one C too many per minute and address',
        '429 RATE_LIMITED, Retry-After; a signed W is never limited',
        { settled: 'How many is `RATE_LIMIT_PER_MINUTE`, 120 by default; the test sets 20.' },
      ],
      ['slow body', '408 REQUEST_TIMEOUT within 10 s'],
      ['any error', 'no secret, stack or personal data in the answer or the log'],
    ],
    'In each: =, F0.',
  ),
  table('G', 'When an order ends', [
    [
      'requestedAt more than 30 min after expiresAt',
      'C 409 PAYMENT_HELD, W 200; held as EXPIRED, its approval refused, F0',
    ],
    [
      'requested in time, paid late; account issued in time, paid by its end',
      'C 200, W 200; PAID, F1',
    ],
  ]),
  table('H', 'The way back from a redirect', [
    ['a wrong secret, or none', 'the public part alone: no account, none of the gateway’s words'],
    ['a paymentToken without the secret', 'C 409 NOT_PAID; nothing is approved'],
    ['text in the query of a return', 'in no answer, in no log'],
    [
      'a mark twice, late, at once, elsewhere',
      'one 200, and 404 RETURN_UNKNOWN for all others alike',
    ],
    ['a fresh return of another buyer’s order', 'the public part alone: no account'],
    ['a page of another origin, or of none', 'the item’s hosted page in its place'],
    ['a return to a page', '303 to the very address, which ends with its own fragment'],
    ['HEAD, prefetch', '503, ='],
    ['PortOne hangs while a buyer returns', '303 within 1 s'],
    [
      'the database is away while a buyer returns',
      '503 with a page that asks again by itself; nothing is lost',
    ],
    ['a return with a paymentToken, then a crash', 'approved by asking; PAID, F1'],
    ['a forged paymentToken, then the genuine one', 'the forged one is forgotten; PAID, F1'],
    ['the same choice again, unpaid or paid', 'the same paymentId; 409 ALREADY_PAID'],
    ['READY after a return without a code', 'C 409 NOT_PAID and `returned: success`, for 10 min'],
    ['an order of a script of 0.1.1', 'answered for as by 0.1.1, for 14 days'],
    [
      'a gateway that appends with &, writes in lower case, posts',
      'read as PortOne documents it; 303 to the page with a mark',
    ],
    ['a preview before the buyer', 'the buyer’s visit has a mark of its own, which counts'],
    [
      'servers that are updated one by one',
      'an order of either script ends at either server; PAID, F1',
    ],
    ['a database of 0.1', 'what was begun ends as it would have under 0.1; PAID, F1'],
    [
      'forged paymentTokens around the genuine one while PortOne is away',
      'the genuine one is kept, and approved once PortOne is back; PAID, F1',
    ],
  ]),
  table('I', 'What a page shows of its payments', [
    ['a link that names a payment, as 0.1 had it', 'nothing is shown, nothing is told'],
    [
      'a return to another browser than the one that ordered',
      'public words, told once; never an account',
    ],
    ['the elements of one item', 'one payment, told once, whatever copies of the script there are'],
    [
      'an element that turns to another item while its window is open',
      'the payment goes on, is told, and can be seen',
    ],
    ['a payment whose element is gone', 'told once, at the document where no element is left'],
    ['another press for what is not paid yet', 'the same paymentId'],
    ['a payment that was said to be cancelled', 'looked at again: paid wins'],
    ['a page that is opened again', 'the payment goes on in its tab, and is mentioned in others'],
    ['a tab beside the one that pays', 'mentions the payment, and learns what it comes to'],
  ]),
  table('S', 'What bystanders try', [
    ['/metrics without its token', '404 NOT_FOUND'],
    ['/metrics where the owner has set neither token nor port', '404 NOT_FOUND to everybody'],
    ['/metrics on its own port', '404 NOT_FOUND to all but a private network, directly'],
    [
      'a Host, X-Forwarded-Host or X-Forwarded-Proto of the sender’s own',
      'the answer is the same as without; no 5xx',
    ],
    [
      'X-Forwarded-For of a peer that is no proxy',
      'is not believed where TRUST_PROXY names addresses; a warning, once',
    ],
    [
      'pipelined requests whose answers are not read',
      '16 are answered, the next with 429 RATE_LIMITED; the connection is closed',
    ],
    ['a script that an injected tag’s server names', 'is not loaded: PortOne’s own is'],
    ['the secret of an order at another server', 'is never sent to this one'],
    [
      'webhooks without a signature, by the thousand',
      'the body is not read; 429 RATE_LIMITED from the 61st in a minute; ten lines of a reason in a minute of the log',
    ],
    ['a signed W from the same address', 'W 200, whatever others have sent'],
    [
      'a page of an origin that is not allowed asks for an address',
      '403 ORIGIN_FORBIDDEN, and nothing that a frame shows',
    ],
    [
      'Kakao’s script, which cannot be pinned',
      'never runs in the shop’s page: in a frame of the server’s, which tells an address alone',
    ],
    ['a message of another window or origin while an address is searched', 'is ignored'],
  ]),
  table('L', 'The catalog and its file', [
    ['the file changes', 'the new price within seconds, by whatever means it came'],
    [
      'the file is half written, or away for a moment',
      'nothing is said; the former stays in force',
    ],
    ['the file stays wrong, or away', 'said once; the former stays in force'],
    ['a mounted file that was replaced outside', 'said once: the new one cannot be seen'],
    ['another store.id while the server runs', 'said; the former stays in force'],
    ['another encoding than UTF-8', 'refused with the line, or read right'],
    ['JSON with a mistake, or a key twice', 'refused with file, line and column'],
    ['texts that look the same', 'one form is sent, shown and compared'],
    ['a name that its gateway cuts or refuses', 'refused before a buyer meets it'],
    ['a currency that PortOne would answer otherwise', 'refused with the right form'],
    [
      'a catalog without what PortOne’s page of the gateway requires',
      'refused, or warned of where the page says that it is ignored or dangerous',
    ],
    ['an item that the catalog does not list', 'in no list; sold to who has its id'],
  ]),
  table('N', 'What bots and bystanders do', [
    ['a client with a whole network', 'counted at /64, /56 and /48, each with its share'],
    ['more orders than the server takes', '429 for new ones, one alarm; payments go on'],
    ['429 at pre-registration', 'the order goes on; what is paid is compared'],
    ['a hold or an account that has cost nothing', 'a note; an alarm once money moves'],
    ['an error that any visitor can cause again', 'a few alarms a minute'],
    [
      'an order that is never taken to a window',
      'asked about twice, deleted a week later; never one with a payment or a return',
    ],
    ['a page of many cards', 'one order ahead, for who stays on a button'],
  ]),
  table('M', 'What an owner sets wrong', [
    ['a setting that cannot work', 'no start; the message says what to write instead'],
    ['a setting that is misspelt, or hardly meant', 'a warning at the start'],
    ['a Node that is too old', 'one line, and no stack'],
    [
      'a page of an origin that is not allowed',
      'the buyer reads no advice about the network; console, log and metric name the origin',
    ],
    ['a payment window that is refused', 'console, log and metric name the method and the code'],
    ['webhooks that are refused while none is accepted', 'an alert, once in an hour at most'],
    ['a receiver that accepts nothing', 'a warning within a minute, an error within the hour'],
    ['a held payment that is refunded', 'the owner is told, once; nothing is to be taken back'],
  ]),
  table('T', 'What is personal, and who is told', [
    [
      'what is personal',
      'in one table, and told to the owner alone: in no log, metric, answer, customData or other table',
    ],
    ['a message', 'all that was said: what was sold, to whom, where to'],
    ['mail before the payment is PAID', 'none to the buyer'],
    ['what the buyer wrote', 'in no mail to a buyer, and in no header'],
    ['an address that is typed often', '20 mails in a day; the next one waits'],
    ['several receivers, one of which is down', 'each by itself; the others are told at once'],
    ['a receiver that the settings lose', 'said, and given up; not repeated for ever'],
    ['an order that is never paid', 'its buyer is forgotten with its end'],
    ['a sale of years ago', 'fields forgotten after 90 days, the buyer after KEEP_BUYERS_DAYS'],
    ['a file of sales', 'no formula runs, and no digit is lost'],
  ]),
  table('V', 'What a buyer chooses and writes', [
    [
      'a payment without the fee or the surcharge, of a cheaper value, of another amount',
      'C 422, W 200; held, F0',
    ],
    ['a payment that names another choice for the same money', 'C 422, W 200; held, F0'],
    ['prices, lines and fees from the page', 'not read: the catalog prices everything'],
    [
      'options, fields, amount, address, agreements that are missing or wrong',
      '400 INVALID_REQUEST with all of them, each by its path',
    ],
    ['what an item does not ask for', '400 INVALID_REQUEST; kept nowhere'],
    ['a value, a combination or an item that is sold out', '409 SOLD_OUT; no order'],
    ['an address, a name, a text', 'in no terms of the order, and in no `customData`'],
    [
      'a download before the payment, without the secret, to another browser',
      'is not in the answer',
    ],
    [
      'the same choice once more after a payment that went unnoticed, the address corrected',
      '409 ALREADY_PAID',
    ],
    ['an item that cannot be priced or sent', 'no start; the message names the place'],
  ]),
  table('J', 'Of what there is only so much', [
    ['no more are sold than there are', 'whatever orders, payments, ends, refunds and files do'],
    ['the last one is ordered', '409 SOLD_OUT for the next; the card says so'],
    ['ten minutes have passed', 'what is not paid is free; what is paid stays sold'],
    [
      'a payment comes after its ten minutes',
      'taken where something is left; else held, or not taken at all',
    ],
    ['a press', 'holds; an order placed ahead of it does not'],
    ['the same browser orders anew', 'it holds once'],
    ['the catalog counts anew', 'the next order, payment and answer go by it'],
    ['combinations', 'each has its own pieces, or those of the item'],
    ['an account waits for its deposit', 'holds for its days only where the owner says so'],
    ['one address', 'cannot empty a shelf of more than one order; no neighbour is refused'],
  ]),
];
