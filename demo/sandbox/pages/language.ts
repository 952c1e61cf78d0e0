import type { Context } from 'koa';

/** A text in the languages of the sandbox's pages. */
export type Localized = { ko: string; en: string };

export type Language = keyof Localized;

/** The language that the browser prefers; Korean where it prefers neither. */
export function browserLanguage(ctx: Context): Language {
  return ctx.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko';
}
