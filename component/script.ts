/** The script that pages load. It registers the element and exports nothing; packages import index.ts. */
import { definePortoneCheckout } from './define.ts';

definePortoneCheckout();
