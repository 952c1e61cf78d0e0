/** The languages that an owner or operator is spoken to in. */
export type OperatorLanguage = 'en' | 'ko';

/**
 * The language of start-up errors, of commands and of alerts: `CHECKOUT_LANG`, else the machine's.
 *
 * @param env usually `process.env`
 */
export function operatorLanguage(
  env: Readonly<Record<string, string | undefined>>,
): OperatorLanguage {
  const wanted = env.CHECKOUT_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^ko(\b|_)/i.test(wanted) ? 'ko' : 'en';
}
