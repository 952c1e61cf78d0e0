import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version of this package, which its own name leads to, in this repository and where it is installed. */
export const version: string = (
  JSON.parse(
    readFileSync(fileURLToPath(import.meta.resolve('portone-checkout/package.json')), 'utf8'),
  ) as { version: string }
).version;
