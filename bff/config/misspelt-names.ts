import { distance } from 'fastest-levenshtein';

/** A variable that is probably meant to be one of ours. */
export type MisspeltName = { written: string; meant: string };

/** Shorter names are near to too many others: HOME is not HOST. */
const LONG_ENOUGH = 7;

/** What Kubernetes and Docker add for each service beside this one, whatever that is called. */
const OF_A_SERVICE = /_(SERVICE_(HOST|PORT)|PORT(_\d+_(TCP|UDP).*)?$)/;

/**
 * Those variables that are nearly the name of a setting. A machine has many variables of its own: only
 * what an owner can hardly have meant otherwise is listed.
 */
export function misspeltNames(
  env: Readonly<Record<string, string | undefined>>,
  ours: readonly string[],
): MisspeltName[] {
  const isOurs = new Set(ours);
  const isSet = (name: string) => (env[name] ?? '') !== '';
  return Object.keys(env)
    .filter((written) => isSet(written) && !isOurs.has(written))
    .flatMap((written) => {
      const meant = ours.find((name) => isNear(written, name, isSet(name)));
      return meant === undefined ? [] : [{ written, meant }];
    });
}

function isNear(written: string, name: string, isNameSet: boolean): boolean {
  const [one, other] = [bare(written), bare(name)];
  if (other.length < LONG_ENOUGH) return one !== other && isShuffled(one, other);
  if (one === other || isShuffled(one, other)) return true;
  if (distance(one, other) <= Math.max(1, Math.floor(other.length / 5))) return true;
  // CHECKOUT_ENVIRONMENT; but DATABASE_URL_REPLICA beside DATABASE_URL is another's.
  if (!one.startsWith(other) || OF_A_SERVICE.test(written)) return false;
  return !isNameSet || !written.toUpperCase().startsWith(`${name}_`);
}

function isShuffled(one: string, other: string): boolean {
  return one[0] === other[0] && [...one].sort().join('') === [...other].sort().join('');
}

/** Without what differs between ways to write one name. */
function bare(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/IES$/, 'Y')
    .replace(/S$/, '');
}
