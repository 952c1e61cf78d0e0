/**
 * `npm run gallery:pictures -- FOLDER [part of a state's name]`: every state of
 * the element as a PNG, in each language and scheme, on a phone and a wide page.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoPages } from '../../demo/demo-pages.ts';
import { languages } from '../../demo/gallery/gallery-state.ts';
import { states } from '../../demo/gallery/states.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import { galleryFrame } from '../support/pages/gallery.ts';
import { freePort } from '../support/server/free-port.ts';

const [folder, filter = ''] = process.argv.slice(2);
if (!folder) {
  console.error('Say where to: npm run gallery:pictures -- FOLDER [part of a state’s name]');
  process.exit(1);
}
const target = resolve(folder);
mkdirSync(target, { recursive: true });

const pages = await demoPages(await freePort());
await pages.listen();
const origin = `http://localhost:${pages.config.server.port}`;
const browser = await openChromium();
const page = await browser.newPage({ deviceScaleFactor: 2 });

for (const { id } of states.filter((state) => state.id.includes(filter))) {
  for (const language of languages) {
    await page.goto(galleryFrame(origin, { id, language }));
    await page.locator('[data-reached]').waitFor();
    for (const scheme of ['light', 'dark']) {
      await page.locator('html').evaluate((root, shown) => {
        root.dataset.scheme = shown;
      }, scheme);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 320 });
        await page.screenshot({
          path: join(target, `${id}.${language}.${scheme}.${width}.png`),
          fullPage: true,
        });
      }
    }
  }
}

await browser.close();
await pages.close();
console.log(`The pictures are in ${target}`);
