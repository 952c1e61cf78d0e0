import { resolve } from 'node:path';
import { catalogJsonSchema } from './catalog-json-schema.ts';
import { elementManifest } from './element-manifest.ts';
import { matrixDocument } from './matrix-document.ts';
import { gatewaysDocument, parametersDocument } from './parameter-table.ts';

const root = resolve(import.meta.dirname, '../..');

/** What `npm run schema` writes, by path: files that follow from the code and are kept beside it. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [
      resolve(root, 'bff/catalog.schema.json'),
      `${JSON.stringify(catalogJsonSchema(), undefined, 2)}\n`,
    ],
    [
      resolve(root, 'custom-elements.json'),
      `${JSON.stringify(await elementManifest(), undefined, 2)}\n`,
    ],
    [resolve(root, 'docs/parameters.md'), parametersDocument()],
    [resolve(root, 'docs/gateways.md'), gatewaysDocument()],
    [resolve(root, 'docs/matrix.md'), matrixDocument()],
  ]);
}
