import { html, type TemplateResult } from 'lit';

const disc = 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0';

/** Outlines, 24 by 24: the `d` of a path. */
export const icons = {
  lock: 'M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zm1 0V8a4 4 0 0 1 8 0v3',
  done: `${disc}m5 .5l2.7 2.7L16 9.8`,
  alert: `${disc}m9-4.5V13m0 3.4v.1`,
  clock: `${disc}m9-5v5l3 2`,
  back: 'M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
  /** An arrow out of a box. */
  outside: 'M13 5h6v6M19 5l-8 8M9 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-3',
  fewer: 'M6 12h12',
  more: 'M6 12h12M12 6v12',
  close: 'M6 6l12 12M18 6L6 18',
};

/** An outline, or a spinner without one. Screen readers skip both. */
export function icon(outline: string): TemplateResult {
  return outline
    ? html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${outline}></path></svg>`
    : html`<i class="spinner"></i>`;
}
