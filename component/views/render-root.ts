import { adoptStyles, type CSSResultOrNative } from 'lit';

/** What shortcuts, copy protection and sliders of pages listen to, and ignore in the page's own fields. */
const KEPT = 'keydown keypress keyup copy cut paste selectstart pointerdown mousedown touchstart';

/**
 * The shadow root of an element. What is typed and pressed inside stays there: the page around takes
 * each field and button for the element as a whole.
 */
export function createRenderRoot(host: Element, styles: CSSResultOrNative[]): ShadowRoot {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  if (root.ownerDocument === document) adoptStyles(root, styles);
  else applyStyles(root, styles);
  for (const name of ['click', 'auxclick']) root.addEventListener(name, keepPress);
  for (const name of KEPT.split(' ')) root.addEventListener(name, keepInput, { passive: true });
  return root;
}

/** After a move into another document, which takes no constructed style sheet along. */
export function applyStyles(root: ShadowRoot, styles: CSSResultOrNative[]): void {
  const { defaultView: view } = root.ownerDocument;
  // Safari before 16.4 has `style` elements in there, which go along.
  if (!view || !('adoptedStyleSheets' in root)) return;
  const sheet = new (view as typeof globalThis & Window).CSSStyleSheet();
  sheet.replaceSync(styles.join(''));
  root.adoptedStyleSheets = [sheet];
}

/** Keeps a press from a link, summary or label around. Our own links act, and what is in a slot. */
function keepPress(event: Event): void {
  const { own, isSlotted } = placeOf(event);
  const isOurs = !isSlotted && !own.closest('a, label, select, [type=radio], [type=date]');
  if (isOurs || own.closest('button')) event.preventDefault();
}

/** Escape and Tab are for dialogs around, too; a key with Ctrl or Command is a shortcut anywhere. */
function keepInput(event: Event): void {
  const { own, isSlotted } = placeOf(event);
  if (isSlotted) return;
  const { key, altKey, ctrlKey, metaKey } = event as KeyboardEvent;
  // AltGr, by which letters are typed, is Ctrl and Alt.
  if (key && (metaKey || (ctrlKey && !altKey))) return;
  const isText = event instanceof ClipboardEvent || event.type === 'selectstart';
  const isField = !isText && own.matches('input, select');
  const isKept = isField ? !/^(Escape|Tab)$/.test(key) : /^( |Enter)$/.test(key);
  if (isText || isKept) event.stopPropagation();
}

/** The innermost part of ours that an event goes through, and whether it begins in a slot's content. */
function placeOf(event: Event) {
  const path = event.composedPath() as Element[];
  const own = path.find((place) => place.getRootNode() === event.currentTarget) as Element;
  return { own, isSlotted: own !== path[0] };
}
