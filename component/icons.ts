import { svg, type TemplateResult } from 'lit';

function icon(shape: TemplateResult<2>): TemplateResult<2> {
  return svg`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;
}

export const doneIcon = icon(
  svg`<circle cx="12" cy="12" r="9" /><path d="m8 12.5 2.7 2.7L16 9.8" />`,
);
export const alertIcon = icon(
  svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5v5.5M12 16.4v.1" />`,
);
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3 2" />`);
export const backIcon = icon(svg`<path d="M9 14 4 9l5-5" /><path d="M4 9h10a6 6 0 0 1 0 12h-3" />`);
export const lockIcon = icon(
  svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
);
