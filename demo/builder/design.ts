/** What an owner decides about their element, and the address and the markup that say so. */
import { readableOn, WHITE } from './contrast.ts';

export type Design = {
  item: string;
  layout: string;
  /** Empty where the buyer chooses, here and in `quantity`. */
  method: string;
  quantity: string;
  /** `#rrggbb` */
  accent: string;
  /** `#rrggbb`; empty for whichever is read more easily. */
  accentText: string;
  /** In pixels. */
  radius: string;
  /** A length of CSS, or `none`. */
  width: string;
  /** Empty for the page's own language. */
  locale: string;
  /** Empty for the page that the element is on. */
  redirectUrl: string;
};

/** As the element is where nobody decides anything. */
export const plainDesign: Design = {
  item: '',
  layout: 'card',
  method: '',
  quantity: '',
  accent: '#2c5ff0',
  accentText: '',
  radius: '16',
  width: '27rem',
  locale: '',
  redirectUrl: '',
};

export function accentTextOf({ accent, accentText }: Design): string {
  return accentText || readableOn(accent);
}

/** The element's attributes, of which `style` is the theme. */
export function attributesOf(design: Design): Record<string, string> {
  const { item, layout, method, quantity, locale, redirectUrl } = design;
  const style = Object.entries(themeOf(design))
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
  return withoutEmpty({
    'item-id': item,
    layout: layout === plainDesign.layout ? '' : layout,
    method,
    quantity,
    locale,
    'redirect-url': redirectUrl,
    style,
  });
}

/** The custom properties that differ from the element's own. */
function themeOf(design: Design): Record<string, string> {
  const { accent, radius, width, layout } = design;
  const accentText = accentTextOf(design);
  return withoutEmpty({
    '--portone-checkout-accent': accent === plainDesign.accent ? '' : accent,
    '--portone-checkout-accent-text': accentText === WHITE ? '' : accentText,
    '--portone-checkout-radius': radius === plainDesign.radius ? '' : `${radius}px`,
    '--portone-checkout-max-width': width === plainDesign.width || layout === 'button' ? '' : width,
  });
}

/** Where the script is: as the server serves it now, or as it was with this hash. */
export type Script = { src: string; integrity?: string };

/** What is pasted into a page: one line each, since editors put `<br>` where a line ends inside a tag. */
export function snippetOf(design: Design, script: Script): string {
  const scriptTag = tag('script', {
    type: 'module',
    src: script.src,
    ...(script.integrity && { integrity: script.integrity, crossorigin: 'anonymous' }),
  });
  return `${scriptTag}\n${tag('portone-checkout', attributesOf(design))}`;
}

/** The page that the checkout server has for the item. */
export function linkOf({ item, quantity, method, locale }: Design, checkout: string): URL {
  return hostedAddress(checkout, item, '', { quantity, method, lang: locale });
}

/** A picture of that page's address. */
export function qrOf(design: Design, checkout: string, type: 'svg' | 'png'): URL {
  const { item, quantity, method, locale } = design;
  return hostedAddress(checkout, item, `/qr.${type}`, { quantity, method, lang: locale });
}

function hostedAddress(
  checkout: string,
  item: string,
  file: string,
  query: Record<string, string>,
): URL {
  const address = new URL(`/checkout/${encodeURIComponent(item)}${file}`, checkout);
  address.search = String(new URLSearchParams(withoutEmpty(query)));
  return address;
}

function tag(name: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<${name}${written.join('')}></${name}>`;
}

function withoutEmpty(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
