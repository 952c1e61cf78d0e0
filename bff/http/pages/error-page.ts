import type { ErrorCode } from '../../../component/api/contract.ts';
import type { Store } from '../../domain/catalog.ts';
import { html } from './html.ts';
import { linked, pageFrame } from './page-frame.ts';
import { type PageLanguage, pageWords } from './page-words.ts';

/** The page for a buyer whose request failed, as for an item that does not exist. */
export function errorPage(code: ErrorCode, language: PageLanguage, store: Store): string {
  const words = pageWords[language];
  const { title, text } = wordsFor(code, language);
  return pageFrame({
    language,
    store,
    title: `${title} · ${store.name}`,
    head: html`<meta name="robots" content="noindex" />`,
    main: html`<h1>${title}</h1>
      <p>${text}</p>
      ${store.url === undefined ? undefined : html`<p>${linked(store, words.backToShop(store.name))}</p>`}`,
  });
}

function wordsFor(code: ErrorCode, language: PageLanguage) {
  const { missing, busy, broken } = pageWords[language];
  if (code === 'ITEM_NOT_FOUND' || code === 'NOT_FOUND') return missing;
  return code === 'RATE_LIMITED' ? busy : broken;
}
