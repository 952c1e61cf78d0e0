import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { textsInOrder } from './component/i18n/in-order.ts';

/**
 * Builds the element, `dist/portone-checkout.js`: one script with all its words (docs/decisions/0019).
 */
export default defineConfig({
  publicDir: false,
  plugins: [namesOnce(), templatesOnOneLine(), classicScript(), builderPage()],
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

/** Of the languages, writes the names of the messages once: with Korean. */
function namesOnce(): Plugin {
  const folder = resolve(import.meta.dirname, 'component/i18n');
  const read = async (language: string) => {
    const path = resolve(folder, `${language}.ts`);
    // The demo builds anew what its owner has edited, and Node imports an address once.
    return (await import(`${path}?${statSync(path).mtimeMs}`))[language];
  };
  return {
    name: 'names-once',
    async transform(_, id) {
      const language = ['en', 'ja'].find((other) => id === resolve(folder, `${other}.ts`));
      if (!language) return undefined;
      this.addWatchFile(resolve(folder, 'ko.ts'));
      const lines = textsInOrder(await read('ko'), await read(language));
      return `import { withNames } from './in-order.ts';
        import { ko } from './ko.ts';
        export const ${language} = /* @__PURE__ */ withNames(ko, ${JSON.stringify(lines)}.split('\\n'));`;
    },
  };
}

/**
 * In minified code, lines break and are indented in templates alone, where HTML takes both for a space.
 * Between two tags there it is none: what follows each other on lines of its own is a block, or an item
 * of a grid; nor is it one at the end of a tag.
 */
function templatesOnOneLine(): Plugin {
  return {
    name: 'templates-on-one-line',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk')
          file.code = file.code
            .replaceAll(/(?<=>)\n +(?=<)/g, '')
            .replaceAll(/(?<=["`}])\n +(?=>)/g, '')
            .replaceAll(/\n +/g, ' ');
      }
    },
  };
}

/** Puts the builder's page beside the element, which it loads from the server as any page does. */
function builderPage(): Plugin {
  const root = resolve(import.meta.dirname, 'component/builder');
  return {
    name: 'builder-page',
    async generateBundle() {
      // The demo builds the element anew, and nothing else, while its owner works on it.
      if (this.meta.watchMode) return;
      const [built] = (await build({
        root,
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        build: {
          write: false,
          lib: {
            entry: 'builder.ts',
            formats: ['es'],
            fileName: () => 'builder.js',
            cssFileName: 'builder',
          },
          target: 'es2022',
          cssMinify: 'lightningcss',
          rolldownOptions: { output: { minify: true } },
        },
      })) as Rolldown.RolldownOutput[];
      for (const file of built?.output ?? []) {
        const source = file.type === 'chunk' ? file.code : file.source;
        this.emitFile({ type: 'asset', fileName: `builder/${file.fileName}`, source });
      }
      const page = readFileSync(resolve(root, 'index.html'));
      this.emitFile({ type: 'asset', fileName: 'builder/index.html', source: page });
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
