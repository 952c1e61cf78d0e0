import { bffClient } from '../api/checkout-api.ts';
import { itemPath } from './item-path.ts';
import { serverOf } from './server-of.ts';

/** Asks for the items of the elements that a page has already, which are defined and drawn some tasks later. */
export function askItemsAhead(): void {
  for (const element of document.querySelectorAll('portone-checkout[item-id]')) {
    const itemId = element.getAttribute('item-id');
    const server = serverOf(element.getAttribute('bff') ?? undefined);
    if (itemId) bffClient(server).askAhead(itemPath(itemId));
  }
}
