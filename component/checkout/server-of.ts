import { parseAddress } from '../api/page-base.ts';
import { ownOrigin } from '../script-url.ts';

/**
 * The server that an element names by its `bff`, else the script's own. What is no address of http(s)
 * names none: the server's address is led to by links, and `javascript:` would run there.
 */
export function serverOf(bff: string | undefined): string {
  const url = bff ? parseAddress(bff) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : ownOrigin();
}
