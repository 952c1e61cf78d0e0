import { Html, html } from './html.ts';
import type { PageLanguage } from './page-words.ts';
import { writtenAddress } from './written-address.ts';

export type PostcodePageParts = {
  language: PageLanguage;
  /** The page that is answered, and no other. */
  origin: string;
  /** Where Kakao's script is. */
  scriptUrl: string;
};

const words: Record<PageLanguage, { title: string; loading: string; failed: string }> = {
  ko: {
    title: '주소 검색',
    loading: '주소 검색창을 열고 있어요.',
    failed: '주소 검색창을 열지 못했어요. 주소를 직접 입력해 주세요.',
  },
  en: {
    title: 'Address search',
    loading: 'Opening the address search.',
    failed: 'The address search could not be opened. Please type the address.',
  },
  ja: {
    title: '住所検索',
    loading: '住所検索を開いています。',
    failed: '住所検索を開けませんでした。住所を直接入力してください。',
  },
};

/** Of the search before it says its own, in CSS pixels: what Kakao's is made for at least. */
const HEIGHT = 400;

const css = new Html(
  `html,body,#search{height:100%;margin:0}p{margin:0;padding:1rem;font:1rem/1.5 system-ui,sans-serif}`,
);

/** Puts Kakao's search into the page, and tells the page that asked what the buyer picks. */
const script = new Html(`
  const { origin, scriptUrl, failed } = document.currentScript.dataset;
  const status = document.querySelector('p');
  const search = document.querySelector('#search');
  const tell = (message) => parent.postMessage(message, origin);
  const fail = () => {
    search.remove();
    status.hidden = false;
    status.textContent = failed;
    tell({ failed: true });
  };
  const writtenAddress = ${writtenAddress};
  const open = () => {
    const { Postcode } = window.kakao?.Postcode ? kakao : daum;
    new Postcode({
      width: '100%',
      height: '100%',
      oncomplete: (picked) => tell({ zipcode: picked.zonecode, address: writtenAddress(picked) }),
      onresize: ({ height }) => tell({ height }),
    }).embed(search, { autoClose: false });
    status.hidden = true;
    tell({ height: ${HEIGHT} });
  };
  const service = document.createElement('script');
  service.src = scriptUrl;
  service.onerror = fail;
  service.onload = () => {
    try {
      open();
    } catch (error) {
      fail();
      throw error;
    }
  };
  document.head.append(service);
`);

/** A page for a frame: Kakao's search for addresses, which answers the page that asked. */
export function postcodePage({ language, origin, scriptUrl }: PostcodePageParts): string {
  const { title, loading, failed } = words[language];
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <style>${css}</style>
  </head>
  <body>
    <p role="status">${loading}</p>
    <div id="search"></div>
    <script data-origin="${origin}" data-script-url="${scriptUrl}" data-failed="${failed}">${script}</script>
  </body>
</html>
`.text;
}
