import { resolve } from 'node:path';

/**
 * Says which database an address names, without the password in it.
 *
 * @param url as `DATABASE_URL` has it
 */
export function placeOfDatabase(url: string): string {
  if (url.startsWith('sqlite:')) return resolve(url.slice('sqlite:'.length));
  const { hostname, port, pathname, searchParams } = new URL(url.replace('@/', '@socket/'));
  const host = searchParams.get('host') ?? hostname;
  return `PostgreSQL ${host}${port && `:${port}`}${pathname}`;
}
