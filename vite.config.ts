import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/**
 * Builds the element, `dist/portone-checkout.js`: one script with all its words (docs/decisions/0019).
 */
export default defineConfig({
  publicDir: false,
  plugins: [templatesOnOneLine(), classicScript()],
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
    rolldownOptions: { output: { minify: true, comments: { annotation: false } } },
  },
});

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

/** Puts the loader for tags without `type="module"` beside the element. */
function classicScript(): Plugin {
  return {
    name: 'classic-script',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'portone-checkout.classic.js',
        source: readFileSync(resolve(import.meta.dirname, 'component/frameworks/classic.js')),
      });
    },
  };
}
