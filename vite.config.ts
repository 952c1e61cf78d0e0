import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';

/**
 * Builds the element: `dist/portone-checkout.js`, and beside it the parts that it fetches where it
 * uses them, `dist/portone-checkout.<name>.js`.
 */
export default defineConfig({
  publicDir: false,
  plugins: [partsImportNothing(), templatesOnOneLine(), partsHaveAVersion()],
  build: {
    lib: {
      entry: 'component/script.ts',
      formats: ['es'],
      fileName: () => 'portone-checkout.js',
    },
    target: 'es2022',
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

/** In minified code, lines break and are indented in templates alone, where HTML takes both for a space. */
function templatesOnOneLine(): Plugin {
  return {
    name: 'templates-on-one-line',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code.replaceAll(/\n +/g, ' ');
      }
    },
  };
}

/**
 * Has the element ask for its parts under a query that changes with their content, so that no
 * cache hands it those of another version (docs/decisions/0014). Servers may ignore it.
 */
function partsHaveAVersion(): Plugin {
  return {
    name: 'parts-have-a-version',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const hash = createHash('sha256');
      const parts = chunks.filter(({ isEntry }) => !isEntry);
      parts.sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
      for (const part of parts) hash.update(part.code);
      const version = hash.digest('hex').slice(0, 6);
      for (const file of chunks) {
        file.code = file.code.replaceAll(/(\.\/portone-checkout\.[\w-]+\.js)/g, `$1?v=${version}`);
      }
    },
  };
}
