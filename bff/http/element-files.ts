import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ConfigError } from '../config.ts';

/** The module that pages load. */
const MAIN = 'portone-checkout.js';

/** The loader for tags without `type="module"`. */
const CLASSIC = 'portone-checkout.classic.js';

/** The builder's page, with places for what the server fills in, and what the page loads. */
const BUILDER_PAGE = 'builder/index.html';
const BUILDER_FILES = ['builder/builder.js', 'builder/builder.css'];

/** The query under which the script of 0.1.0 asks for its parts: a hash of them. */
const RETIRED_VERSION = '2b9791';

/** A script as browsers get it: compressed once, at start. */
export type ElementFile = {
  encoded: Readonly<Record<'br' | 'gzip' | 'identity', Buffer>>;
  etag: string;
  /** For `<script integrity>`: a hash of the uncompressed file. */
  integrity: string;
};

export type ElementFiles = {
  /** By name: the module, and the loader for tags without `type="module"`. */
  files: ReadonlyMap<string, ElementFile>;
  main: ElementFile;
  /** A name of the module that changes with its content, so that it may be cached for ever. */
  immutableName: string;
  /** By name: what a cached script of an older version asks for, under the query `v=<version>`. */
  retired: { version: string; files: ReadonlyMap<string, ElementFile> };
  /** Absent where only the element was built. */
  builder?: BuilderFiles;
};

/** The page on which an owner puts an element together. */
export type BuilderFiles = { page: string; files: ReadonlyMap<string, ElementFile> };

/**
 * @param folder where `npm run build` puts the element
 * @throws {ConfigError} where it has not been built
 */
export function readElementFiles(folder: string): ElementFiles {
  const files = readFiles([MAIN, CLASSIC].map((name) => join(folder, name)));
  const main = files.get(MAIN);
  if (!main) throw notBuilt(folder);
  const digest = createHash('sha384').update(main.encoded.identity).digest('hex');
  const retired = resolve(import.meta.dirname, 'retired-parts', RETIRED_VERSION);
  return {
    files,
    main,
    immutableName: `portone-checkout.${digest.slice(0, 16)}.js`,
    retired: { version: RETIRED_VERSION, files: readFiles(globSync(join(retired, '*.js'))) },
    ...readBuilder(folder),
  };
}

function readBuilder(folder: string): { builder?: BuilderFiles } {
  const page = join(folder, BUILDER_PAGE);
  if (!existsSync(page)) return {};
  const files = readFiles(BUILDER_FILES.map((name) => join(folder, name)));
  return { builder: { page: readFileSync(page, 'utf8'), files } };
}

function readFiles(paths: readonly string[]): Map<string, ElementFile> {
  return new Map(
    paths
      .filter((path) => existsSync(path))
      .map((path) => [basename(path), compress(readFileSync(path))]),
  );
}

function compress(source: Buffer): ElementFile {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
  const version = createHash('sha256').update(source).digest('base64url').slice(0, 22);
  return {
    encoded: {
      br: brotliCompressSync(source, { params }),
      gzip: gzipSync(source, { level: 9 }),
      identity: source,
    },
    etag: `"${version}"`,
    integrity: `sha384-${createHash('sha384').update(source).digest('base64')}`,
  };
}

function notBuilt(folder: string): ConfigError {
  return new ConfigError([
    `The element is not built: ${join(folder, MAIN)} is missing. Run: npm run build`,
  ]);
}
