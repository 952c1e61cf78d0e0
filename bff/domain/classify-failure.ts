import type { Failure, FailureKind, PayMethod } from '../../component/api/contract.ts';
import pgErrors from './pg-errors.json' with { type: 'json' };

/**
 * PortOne hands a gateway's code on as it is, so there is a table for each
 * gateway: pg-errors.json. Its 16 tables were put together from the gateways'
 * published code lists; docs/failures.md names them, and says how to add a code.
 */

/** What PortOne passes on of a gateway's error. */
export type GatewayError = { reason?: string; pgCode?: string; pgMessage?: string };

type Verdict = { kind: FailureKind; retryable: boolean };
type Codes = ReadonlyMap<string, Verdict>;

const unknown: Verdict = { kind: 'UNKNOWN', retryable: true };

/** PortOne's own codes, which come before any gateway's. */
const PORTONE = 'PORTONE';

/** Modules whose codes are those of another one. Source: PortOne's names of its gateway modules. */
const aliases: Readonly<Record<string, string>> = {
  KCP: 'KCP_V2',
  KCP_BILLING: 'KCP_V2',
  KCP_DIRECT: 'KCP_V2',
  KCP_QUICK: 'KCP_V2',
  HTML5_INICIS: 'INICIS_V2',
  INICIS: 'INICIS_V2',
  INICIS_UNIFIED: 'INICIS_V2',
  NICE: 'NICE_V2',
  KAKAO: 'KAKAOPAY',
  TOSS_BRANDPAY: 'TOSSPAYMENTS',
  MOBILIANS: 'MOBILIANS_V2',
  TOSSPAY: 'TOSSPAY_V2',
  EXIMBAY: 'EXIMBAY_V2',
  PAYPAL: 'PAYPAL_V2',
};

/** What the table calls a payMethod where a gateway gives one code two meanings. */
const methodNames: Readonly<Partial<Record<PayMethod, readonly string[]>>> = {
  CARD: ['card'],
  TRANSFER: ['transfer'],
  VIRTUAL_ACCOUNT: ['virtual_account'],
  GIFT_CERTIFICATE: ['gift'],
  MOBILE: ['phonebill', 'mobile'],
};

/**
 * Words that mean the same at every gateway, for gateways without a published
 * code list (Smartro, KPN …) and for cancellations that come without a code.
 * They are read only where the tables do not list the code.
 */
const keywords: ReadonlyArray<[RegExp, Verdict]> = [
  [
    /(사용자|고객|구매자).*취소|취소하[였셨]|cancel+ed by|user.*cancel/i,
    { kind: 'USER_CANCELLED', retryable: true },
  ],
  [/잔액|insufficient (funds|balance)/i, { kind: 'INSUFFICIENT_FUNDS', retryable: true }],
  [/한도|limit exceeded/i, { kind: 'LIMIT_EXCEEDED', retryable: true }],
  [/유효기간|카드번호/, { kind: 'INVALID_CARD', retryable: true }],
  [/비밀번호|본인인증|인증번호/, { kind: 'AUTHENTICATION_FAILED', retryable: true }],
  [/시간이? ?초과|timed? ?out/i, { kind: 'EXPIRED_OR_TIMEOUT', retryable: true }],
  [/점검|maintenance/i, { kind: 'PG_UNAVAILABLE', retryable: true }],
];

/** Gateway → code, or `code@method` where the method decides → verdict. Built once; equal verdicts are one object. */
const tables: ReadonlyMap<string, Codes> = new Map(
  Object.entries(pgErrors as PgErrors).map(([pgProvider, kinds]) => [pgProvider, compile(kinds)]),
);

/** The file: gateway → kind → codes, parted by whether offering the pay button again makes sense. */
type PgErrors = Record<string, Record<string, { retryable?: string; final?: string }>>;

function compile(kinds: PgErrors[string]): Codes {
  const codes = new Map<string, Verdict>();
  for (const [name, { retryable = '', final = '' }] of Object.entries(kinds)) {
    const kind = name as FailureKind;
    add(retryable, { kind, retryable: true });
    add(final, { kind, retryable: false });
  }
  return codes;

  function add(list: string, verdict: Verdict): void {
    for (const code of list.split(' ')) if (code !== '') codes.set(code, verdict);
  }
}

/**
 * What a gateway's error means for the buyer's next step. A code is never
 * looked up without its gateway: `3001` is a cancellation at KCP and a success
 * at NICE.
 */
export function classifyFailure(
  pgProvider: string | undefined,
  payMethod: PayMethod,
  error: GatewayError,
): Failure {
  const { reason, pgMessage } = error;
  const pgCode = error.pgCode ?? codeIn(reason);
  const verdict =
    lookUp(PORTONE, reason, payMethod) ??
    lookUp(pgProvider, pgCode, payMethod) ??
    (isListed(pgProvider, pgCode) ? unknown : byKeyword(pgMessage ?? reason));
  return {
    ...verdict,
    ...(pgCode !== undefined && { code: 'FAILURE_TYPE_PG', pgCode }),
    ...(pgMessage !== undefined && { pgMessage }),
    ...(pgProvider !== undefined && { pgProvider }),
  };
}

/** Whether the table lists this code of the gateway, for any method. The operator is told of a code that it does not list. */
export function isListed(pgProvider: string | undefined, pgCode: string | undefined): boolean {
  if (pgProvider === undefined || pgCode === undefined) return false;
  const codes = codesOf(pgProvider);
  return (
    codes !== undefined &&
    (codes.has(pgCode) ||
      Object.values(methodNames)
        .flat()
        .some((method) => codes.has(`${pgCode}@${method}`)))
  );
}

function lookUp(
  pgProvider: string | undefined,
  code: string | undefined,
  payMethod: PayMethod,
): Verdict | undefined {
  const codes = pgProvider === undefined ? undefined : codesOf(pgProvider);
  if (!codes || code === undefined) return undefined;
  for (const method of methodNames[payMethod] ?? []) {
    const verdict = codes.get(`${code}@${method}`);
    if (verdict) return verdict;
  }
  // Welcome publishes its codes as ranges: R1xx.
  return codes.get(code) ?? codes.get(code.replace(/\d\d$/, 'xx'));
}

function codesOf(pgProvider: string): Codes | undefined {
  return tables.get(aliases[pgProvider] ?? pgProvider);
}

/** Before February 2025 PortOne gave the code only as the beginning of its message: `[CODE] words`. */
function codeIn(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : /^\[([^\]]+)\]/.exec(reason)?.[1];
}

function byKeyword(words: string | undefined): Verdict {
  return (words !== undefined && keywords.find(([pattern]) => pattern.test(words))?.[1]) || unknown;
}
