/**
 * `npm run test:platforms`: the plugin in a real WordPress, as its people use it, on the sandbox. It is no
 * part of `npm test`, which is to run wherever npm does: WordPress, PHP and MariaDB are Debian's packages.
 */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, devices, type Page } from 'playwright-core';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { openChromium } from '../support/browser/open-chromium.ts';
import { addressOf, choose, overlay, payButton, said } from '../support/pages/shop-visit.ts';
import { type Checkout, startCheckout } from '../support/server/checkout-server.ts';
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

/** What the server answers to `GET /api/items`. */
const listing = {
  items: [
    {
      id: 'shoes',
      name: '신발',
      price: 1000,
      currency: 'KRW',
      maxQuantity: 3,
      methods: [{ id: 'kakaopay', label: '카카오페이' }],
    },
  ],
};

/** The block editor with an empty post. */
async function openEditor(role: Role, answer: object | undefined): Promise<Page> {
  const page = await signIn(role);
  await page.route('**/api/items', (route) =>
    answer
      ? route.fulfill({ json: answer, headers: { 'access-control-allow-origin': '*' } })
      : route.fulfill({ status: 404 }),
  );
  await page.goto(`${site.origin}/wp-admin/post-new.php`);
  await page.waitForFunction("wp.data.select('core/editor').getCurrentPostId()");
  await page.evaluate(
    "wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)",
  );
  return page;
}

/** Adds the block as people do: by its name after a slash. */
async function addBlock(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '제목 추가' }).fill('Shoes');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/포트원');
  await page.getByRole('option', { name: '포트원 결제' }).click();
}

async function publishInEditor(page: Page): Promise<string> {
  await page.getByRole('button', { name: '공개', exact: true }).click();
  await page
    .getByRole('region', { name: '편집기 공개' })
    .getByRole('button', { name: '공개', exact: true })
    .click();
  await page.getByText('글을 공개했습니다').first().waitFor();
  return page.evaluate("wp.data.select('core/editor').getPermalink()");
}

test('an author picks an item in the block editor, sees it, publishes, and is paid', async () => {
  const page = await openEditor('author', listing);
  await addBlock(page);
  await page
    .locator('.block-editor-block-list__layout')
    .getByLabel('상품', { exact: true })
    .selectOption('신발');
  await payButton(page).waitFor();
  const address = await publishInEditor(page);
  await page.context().close();
  await payOnDesk(address);
});
