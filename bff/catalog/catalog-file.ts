import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { ConfigError } from '../config.ts';
import type { Catalog } from '../domain/catalog.ts';
import { decodeCatalog } from './decode-catalog.ts';
import { parseCatalog } from './parse-catalog.ts';

/** Milliseconds between two reads of the file. */
const READ_INTERVAL_MS = 1_000;

/** Reads in a row that find the same before a catalog is taken up: a writer may be at work between two of them. */
const READS_TO_TAKE = 2;

/** Reads in a row that find the same before a problem is reported: a slow copy pauses, a file is away between two names. */
const READS_TO_REPORT = 5;

/** What a file had in it when it was read: bytes, or the code of the error. */
export type CatalogBytes = Buffer | string;

/** A catalog, and the bytes that it was read from, which a watch compares with. */
export type CatalogFile = { bytes: Buffer; catalog: Catalog };

/** @throws {ConfigError} where the file cannot be read, or what is in it cannot be sold */
export function readCatalogFile(path: string): CatalogFile {
  const bytes = readNow(path);
  return { bytes: bytes as Buffer, catalog: catalogIn(bytes, path) };
}

/** @throws {ConfigError} where the file cannot be read, or what is in it cannot be sold */
export function readCatalog(path: string): Catalog {
  return readCatalogFile(path).catalog;
}

export type CatalogWatchOptions = {
  /** What the catalog in force was read from; what the file has now, where absent. */
  bytes?: CatalogBytes;
  /** Passes the time between two reads: {@link READ_INTERVAL_MS} unless given. */
  pause?: () => Promise<unknown>;
};

/**
 * Reads the catalog again whenever its file has changed, by whatever means: it reads the file every
 * second and compares the bytes.
 *
 * Events of the file system are not used. They belong to a folder or file that is watched, and the
 * path may lead elsewhere the next moment: a link of Kubernetes' ConfigMap is swapped, a folder of
 * a release is switched or replaced. A single file mounted into a container, and folders of another
 * machine, send none. Their number is limited for a user. Times and sizes are not used either: a
 * copy may keep both. A catalog is small, so that reading it costs less than to be right about those.
 *
 * @param onChange gets each catalog that is right, once its file has stood still
 * @param onProblem gets the problems of one that is not, or is away, once that lasts; the former stays in force
 * @returns a function that ends the watch
 */
export function watchCatalog(
  path: string,
  onChange: (catalog: Catalog) => void,
  onProblem: (error: unknown) => void,
  options: CatalogWatchOptions = {},
): () => void {
  // A timer that waits keeps no process from ending.
  const { pause = () => setTimeout(READ_INTERVAL_MS, undefined, { ref: false }) } = options;
  let isWatched = true;
  /** Of which has been told, or which was known from the beginning. */
  let told = options.bytes ?? readNow(path);
  let found = told;
  let reads = 0;
  let hadName = false;
  let readsWithoutName = 0;

  async function watch(): Promise<void> {
    for (await pause(); isWatched; await pause()) {
      // Not the reading of a start, which may block: a folder of another machine may not answer.
      const { bytes, names } = await readLater(path);
      if (!isWatched) return;
      reads = isSame(bytes, found) ? reads + 1 : 1;
      found = bytes;
      if (!isSame(found, told)) tell();
      tellIfDetached(names);
    }
  }

  /**
   * A mount of a single file, and Kubernetes' `subPath`, keep the file that was there: where it is
   * replaced outside, the path leads to one that has no name left. File systems that count no names
   * say so from the beginning.
   */
  function tellIfDetached(names: number): void {
    if (names > 0) hadName = true;
    readsWithoutName = names === 0 && hadName ? readsWithoutName + 1 : 0;
    if (readsWithoutName !== READS_TO_REPORT) return;
    onProblem(
      new ConfigError([
        `CATALOG: the file ${path} has been replaced or deleted where it is mounted from, and the mount keeps the former one. Start the server’s container again; mount the folder rather than the file, and changes are seen.`,
      ]),
    );
  }

  function tell(): void {
    if (reads !== READS_TO_TAKE && reads !== READS_TO_REPORT) return;
    let catalog: Catalog;
    try {
      catalog = catalogIn(found, path);
    } catch (error) {
      if (reads < READS_TO_REPORT) return;
      told = found;
      onProblem(error);
      return;
    }
    told = found;
    onChange(catalog);
  }

  void watch();
  return () => {
    isWatched = false;
  };
}

/** The bytes, and how many names the file has: none where it cannot be told. */
async function readLater(path: string): Promise<{ bytes: CatalogBytes; names: number }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return { bytes: await file.readFile(), names: (await file.stat()).nlink };
  } catch (error) {
    return { bytes: errorCode(error), names: Number.NaN };
  } finally {
    await file?.close();
  }
}

function readNow(path: string): CatalogBytes {
  try {
    return readFileSync(path);
  } catch (error) {
    return errorCode(error);
  }
}

function errorCode(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

function isSame(one: CatalogBytes, other: CatalogBytes): boolean {
  return typeof one === 'string' || typeof other === 'string' ? one === other : one.equals(other);
}

function catalogIn(bytes: CatalogBytes, path: string): Catalog {
  if (typeof bytes === 'string') {
    throw new ConfigError([
      `CATALOG: the file ${path} cannot be read (${bytes}). Write one, or name another.`,
    ]);
  }
  return parseCatalog(decodeCatalog(bytes, path), path);
}
