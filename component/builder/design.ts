/**
 * An owner's choices for their element, and the markup, theme and addresses that follow from them.
 */
import { readableOn, WHITE } from './contrast.ts';

export type Design = {
  item: string;
  layout: string;
  /** Empty where the buyer chooses, here and in `quantity`. */
  method: string;
  quantity: string;
  /** `#rrggbb` */
  accent: string;
  /** `#rrggbb`; empty for white or black, whichever has more contrast. */
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

/** The element without any choice. */
export const defaultDesign: Design = {
  item: '',
  layout: 'card',
  method: '',
  quantity: '',
  accent: '#2c5ff0',
  accentText: '',
  radius: '16',
  width: '432px',
  locale: '',
  redirectUrl: '',
};

export function accentTextOf({ accent, accentText }: Design): string {
  return accentText || readableOn(accent);
}

/** The element's attributes; `style` is the theme. */
export function attributesOf(design: Design): Record<string, string> {
  const { item, layout, method, quantity, locale, redirectUrl } = design;
  const style = Object.entries(themeOf(design))
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
  return withoutEmpty({
    'item-id': item,
    layout: layout === defaultDesign.layout ? '' : layout,
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
    '--portone-checkout-accent': accent === defaultDesign.accent ? '' : accent,
    '--portone-checkout-accent-text': accentText === WHITE ? '' : accentText,
    '--portone-checkout-radius': radius === defaultDesign.radius ? '' : `${radius}px`,
    '--portone-checkout-max-width':
      width === defaultDesign.width || layout === 'button' ? '' : width,
  });
}

/** The script's address, and with `integrity` the only content that may run. */
export type Script = { src: string; integrity?: string };

/**
 * The code to paste. Each tag is on one line, because editors put `<br>` where a line ends in a
 * tag.
 */
export function snippetOf(design: Design, script: Script): string {
  return `${scriptTag(script)}\n${tag('portone-checkout', attributesOf(design))}`;
}

/**
 * The same for editors that remove what they do not know: a link to the item's page, which the script
 * turns into the element. Where a payment leads back to is not a link's to decide.
 *
 * @param text of the link, for readers without scripts
 * @param checkout the server's address
 */
export function linkSnippetOf(
  design: Design,
  script: Script,
  { text, checkout }: { text: string; checkout: string },
): string {
  const { 'item-id': item = '', style, 'redirect-url': _, ...others } = attributesOf(design);
  const decided = Object.entries(others).map(([name, value]) => [`data-portone-${name}`, value]);
  const attributes: Record<string, string> = {
    'data-portone-item': item,
    ...Object.fromEntries(decided),
    href: linkOf(design, checkout).href,
    ...(style !== undefined && { style }),
  };
  return `${scriptTag(script)}\n${tag('a', attributes, text)}`;
}

function scriptTag({ src, integrity }: Script): string {
  return tag('script', {
    type: 'module',
    src,
    ...(integrity && { integrity, crossorigin: 'anonymous' }),
  });
}

/** The item's page on the checkout server. */
export function linkOf({ item, quantity, method, locale }: Design, checkout: string): URL {
  return hostedAddress(checkout, item, '', { quantity, method, lang: locale });
}

/** A picture of the QR code of that page's address. */
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

function tag(name: string, attributes: Record<string, string>, text = ''): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  const content = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${name}${written.join('')}>${content}</${name}>`;
}

function withoutEmpty(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
