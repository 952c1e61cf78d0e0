import { defineConfig } from 'vite';

/** Builds the element as one self-contained module: `dist/portone-checkout.js`. */
export default defineConfig({
  publicDir: false,
  build: {
    lib: {
      entry: 'component/index.ts',
      formats: ['es'],
      fileName: () => 'portone-checkout.js',
    },
    target: 'es2022',
    sourcemap: true,
    // `build.minify` keeps the whitespace of ES libraries, for bundlers further on. This file is
    // for browsers.
    rolldownOptions: { output: { minify: true } },
  },
});
