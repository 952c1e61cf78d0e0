import { defineConfig } from 'vite';

/**
 * Builds the element of the npm package, `lib/component/`: its modules one by one, for the bundlers
 * of those who install it, with the libraries left out. It empties `lib/` first.
 */
export default defineConfig({
  publicDir: false,
  // The page's bundler decides what the parts are called and where they are.
  resolve: { alias: { './own-script.ts': './own-script-bundled.ts' } },
  build: {
    outDir: 'lib',
    lib: {
      entry: ['index', 'define', 'react', 'preact', 'vue'].map((name) => `component/${name}.ts`),
      formats: ['es'],
    },
    target: 'es2022',
    minify: false,
    cssMinify: 'lightningcss',
    rolldownOptions: {
      external: /^[^./]/,
      output: {
        preserveModules: true,
        entryFileNames: ({ facadeModuleId }) =>
          `component/[name]${facadeModuleId?.includes('.css') ? '.css' : ''}.js`,
      },
    },
  },
});
