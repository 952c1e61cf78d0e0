/**
 * `npm run test:platforms`: the plugin in a real WordPress, as its people use it, on the sandbox. It is no
 * part of `npm test`, which is to run wherever npm does: WordPress, PHP and MariaDB are Debian's packages.
 */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, devices, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import { addressOf, choose, overlay, payButton, said } from '../support/pages/shop-visit.ts';
import {
  aCatalog,
  anItem,
  type Checkout,
  startCheckout,
} from '../support/server/checkout-server.ts';
import { startWordpress, type WordpressSite } from './wordpress-site.ts';

let browser: Browser;
let site: WordpressSite;
let checkout: Checkout;
before(async () => {
  browser = await openChromium();
  site = await startWordpress();
  checkout = await startCheckout({
    element: readElementFiles(resolve(import.meta.dirname, '../../dist')),
    allowedOrigins: [site.origin],
    catalog: aCatalog({ items: [anItem({ maxQuantity: 3, listed: true })] }),
  });
  site.run(`update_option('portone_checkout_server', '${checkout.url}');`);
});
after(async () => {
  await browser?.close();
  await checkout?.stop();
  await site?.stop();
});

type Role = 'administrator' | 'editor' | 'author';

async function signIn(role: Role): Promise<Page> {
  const context = await browser.newContext({ locale: 'ko-KR' });
  const page = await context.newPage();
  await page.goto(`${site.origin}/wp-login.php`);
  await page.locator('#user_login').fill(role);
  await page.locator('#user_pass').fill('password');
  await page.locator('#wp-submit').click();
  await page.waitForURL('**/wp-admin/**');
  return page;
}

/** Publishes a post as a role would, with all of WordPress's filters, and returns its address. */
function publish(role: Role, content: string): string {
  const code = `wp_set_current_user(get_user_by('login', '${role}')->ID);
    kses_init();
    echo get_permalink(wp_insert_post(wp_slash(['post_title' => 'Post', 'post_status' => 'publish',
      'post_content' => base64_decode('${Buffer.from(content).toString('base64')}')])));`;
  return site.run(code);
}

async function visit(address: string, device = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...device });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function payOnDesk(address: string): Promise<void> {
  const page = await visit(address);
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
}

const placed = {
  shortcode: '[portone_checkout item="shoes"]',
  block: '<!-- wp:portone-checkout/checkout {"item":"shoes"} /-->',
};

for (const role of ['administrator', 'editor', 'author'] as const) {
  for (const [way, content] of Object.entries(placed)) {
    test(`what the role ${role} places by ${way} is paid on a desk, in the site’s language`, async () => {
      await payOnDesk(publish(role, content));
    });
  }
}

test('a buyer on a phone pays, and returns to the permalink', async () => {
  const address = publish('author', placed.block);
  const page = await visit(address, devices['Pixel 7']);
  await payButton(page).click();
  await choose(page, 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  assert.equal(new URL(await addressOf(page)).pathname, new URL(address).pathname);
  await page.context().close();
});

const addressField = 'input[name="portone_checkout_server"]';
const notice = (page: Page) => page.locator('.notice p').filter({ hasText: /서버|주소/ });

test('an administrator saves the server’s address, and hears that it allows the site', async () => {
  const page = await signIn('administrator');
  await page.goto(`${site.origin}/wp-admin/options-general.php?page=portone-checkout`);
  await page.getByText(`ALLOWED_ORIGINS=${site.origin}`).waitFor();
  await page.locator(addressField).fill(`${checkout.url}/checkout/shoes?lang=ko`);
  await page.locator('#submit').click();
  await notice(page).getByText(`서버가 ${site.origin} 주소를 허용합니다.`).waitFor();
  assert.equal(await page.locator(addressField).inputValue(), checkout.url);
  await page.context().close();
});

test('an administrator hears what the server has to allow, and asks again', async () => {
  const strict = await startCheckout({ allowedOrigins: ['https://another.example.com'] });
  const page = await signIn('administrator');
  await page.goto(`${site.origin}/wp-admin/options-general.php?page=portone-checkout`);
  await page.locator(addressField).fill(strict.url);
  await page.locator('#submit').click();
  const refused = notice(page).getByText(`아직 서버가 ${site.origin} 주소를 허용하지 않습니다.`);
  await refused.waitFor();
  await strict.stop();
  await page.getByRole('button', { name: '서버가 이 사이트를 허용하는지 확인' }).click();
  await notice(page).getByText('서버에 연결하지 못했습니다').waitFor();

  await page.locator(addressField).fill(site.origin);
  await page.locator('#submit').click();
  await notice(page).getByText('결제 서버가 아닙니다').waitFor();

  await page.locator(addressField).fill(checkout.url);
  await page.locator('#submit').click();
  await notice(page).getByText('주소를 허용합니다').waitFor();
  await page.context().close();
});

for (const role of ['editor', 'author'] as const) {
  test(`the role ${role} cannot open the settings`, async () => {
    const page = await signIn(role);
    const address = `${site.origin}/wp-admin/options-general.php?page=portone-checkout`;
    assert.equal((await page.goto(address))?.status(), 403);
    await page.context().close();
  });
}

test('readers without scripts and of feeds get a link to the server’s page', async () => {
  const address = publish(
    'author',
    '[portone_checkout item="shoes" quantity="2" method="kakaopay" layout="button" locale="en-GB"]',
  );
  const page = await visit(address, { javaScriptEnabled: false });
  const link = `${checkout.url}/checkout/shoes?lang=en&quantity=2&method=kakaopay`;
  assert.equal(await page.locator('portone-checkout a').getAttribute('href'), link);
  assert.equal((await page.goto(link))?.status(), 200);
  await page.context().close();

  const feed = await (await fetch(`${site.origin}/feed/`)).text();
  assert.match(feed, /checkout\/shoes\?lang=en/);
  assert.doesNotMatch(feed, /<portone-checkout/);
});

test('the attributes of a shortcode and of a block are the element’s, and nothing more', async () => {
  const attack = '\u0022><img src=x onerror=alert(1)>';
  const values = { item: attack, quantity: `2${attack}`, method: attack, layout: attack };
  const shortcode = `[portone_checkout ${Object.entries(values)
    .map(
      ([name, value]) =>
        `${name}='${value.replaceAll(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'))}'`,
    )
    .join(' ')} locale='${attack.replaceAll(/[<>]/g, '')}' onclick='alert(1)']`;
  const block = `<!-- wp:portone-checkout/checkout ${JSON.stringify({ ...values, locale: attack })
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')} /-->`;
  for (const content of [shortcode, block]) {
    const page = await visit(publish('administrator', content), { javaScriptEnabled: false });
    const names = await page
      .locator('portone-checkout')
      .evaluate((element) => element.getAttributeNames());
    assert.deepEqual(names, ['item-id', 'bff', 'quantity', 'method', 'locale'], content);
    assert.equal(await page.locator('img[src=x]').count(), 0);
    await page.context().close();
  }
});

test('visitors see nothing where no item is chosen, and authors are told', async () => {
  const address = publish('author', '[portone_checkout]');
  const page = await visit(address);
  assert.doesNotMatch(await page.content(), /portone-checkout|선택한 상품이 없습니다/);
  await page.context().close();
  const author = await signIn('author');
  await author.goto(address);
  await author.getByText('선택한 상품이 없습니다').waitFor();
  await author.context().close();
});

/** The block editor with an empty post. */
async function openEditor(role: Role, listsItems = true): Promise<Page> {
  const page = await signIn(role);
  if (!listsItems) await page.route('**/api/items', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.origin}/wp-admin/post-new.php`);
  await page.waitForFunction("wp.data.select('core/editor').getCurrentPostId()");
  await page.evaluate(
    "wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)",
  );
  return page;
}

/** Adds the block as people do: by its name after a slash. Debian has no translation of the editor itself. */
async function addBlock(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Add title' }).fill('Shoes');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/포트원');
  await page.getByRole('option', { name: '포트원 결제' }).click();
}

const canvas = (page: Page) => page.locator('.block-editor-block-list__layout').first();
const sidebar = (page: Page) => page.getByRole('region', { name: 'Editor settings' });

/** The preview is inert, so that it has no roles. */
const preview = (place: Page | FrameLocator) =>
  place.locator('[data-type="portone-checkout/checkout"] portone-checkout');

async function publishInEditor(page: Page): Promise<string> {
  const publishes = (place: Page | Locator) =>
    place.getByRole('button', { name: 'Publish', exact: true });
  await publishes(page).click();
  await publishes(page.getByRole('region', { name: 'Editor publish' })).click();
  await page.waitForFunction("wp.data.select('core/editor').isCurrentPostPublished()");
  return page.evaluate("wp.data.select('core/editor').getPermalink()");
}

test('an author picks an item in the block editor, sees it, publishes, and is paid', async () => {
  const page = await openEditor('author');
  await addBlock(page);
  await canvas(page).getByLabel('상품', { exact: true }).selectOption('신발');
  await preview(page).getByText('결제하기').waitFor();
  await sidebar(page).getByLabel('결제수단').selectOption('카카오페이');
  await sidebar(page).getByLabel('수량').fill('2');
  await preview(page).getByText('2,000원').first().waitFor();
  await sidebar(page).getByLabel('모양').selectOption('버튼만');
  await preview(page).getByText('2,000원 결제하기').waitFor();
  const address = await publishInEditor(page);
  await page.context().close();
  assert.match(
    await (await fetch(address)).text(),
    / quantity="2" method="kakaopay" layout="button" locale="ko-KR">/,
  );
  await payOnDesk(address);
});

test('an author writes an id where the server lists no items, and sees it once it is written', async () => {
  const page = await openEditor('author', false);
  await addBlock(page);
  const id = canvas(page).getByLabel('상품 ID');
  await id.pressSequentially('shoes');
  assert.equal(await id.inputValue(), 'shoes');
  await page.getByRole('textbox', { name: 'Add title' }).click();
  await preview(page).getByText('결제하기').waitFor();
  const address = await publishInEditor(page);
  await page.context().close();
  await payOnDesk(address);
});

test('the preview is there in the editor’s frame as well, and sells nothing', async () => {
  const page = await openEditor('editor');
  await addBlock(page);
  await canvas(page).getByLabel('상품', { exact: true }).selectOption('신발');
  await page.evaluate(
    "wp.data.dispatch('core/edit-post').__experimentalSetPreviewDeviceType('Tablet')",
  );
  const shown = preview(page.frameLocator('iframe[name="editor-canvas"]'));
  await shown.getByText('결제하기').waitFor();
  const isReached = await shown.evaluate((element) => {
    const button = element.shadowRoot?.querySelector('[part~=button]') as Element;
    const { x, y, width, height } = button.getBoundingClientRect();
    const reached = element.ownerDocument.elementFromPoint(x + width / 2, y + height / 2);
    return reached?.contains(element) === false || reached === element;
  });
  assert.equal(isReached, false);
  await page.context().close();
});

test('the block says that the address is to be set, and leads an administrator there', async () => {
  site.run("delete_option('portone_checkout_server');");
  const page = await openEditor('administrator');
  await addBlock(page);
  await canvas(page).getByText('먼저 관리자가 결제 서버의 주소를 저장해야 합니다.').waitFor();
  const link = await canvas(page).getByRole('link', { name: '설정 열기' }).getAttribute('href');
  await page.context().close();
  site.run(`update_option('portone_checkout_server', '${checkout.url}');`);
  assert.match(String(link), /options-general\.php\?page=portone-checkout$/);
});

test('an author’s shortcode and block survive the classic editor’s Text and Visual tabs', async () => {
  const page = await signIn('author');
  await page.goto(`${site.origin}/wp-admin/post-new.php?classic`);
  await page.locator('#title').fill('Classic');
  await page.locator('#content-html').click();
  await page.locator('#content').fill(`${placed.block}\n\n<p>Between</p>\n\n${placed.shortcode}`);
  await page.locator('#content-tmce').click();
  const visual = page.frameLocator('#content_ifr').locator('body');
  await visual.getByText(placed.shortcode).waitFor();
  await visual.press('Control+End');
  await page.keyboard.type('After');
  // WordPress saves a draft once there is a title, and does not publish meanwhile.
  await page.locator('.autosave-message').filter({ hasText: /./ }).waitFor();
  await page.locator('#publish:not(.disabled)').click();
  await page.waitForURL('**/post.php?post=*&action=edit*');
  await page.context().close();
  const address = site.run(
    "echo get_permalink(get_posts(['title' => 'Classic', 'numberposts' => 1])[0]);",
  );
  const written = await (await fetch(address)).text();
  assert.match(written, /After/);
  assert.equal(written.match(/<portone-checkout /g)?.length, 2);
  const buyer = await visit(address);
  await payButton(buyer).first().click();
  await choose(overlay(buyer), 'approve');
  await said(buyer).getByText('결제가 완료').first().waitFor();
  await buyer.context().close();
});

/** What a site has that uses no plugin: the script in its theme, and links that its editors let through. */
const link = () =>
  `<a href="${checkout.url}/checkout/shoes" data-portone-item="shoes" data-portone-quantity="2" style="--portone-checkout-accent: #0a7d55">신발</a>`;

async function withScript(run: () => Promise<void>): Promise<void> {
  const script = `<script src="${checkout.url}/portone-checkout.classic.js"></script>`;
  site.run(`update_option('tests_head', '${script}');`);
  try {
    await run();
  } finally {
    site.run("delete_option('tests_head');");
  }
}

async function payForTwo(address: string): Promise<void> {
  const page = await visit(address);
  await page.locator('portone-checkout').getByText('2,000').first().waitFor();
  const colour = await payButton(page).evaluate(
    (button) => getComputedStyle(button).backgroundColor,
  );
  assert.equal(colour, 'rgb(10, 125, 85)');
  await payButton(page).click();
  await choose(overlay(page), 'approve');
  await said(page).getByText('결제가 완료').waitFor();
  await page.context().close();
}

for (const role of ['administrator', 'editor', 'author'] as const) {
  test(`a link that the role ${role} writes as HTML is kept, and is paid as the element`, () =>
    withScript(async () => {
      const address = publish(role, `<!-- wp:html -->${link()}<!-- /wp:html -->`);
      await payForTwo(address);
      const page = await visit(address, { javaScriptEnabled: false });
      await page.getByRole('link', { name: '신발' }).click();
      assert.equal(page.url(), `${checkout.url}/checkout/shoes`);
      await page.context().close();
    }));
}

test('an author’s link survives the classic editor’s Visual tab, and is paid', () =>
  withScript(async () => {
    const page = await signIn('author');
    await page.goto(`${site.origin}/wp-admin/post-new.php?classic`);
    await page.locator('#title').fill('Link');
    await page.locator('#content-html').click();
    await page.locator('#content').fill(`<p>Before</p>\n\n<p>${link()}</p>`);
    await page.locator('#content-tmce').click();
    const visual = page.frameLocator('#content_ifr').locator('body');
    await visual.getByRole('link', { name: '신발' }).waitFor();
    await visual.press('Control+Home');
    await page.keyboard.type('Edited ');
    await page.locator('.autosave-message').filter({ hasText: /./ }).waitFor();
    await page.locator('#publish:not(.disabled)').click();
    await page.waitForURL('**/post.php?post=*&action=edit*');
    await page.context().close();
    const address = site.run(
      "echo get_permalink(get_posts(['title' => 'Link', 'numberposts' => 1])[0]);",
    );
    assert.match(await (await fetch(address)).text(), /Edited Before/);
    await payForTwo(address);
  }));

test('an administrator’s Custom HTML block shows the element in its preview, as high as it is', async () => {
  const page = await openEditor('administrator');
  const html = `<script type="module" src="${checkout.url}/portone-checkout.js"></script><portone-checkout item-id="shoes"></portone-checkout>`;
  await page.evaluate(`(() => {
    const block = wp.blocks.createBlock('core/html', { content: ${JSON.stringify(html)} });
    wp.data.dispatch('core/block-editor').insertBlock(block);
    wp.data.dispatch('core/block-editor').selectBlock(block.clientId);
  })()`);
  await page
    .locator('.block-editor-block-contextual-toolbar')
    .getByRole('button', { name: 'Preview' })
    .click();
  const shown = page.frameLocator('iframe.components-sandbox').locator('portone-checkout');
  await shown.getByRole('button', { name: '결제하기' }).waitFor();
  const height = await shown.evaluate((element) => element.getBoundingClientRect().height);
  assert.ok(height > 200, `${height}`);
  await page.waitForFunction(
    (wanted) => (document.querySelector('iframe.components-sandbox')?.clientHeight ?? 0) >= wanted,
    Math.floor(height),
  );
  await page.context().close();
});

test('an author’s draft shows the element in its preview', async () => {
  const id = site.run(`wp_set_current_user(get_user_by('login', 'author')->ID);
    echo wp_insert_post(['post_title' => 'Draft', 'post_content' => '${placed.shortcode}']);`);
  const page = await signIn('author');
  await page.goto(`${site.origin}/?p=${id}&preview=true`);
  await payButton(page).waitFor();
  await page.context().close();
});

test('a classic theme’s widget sells, and pages without the element have no script of it', async () => {
  const plain = publish('author', 'Nothing is sold here.');
  site.run("switch_theme('twentytwentyone');");
  assert.doesNotMatch(await (await fetch(plain)).text(), /portone-checkout/);
  site.run(`update_option('widget_block', [2 => ['content' => '${placed.block}'], '_multiwidget' => 1]);
    wp_set_sidebars_widgets(['sidebar-1' => ['block-2']]);`);
  await payOnDesk(plain);
});

test('deletes its setting when it is deleted', () => {
  const left = site.run(`require_once ABSPATH . 'wp-admin/includes/plugin.php';
    uninstall_plugin('portone-checkout/portone-checkout.php');
    echo json_encode(get_option('portone_checkout_server'));`);
  assert.equal(left, 'false');
});
