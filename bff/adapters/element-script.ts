import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ConfigError } from '../config.ts';

/** The element as browsers get it: compressed once, at start. */
export type ElementScript = {
  encoded: Readonly<Record<'br' | 'gzip' | 'identity', Buffer>>;
  etag: string;
  /** For `<script integrity>`: a hash of the uncompressed script. */
  integrity: string;
  /** A name that changes with the content, so that it may be cached for ever. */
  immutableName: string;
};

/**
 * @param path the built module
 * @throws {ConfigError} where it has not been built
 */
export function readElementScript(path: string): ElementScript {
  let source: Buffer;
  try {
    source = readFileSync(path);
  } catch {
    throw new ConfigError([`The element is not built: ${path} is missing. Run: npm run build`]);
  }
  const digest = createHash('sha384').update(source).digest();
  const version = digest.toString('hex').slice(0, 16);
  return {
    encoded: {
      br: brotliCompressSync(source, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: source.length },
      }),
      gzip: gzipSync(source, { level: 9 }),
      identity: source,
    },
    etag: `"${version}"`,
    integrity: `sha384-${digest.toString('base64')}`,
    immutableName: `portone-checkout.${version}.js`,
  };
}
