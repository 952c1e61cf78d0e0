import { ancestorsOf } from '../portone/clear-top-layer.ts';

/**
 * Shows what a bare button says at the lower end of the screen, where it would stick out of a bar of
 * the page's: below the screen, or over what comes next.
 */
export function showSheet(root: ParentNode): void {
  const card = root.querySelector<HTMLElement>('.button');
  if (!card) return;
  card.removeAttribute('data-sheet');
  const action = card.querySelector<HTMLElement>('.action');
  const hasWords = card.offsetHeight > (action?.offsetHeight ?? 0) + 1;
  card.toggleAttribute('data-sheet', hasWords && sticksOut(card));
}

function sticksOut(card: Element): boolean {
  const end = card.getBoundingClientRect().bottom - 1;
  let isOut = false;
  for (const place of ancestorsOf(card)) {
    // The page itself can be scrolled.
    if (place.contains(document.body)) continue;
    const { position, overflowY } = getComputedStyle(place);
    const isBar = /fixed|sticky/.test(position) || /hidden|clip/.test(overflowY);
    if (/auto|scroll/.test(overflowY)) isOut = false;
    else if (isBar && place.getBoundingClientRect().bottom < end) isOut = true;
  }
  return isOut;
}
