import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { messages } from '../../../component/i18n/messages.ts';
import { type Note, renderNote } from '../../../component/views/note.ts';
import type { ViewContext } from '../../../component/views/view-context.ts';
import { aSubject } from '../support/fake-shop.ts';

const context: ViewContext = {
  messages: messages.ko,
  locale: 'ko',
  price: (amount, currency) => `${amount} ${currency}`,
};

const issued = {
  name: 'issued',
  paymentId: 'p1',
  virtualAccount: { bank: 'SHINHAN', accountNumber: '110-1', holder: '홍길동' },
  ...aSubject({ quantity: 3, totalAmount: 3000 }),
} as const;
const paid = { name: 'paid', paymentId: 'p1', ...aSubject() } as const;
const open = { name: 'confirming', paymentId: 'p1', end: 'silent' } as const;

function drawn(
  note: Note,
  { isOfItem = true, show = () => {} } = {},
  shown = context,
): { place: HTMLElement; text: string } {
  const place = document.createElement('div');
  render(renderNote(shown, note, isOfItem, show), place);
  return { place, text: (place.textContent ?? '').replace(/\s+/g, ' ').trim() };
}

describe('a note of a payment that this browser has ordered', () => {
  for (const [state, words] of [
    [open, '결제 중인 주문이 있어요.'],
    [issued, '입금을 기다리는 주문이 있어요.'],
    [paid, '방금 결제한 주문이 있어요.'],
  ] as const) {
    it(`says how it stands: ${state.name}`, () => {
      expect(drawn({ state, isHere: true }).text).to.equal(`${words} 보기`);
    });
  }

  it('names its item beside another one', () => {
    const { text } = drawn({ state: paid, isHere: true }, { isOfItem: false });
    expect(text).to.equal('신발 · 방금 결제한 주문이 있어요. 보기');
  });

  it('names none where it is not known', () => {
    const { text } = drawn({ state: open, isHere: true }, { isOfItem: false });
    expect(text).to.equal('결제 중인 주문이 있어요. 보기');
  });

  it('is shown to a buyer who presses', () => {
    let isShown = false;
    const show = () => {
      isShown = true;
    };
    const { place } = drawn({ state: paid, isHere: true }, { show });
    place.querySelector<HTMLButtonElement>('[part=show]')?.click();
    expect(isShown).to.be.true;
  });

  for (const language of ['ko', 'en', 'ja'] as const) {
    it(`has its words in ${language}`, () => {
      const words = messages[language];
      const { text } = drawn({ state: issued, isHere: true }, {}, { ...context, messages: words });
      expect(text).to.equal(`${words.notes.waits} ${words.show}`);
    });
  }
});

describe('a note of a payment of another browser', () => {
  it('says what it is for, and never its account', () => {
    const { place, text } = drawn({ state: issued, isHere: false });
    expect(text).to.contain('신발 · 수량 3개').and.to.contain('3000 KRW');
    expect(place.innerHTML).to.not.match(/110-1|SHINHAN|신한|홍길동|p1/);
    expect(place.querySelectorAll('button, a').length).to.equal(0);
  });
});
