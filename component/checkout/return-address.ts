import type { OrderAnswer } from '../api/contract.ts';
import { parseAddress } from '../api/page-base.ts';
import { legacyRedirectUrl } from '../page/legacy-return.ts';

/** Where a buyer comes back to. */
export type ReturnAddress = {
  /** For the server, which leads there; `null` where the page has no address that a browser can be sent to. */
  page: string | null;
  /** An app's own address, which PortOne gets as it is. */
  app?: string;
};

/** Addresses that run, or read, something else than a page or an app. */
const NO_PLACE = /^(javascript|data|blob|file|vbscript|about):$/;

/** As long as the server takes an address. */
const MAX_LENGTH = 2_048;

/** @param redirectUrl the element's attribute, where it has one */
export function returnAddressOf(redirectUrl: string | undefined): ReturnAddress {
  const here = { page: /^https?:$/.test(location.protocol) ? shortened(location.href) : null };
  const url = redirectUrl === undefined ? undefined : parseAddress(redirectUrl);
  if (!url || redirectUrl === undefined) return here;
  const { protocol, href } = url;
  if (/^https?:$/.test(protocol)) return { page: shortened(href) };
  return NO_PLACE.test(protocol) ? here : { page: null, app: redirectUrl };
}

/**
 * The order's `redirectUrl`: the server's own short address, since gateways cut, lower-case and append to
 * what they get. A server before 0.2 has none.
 *
 * @param hostedPage the server's page for the item
 */
export function redirectUrlOf(
  { paymentId, itemId, returnToken }: OrderAnswer,
  server: string,
  { page, app }: ReturnAddress,
  hostedPage: string,
): string {
  if (app) return app;
  return returnToken
    ? `${server}/return/${paymentId}${returnToken}`
    : legacyRedirectUrl(itemId, page ?? hostedPage);
}

/** A page that is too far to come back to exactly: without its fragment, then without its query. */
function shortened(href: string): string | null {
  const [withoutFragment = ''] = href.split('#');
  const [withoutQuery = ''] = withoutFragment.split('?');
  return [href, withoutFragment, withoutQuery].find(({ length }) => length <= MAX_LENGTH) ?? null;
}
