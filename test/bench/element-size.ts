import { resolve } from 'node:path';
import { readElementFiles } from '../../bff/http/element-files.ts';

/** Bytes that the element's main file may weigh as served, Lit and the loader of PortOne's script included. */
export const BUDGET = 12_000;

/** What a buyer's browser downloads, in bytes: the module first, then the parts that it fetches where it uses them. */
export function measureElementSize() {
  const { files, main } = readElementFiles(resolve(import.meta.dirname, '../../dist'));
  const parts = [...files].filter(([, file]) => file !== main);
  return [['portone-checkout.js', main] as const, ...parts].map(([name, { encoded }]) => ({
    file: name,
    raw: encoded.identity.length,
    gzip: encoded.gzip.length,
    brotli: encoded.br.length,
    ...(encoded === main.encoded && {
      budget: BUDGET,
      'of the budget': `${Math.round((encoded.br.length / BUDGET) * 100)} %`,
    }),
  }));
}
