import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/**
 * Builds the element of the npm package, `lib/component/`: its modules one by one, for the bundlers
 * of those who install it, with the libraries left out. It empties `lib/` first.
 */
export default defineConfig({
  publicDir: false,
  plugins: [
    {
      name: 'side-effects',
      // The list in package.json names what is built here: by it, no source would have any.
      transform: () => ({ moduleSideEffects: true }),
    },
  ],
  // A bundled element does not know where its server is.
  resolve: {
    alias: [
      { find: /^\.\.?\/script-url\.ts$/, replacement: resolve('component/frameworks/page-url.ts') },
    ],
  },
  build: {
    outDir: 'lib',
    lib: {
      entry: [
        'index',
        'define',
        ...[
          ...['react', 'preact', 'vue', 'svelte', 'solid'],
          ...['server-component', 'no-page', 'node', 'node-define'],
        ].map((name) => `frameworks/${name}`),
      ].map((name) => `component/${name}.ts`),
      formats: ['es'],
    },
    target: 'es2022',
    minify: false,
    cssMinify: 'lightningcss',
    rolldownOptions: {
      external: /^[^./]/,
      output: {
        preserveModules: true,
        preserveModulesRoot: 'component',
        entryFileNames: ({ facadeModuleId }) =>
          `component/[name]${facadeModuleId?.includes('.css') ? '.css' : ''}.js`,
      },
    },
  },
});
