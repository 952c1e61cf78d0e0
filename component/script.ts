/** The script that pages load. It registers the element and exports nothing; packages import index.ts. */
import { bffClient } from './api/checkout-api.ts';
import { browserClock } from './checkout/clock.ts';
import { definePortoneCheckout } from './define.ts';
import { takePageReturn } from './page/meet-payment.ts';
import { pageStarted } from './page/page-start.ts';
import { ownOrigin } from './script-url.ts';

// In a task of its own, so that a slow phone has a moment for its buyer between running this file
// and drawing the page's elements.
setTimeout(definePortoneCheckout);

// A page that only thanks its buyer may have no element; it hears of the payment at its document.
void pageStarted.then(() => takePageReturn({ bff: bffClient(ownOrigin()), clock: browserClock }));
