import { hash } from 'node:crypto';
import type { HoldingClient } from '../domain/sale/stock.ts';
import { clientNetworksOf } from './middleware/client-address.ts';

/** Hexadecimal digits: 65,536 marks for all addresses that there are. */
const MARK_LENGTH = 4;

/**
 * What tells one client from another on a shelf, and nobody who it is: each mark is that of tens of
 * thousands of addresses. Two clients with the same mark share a ceiling, which refuses neither of them.
 */
export function holdingClientOf(address: string, shelf: string): HoldingClient {
  const [network, ...around] = clientNetworksOf(address).map((one) =>
    hash('sha256', `${shelf} ${one.network}`, 'hex').slice(0, MARK_LENGTH),
  );
  const widest = around.at(-1);
  return { network: network ?? '', ...(widest !== undefined && { around: widest }) };
}
