/**
 * Where an owner puts an element together: what is chosen is in the address, the element shows it
 * at once, and the code, the link and the QR code say the same.
 */
import catalog from '../catalog.json' with { type: 'json' };
import { backgrounds, contrast } from './contrast.ts';
import {
  accentTextOf,
  attributesOf,
  type Design,
  linkOf,
  plainDesign,
  qrOf,
  type Script,
  snippetOf,
} from './design.ts';
import { builderLanguages, texts } from './texts.ts';

const checkout: string = import.meta.env.VITE_CHECKOUT;

/** An element that is in the page, by its id unless a selector says otherwise. */
function find<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`There is no ${selector}`);
  return found;
}

const form = find('#design', HTMLFormElement);
const snippet = find('#snippet', HTMLTextAreaElement);
const versions = find('#versions', HTMLElement);
const query = new URLSearchParams(location.search);
const language = builderLanguages.find((known) => known === query.get('lang')) ?? 'ko';
const words = texts[language];

type Field = HTMLInputElement | HTMLSelectElement | RadioNodeList;
const field = (name: keyof Design) => form.elements.namedItem(name) as Field;

/** Both addresses are of one server, which has one script at a time. */
const pinned: Promise<Required<Script>> = fetch(new URL('/portone-checkout.json', checkout))
  .then((answer) => answer.json())
  .then(({ src, integrity }) => ({ src: new URL(src, checkout).href, integrity }));
// It is said where it is needed.
pinned.catch(() => {});

function speak(): void {
  document.documentElement.lang = language;
  document.title = `${words.title} · portone-checkout`;
  for (const place of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const said = words[place.dataset.text as keyof typeof words];
    if (typeof said === 'string') place.textContent = said;
  }
  find('#qr', HTMLImageElement).alt = words.qr;
  find('nav a[href="/"]', HTMLAnchorElement).href = `/?lang=${language}`;
  find(`nav a[lang=${language}]`, HTMLAnchorElement).setAttribute('aria-current', 'true');
}

function options(select: Field, entries: Array<[value: string, label: string]>): void {
  if (!(select instanceof HTMLSelectElement)) return;
  const { value } = select;
  select.replaceChildren(...entries.map(([value, label]) => new Option(label, value)));
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/** What can be chosen depends on the item. */
function offerChoices(): void {
  const { methods, ...item } = chosenItem();
  const most = 'maxQuantity' in item ? Number(item.maxQuantity) : 1;
  offer(
    'method',
    methods.map((id) => [id, catalog.methods.find((method) => method.id === id)?.label ?? id]),
  );
  offer(
    'quantity',
    Array.from({ length: most }, (_, index) => [String(index + 1), words.pieces(index + 1)]),
  );
}

/** To decide or to leave to the buyer, where there is anything to decide. */
function offer(name: 'method' | 'quantity', choices: Array<[value: string, label: string]>): void {
  const select = field(name);
  const isDecided = choices.length === 1;
  options(
    select,
    isDecided ? choices.map(([, label]) => ['', label]) : [['', words.buyerChooses], ...choices],
  );
  if (select instanceof HTMLSelectElement) select.disabled = isDecided;
}

function chosenItem() {
  const { value } = field('item');
  const item = catalog.items.find(({ id }) => id === value) ?? catalog.items[0];
  if (!item) throw new Error('The catalog has no items');
  return item;
}

/** Fills the form in from the address. */
function fillIn(): void {
  options(
    field('item'),
    catalog.items.map(({ id, name }) => [id, name]),
  );
  const names = Object.keys(plainDesign) as Array<keyof Design>;
  // The item first: it decides what there is to choose.
  for (const name of names) {
    const wanted = query.get(name) ?? plainDesign[name];
    if (name !== 'item' || wanted !== '') field(name).value = wanted;
    if (name === 'item') offerChoices();
  }
}

function readDesign(): Design {
  const design = { ...plainDesign, ...Object.fromEntries(new FormData(form)) } as Design;
  return { ...design, redirectUrl: isWebAddress(design.redirectUrl) ? design.redirectUrl : '' };
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\//.test(address) && URL.canParse(address);
}

function draw(): void {
  const design = readDesign();
  keepInAddress(design);
  for (const element of document.querySelectorAll('portone-checkout')) {
    const attributes = attributesOf(design);
    for (const name of element.getAttributeNames()) {
      if (!(name in attributes)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }
  find('#accent-value', HTMLOutputElement).value = design.accent;
  find('#radius-value', HTMLOutputElement).value = `${design.radius}px`;
  const width = field('width');
  if (width instanceof HTMLSelectElement) width.disabled = design.layout === 'button';
  warn(design);
  drawLink(design);
  void drawSnippet(design);
}

function warn(design: Design): void {
  const item = chosenItem();
  const { layout, method, quantity, accent } = design;
  const hasChoice = (!method && item.methods.length > 1) || (!quantity && 'maxQuantity' in item);
  say('#choices', layout === 'button' && hasChoice ? words.tooFewChoices : '');
  const typed = field('redirectUrl').value;
  say('#redirect-problem', typed && !isWebAddress(typed) ? words.redirectWrong : '');

  const problems = [
    poor(contrast(accentTextOf(design), accent), 4.5, words.poorText),
    poor(contrast(accent, backgrounds.light), 3, words.poorLight),
    poor(contrast(accent, backgrounds.dark), 3, words.poorDark),
  ].filter((problem) => problem !== undefined);
  const place = find('#contrast', HTMLElement);
  const lines = problems.length > 0 ? problems : [words.goodContrast];
  if (place.textContent === lines.join('')) return;
  place.replaceChildren(
    ...lines.map((line) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      if (problems.length > 0) paragraph.className = 'warning';
      return paragraph;
    }),
  );
}

function poor(ratio: number, needed: number, says: (ratio: string) => string): string | undefined {
  // Cut off, not rounded: 4.49 is not 4.5.
  return ratio < needed ? says((Math.floor(ratio * 10) / 10).toFixed(1)) : undefined;
}

/** Announced only where it is news. */
function say(selector: string, text: string): void {
  const place = find(selector, HTMLElement);
  if (place.textContent !== text) place.textContent = text;
}

function drawLink(design: Design): void {
  const link = linkOf(design, checkout).href;
  find('#link', HTMLInputElement).value = link;
  find('#open', HTMLAnchorElement).href = link;
  const svg = qrOf(design, checkout, 'svg').href;
  const picture = find('#qr', HTMLImageElement);
  if (picture.src !== svg) picture.src = svg;
  find('#qr-svg', HTMLAnchorElement).href = svg;
  find('#qr-png', HTMLAnchorElement).href = qrOf(design, checkout, 'png').href;
}

async function drawSnippet(design: Design): Promise<void> {
  const isPinned = versions.querySelector('[value=pinned]:checked') !== null;
  const script = isPinned
    ? await pinned.catch(() => undefined)
    : { src: new URL('/portone-checkout.js', checkout).href };
  say('#version-hint', isPinned ? (script ? words.pinnedHint : words.noServer) : words.plainHint);
  snippet.value = script ? snippetOf(design, script) : '';
}

/** So that a reload, a bookmark and a payment on a phone come back to it. */
function keepInAddress(design: Design): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(design)) {
    if (value === plainDesign[name as keyof Design]) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== location.href) history.replaceState(history.state, '', url);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a[hreflang]')) {
    const other = new URL(url);
    other.searchParams.set('lang', link.hreflang);
    link.href = other.href;
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const source = find(`#${button.dataset.copies}`, HTMLElement) as
    | HTMLInputElement
    | HTMLTextAreaElement;
  const told = button.parentElement?.querySelector('[role=status]');
  try {
    await navigator.clipboard.writeText(source.value);
    if (told) told.textContent = words.copied;
  } catch (reason) {
    console.warn(reason);
    source.select();
    if (told) told.textContent = words.notCopied;
  }
}

speak();
fillIn();
for (const pane of document.querySelectorAll('.pane')) {
  pane.append(document.createElement('portone-checkout'));
}
draw();

form.addEventListener('input', ({ target }) => {
  if (target === field('item')) offerChoices();
  draw();
});
form.addEventListener('submit', (event) => event.preventDefault());
versions.addEventListener('change', draw);
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
  button.addEventListener('click', () => copy(button));
}
