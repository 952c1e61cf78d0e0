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

function primary(locale: string): string {
  return locale.replace(/-.*/, '');
}

function nearestLang(element: Element): string | undefined {
  const around = element.closest('[lang]');
  if (around) return around.getAttribute('lang') ?? undefined;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : undefined;
}

/** Intl throws at `en_US` and the like, which pages do write. */
function canonical(tag: string | null | undefined): string | undefined {
  if (!tag) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch (reason) {
    if (reason instanceof RangeError) return undefined;
    throw reason;
  }
}
