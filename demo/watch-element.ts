import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const root = resolve(import.meta.dirname, '..');

/**
 * Builds the element, and again whenever a file of component/ changes. Vite prints errors of syntax
 * and types. Nothing is written: what `npm run build` made is not replaced under a server or a test.
 *
 * @param onBuilt hears, after each build without an error, of its scripts by their files' names
 * @returns stops it
 */
export async function watchElement(
  onBuilt: (scripts: ReadonlyMap<string, string>) => void,
): Promise<() => Promise<void>> {
  const reportScripts: Plugin = {
    name: 'types',
    buildStart() {
      // A file of types alone is in no bundle, and may break the types of another one.
      for (const file of globSync('component/**/*.{ts,css}', { cwd: root })) {
        this.addWatchFile(resolve(root, file));
      }
    },
    generateBundle: {
      // After the plugins of vite.config.ts.
      order: 'post',
      async handler(_, bundle) {
        const errors = await typeErrors();
        if (errors) this.error(errors);
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        onBuilt(new Map(chunks.map(({ fileName, code }) => [fileName, code])));
      },
    },
  };
  // Vite's own server has set it to another value, by which Lit would be built for development.
  process.env.NODE_ENV = 'production';
  const watcher = (await build({
    root,
    logLevel: 'warn',
    plugins: [reportScripts],
    build: { write: false, watch: { skipWrite: true } },
  })) as Rolldown.RolldownWatcher;
  return () => watcher.close();
}

/** What TypeScript says about component/: a build only leaves the types out. */
function typeErrors(): Promise<string | undefined> {
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
  return new Promise((checked) => {
    execFile(process.execPath, [tsc, '-p', 'component'], { cwd: root }, (error, stdout) =>
      checked(error ? stdout || error.message : undefined),
    );
  });
}
