import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ConfigError } from '../config.ts';

/** The module that pages load; it fetches its other parts, from beside itself, where it needs them. */
const MAIN = 'portone-checkout.js';

/** The main module and its parts, e.g. `portone-checkout.en.js`. */
const PART = /^portone-checkout(\.[\w-]+)?\.js$/;

/** A script as browsers get it: compressed once, at start. */
export type ElementFile = {
  encoded: Readonly<Record<'br' | 'gzip' | 'identity', Buffer>>;
  etag: string;
};

export type ElementFiles = {
  /** By name, the main module among them. */
  files: ReadonlyMap<string, ElementFile>;
  main: ElementFile;
  /** For `<script integrity>`: a hash of the uncompressed main module. */
  integrity: string;
  /** A name of the main module that changes with its content, so that it may be cached for ever. */
  immutableName: string;
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
  const digest = createHash('sha384').update(main.encoded.identity).digest();
  return {
    files,
    main,
    integrity: `sha384-${digest.toString('base64')}`,
    immutableName: `portone-checkout.${digest.toString('hex').slice(0, 16)}.js`,
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
  };
}

function notBuilt(folder: string): ConfigError {
  return new ConfigError([
    `The element is not built: ${join(folder, MAIN)} is missing. Run: npm run build`,
  ]);
}
