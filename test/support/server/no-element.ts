import type { ElementFiles } from '../../../bff/http/element-files.ts';

/** For servers that no page loads the element from. */
export const noElement: ElementFiles = {
  files: new Map(),
  main: {
    encoded: { br: Buffer.of(), gzip: Buffer.of(), identity: Buffer.of() },
    etag: '"none"',
    integrity: 'sha384-none',
  },
  immutableName: 'portone-checkout.none.js',
  retired: { version: '', files: new Map() },
};
