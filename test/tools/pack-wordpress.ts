/** `npm run pack:wordpress`: packs the WordPress plugin into a zip that WordPress installs. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { messageCatalog, scriptTranslations } from './gettext.ts';

const root = resolve(import.meta.dirname, '../..');
const plugin = join(root, 'component/wordpress');

/** The plugin's files by their paths in the zip, with the package's version and compiled translations. */
export function wordpressPlugin(): Record<string, Uint8Array> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const files: Record<string, Uint8Array> = { 'LICENSE.txt': readFileSync(join(root, 'LICENSE')) };
  for (const name of globSync('**/*.*', { cwd: plugin })) {
    const source = readFileSync(join(plugin, name), 'utf8');
    files[name] = Buffer.from(source.replaceAll('@version@', version));
    if (!name.endsWith('.po')) continue;
    const translation = name.replace(/\.po$/, '');
    files[`${translation}.mo`] = messageCatalog(source);
    // WordPress looks for a script's translations under the script's handle.
    files[`${translation}-portone-checkout-editor.json`] = Buffer.from(
      scriptTranslations(source, 'portone-checkout'),
    );
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [`portone-checkout/${name}`, file]),
  );
}

if (import.meta.main) {
  const zip = join(root, 'portone-checkout-wordpress.zip');
  // The same sources make the same bytes.
  writeFileSync(zip, zipSync(wordpressPlugin(), { level: 9, mtime: '1980-01-01T12:00:00' }));
  console.log(zip);
}
