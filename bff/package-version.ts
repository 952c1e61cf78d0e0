import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version of this package, from its package.json: found by its own name, in this repository and where it is installed. */
export function packageVersion(): string {
  const file = fileURLToPath(import.meta.resolve('portone-checkout/package.json'));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
