import { expect } from '@open-wc/testing';
import { waitUntil } from './support/wait-until.ts';

const token = crypto.randomUUID();
const part = '/component/portone-checkout.after-window.js';
await import(`/lossy/after-window/1/${token}/component/index.ts`);
const { aReadyCheckout, openWindow, portOne, reaches, useShop } = await import(
  './support/checkout-fixture.ts'
);
useShop();

describe('the part for the time after the window', () => {
  it('is fetched as soon as an item is shown, and again where that has failed', async () => {
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warned.push(words);
    const element = await aReadyCheckout();
    await waitUntil(() => warned.length > 0, 'the first try should fail');
    console.warn = warn;
    await openWindow(element);
    portOne.resolves();
    await reaches(element, 'paid');
    const asked = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(asked.some((name) => name.includes(token) && name.includes(part))).to.be.true;
  });
});
