/** Contrast by WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */

/** @param colour `#rrggbb` */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Of two colours `#rrggbb`: from 1, where they are the same, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** White or nearly black, whichever has more contrast with a colour. */
export function readableOn(colour: string): string {
  return contrast(colour, WHITE) >= contrast(colour, INK) ? WHITE : INK;
}

export const WHITE = '#ffffff';
export const INK = '#111111';

/** The colours that browsers paint behind a page, in light and dark. */
export const backgrounds = { light: WHITE, dark: '#121212' } as const;
