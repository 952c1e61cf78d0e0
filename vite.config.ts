import { defineConfig, type Plugin } from 'vite';

/**
 * Builds the element: `dist/portone-checkout.js`, and beside it the parts that it fetches where it
 * uses them, `dist/portone-checkout.<name>.js`.
 */
export default defineConfig({
  publicDir: false,
  plugins: [partsImportNothing()],
  build: {
    lib: {
      entry: 'component/index.ts',
      formats: ['es'],
      fileName: () => 'portone-checkout.js',
    },
    target: 'es2022',
    sourcemap: true,
    cssMinify: 'lightningcss',
    // `build.minify` keeps the whitespace of ES libraries, for bundlers further on. This file is
    // for browsers.
    rolldownOptions: {
      output: {
        minify: true,
        chunkFileNames: 'portone-checkout.[name].js',
        comments: { annotation: false },
      },
    },
  },
});

/** Holds component/part.ts to its word: one that imports the main file may bring a second copy of it. */
function partsImportNothing(): Plugin {
  return {
    name: 'parts-import-nothing',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.imports.length > 0) {
          this.error(`${file.fileName} imports ${file.imports.join(', ')}: see component/part.ts`);
        }
      }
    },
  };
}
