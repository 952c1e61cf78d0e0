/**
 * The part for paying (see part.ts): it places orders, loads PortOne's script, and opens the window.
 * It is fetched alongside the item, so that it is here before anybody can press a button.
 */
export { createTill } from './till.ts';
