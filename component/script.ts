/** The script that pages load. It registers the element and exports nothing; packages import index.ts. */
import { definePortoneCheckout } from './define.ts';

// In a task of its own, so that a slow phone has a moment for its buyer between running this file
// and drawing the page's elements.
setTimeout(definePortoneCheckout);
