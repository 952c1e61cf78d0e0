import { type Html, html } from '../../../bff/http/pages/html.ts';
import type { Language } from './language.ts';

export type PageParts = {
  language: Language;
  title: string;
  /** Elements of the head after the common style sheet. */
  head: Html;
  /** Attributes of the body; each begins with a space. */
  bodyAttributes?: Html;
  /** The bar at the top, which says that this is a sandbox. */
  header: Html;
  main: Html;
};

/** The document that the payment window and the inspector share. */
export function pageFrame({
  language,
  title,
  head,
  bodyAttributes,
  header,
  main,
}: PageParts): string {
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <link rel="stylesheet" href="/static/payment-window.css">
    ${head}
  </head>
  <body${bodyAttributes}>
    <header>${header}</header>
    <main>${main}</main>
  </body>
</html>
`.text;
}
