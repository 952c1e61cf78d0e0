import { resolve } from 'node:path';
import { readElementFiles } from '../../bff/http/element-files.ts';

/** Bytes that the element may weigh as served: one file, with all languages, Lit and the loader of PortOne's script. */
export const BUDGET = 44_500;

/** What a buyer's browser downloads, in bytes. */
export function measureElementSize() {
  const { main } = readElementFiles(resolve(import.meta.dirname, '../../dist'));
  const { identity, gzip, br } = main.encoded;
  return [
    {
      file: 'portone-checkout.js',
      raw: identity.length,
      gzip: gzip.length,
      brotli: br.length,
      budget: BUDGET,
      'of the budget': `${Math.round((br.length / BUDGET) * 100)} %`,
    },
  ];
}
