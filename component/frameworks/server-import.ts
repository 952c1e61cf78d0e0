const KEY = Symbol.for('portone-checkout server import');

/** Writes into the server's log, once for each process: a bundler may have made several copies of this. */
export function warnOnce(message: string): void {
  const shared = globalThis as { [KEY]?: true };
  if (shared[KEY]) return;
  shared[KEY] = true;
  console.warn(`<portone-checkout> ${message}`);
}

/**
 * Files of which a framework sends nothing to the browser: Astro's frontmatter, and what SvelteKit and
 * others name so.
 */
const SERVER_ONLY = /([^\s()/\\]+\.astro|[^\s()/\\]*(?:\.|\+)server\.(?:[cm]?[jt]sx?|vue))\b/;

/**
 * Says so where the package is imported by a file that runs on the server only, as far as the stack
 * tells: development servers of Vite's run each file under its own name. Everything else is silent. A
 * component that is rendered on both sides imports the package on both, and a bundle has no files.
 *
 * @param stack of the import
 */
export function explainServerImport(stack: string): void {
  const importer = stack
    .split('\n')
    .slice(1)
    .find((line) => !/[\\/]node_modules[\\/]|\bnode:/.test(line));
  const file = SERVER_ONLY.exec(importer ?? '')?.[1];
  if (file === undefined) return;
  const place = file.endsWith('.astro')
    ? 'a <script> of the page'
    : 'the file of the page or component that shows it';
  warnOnce(
    `It is imported by ${file}, which runs on the server only. That import does nothing, since it never gets to the browser: import it in ${place}.`,
  );
}
