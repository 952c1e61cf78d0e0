/** The languages of the element's messages. */
export type Language = 'ko' | 'en' | 'ja';

/**
 * The buyer's locale: the element's `locale`, else the nearest `lang` around it (through shadow
 * roots), else the browser's, else Korean.
 */
export function localeOf(element: HTMLElement & { locale?: string | undefined }): string {
  return (
    canonical(element.locale) ??
    canonical(nearestLang(element)) ??
    canonical(navigator.language) ??
    'ko'
  );
}

export function languageOf(locale: string): Language {
  const language = primary(locale);
  return language === 'ko' || language === 'ja' ? language : 'en';
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(locale) ? 'rtl' : 'ltr';
}

/** A tag without its country and script. */
export function primary(locale: string): string {
  return locale.replace(/-.*/, '');
}

function nearestLang(element: Element): string | undefined {
  const around = element.closest('[lang]');
  if (around) return around.getAttribute('lang') ?? undefined;
  const host = hostOf(element);
  return host && nearestLang(host);
}

/** Not by `instanceof`: an element may be moved into the document of another window. */
export function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? (root as ShadowRoot).host : undefined;
}

/** Codes of countries that pages write for languages. */
export const LANGUAGES: Partial<Record<string, string>> = {
  kr: 'ko',
  jp: 'ja',
  cn: 'zh',
  us: 'en',
};

/** Reads what pages do write, and Intl does not: `kr`, `en_US`, `ko_KR.UTF-8`. */
function canonical(tag: string | null | undefined): string | undefined {
  if (!tag) return undefined;
  try {
    return Intl.getCanonicalLocales(languageTag(tag))[0];
  } catch (reason) {
    if (reason instanceof RangeError) return undefined;
    throw reason;
  }
}

function languageTag(written: string): string {
  return written
    .trim()
    .replaceAll('_', '-')
    .replace(/[.@].*/, '')
    .replace(/^\w+/, (language) => LANGUAGES[language.toLowerCase()] ?? language);
}
