import { defineConfig, type Plugin } from 'vite';

/** Builds the element as one self-contained module: `dist/portone-checkout.js`. */
export default defineConfig({
  publicDir: false,
  plugins: [squeezeTemplates()],
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

/** Takes the indentation out of `css` and `html` literals, which a minifier may not touch. */
function squeezeTemplates(): Plugin {
  return {
    name: 'squeeze-templates',
    enforce: 'pre',
    transform: {
      filter: { id: /component\/(styles|portone-checkout)\.ts$/ },
      handler(code, id) {
        if (!id.endsWith('styles.ts')) return { code: code.replace(/\n\s+/g, '\n'), map: null };
        return {
          code: code
            .replace(/\/\*[\s\S]*?\*\//g, '')
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,>]) ?/g, '$1')
            .replace(/: /g, ':')
            .replace(/;}/g, '}'),
          map: null,
        };
      },
    },
  };
}
