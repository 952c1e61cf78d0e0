import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { areAttributesPlain } from '../../../component/diagnostics/check-attributes.ts';
import { aCheckout, aMethod, anItem } from '../support/fake-shop.ts';

const itemAnswer = { item: anItem(), checkout: aCheckout() };

/** A look at markup alone: this file registers no element. */
async function look(markup: TemplateResult): Promise<boolean> {
  return areAttributesPlain({ host: await fixture(markup), itemAnswer, method: aMethod() });
}

describe('a look at what a page has written', () => {
  it('finds all right that is', async () => {
    const right = html`<portone-checkout
      item-id="shoes" quantity="12" method="card" locale="en-US" layout="button" disabled
      redirect-url="/done" bff="https://pay.example.com"
      id="pay" class="wide" style="" title="Shoes" lang="ko" data-testid="a" aria-busy="false" onclick=""
    ></portone-checkout>`;
    expect(await look(right)).to.be.true;
    expect(await look(html`<portone-checkout item-id="shoes"></portone-checkout>`)).to.be.true;
  });

  for (const wrong of [
    html`<portone-checkout itemid="shoes"></portone-checkout>`,
    html`<portone-checkout item-id=""></portone-checkout>`,
    html`<portone-checkout quantity="0"></portone-checkout>`,
    html`<portone-checkout quantity="2.5"></portone-checkout>`,
    html`<portone-checkout layout="cards"></portone-checkout>`,
    html`<portone-checkout locale="kr"></portone-checkout>`,
    html`<portone-checkout locale="korean"></portone-checkout>`,
    html`<portone-checkout bff="pay.example.com"></portone-checkout>`,
    html`<portone-checkout bff="http://pay.example.com"></portone-checkout>`,
    html`<portone-checkout redirect-url="javascript:alert(1)"></portone-checkout>`,
  ]) {
    it(`doubts ${wrong.strings[0]?.replace(/><.*/, '>')}`, async () => {
      expect(await look(wrong)).to.be.false;
    });
  }

  it('doubts a page whose item can be paid for in no way that it names', async () => {
    const host = await fixture(html`<portone-checkout item-id="shoes"></portone-checkout>`);
    expect(areAttributesPlain({ host, itemAnswer, method: undefined })).to.be.false;
    expect(areAttributesPlain({ host, itemAnswer: undefined, method: undefined })).to.be.true;
  });
});
