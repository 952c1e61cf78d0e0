/** The types of window that most gateways have, on a PC and on a phone. */
import type { Gateway } from './gateway.ts';

export const overlayWindow: Gateway['windows'] = { pc: ['IFRAME'], mobile: ['REDIRECTION'] };

export const popupWindow: Gateway['windows'] = { pc: ['POPUP'], mobile: ['REDIRECTION'] };
