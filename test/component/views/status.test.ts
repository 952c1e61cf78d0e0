import { expect } from '@open-wc/testing';
import type { FailureKind } from '../../../component/api/contract.ts';
import { en } from '../../../component/i18n/en.ts';
import { ja } from '../../../component/i18n/ja.ts';
import { ko } from '../../../component/i18n/ko.ts';
import type { Messages } from '../../../component/i18n/message-types.ts';
import type { CheckoutFailure } from '../../../component/state/checkout-failure.ts';
import type { CheckoutState } from '../../../component/state/checkout-state.ts';
import { messageLineOf, statusOf } from '../../../component/views/status.ts';

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

const messageOf = (state: CheckoutState, messages = ko) =>
  statusOf(state, messages, false)?.message;
const messageOfFailure = (fields: Partial<CheckoutFailure>, messages = ko) =>
  messageOf({ name: 'failed', ...aFailure(fields) }, messages);

/** Every text of a table, with its place in it. */
function* textsOf(value: unknown, place: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [place, value];
  if (typeof value === 'function') yield [place, String(value(2))];
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, `${place}.${key}`);
  }
}

describe('the status', () => {
  for (const [language, messages] of Object.entries(tables)) {
    it(`has a message of its own for each kind of failure, in ${language}`, () => {
      const shown = kinds.map((kind) => messageOfFailure({ kind }, messages));
      expect(new Set(shown.map((each) => each?.title)).size).to.equal(kinds.length);
      for (const each of shown) expect(each?.text).to.be.ok;
    });
  }

  it('has the same messages in all languages, and none in another language', () => {
    const places = (messages: Messages) =>
      [...textsOf(messages, '')].map(([place]) => place).sort();
    expect(places(en)).to.deep.equal(places(ko));
    expect(places(ja)).to.deep.equal(places(ko));
    for (const [place, text] of textsOf(en, 'en')) expect(text, place).to.match(/^[ -~]+$/);
    for (const [place, text] of textsOf(ja, 'ja')) expect(text, place).to.not.match(/[가-힣]/);
    const korean = [...textsOf(ko, 'ko')].filter(([, text]) => !text.includes('@'));
    for (const [place, text] of korean) expect(text, place).to.match(/[가-힣]/);
  });

  it('is the unknown failure’s for a kind that this script does not know', () => {
    expect(messageOfFailure({ kind: 'TOO_SUNNY' as FailureKind })).to.equal(ko.failed.UNKNOWN);
  });

  it('adds the gateway’s message where ours says little, and never shows it alone', () => {
    const unknown = messageOfFailure({ kind: 'UNKNOWN', pgMessage: '기타 오류' });
    expect(unknown).to.deep.equal({ ...ko.failed.UNKNOWN, quote: '기타 오류' });
    expect(messageOfFailure({ kind: 'DECLINED', pgMessage: '기타 오류' })).to.not.have.property(
      'quote',
    );
  });

  it('adds NaverPay’s message to every kind of failure, as NaverPay asks', () => {
    for (const kind of kinds.filter((each) => each !== 'USER_CANCELLED')) {
      const message = messageOfFailure({ kind, pgProvider: 'NAVERPAY', pgMessage: '잔액 부족' });
      expect(message?.quote, kind).to.equal('잔액 부족');
      expect(message?.isQuoteFirst, kind).to.equal(true);
    }
  });

  it('says of a cancellation at NaverPay what NaverPay says, and no word before it', () => {
    const words = { pgProvider: 'NAVERPAY', pgMessage: '결제를 취소하였습니다.' };
    const cancelled: CheckoutState = { name: 'cancelled', paymentId: 'p1', ...words };
    expect(messageOf(cancelled)).to.deep.equal({
      ...ko.cancelled,
      quote: words.pgMessage,
      isQuoteFirst: true,
    });
    expect(messageLineOf(cancelled, ko)).to.equal(words.pgMessage);
    const another: CheckoutState = { ...cancelled, pgProvider: 'KAKAOPAY' };
    expect(messageOf(another)).to.equal(ko.cancelled);
    expect(messageOf({ name: 'cancelled', paymentId: 'p1', pgProvider: 'NAVERPAY' })).to.equal(
      ko.cancelled,
    );
    const seems = aFailure({ kind: 'USER_CANCELLED', ...words });
    const pending: CheckoutState = { name: 'pending', paymentId: 'p1', why: 'unconfirmed', seems };
    expect(messageOf(pending)).to.include({ quote: words.pgMessage, text: ko.notYetConfirmed });
  });

  it('is unconfirmed while the server cannot confirm what the window said', () => {
    const pending = (seems?: CheckoutFailure): CheckoutState => ({
      name: 'pending',
      paymentId: 'p1',
      why: 'unconfirmed',
      seems,
    });
    expect(messageOf(pending())).to.equal(ko.unconfirmed);
    expect(messageOf(pending(aFailure()))).to.deep.equal({
      title: ko.failed.DECLINED.title,
      text: ko.notYetConfirmed,
    });
    expect(messageOf(pending(aFailure({ kind: 'USER_CANCELLED' })))?.title).to.equal(
      ko.cancelled.title,
    );
  });
});
