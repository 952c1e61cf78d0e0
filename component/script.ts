/** The script that pages load. It registers the element and exports nothing; packages import index.ts. */
import { takeReturn } from './checkout/take-return.ts';
import { definePortoneCheckout, readStyles } from './define.ts';
import { page } from './page/page.ts';
import { pageStarted } from './page/page-start.ts';
import { sellLinks } from './page/sell-links.ts';

// In tasks of their own, so that a slow phone has moments for its buyer between running this file,
// reading the element's styles, and drawing the page's elements.
setTimeout(() => {
  readStyles();
  setTimeout(() => {
    definePortoneCheckout();
    sellLinks();
  });
});

// A page that only thanks its buyer may have no element; it hears of the payment at its document.
void pageStarted.then(() => {
  if (page.hosts.size === 0) void takeReturn();
});
