import { readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ConfigError } from '../config.ts';
import type { Catalog } from '../domain/catalog.ts';
import { parseCatalog } from './parse-catalog.ts';

/** @throws {ConfigError} where the file cannot be read, or what is in it cannot be sold */
export function readCatalog(path: string): Catalog {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `CATALOG: the file ${path} cannot be read (${code}). Write one, or name another.`,
    ]);
  }
  return parseCatalog(source);
}

/**
 * Reads the catalog again whenever its file changes.
 *
 * @param onChange gets each catalog that is right
 * @param onProblem gets the problems of one that is not; the former stays in force
 * @returns a function that ends the watch
 */
export function watchCatalog(
  path: string,
  onChange: (catalog: Catalog) => void,
  onProblem: (error: unknown) => void,
): () => void {
  // Editors replace a file rather than write into it, so the folder is watched.
  const watcher = watch(dirname(path), (_event, name) => {
    if (name !== basename(path)) return;
    try {
      onChange(readCatalog(path));
    } catch (error) {
      onProblem(error);
    }
  });
  watcher.unref();
  return () => watcher.close();
}
