import { operatorLanguage } from './operator-language.ts';
import { type Translate, translator } from './translate.ts';

/**
 * Translates for the owner or operator who reads what this process prints.
 *
 * @param env usually `process.env`, once `.env` is read
 */
export function operatorTranslator(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Translate> {
  return translator(operatorLanguage(env), async () => (await import('./korean.ts')).korean);
}
