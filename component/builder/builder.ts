/**
 * The page on which an owner designs an element. The address keeps the choices, the previews show
 * them at once, and the code, the link and the QR code follow them.
 */
import './builder.css';
import type { BuilderFacts } from '../api/contract.ts';
import { backgrounds, contrast } from './contrast.ts';
import {
  accentTextOf,
  attributesOf,
  type Design,
  defaultDesign,
  linkOf,
  linkSnippetOf,
  qrOf,
  type Script,
  snippetOf,
} from './design.ts';
import { builderLanguages, builderMessages } from './messages.ts';

/** @throws Error where the page has no such element of this class */
function find<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`There is no ${selector}`);
  return found;
}

const facts: BuilderFacts = JSON.parse(find('#facts', HTMLScriptElement).text);
/** What is written into code and links; the pictures and scripts of this page are this server's. */
const checkout = facts.publicOrigin ?? location.origin;

const form = find('#design', HTMLFormElement);
const snippet = find('#snippet', HTMLTextAreaElement);
const versions = find('#versions', HTMLElement);
const ways = find('#ways', HTMLElement);
const query = new URLSearchParams(location.search);
const language = builderLanguages.find((known) => known === query.get('lang')) ?? 'ko';
const messages = builderMessages[language];

type Field = HTMLInputElement | HTMLSelectElement | RadioNodeList;
const field = (name: keyof Design) => form.elements.namedItem(name) as Field;

/** The script with its hash. One request suffices: the server has one script at a time. */
const pinnedScript: Promise<Required<Script>> = fetch('/portone-checkout.json')
  .then((answer) => answer.json())
  .then(({ src, integrity }) => ({ src: new URL(src, checkout).href, integrity }));
// renderSnippet reports the failure where the script is needed.
pinnedScript.catch(() => {});

function translatePage(): void {
  document.documentElement.lang = language;
  document.title = `${messages.title} · portone-checkout`;
  for (const place of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = messages[place.dataset.text as keyof typeof messages];
    if (typeof text === 'string') place.textContent = text;
  }
  find('#qr', HTMLImageElement).alt = messages.qr;
  find(`nav a[lang=${language}]`, HTMLAnchorElement).setAttribute('aria-current', 'true');
  setText('#only-here', facts.isOnlyHere ? messages.onlyHere(checkout) : '');
  setText('#listed-only', facts.hasAll ? '' : messages.listedOnly);
}

function options(select: Field, entries: Array<[value: string, label: string]>): void {
  if (!(select instanceof HTMLSelectElement)) return;
  const { value } = select;
  select.replaceChildren(...entries.map(([value, label]) => new Option(label, value)));
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/** The methods and quantities depend on the item. */
function updateChoices(): void {
  const { methods, maxQuantity: most = 1 } = chosenItem();
  offerChoice(
    'method',
    methods.map(({ id, label }) => [id, label]),
  );
  offerChoice(
    'quantity',
    Array.from({ length: most }, (_, index) => [String(index + 1), messages.pieces(index + 1)]),
  );
}

/** Offers a fixed choice or to leave it to the buyer, where there is more than one. */
function offerChoice(
  name: 'method' | 'quantity',
  choices: Array<[value: string, label: string]>,
): void {
  const select = field(name);
  const hasOneChoice = choices.length === 1;
  options(
    select,
    hasOneChoice
      ? choices.map(([, label]) => ['', label])
      : [['', messages.buyerChooses], ...choices],
  );
  if (select instanceof HTMLSelectElement) select.disabled = hasOneChoice;
}

function chosenItem(): BuilderFacts['items'][number] {
  const { value } = field('item');
  const item = facts.items.find(({ id }) => id === value) ?? facts.items[0];
  if (!item) throw new Error('There is no item to choose');
  return item;
}

/** Fills the form from the address. */
function fillForm(): void {
  options(
    field('item'),
    facts.items.map(({ id, name }) => [id, name]),
  );
  const names = Object.keys(defaultDesign) as Array<keyof Design>;
  // The item comes first: the other choices depend on it.
  for (const name of names) {
    const wanted = query.get(name) ?? defaultDesign[name];
    if (name !== 'item' || wanted !== '') field(name).value = wanted;
    if (name === 'item') updateChoices();
  }
}

function readDesign(): Design {
  const design = { ...defaultDesign, ...Object.fromEntries(new FormData(form)) } as Design;
  return { ...design, redirectUrl: isWebAddress(design.redirectUrl) ? design.redirectUrl : '' };
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\//.test(address) && URL.canParse(address);
}

function render(): void {
  const design = readDesign();
  saveInAddress(design);
  for (const element of document.querySelectorAll('portone-checkout')) {
    const attributes = attributesOf(design);
    for (const name of element.getAttributeNames()) {
      if (!(name in attributes)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    hidePath(element);
  }
  find('#accent-value', HTMLOutputElement).value = design.accent;
  find('#radius-value', HTMLOutputElement).value = `${design.radius}px`;
  const width = field('width');
  if (width instanceof HTMLSelectElement) width.disabled = design.layout === 'button';
  showWarnings(design);
  renderLink(design);
  void renderSnippet(design);
}

/** A path is one of the shop's own site, which the catalog does not name. It is not looked for here. */
function hidePath(element: Element): void {
  const isPath = chosenItem().image?.startsWith('/') === true;
  if (isPath === element.hasChildNodes()) return;
  const empty = Object.assign(document.createElement('span'), { slot: 'media' });
  element.replaceChildren(...(isPath ? [empty] : []));
}

function showWarnings(design: Design): void {
  const item = chosenItem();
  const { layout, method, quantity, accent } = design;
  const hasChoice =
    (!method && item.methods.length > 1) || (!quantity && item.maxQuantity !== undefined);
  setText('#choices', layout === 'button' && hasChoice ? messages.tooFewChoices : '');
  const typed = field('redirectUrl').value;
  setText('#redirect-problem', typed && !isWebAddress(typed) ? messages.redirectWrong : '');

  const problems = [
    contrastWarning(contrast(accentTextOf(design), accent), 4.5, messages.poorText),
    contrastWarning(contrast(accent, backgrounds.light), 3, messages.poorLight),
    contrastWarning(contrast(accent, backgrounds.dark), 3, messages.poorDark),
  ].filter((problem) => problem !== undefined);
  const place = find('#contrast', HTMLElement);
  const lines = problems.length > 0 ? problems : [messages.goodContrast];
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

function contrastWarning(
  ratio: number,
  needed: number,
  message: (ratio: string) => string,
): string | undefined {
  // Cut off, not rounded: 4.49 must not read as 4.5.
  return ratio < needed ? message((Math.floor(ratio * 10) / 10).toFixed(1)) : undefined;
}

/** Changes the text only where it differs, so that screen readers announce it once. */
function setText(selector: string, text: string): void {
  const place = find(selector, HTMLElement);
  if (place.textContent !== text) place.textContent = text;
}

function renderLink(design: Design): void {
  const link = linkOf(design, checkout).href;
  find('#link', HTMLInputElement).value = link;
  find('#open', HTMLAnchorElement).href = link;
  const svg = qrOf(design, location.origin, 'svg').href;
  const picture = find('#qr', HTMLImageElement);
  if (picture.src !== svg) picture.src = svg;
  find('#qr-svg', HTMLAnchorElement).href = svg;
  find('#qr-png', HTMLAnchorElement).href = qrOf(design, location.origin, 'png').href;
}

async function renderSnippet(design: Design): Promise<void> {
  const isPinned = versions.querySelector('[value=pinned]:checked') !== null;
  const script = isPinned
    ? await pinnedScript.catch(() => undefined)
    : { src: new URL('/portone-checkout.js', checkout).href };
  setText(
    '#version-hint',
    isPinned ? (script ? messages.pinnedHint : messages.noServer) : messages.plainHint,
  );
  const isLink = ways.querySelector('[value=link]:checked') !== null;
  setText('#way-hint', isLink ? messages.linkTagHint : messages.elementTagHint);
  const { name } = chosenItem();
  snippet.value = !script
    ? ''
    : isLink
      ? linkSnippetOf(design, script, { text: name, checkout })
      : snippetOf(design, script);
}

/** Keeps the design for a reload, a bookmark and the return from a payment on a phone. */
function saveInAddress(design: Design): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(design)) {
    if (value === defaultDesign[name as keyof Design]) url.searchParams.delete(name);
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
  const status = button.parentElement?.querySelector('[role=status]');
  try {
    await navigator.clipboard.writeText(source.value);
    if (status) status.textContent = messages.copied;
  } catch (reason) {
    console.warn(reason);
    source.select();
    if (status) status.textContent = messages.notCopied;
  }
}

function start(): void {
  fillForm();
  for (const pane of document.querySelectorAll('.pane')) {
    pane.append(document.createElement('portone-checkout'));
  }
  render();

  form.addEventListener('input', ({ target }) => {
    if (target === field('item')) updateChoices();
    render();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const choice of [versions, ways]) choice.addEventListener('change', render);
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
    button.addEventListener('click', () => copy(button));
  }
}

translatePage();
if (facts.items.length > 0) {
  start();
} else {
  setText('#no-items', messages.noItems);
  find('main', HTMLElement).hidden = true;
}
