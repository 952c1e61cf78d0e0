/** The states side by side, each in a frame of its own. The address keeps the switches. */
import { type GalleryLanguage, type Localized, languages } from './gallery-state.ts';
import { states } from './states.ts';

const messages: Record<string, Localized> = {
  title: { ko: '갤러리', en: 'Gallery', ja: 'ギャラリー' },
  intro: {
    ko: '엘리먼트의 모든 상태입니다. 서버와 PG사 없이, 칸마다 꾸며 낸 응답으로 보여 줍니다.',
    en: 'Every state of the element. There is no server and no gateway behind it: each frame makes up the answers itself.',
    ja: 'エレメントのすべての状態です。サーバーも決済会社も使わず、各枠が自分で応答を作って表示します。',
  },
  language: { ko: '언어', en: 'Language', ja: '言語' },
  scheme: { ko: '화면 모드', en: 'Colours', ja: '表示モード' },
  auto: { ko: '자동', en: 'Automatic', ja: '自動' },
  light: { ko: '밝게', en: 'Light', ja: 'ライト' },
  dark: { ko: '어둡게', en: 'Dark', ja: 'ダーク' },
  theme: { ko: '테마', en: 'Theme', ja: 'テーマ' },
  plain: { ko: '기본', en: 'Default', ja: '標準' },
};

const switches = document.querySelector<HTMLFormElement>('#switches');
const main = document.querySelector('main');

const frames = states.map((state) => {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const title = document.createElement('span');
  const link = document.createElement('a');
  link.textContent = state.id;
  const frame = document.createElement('iframe');
  frame.loading = 'lazy';
  frame.addEventListener('load', () => fitHeight(frame));
  caption.append(title, link);
  figure.append(caption, frame);
  main?.append(figure);
  return { state, title, link, frame };
});

/** Makes a frame as high as its content. */
function fitHeight(frame: HTMLIFrameElement): void {
  const body = frame.contentDocument?.body;
  if (!body) return;
  new ResizeObserver(() => {
    frame.style.blockSize = `${body.getBoundingClientRect().height}px`;
  }).observe(body);
}

/** Reads the switches from the address; an empty value is the first choice. */
function read(): { lang: GalleryLanguage; scheme: string; theme: string } {
  const query = new URLSearchParams(location.search);
  return {
    lang: languages.find((known) => known === query.get('lang')) ?? 'ko',
    scheme: query.get('scheme') ?? '',
    theme: query.get('theme') ?? '',
  };
}

function render(): void {
  const chosen = read();
  const { documentElement } = document;
  documentElement.lang = chosen.lang;
  documentElement.dataset.scheme = chosen.scheme;
  document.title = `${messages.title?.[chosen.lang]} · portone-checkout`;
  for (const place of document.querySelectorAll<HTMLElement>('[data-text]')) {
    place.textContent = messages[place.dataset.text ?? '']?.[chosen.lang] ?? '';
  }
  for (const [name, value] of Object.entries(chosen)) {
    const group = switches?.elements.namedItem(name);
    if (group instanceof RadioNodeList) group.value = value;
  }
  for (const { state, title, link, frame } of frames) {
    const address = `./frame.html?${new URLSearchParams({ state: state.id, ...chosen })}`;
    title.textContent = state.title[chosen.lang];
    link.href = address;
    frame.title = state.title[chosen.lang];
    // `replace` adds no entry to the browser's history.
    if (frame.src) frame.contentWindow?.location.replace(address);
    else frame.src = address;
  }
}

switches?.addEventListener('change', () => {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(switches)) {
    if (value) chosen.set(name, String(value));
  }
  history.replaceState(null, '', `?${chosen}`);
  render();
});

render();
