/** Where most gateways open their window, on a PC and on a phone; the first is the default. */
import type { Gateway } from './gateway.ts';

export const overlayWindow: Gateway['windows'] = { pc: ['IFRAME'], mobile: ['REDIRECTION'] };

export const popupWindow: Gateway['windows'] = { pc: ['POPUP'], mobile: ['REDIRECTION'] };
