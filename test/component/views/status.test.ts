import { expect } from '@open-wc/testing';
import type { FailureKind } from '../../../component/api/contract.ts';
import { en } from '../../../component/i18n/en.ts';
import { ja } from '../../../component/i18n/ja.ts';
import { ko } from '../../../component/i18n/ko.ts';
import type { Messages } from '../../../component/i18n/message-types.ts';
import type { CheckoutFailure } from '../../../component/state/checkout-failure.ts';
import type { CheckoutState } from '../../../component/state/checkout-state.ts';
import { statusOf } from '../../../component/views/status.ts';

const tables = { ko, en, ja };

const kinds: FailureKind[] = [
  'USER_CANCELLED',
  'DECLINED',
  'INSUFFICIENT_FUNDS',
  'LIMIT_EXCEEDED',
  'INVALID_CARD',
  'AUTHENTICATION_FAILED',
  'EXPIRED_OR_TIMEOUT',
  'DUPLICATE',
  'PG_UNAVAILABLE',
  'MERCHANT_CONFIG',
  'INVALID_REQUEST',
  'UNKNOWN',
];

const aFailure = (fields: Partial<CheckoutFailure> = {}): CheckoutFailure => ({
  stage: 'pay',
  kind: 'DECLINED',
  retryable: true,
  ...fields,
});

const wordsOf = (state: CheckoutState, words = ko) => statusOf(state, words, false)?.words;
const wordsOfFailure = (fields: Partial<CheckoutFailure>, words = ko) =>
  wordsOf({ name: 'failed', ...aFailure(fields) }, words);

/** Every text of a table, with its place in it. */
function* textsOf(value: unknown, place: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [place, value];
  if (typeof value === 'function') yield [place, String(value(2))];
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, `${place}.${key}`);
  }
}

describe('where a buyer stands', () => {
  for (const [language, words] of Object.entries(tables)) {
    it(`is told for each kind of failure in words of its own, in ${language}`, () => {
      const told = kinds.map((kind) => wordsOfFailure({ kind }, words));
      expect(new Set(told.map((each) => each?.title)).size).to.equal(kinds.length);
      for (const each of told) expect(each?.text).to.be.ok;
    });
  }

  it('is told in all languages alike, and in none of another', () => {
    const places = (words: Messages) => [...textsOf(words, '')].map(([place]) => place).sort();
    expect(places(en)).to.deep.equal(places(ko));
    expect(places(ja)).to.deep.equal(places(ko));
    for (const [place, text] of textsOf(en, 'en')) expect(text, place).to.match(/^[ -~]+$/);
    for (const [place, text] of textsOf(ja, 'ja')) expect(text, place).to.not.match(/[가-힣]/);
    const korean = [...textsOf(ko, 'ko')].filter(([, text]) => !text.includes('@'));
    for (const [place, text] of korean) expect(text, place).to.match(/[가-힣]/);
  });

  it('is said to be unknown under a kind that this script does not know', () => {
    expect(wordsOfFailure({ kind: 'TOO_SUNNY' as FailureKind })).to.equal(ko.failed.UNKNOWN);
  });

  it('adds the gateway’s words where ours say little, and never puts them alone', () => {
    const unknown = wordsOfFailure({ kind: 'UNKNOWN', pgMessage: '기타 오류' });
    expect(unknown).to.deep.equal({ ...ko.failed.UNKNOWN, quote: '기타 오류' });
    expect(wordsOfFailure({ kind: 'DECLINED', pgMessage: '기타 오류' })).to.not.have.property(
      'quote',
    );
  });

  it('adds NaverPay’s words to every kind of failure, as NaverPay asks', () => {
    for (const kind of kinds.filter((each) => each !== 'USER_CANCELLED')) {
      const words = wordsOfFailure({ kind, pgProvider: 'NAVERPAY', pgMessage: '잔액 부족' });
      expect(words?.quote, kind).to.equal('잔액 부족');
    }
  });

  it('is a first impression while the server cannot confirm what the window said', () => {
    const pending = (seems?: CheckoutFailure): CheckoutState => ({
      name: 'pending',
      paymentId: 'p1',
      why: 'unconfirmed',
      seems,
    });
    expect(wordsOf(pending())).to.equal(ko.unconfirmed);
    expect(wordsOf(pending(aFailure()))).to.deep.equal({
      title: ko.failed.DECLINED.title,
      text: ko.notYetConfirmed,
    });
    expect(wordsOf(pending(aFailure({ kind: 'USER_CANCELLED' })))?.title).to.equal(
      ko.cancelled.title,
    );
  });
});
