import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Store } from '../../domain/catalog.ts';
import { Html, html } from './html.ts';
import { languageNames, languages, type PageLanguage, pageWords } from './page-words.ts';

const css = readFileSync(new URL('./page.css', import.meta.url), 'utf8');

/** For a policy that allows this style and no other. */
export const styleHash = `'sha256-${createHash('sha256').update(css).digest('base64')}'`;

export type PageParts = {
  language: PageLanguage;
  store: Store;
  title: string;
  /** In the head, after what every page has. */
  head?: Html;
  main: Html;
  /** Whether the page can be asked for in another language. */
  hasLanguages?: boolean;
};

/** What all pages of the server are alike in: the shop above, languages and who sells below. */
export function pageFrame(parts: PageParts): string {
  const { language, store, title, head, main, hasLanguages = true } = parts;
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <style>${new Html(css)}</style>
    ${head}
  </head>
  <body>
    <header>${linked(store, store.name)}</header>
    <main>${main}</main>
    <footer>
      ${business(store, language)}
      ${sellerLinks(store, language)}
      ${hasLanguages ? languageLinks(language) : undefined}
    </footer>
  </body>
</html>
`.text;
}

function languageLinks(language: PageLanguage): Html {
  return html`<nav aria-label="${pageWords[language].languages}">${languages.map(
    (other) =>
      html`<a href="?lang=${other}" hreflang="${other}" lang="${other}"${
        other === language ? html` aria-current="true"` : undefined
      }>${languageNames[other]}</a>`,
  )}</nav>`;
}

/** As a link to the shop's own site, where the catalog has one. */
export function linked({ url }: Store, text: string, attributes?: Html): Html {
  return url === undefined ? html`${text}` : html`<a href="${url}"${attributes}>${text}</a>`;
}

/** What Korean law wants a shop to say about itself, as far as the catalog knows it. */
function business({ details = {}, seller }: Store, language: PageLanguage): Html | undefined {
  const words = pageWords[language];
  const { businessName, ceoFullName, businessRegistrationNumber, address, phoneNumber, email } =
    details;
  const facts = [
    businessName,
    ceoFullName && `${words.ceo} ${ceoFullName}`,
    businessRegistrationNumber && `${words.registration} ${businessRegistrationNumber}`,
    address,
    phoneNumber && `${words.phone} ${phoneNumber}`,
    email,
    seller?.mailOrderNumber && `${words.mailOrder} ${seller.mailOrderNumber}`,
  ].filter((fact) => fact !== undefined);
  if (facts.length === 0) return undefined;
  return html`<ul aria-label="${words.business}">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>`;
}

/** What a buyer agrees to by buying, and can read before. */
function sellerLinks({ seller = {} }: Store, language: PageLanguage): Html | undefined {
  const words = pageWords[language];
  const links = (['terms', 'refund', 'privacy'] as const).flatMap((name) => {
    const address = seller[name];
    return address === undefined ? [] : [html`<li><a href="${address}">${words[name]}</a></li>`];
  });
  return links.length === 0 ? undefined : html`<ul>${links}</ul>`;
}
