import type { Environment } from '../../../component/api/contract.ts';
import { type CatalogItem, pictureOf, type Store } from '../../domain/catalog.ts';
import { Html, html } from './html.ts';
import { linked, pageFrame } from './page-frame.ts';
import { languages, type PageLanguage, pageWords } from './page-words.ts';

/** What a link may decide ahead of the buyer. */
export type FixedChoice = { quantity?: number; method?: string };

export type CheckoutPageParts = {
  language: PageLanguage;
  store: Store;
  item: CatalogItem;
  environment: Environment;
  choice: FixedChoice;
  /** Of the page's scripts. */
  nonce: string;
  /** The page's own address for others, where it is known for sure. */
  address?: string;
};

/** Open Graph's names of the languages. */
const openGraphLocales: Record<PageLanguage, string> = { ko: 'ko_KR', en: 'en_US', ja: 'ja_JP' };

/** Another language does not forget what the address has come to hold meanwhile: choices, a payment. */
const keepAddress = new Html(
  `document.querySelector('nav').addEventListener('click', ({ target }) => {
      if (!target.hreflang) return;
      const url = new URL(location);
      url.searchParams.set('lang', target.hreflang);
      target.href = url;
    });`,
);

/** A page of its own for one item, with the element on it. */
export function checkoutPage(parts: CheckoutPageParts): string {
  const { language, store, item, environment, choice, nonce, address } = parts;
  const words = pageWords[language];
  const description = item.description ?? words.description(store.name);
  const image = pictureOf(item, store);
  return pageFrame({
    language,
    store,
    title: `${item.name} · ${store.name}`,
    head: html`<meta name="description" content="${description}" />
    ${openGraph(parts, description, image)}
    ${address === undefined ? undefined : html`<link rel="canonical" href="${address}" />`}
    ${environment === 'live' ? undefined : html`<meta name="robots" content="noindex" />`}
    <script type="module" nonce="${nonce}" src="/portone-checkout.js"></script>
    <script type="module" nonce="${nonce}">${keepAddress}</script>`,
    main: html`<h1 class="unseen">${item.name}</h1>
      <portone-checkout item-id="${item.id}"${attributes(choice)}>
        ${media(item, image)}
        ${words.loading}
        <a class="late" href="">${words.late} ${words.reload}</a>
        ${
          store.url === undefined
            ? undefined
            : linked(store, words.backToShop(store.name), html` slot="paid" class="onwards"`)
        }
      </portone-checkout>
      <noscript><p>${words.noScript}</p></noscript>`,
  });
}

/** What messengers, editors and blogs make a card of: Open Graph, and the one name that X has of its own. */
function openGraph(
  { language, store, item, address }: CheckoutPageParts,
  description: string,
  image: string | undefined,
): Html {
  // They fetch a picture by its address: one inside the address is none to them.
  const picture = image !== undefined && /^https?:/.test(image) ? image : undefined;
  const size = picture === undefined ? undefined : item.imageSize;
  const properties: Array<[name: string, content: string | undefined]> = [
    ['og:type', 'website'],
    ['og:title', item.name],
    ['og:description', description],
    ['og:site_name', store.name],
    ['og:url', address],
    ['og:locale', openGraphLocales[language]],
    ...languages
      .filter((other) => other !== language)
      .map((other): [string, string] => ['og:locale:alternate', openGraphLocales[other]]),
    // The size and the text belong to the picture that they follow.
    ['og:image', picture],
    ['og:image:width', size && String(size.width)],
    ['og:image:height', size && String(size.height)],
    ['og:image:alt', picture && item.name],
  ];
  const tags = properties.flatMap(([name, content]) =>
    content === undefined ? [] : [html`<meta property="${name}" content="${content}" />`],
  );
  return html`${tags}
    <meta name="twitter:card" content="${isWide(size) ? 'summary_large_image' : 'summary'}" />`;
}

/** X cuts the picture of a large card to two by one, and a square one is small beside the text instead. */
function isWide(size: CatalogItem['imageSize']): boolean {
  return size !== undefined && size.width >= 300 && size.width >= 1.5 * size.height;
}

function attributes({ quantity, method }: FixedChoice): Html {
  return html`${
    quantity === undefined ? undefined : html` quantity="${String(quantity)}"`
  }${method === undefined ? undefined : html` method="${method}"`}`;
}

/** In place of the element's own picture, where that would be looked for on this site. */
function media({ image, name }: CatalogItem, picture: string | undefined): Html | undefined {
  if (image === undefined || image === picture) return undefined;
  return picture === undefined
    ? html`<span slot="media"></span>`
    : html`<img slot="media" src="${picture}" alt="${name}" />`;
}
