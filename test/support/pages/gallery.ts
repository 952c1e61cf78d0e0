import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, preview } from 'vite';
import type { GalleryLanguage } from '../../../demo/gallery/gallery-state.ts';
import { readBuiltElement, serveElement } from '../../../demo/serve-element.ts';

export type Scheme = 'light' | 'dark';

export type Shown = { id: string; language?: GalleryLanguage; scheme?: Scheme; theme?: string };

/** The page of one state of the gallery, alone. */
export function galleryFrame(
  origin: string,
  { id, language = 'ko', scheme = 'light', theme = '' }: Shown,
): string {
  return `${origin}/gallery/frame.html?${new URLSearchParams({ state: id, lang: language, scheme, theme })}`;
}

export type BuiltGallery = { origin: string; close(): Promise<void> };

/** Builds the gallery's pages and serves them: a page is there sooner than from its sources. */
export async function buildGallery(): Promise<BuiltGallery> {
  const root = resolve(import.meta.dirname, '../../../demo');
  const outDir = await mkdtemp(join(tmpdir(), 'gallery-'));
  const shared = { root, configFile: false, logLevel: 'warn' } as const;
  await build({
    ...shared,
    publicDir: 'shop/public',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: {
        input: [join(root, 'gallery/frame.html'), join(root, 'gallery/index.html')],
      },
    },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { port: 0, host: 'localhost' },
    plugins: [
      {
        name: 'element',
        configurePreviewServer({ middlewares }) {
          middlewares.use('/element', serveElement(readBuiltElement));
        },
      },
    ],
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
