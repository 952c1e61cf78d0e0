import { expect, fixture, html } from '@open-wc/testing';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import {
  aReadyCheckout,
  buttonOf,
  openWindow,
  portOne,
  reaches,
  useShop,
} from '../support/checkout-fixture.ts';
import { aCheckout, aMethod, anItem, answers, refuses } from '../support/fake-shop.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

/** An item with everything that a buyer chooses and fills in. */
function offersChoices(): void {
  const methods = [
    aMethod({ buyerFields: { pc: ['email'], mobile: ['email'] } }),
    aMethod({ id: 'card', label: '카드', buyerFields: { pc: ['email'], mobile: ['email'] } }),
  ];
  const item = anItem({ maxQuantity: 3 });
  shop.server.item = [answers(200, { item, checkout: aCheckout({ methods }) })];
}

const inside = <Found extends HTMLElement>(element: Element, selector: string): Found => {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
};

/** The element in a page's own markup. */
async function aCheckoutIn(around: ReturnType<typeof html>): Promise<PortoneCheckout> {
  const place = await fixture<HTMLElement>(html`<div>${around}</div>`);
  const element = place.querySelector('portone-checkout') as PortoneCheckout;
  await reaches(element, 'ready');
  return element;
}

async function isCancelled(element: PortoneCheckout): Promise<void> {
  shop.server.complete = [refuses(409, 'NOT_PAID')];
  await openWindow(element);
  portOne.resolvesToNothing();
  await reaches(element, 'cancelled');
}

/** A page's rule, for the length of a test. */
function pageHasRule(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  style.className = 'of-a-test';
  document.head.append(style);
}
afterEach(() => {
  for (const left of document.querySelectorAll('.of-a-test')) left.remove();
});

const TEXT_RULES = `letter-spacing: 9px; word-spacing: 9px; text-transform: uppercase; white-space: nowrap;
  word-break: break-all; line-height: 70px; text-align: right; text-indent: 30px; text-shadow: 1px 1px red;
  font: italic 900 31px/3 serif; font-variant: small-caps; cursor: wait; color: #777; hyphens: auto;
  -webkit-text-fill-color: red; list-style: none; quotes: none;
  direction: rtl; -webkit-user-select: none; user-select: none;`;

describe('what a page says of its text', () => {
  for (const [name, selector] of [
    ['of all elements', '*'],
    ['of what is around the element', 'body'],
    ['of the element', 'portone-checkout'],
  ] as const) {
    it(`does not reach inside: ${name}`, async () => {
      offersChoices();
      const element = await aReadyCheckout();
      const parts = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part]') ?? [])];
      const styles = () =>
        parts.map((part) => {
          const style = getComputedStyle(part);
          return [...style].map((property) => `${property}: ${style.getPropertyValue(property)}`);
        });
      const before = styles();
      pageHasRule(`${selector} { ${TEXT_RULES} }`);
      const changed = styles()
        .flatMap((style, part) => style.filter((line) => !before[part]?.includes(line)))
        // Where the whole lies is the page's business.
        .filter((line) => !/^(perspective|transform)-origin|^(inset|left|right|top)/.test(line));
      expect([...new Set(changed)]).to.deep.equal([]);
    });
  }

  it('does not narrow the card by the size of its letters', async () => {
    pageHasRule('html { font-size: 62.5% }');
    const element = await aReadyCheckout();
    (element.parentElement as HTMLElement).style.width = '600px';
    expect(element.offsetWidth).to.equal(432);
  });

  it('does not show what is hidden, and hides what the page makes invisible', async () => {
    const element = await aReadyCheckout();
    pageHasRule('* { all: unset }');
    expect(inside(element, '[part=card]').offsetWidth).to.be.greaterThan(0);
    element.hidden = true;
    expect(inside(element, '[part=card]').offsetWidth).to.equal(0);
    element.hidden = false;
    (element.parentElement as HTMLElement).style.visibility = 'hidden';
    expect(getComputedStyle(inside(element, '[part=button]')).visibility).to.equal('hidden');
  });

  it('leaves a picture of the page’s own its whole place', async () => {
    pageHasRule('img { max-width: 50%; min-height: 200px; height: auto; margin: 9px }');
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes"><img slot="media" alt="" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='100'/%3E"></portone-checkout>`,
    );
    const picture = element.querySelector('img') as HTMLElement;
    expect([picture.offsetWidth, picture.offsetHeight]).to.deep.equal([112, 112]);
  });
});

describe('the bare button', () => {
  const inSection = (style: string) =>
    aCheckoutIn(html`<div style=${style}>
      <portone-checkout item-id="shoes" layout="button" locale="ko"></portone-checkout>
    </div>`);

  it('speaks in the colour of the section it stands in', async () => {
    const element = await inSection('background: #101418; color: rgb(255, 255, 255)');
    await isCancelled(element);
    for (const selector of ['.says', '.says strong', '.says svg']) {
      expect(getComputedStyle(inside(element, selector)).color, selector).to.equal(
        'rgb(255, 255, 255)',
      );
    }
  });

  it('gives no description that is not there', async () => {
    const element = await inSection('');
    expect(buttonOf(element)?.hasAttribute('aria-describedby')).to.be.false;
  });

  for (const [name, style] of [
    ['at the end of the screen', 'position: fixed; inset: auto 0 0; height: 64px'],
    ['at its top', 'position: fixed; inset: 0 0 auto; height: 64px'],
    ['that cuts off', 'height: 64px; overflow: hidden'],
  ] as const) {
    it(`says all that it says beside a bar of a fixed height: ${name}`, async () => {
      const element = await inSection(style);
      const bar = (element.parentElement as HTMLElement).getBoundingClientRect();
      const button = buttonOf(element)?.getBoundingClientRect();
      expect(button?.bottom).to.be.at.most(bar.bottom);
      await isCancelled(element);
      const words = inside(element, '.says').getBoundingClientRect();
      expect(words.bottom).to.be.at.most(innerHeight);
      const seen = element.shadowRoot?.elementFromPoint(words.left + 40, words.top + 10);
      expect(seen?.closest('.says')).to.exist;
    });
  }

  it('stays in its place where the page can make room or be scrolled', async () => {
    const element = await inSection(
      'position: fixed; inset: 0 0 auto; height: 64px; overflow: auto',
    );
    await isCancelled(element);
    expect(getComputedStyle(inside(element, '[part=card]')).position).to.equal('relative');
  });
});

describe('an address of the page', () => {
  const base = document.createElement('base');
  afterEach(() => base.remove());

  it('does not lead to the host of the page’s `base`, where its pictures are', async () => {
    base.href = 'https://cdn.invalid/assets/';
    document.head.append(base);
    const item = anItem({ image: '/shoes.svg' });
    shop.server.item = [answers(200, { item, checkout: aCheckout() })];
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="/thanks"></portone-checkout>`,
    );
    expect(inside<HTMLImageElement>(element, 'img').src).to.equal(`${location.origin}/shoes.svg`);
    await openWindow(element);
    expect(JSON.stringify(shop.server.callsOf('/api/orders'))).to.contain(
      `${location.origin}/thanks`,
    );
  });

  it('is relative to a `base` of the page’s own host', async () => {
    base.href = '/app/';
    document.head.append(base);
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" redirect-url="thanks"></portone-checkout>`,
    );
    await openWindow(element);
    expect(JSON.stringify(shop.server.callsOf('/api/orders'))).to.contain(
      `${location.origin}/app/thanks`,
    );
  });
});

describe('the card’s language', () => {
  for (const [around, lang, dir] of [
    ['kr', 'ko', 'ltr'],
    ['fr', 'en', 'ltr'],
    ['ar', 'en', 'ltr'],
    ['en-GB', 'en-GB', 'ltr'],
  ] as const) {
    it(`is that of its words: ${lang} in a page of ${around}`, async () => {
      const element = await aCheckoutIn(
        html`<div lang=${around} dir=${around === 'ar' ? 'rtl' : 'ltr'}>
          <portone-checkout item-id="shoes"></portone-checkout>
        </div>`,
      );
      const card = inside(element, '[part=card]');
      expect([card.lang, card.dir]).to.deep.equal([lang, dir]);
      expect(getComputedStyle(card).direction).to.equal(dir);
      expect(buttonOf(element)?.textContent?.trim()).to.equal(
        lang === 'ko' ? '결제하기' : 'Pay now',
      );
      expect(inside(element, '[part=price]').textContent?.trim()).to.equal(
        lang === 'ko' ? '1,000원' : '₩1,000',
      );
    });
  }

  it('is the page’s where the page has words in it, from right to left too', async () => {
    const element = await aCheckoutIn(
      html`<portone-checkout item-id="shoes" locale="ar-EG" .messages=${{ ar: { pay: 'ادفع' } }}></portone-checkout>`,
    );
    const card = inside(element, '[part=card]');
    expect([card.lang, card.dir]).to.deep.equal(['ar-EG', 'rtl']);
  });
});

describe('what a page does to the element', () => {
  it('leaves an attribute that it removes as one that was never there', async () => {
    offersChoices();
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes" method="card" redirect-url="/thanks" locale="en"></portone-checkout>`,
    );
    for (const name of ['method', 'redirect-url', 'locale']) element.removeAttribute(name);
    await waitUntil(() => element.shadowRoot?.querySelector('[part=methods]'), 'a choice');
    expect(element).to.include({ method: undefined, redirectUrl: undefined, locale: undefined });
  });

  it('shows a picture that the page adds later', async () => {
    const element = await aReadyCheckout();
    const picture = document.createElement('img');
    picture.slot = 'media';
    element.append(picture);
    await waitUntil(() => picture.assignedSlot, 'the picture');
    picture.remove();
    await waitUntil(() => !element.shadowRoot?.querySelector('.media'), 'no place for it');
  });

  it('keeps its look in the document of another window, and back', async () => {
    const element = await aReadyCheckout();
    const home = element.parentElement as HTMLElement;
    const look = () => {
      const button = buttonOf(element) as HTMLElement;
      const view = button.ownerDocument.defaultView as Window;
      const { backgroundColor, borderRadius, height } = view.getComputedStyle(button);
      return { backgroundColor, borderRadius, height };
    };
    const before = look();
    const frame = await aFrame();
    for (const place of [frame, home, frame, home]) {
      place.append(element);
      await element.updateComplete;
      expect(look()).to.deep.equal(before);
    }
    expect(element.shadowRoot?.adoptedStyleSheets).to.have.length(1);
    expect(element.shadowRoot?.querySelectorAll('style')).to.have.length(0);
    await isCancelled(element);
  });

  it('has its look where it first comes into another window', async () => {
    const element = document.createElement('portone-checkout');
    Object.assign(element, { itemId: 'shoes', locale: 'ko' });
    (await aFrame()).append(element);
    await reaches(element, 'ready');
    expect(buttonOf(element)?.offsetHeight).to.equal(52);
  });

  async function aFrame(): Promise<HTMLElement> {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe width="500" height="500"></iframe>`,
    );
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    frame.srcdoc = '<!doctype html>';
    await loaded;
    return frame.contentDocument?.body as HTMLElement;
  }
});

describe('presses and keys', () => {
  const checkout = html`<portone-checkout item-id="shoes" locale="ko"
    ><a slot="details" href="#terms">약관</a></portone-checkout
  >`;
  const surroundings = {
    'a link': html`<a href="#followed" style="display: block">${checkout}</a>`,
    'a label': html`<label><input type="checkbox" />${checkout}</label>`,
    'a summary': html`<details><summary>${checkout}</summary></details>`,
  };

  for (const [name, around] of Object.entries(surroundings)) {
    it(`pay inside ${name}, and choose, and do nothing else`, async () => {
      offersChoices();
      const element = await aCheckoutIn(around);
      const place = element.parentElement?.parentElement as HTMLElement;
      const followed: boolean[] = [];
      const listen = (event: Event) => followed.push(!event.defaultPrevented);
      window.addEventListener('click', listen);
      // A link of the page's own in a slot is followed.
      element.querySelector<HTMLElement>('[slot=details]')?.click();
      const pressed = ['[part=name]', '.stepper button', '[type=email]', '[part=button]'];
      for (const selector of pressed) inside(element, selector).click();
      window.removeEventListener('click', listen);
      expect(followed).to.deep.equal([true, false, false, false, false]);
      inside(element, '.method:last-child span').click();
      expect(inside<HTMLInputElement>(element, '[value=card]').checked).to.be.true;
      inside(element, 'label[for=email]').click();
      const focused = element.shadowRoot?.activeElement;
      expect(focused?.id).to.equal('email');
      expect(place.querySelector('details')?.open ?? false).to.be.false;
      expect(place.querySelector<HTMLInputElement>('[type=checkbox]')?.checked ?? false).to.be
        .false;
      expect(location.hash).to.not.equal('#followed');
    });
  }

  /** Whether the page around hears of an event inside. */
  function reachesPage(target: EventTarget, event: Event): boolean {
    let isHeard = false;
    const listen = () => {
      isHeard = true;
    };
    document.addEventListener(event.type, listen);
    target.dispatchEvent(event);
    document.removeEventListener(event.type, listen);
    return isHeard;
  }

  const key = (name: string, type = 'keydown', more: KeyboardEventInit = {}) =>
    new KeyboardEvent(type, { key: name, bubbles: true, composed: true, ...more });

  it('stay with the field that is typed into, but for those of a dialog around it', async () => {
    offersChoices();
    const element = await aReadyCheckout();
    for (const selector of ['[type=email]', '[type=number]', '[type=radio]']) {
      const field = inside(element, selector);
      for (const name of ['s', '/', ' ', 'Enter', 'ArrowDown', '?']) {
        for (const type of ['keydown', 'keypress', 'keyup']) {
          expect(reachesPage(field, key(name, type)), `${selector} ${name}`).to.be.false;
        }
      }
      for (const name of ['Escape', 'Tab']) {
        expect(reachesPage(field, key(name)), `${selector} ${name}`).to.be.true;
      }
      expect(reachesPage(field, key('k', 'keydown', { metaKey: true }))).to.be.true;
      expect(reachesPage(field, key('@', 'keydown', { ctrlKey: true, altKey: true }))).to.be.false;
      for (const type of ['pointerdown', 'mousedown', 'touchstart', 'paste', 'copy']) {
        expect(reachesPage(field, new Event(type, { bubbles: true, composed: true })), type).to.be
          .false;
      }
    }
  });

  it('leave a button the keys that press it, and the page its shortcuts', async () => {
    const button = buttonOf(await aReadyCheckout()) as HTMLElement;
    for (const name of ['Enter', ' ']) expect(reachesPage(button, key(name))).to.be.false;
    for (const name of ['s', 'ArrowDown', 'Escape', 'Tab']) {
      expect(reachesPage(button, key(name)), name).to.be.true;
    }
    expect(reachesPage(button, new Event('pointerdown', { bubbles: true, composed: true }))).to.be
      .true;
  });

  it('are the page’s own in what it has put into a slot', async () => {
    const element = await aReadyCheckout(
      html`<portone-checkout item-id="shoes"><input slot="details"></portone-checkout>`,
    );
    const field = element.querySelector('input') as HTMLElement;
    expect(reachesPage(field, key('Enter'))).to.be.true;
  });
});
