/** The script that pages load. It registers the element and exports nothing; packages import index.ts. */
import { dropSentAhead } from './api/checkout-api.ts';
import { askItemsAhead } from './checkout/ask-items-ahead.ts';
import { takeReturn } from './checkout/take-return.ts';
import { definePortoneCheckout, warmUp } from './define.ts';
import { keptOrders } from './page/kept-orders.ts';
import { page } from './page/page.ts';
import { pageStarted } from './page/page-start.ts';
import { sellLinks } from './page/sell-links.ts';

// In tasks of their own, so that a slow phone has moments for its buyer between running this file,
// asking for what the page sells, having the storage opened, getting ready, and drawing the page's
// elements.
inTasks(askItemsAhead, keptOrders, warmUp, definePortoneCheckout, sellLinks, dropSentAhead);

function inTasks(...steps: (() => void)[]): void {
  const [first, ...rest] = steps;
  if (!first) return;
  setTimeout(() => {
    // First, since a step may throw in a page that has changed what it uses.
    inTasks(...rest);
    first();
  });
}

// A page that only thanks its buyer may have no element; it hears of the payment at its document.
void pageStarted.then(() => {
  if (page.hosts.size === 0) void takeReturn();
});
