/**
 * Every state of the gallery, in every language and both colour schemes: read by
 * a machine, measured, and listened to.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import {
  type GalleryLanguage,
  type GalleryState,
  languages,
  saysSomething,
} from '../../demo/gallery/gallery-state.ts';
import { states } from '../../demo/gallery/states.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import {
  type BuiltGallery,
  buildGallery,
  galleryFrame,
  type Shown,
} from '../support/pages/gallery.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

let browser: Browser;
let gallery: BuiltGallery;
let page: Page;
before(async () => {
  browser = await openChromium();
  gallery = await buildGallery();
  const context = await browser.newContext({ viewport: phone, reducedMotion: 'no-preference' });
  await context.addInitScript(axeSource);
  await context.addInitScript(watch);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await gallery?.close();
});

const phone = { width: 390, height: 844 };

/** Widths in pixels with their zoom; the last is the phone's, where the next page begins. At 1280 px the card is as wide as it gets, at any zoom. */
const sizes = [
  [320, 1],
  [1280, 2],
  [390, 2],
  [390, 1],
] as const;

/** What happened on the page from its first moment on. */
type Record = {
  /** What the page had shown already and then moved, each time. */
  shifts: string[];
  /** Titles in the live region, in order. */
  said: string[];
  /** Live regions that there were. */
  regions: number;
};
type Watched = Window & { record: Record; axe: typeof axe };

/** Runs in the page, ahead of its own scripts. */
function watch(): void {
  const record: Record = { shifts: [], said: [], regions: 0 };
  (window as unknown as Watched).record = record;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { sources } = entry as unknown as { sources: { node?: Node }[] };
      for (const { node } of sources) {
        record.shifts.push(`${(node as Element | undefined)?.className ?? node}`);
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
  document.addEventListener('DOMContentLoaded', () => {
    // What a page shows below the element, and would see moving.
    const below = document.createElement('p');
    below.className = 'below';
    below.textContent = '…';
    document.body.append(below);
  });
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (...options) {
    const root = attachShadow.apply(this, options);
    const everything = { childList: true, characterData: true, subtree: true };
    if (this.localName === 'portone-checkout') new MutationObserver(look).observe(root, everything);
    return root;

    function look(changes: MutationRecord[]) {
      const now = root.querySelector('[role=status]');
      if (now === region) {
        listen(changes);
        return;
      }
      region = now;
      record.regions++;
      // What it is born with is said as well.
      listen();
    }
  };
  let region: Element | null = null;
  /** Of what changes in the region, only what has a say in it is read out again. */
  const isSaid = (node: Node) =>
    node instanceof Element
      ? node.closest('.says') !== null || node.querySelector('.says') !== null
      : node.parentElement?.closest('.says');
  const listen = (changes?: MutationRecord[]) => {
    const isHeard = ({ target, addedNodes }: MutationRecord) =>
      region?.contains(target) &&
      ([...addedNodes].some(isSaid) || (target !== region && isSaid(target)));
    if (changes && !changes.some(isHeard)) return;
    const title = region?.querySelector('strong')?.textContent ?? '';
    if (title) record.said.push(title);
  };
  document.addEventListener('portone-checkout-ready', ({ target }) => {
    const element = target as HTMLElement & { updateComplete: Promise<unknown> };
    // A buyer with a keyboard is at the button before it is pressed.
    element.updateComplete.then(() =>
      element.shadowRoot?.querySelector<HTMLElement>('[part=button]')?.focus(),
    );
  });
}

/** What the page shows, as an address. */
let present = '';

/**
 * One test of a state may find the page as the one before has left it; that of
 * zoom is the last.
 *
 * @param from `'anew'` where what has happened on the page so far matters, and not only where it stands
 */
async function show(shown: Shown, from?: 'anew'): Promise<void> {
  const wanted = galleryFrame(gallery.origin, shown);
  if (wanted === present && from !== 'anew') return;
  await page.goto(wanted);
  await page.locator('[data-reached]').waitFor();
  present = wanted;
}

/** The page's language changes, and the element's words with it. */
async function turnTo(language: GalleryLanguage): Promise<void> {
  const { before, after } = await page
    .locator('portone-checkout')
    .evaluate(async (element, lang) => {
      const words = () => element.shadowRoot?.textContent;
      const before = words();
      document.documentElement.lang = lang;
      // The observer of the page's language is told in a microtask of its own.
      await Promise.resolve();
      await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
      return { before, after: words() };
    }, language);
  // A button that loads says nothing.
  if (before?.trim()) assert.notEqual(after, before, `the words are ${language}`);
}

async function setScheme(scheme: string): Promise<void> {
  await page.locator('html').evaluate((root, wanted) => {
    root.dataset.scheme = wanted;
  }, scheme);
}

/** What a machine finds against WCAG 2.2 AA. */
async function findings(only?: string[]): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const { violations } = await (window as unknown as Watched).axe.run('portone-checkout', {
      runOnly: rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: rules ? {} : { 'target-size': { enabled: true }, region: { enabled: false } },
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    );
  }, only);
}

/** What sticks out of the page or of its own box, and what is cut. */
async function misfits(zoom = 1): Promise<string[]> {
  return page.evaluate((factor) => {
    document.documentElement.style.zoom = `${factor}`;
    const root = document.querySelector('portone-checkout')?.shadowRoot;
    const room = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > room) found.push('the page scrolls sideways');
    for (const part of root?.querySelectorAll<HTMLElement>('*') ?? []) {
      const { left, right, width } = part.getBoundingClientRect();
      const name = `${part.localName}.${part.className}`;
      if (width > 0 && (left < -0.5 || right > room + 0.5)) found.push(`${name} leaves the page`);
      if (part instanceof SVGElement || part.localName === 'input' || part.className === 'aside') {
        continue;
      }
      const isText = [...part.childNodes].some(
        (node) => node.nodeType === 3 && node.textContent?.trim(),
      );
      if (!isText) continue;
      if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
        found.push(`${name} is wider than its box`);
      if (part.scrollHeight > part.clientHeight + 1 && part.clientHeight > 0)
        found.push(`${name} is higher than its box`);
    }
    return found;
  }, zoom);
}

/** What the themes of the gallery colour differently. */
const coloured = ['ready-everything', 'buyer-missing', 'paid', 'issued', 'failed-declined'];

for (const theme of ['forest', 'mono', 'candy']) {
  test(`the theme ${theme} can be read in light and dark`, async () => {
    for (const id of coloured) {
      await show({ id, theme });
      for (const scheme of ['light', 'dark']) {
        await setScheme(scheme);
        assert.deepEqual(await findings(['color-contrast', 'target-size']), [], `${id}, ${scheme}`);
        assert.deepEqual(await misfits(), [], id);
      }
    }
  });
}

/**
 * What has happened on the page. A browser tells of what moved some time after it
 * has: once it tells of something that is moved here, it has told of all before.
 */
function record(): Promise<Record> {
  return page.evaluate(async () => {
    const { record } = window as unknown as Watched;
    const probe = document.createElement('p');
    probe.className = 'probe';
    probe.textContent = '…';
    probe.style.position = 'fixed';
    document.body.append(probe);
    for (let top = 0; !record.shifts.includes('probe'); top = 50 - top) {
      probe.style.top = `${top}px`;
      await new Promise(requestAnimationFrame);
    }
    probe.remove();
    return { ...record, shifts: record.shifts.filter((name) => name !== 'probe') };
  });
}

/** Whether there is nothing to choose or to explain, whose height is not known ahead. */
function isPlain({ item, checkout, attributes, press, kept }: GalleryState): boolean {
  return [item, checkout?.methods, attributes, press, kept].every((part) => part === undefined);
}

/** Through these nothing on a page with a plain card moves. */
const still = ['loading', 'ready', 'paying', 'confirming', 'paid'];

for (const state of states) {
  const { id } = state;

  test(`${id}: keeps still, is announced once and keeps the focus`, async () => {
    await show({ id }, 'anew');
    const { shifts, said, regions } = await record();
    if (isPlain(state) && still.includes(state.state)) assert.deepEqual(shifts, []);
    // What could not be loaded is said in the middle of the card, which stays as high as it was.
    if (isPlain(state) && state.state === 'load-failed') assert.ok(!`${shifts}`.includes('below'));
    assert.equal(regions, 1, 'one live region throughout');
    assert.deepEqual(said, [...new Set(said)], 'nothing is said twice');
    assert.equal(said.length > 0, saysSomething(state), 'what happened is said');
    if (state.pay !== undefined) {
      const focused = await page
        .locator('portone-checkout')
        .evaluate(
          (element) =>
            element.shadowRoot?.activeElement?.getAttribute('part') ??
            (element.shadowRoot?.activeElement?.id ||
              element.shadowRoot?.activeElement?.getAttribute('name')),
        );
      assert.ok(focused, 'the focus stays inside');
    }
  });

  test(`${id}: can be seen in forced colours, and does not move where motion is unwelcome`, async () => {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    try {
      await show({ id });
      assert.deepEqual(await findings(['color-contrast']), []);
      const { bare, moving } = await page.locator('portone-checkout').evaluate((element) => {
        const root = element.shadowRoot as ShadowRoot;
        const controls = [
          ...root.querySelectorAll<HTMLElement>(
            // A checkbox is the browser's own, and drawn as it draws them.
            'button:not(.link, .open-in-browser, .stepper *), .stepper, .method, input:not(.stepper *, .method *, [type=checkbox]), .skeleton.action',
          ),
        ];
        return {
          bare: controls
            .filter((control) => {
              const { borderTopWidth, borderTopColor } = getComputedStyle(control);
              return borderTopWidth === '0px' || borderTopColor === 'rgba(0, 0, 0, 0)';
            })
            .map((control) => control.className),
          moving: root
            .getAnimations()
            .filter(({ effect }) => effect?.getTiming().iterations === Number.POSITIVE_INFINITY)
            .map((animation) => (animation as CSSAnimation).animationName),
        };
      });
      assert.deepEqual(bare, [], 'every control has an outline');
      assert.deepEqual(moving, []);
    } finally {
      await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
    }
  });

  test(`${id}: reads well in every language, in light and dark`, async () => {
    const turn = states.indexOf(state);
    // Each language is a page's first in every third state, and in the others one that it turns to.
    for (const index of [0, 1, 2]) {
      const language = languages[(turn + index) % languages.length] as GalleryLanguage;
      if (index === 0) await show({ id, language });
      else await turnTo(language);
      // In pairs: colours do not depend on the language. Each has the other scheme in the next state.
      const scheme = (index + turn) % 2 === 0 ? 'light' : 'dark';
      await setScheme(scheme);
      const found = await findings(index === 0 ? undefined : ['color-contrast', 'target-size']);
      assert.deepEqual(found, [], `${language}, ${scheme}`);
      for (const [width, zoom] of sizes) {
        await page.setViewportSize({ ...phone, width });
        assert.deepEqual(await misfits(zoom), [], `${language}, ${width} px, zoom ${zoom}`);
      }
    }
    present = '';
  });
}

test('the page of all states stays at its top, whatever a frame wants the buyer to look at', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${gallery.origin}/gallery/`);
  const frame = page.locator('iframe[src*="state=buyer-missing"]').contentFrame();
  await frame.locator('html[data-reached]').waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
});
