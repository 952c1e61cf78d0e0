import type { Store } from '../../domain/catalog.ts';
import { type Html, html } from './html.ts';
import { linked, pageFrame } from './page-frame.ts';
import { type PageLanguage, pageWords } from './page-words.ts';

type Words = { title: string; text: string };

type ReturnWords = {
  unknown: Words;
  over: Words;
  waiting: Words;
  /** @param host where a button leads */
  leave: (host: string) => Words & { go: string };
};

const returnWords: Record<PageLanguage, ReturnWords> = {
  ko: {
    unknown: {
      title: '결제를 찾을 수 없어요',
      text: '주소가 잘렸거나 바뀐 것 같아요. 이미 결제했다면 다시 결제하지 말고 판매자에게 문의해 주세요.',
    },
    over: {
      title: '이제 쓰지 않는 결제 주소예요',
      text: '결제 결과는 주문한 화면이나 결제사의 안내에서 확인할 수 있어요.',
    },
    waiting: {
      title: '결제 결과를 확인하고 있어요',
      text: '잠시만 기다려 주세요. 이 페이지는 자동으로 넘어가요. 다시 결제하지 마세요.',
    },
    leave: (host) => ({
      title: `${host} 페이지로 이동할까요?`,
      text: `결제를 시작한 페이지가 ${host}에 있어요. 아는 곳일 때만 이동하세요.`,
      go: '이동하기',
    }),
  },
  en: {
    unknown: {
      title: 'This payment cannot be found',
      text: 'Its address seems to be cut or changed. If you have paid, do not pay again; ask the shop.',
    },
    over: {
      title: 'This address is not in use any more',
      text: 'See what became of your payment where you ordered, or in the gateway’s message.',
    },
    waiting: {
      title: 'Taking in the result of your payment',
      text: 'One moment, please. This page goes on by itself. Do not pay again.',
    },
    leave: (host) => ({
      title: `Go to ${host}?`,
      text: `The page where this payment began is at ${host}. Go there only if you know it.`,
      go: 'Go there',
    }),
  },
  ja: {
    unknown: {
      title: 'お支払いが見つかりません',
      text: 'アドレスが途中で切れたか、変わった可能性があります。お支払い済みの場合は、再度お支払いせず販売者にお問い合わせください。',
    },
    over: {
      title: 'このアドレスはもう使われていません',
      text: 'お支払いの結果は、ご注文の画面または決済会社からのお知らせでご確認ください。',
    },
    waiting: {
      title: 'お支払いの結果を確認しています',
      text: 'しばらくお待ちください。このページは自動的に切り替わります。再度お支払いしないでください。',
    },
    leave: (host) => ({
      title: `${host} に移動しますか?`,
      text: `お支払いを始めたページは ${host} にあります。ご存じのサイトの場合のみ移動してください。`,
      go: '移動する',
    }),
  },
};

/** What a buyer reads who comes back to an address that leads nowhere, or not any more. */
export function noReturnPage(
  reason: 'unknown' | 'over',
  language: PageLanguage,
  store: Store,
): string {
  const words = returnWords[language][reason];
  const back =
    store.url === undefined
      ? undefined
      : html`<p>${linked(store, pageWords[language].backToShop(store.name))}</p>`;
  return framed(language, store, words, back);
}

/**
 * What a buyer reads while the server cannot look: the page asks again by itself.
 *
 * @param address what it asks for; itself where absent
 */
export function waitingPage(
  language: PageLanguage,
  store: Store,
  seconds: number,
  address?: string,
): string {
  const content = address === undefined ? String(seconds) : `${seconds};url=${address}`;
  const refresh = html`<meta http-equiv="refresh" content="${content}" />`;
  return framed(language, store, returnWords[language].waiting, undefined, refresh);
}

/** Asks before a buyer is sent to a page whose host nothing but the order's request has named. */
export function leavingPage(language: PageLanguage, store: Store, address: string): string {
  const { go, ...words } = returnWords[language].leave(new URL(address).host);
  const link = html`<p><a href="${address}" rel="noreferrer">${go}</a></p>`;
  return framed(language, store, words, link);
}

function framed(
  language: PageLanguage,
  store: Store,
  { title, text }: Words,
  further?: Html,
  head?: Html,
): string {
  return pageFrame({
    language,
    store,
    title: `${title} · ${store.name}`,
    head: html`<meta name="robots" content="noindex" />${head}`,
    main: html`<h1>${title}</h1>
      <p>${text}</p>
      ${further}`,
    // A link to another language would be a visit without what PortOne appended.
    hasLanguages: false,
  });
}
