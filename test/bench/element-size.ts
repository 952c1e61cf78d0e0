import { resolve } from 'node:path';
import { readElementScript } from '../../bff/adapters/element-script.ts';

/** What the element as served may weigh, Lit and the loader of PortOne's script included. */
const BUDGET = 12_000;

/** What a buyer's browser downloads, by encoding, in bytes. */
export function measureElementSize() {
  const { encoded } = readElementScript(
    resolve(import.meta.dirname, '../../dist/portone-checkout.js'),
  );
  return [
    { encoding: 'none', bytes: encoded.identity.length },
    { encoding: 'gzip', bytes: encoded.gzip.length },
    {
      encoding: 'brotli',
      bytes: encoded.br.length,
      budget: BUDGET,
      'of the budget': `${Math.round((encoded.br.length / BUDGET) * 100)} %`,
    },
  ];
}
