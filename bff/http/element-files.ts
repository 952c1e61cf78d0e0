import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ConfigError } from '../config.ts';

/** The module that pages load; it fetches its other parts, from beside itself, where it needs them. */
const MAIN = 'portone-checkout.js';

/** The main module and its parts, e.g. `portone-checkout.en.js`. */
const PART = /^portone-checkout(\.[\w-]+)?\.js$/;

/** How the main module asks for its parts, by the build: see `partsHaveAVersion` in vite.config.ts. */
const PARTS_VERSION = /\.js\?v=(\w+)/;

/** A script as browsers get it: compressed once, at start. */
export type ElementFile = {
  encoded: Readonly<Record<'br' | 'gzip' | 'identity', Buffer>>;
  etag: string;
  /** For `<script integrity>` and import maps: a hash of the uncompressed file. */
  integrity: string;
};

export type ElementFiles = {
  /** By name, the main module among them. */
  files: ReadonlyMap<string, ElementFile>;
  main: ElementFile;
  /** A name of the main module that changes with its content, so that it may be cached for ever. */
  immutableName: string;
  /** The `v` by which this main module asks for its parts: under it, they may be cached for ever. */
  partsVersion: string | undefined;
};

/**
 * @param folder where `npm run build` puts the element
 * @throws {ConfigError} where it has not been built
 */
export function readElementFiles(folder: string): ElementFiles {
  if (!existsSync(folder)) throw notBuilt(folder);
  const names = readdirSync(folder).filter((name) => PART.test(name));
  const files = new Map(names.map((name) => [name, compress(readFileSync(join(folder, name)))]));
  const main = files.get(MAIN);
  if (!main) throw notBuilt(folder);
  const digest = createHash('sha384').update(main.encoded.identity).digest('hex');
  return {
    files,
    main,
    immutableName: `portone-checkout.${digest.slice(0, 16)}.js`,
    partsVersion: PARTS_VERSION.exec(main.encoded.identity.toString())?.[1],
  };
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
