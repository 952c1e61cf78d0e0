import { readCatalog } from '../catalog/catalog-file.ts';
import { ConfigError } from '../config.ts';
import type { Catalog } from '../domain/catalog.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('catalog');

/** @param path of the file, whole */
export function checkCatalog(path: string): { lines: CheckLine[]; catalog?: Catalog } {
  try {
    const catalog = readCatalog(path);
    const { store, items, methods, warnings, notes } = catalog;
    const lines = [
      good(
        `${path} sells ${items.size} items of ${store.name} by ${methods.size} methods, and keeps the rules of their gateways.`,
      ),
      // What has to be set at a gateway cannot be seen from here.
      ...[...warnings, ...notes].map((text) => doubtful(text)),
    ];
    return { lines, catalog };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { lines: error.problems.map((problem) => wrong(problem)) };
  }
}
