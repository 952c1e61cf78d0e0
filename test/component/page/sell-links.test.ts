import { expect, fixture, html } from '@open-wc/testing';
import { sellLinks } from '../../../component/page/sell-links.ts';
import type { PortoneCheckout } from '../../../component/portone-checkout.ts';
import { reaches, useShop } from '../support/checkout-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const shop = useShop();

const elementsIn = (place: Element) => [
  ...place.querySelectorAll<PortoneCheckout>('portone-checkout'),
];

/** What a page has, after the script has looked for links. */
async function sold(markup: string): Promise<HTMLElement> {
  const page = await fixture<HTMLElement>(html`<div></div>`);
  page.innerHTML = markup;
  sellLinks();
  return page;
}

const link = '<a data-portone-item="shoes" href="https://pay.example/checkout/shoes">Buy</a>';

describe('a link that sells', () => {
  it('becomes the element of its item, at the script’s own server, and stays inside of it', async () => {
    const page = await sold(`<p>Look: ${link}</p>`);
    const [element] = elementsIn(page) as [PortoneCheckout];
    await reaches(element, 'ready');
    expect(element.parentElement?.localName).to.equal('p');
    expect(element.innerHTML).to.equal(link);
    expect(shop.server.calls.map(({ path }) => path)).to.deep.equal(['/api/items/shoes']);
  });

  it('decides what an author may: the choices, and no server, no return, no script', async () => {
    const page = await sold(
      `<a href="#" class="button" style="color: red; --portone-checkout-accent: green; --x: 1" data-portone-item=" shoes "
        data-portone-quantity="2" data-portone-method="kakaopay" data-portone-layout="button"
        data-portone-locale="ko" data-portone-report-height
        data-portone-bff="https://evil.example" data-portone-redirect-url="https://evil.example"
        data-portone-onclick="alert(1)" data-portone-style="color: red" data-portone-id="x">Buy</a>`,
    );
    const [element] = elementsIn(page) as [PortoneCheckout];
    expect(
      Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    ).to.deep.equal({
      'item-id': 'shoes',
      quantity: '2',
      method: 'kakaopay',
      layout: 'button',
      locale: 'ko',
      'report-height': '',
      style: '--portone-checkout-accent: green;',
    });
  });

  it('is an element for each link, beside those that are there, however often the script runs', async () => {
    const page = await sold(`${link}${link}<portone-checkout item-id="shoes"></portone-checkout>`);
    sellLinks();
    expect(elementsIn(page)).to.have.length(3);
    for (const element of elementsIn(page)) await reaches(element, 'ready');
  });

  const left: Array<[where: string, markup: string]> = [
    ['in what is being edited', `<div contenteditable>${link}</div>`],
    ['in text that is being edited', `<div contenteditable="plaintext-only">${link}</div>`],
    [
      'in a part of it that cannot be edited itself',
      `<div contenteditable="true"><figure contenteditable="false">${link}</figure></div>`,
    ],
    ['inside of an element', `<portone-checkout item-id="hat">${link}</portone-checkout>`],
    ['without an item', link.replace('"shoes"', '" "')],
    ['in a drawing', `<svg>${link}</svg>`],
    ['in a template', `<template>${link}</template>`],
  ];
  for (const [where, markup] of left) {
    it(`is left alone ${where}`, async () => {
      const page = await sold(`${markup}<p>${link}</p>`);
      expect(elementsIn(page).filter(({ itemId }) => itemId === 'shoes')).to.have.length(1);
      expect(
        page.innerHTML.startsWith(markup.replaceAll('contenteditable>', 'contenteditable="">')),
      ).to.equal(true);
    });
  }

  it('is left alone in a shadow root, and in a document that is being edited', async () => {
    const page = await sold('<div></div>');
    const root = (page.firstElementChild as Element).attachShadow({ mode: 'open' });
    root.innerHTML = link;
    sellLinks();
    expect(root.innerHTML).to.equal(link);
    page.innerHTML = link;
    document.designMode = 'on';
    sellLinks();
    document.designMode = 'off';
    expect(page.innerHTML).to.equal(link);
  });

  it('gives its focus to the element', async () => {
    const page = await fixture<HTMLElement>(html`<div></div>`);
    page.innerHTML = link;
    page.querySelector('a')?.focus();
    sellLinks();
    const [element] = elementsIn(page) as [PortoneCheckout];
    await waitUntil(() => document.activeElement === element, 'the element should have the focus');
  });

  it('is found later where the script’s tag asks for it, and only there', async () => {
    const page = await sold('');
    /** Resolves after whatever else watches this page has seen the same. */
    const shows = (markup: string) =>
      new Promise<unknown>((seen) => {
        new MutationObserver(seen).observe(page, { childList: true });
        page.innerHTML = markup;
      });
    await shows(link);
    expect(page.innerHTML).to.equal(link);

    const tag = document.createElement('script');
    tag.type = 'text/plain';
    tag.src = '/portone-checkout.classic.js?v=1';
    tag.dataset.watch = '';
    page.before(tag);
    sellLinks();
    expect(elementsIn(page)).to.have.length(1);
    await shows(`<div>${link}</div>${link}`);
    expect(elementsIn(page)).to.have.length(2);
    tag.remove();
  });
});
