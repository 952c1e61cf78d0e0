import type { Environment } from '../../component/api/contract.ts';
import type { BuyerPage } from '../domain/order-return.ts';

/** Longer addresses lose their fragment, and then their query. */
const MAX_LENGTH = 2_048;

export type PageRule = {
  allowedOrigins: readonly string[] | '*';
  publicOrigin?: string | undefined;
  environment: Environment;
};

/** Who asks: the `Origin` of the request, and whether that is this server's own. */
export type PageRequest = { origin: string; isOwn: boolean };

/**
 * The address that a buyer may be sent back to, out of what a page said about itself. A page of this
 * server without a public origin is kept as a path, which leads nowhere else.
 *
 * @returns `undefined` where it is none, so that the item's hosted page stands in for it
 */
export function acceptPage(
  page: string | null,
  { origin, isOwn }: PageRequest,
  rule: PageRule,
): BuyerPage {
  const url = page === null ? null : URL.parse(page);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  if (isListed(url.origin, rule)) {
    return rule.environment === 'live' && url.protocol !== 'https:'
      ? undefined
      : shortened(url.href);
  }
  if (url.origin !== origin) return undefined;
  if (isOwn) {
    const path = shortened(url.href)?.slice(url.origin.length);
    // Two slashes at its beginning would be another host.
    return path === undefined || /^\/[/\\]/.test(path) ? undefined : path;
  }
  // A client that is no browser can write any Origin. With real money that is not enough.
  return rule.allowedOrigins === '*' && rule.environment !== 'live'
    ? shortened(url.href)
    : undefined;
}

/** Whether the owner has named this origin. */
export function isListed(
  origin: string,
  { allowedOrigins, publicOrigin }: Pick<PageRule, 'allowedOrigins' | 'publicOrigin'>,
): boolean {
  return origin === publicOrigin || (allowedOrigins !== '*' && allowedOrigins.includes(origin));
}

/** The page that stands in for one that is not accepted: by its path where the server has no name. */
export function hostedPage(itemId: string, publicOrigin: string | undefined): string {
  return `${publicOrigin ?? ''}/checkout/${encodeURIComponent(itemId)}`;
}

/**
 * A `Location`: the page, its query with the mark at the end, and its fragment. It has a fragment
 * in any case, since a redirect without one hands on the one before it, which is not the page's.
 */
export function locationOf(page: string, mark: string | undefined): string {
  const hashAt = page.indexOf('#');
  const address = hashAt === -1 ? page : page.slice(0, hashAt);
  const fragment = hashAt === -1 ? '#' : page.slice(hashAt);
  if (mark === undefined) return address + fragment;
  return `${address}${address.includes('?') ? '&' : '?'}portone-checkout=${mark}${fragment}`;
}

/** The origin of the page that a mark is for; `undefined` for a page of this server. */
export function originOf(page: string): string | undefined {
  return page.startsWith('/') ? undefined : new URL(page).origin;
}

function shortened(href: string): string | undefined {
  const [withoutFragment = ''] = href.split('#');
  const [withoutQuery = ''] = withoutFragment.split('?');
  return [href, withoutFragment, withoutQuery].find(({ length }) => length <= MAX_LENGTH);
}
