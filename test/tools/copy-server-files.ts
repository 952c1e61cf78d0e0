/** Copies into the package what the compiler of `bff/` does not write: style sheets, and JavaScript as it is. */
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';

for (const file of globSync('bff/**/*.{css,js}')) cpSync(file, `lib/${file}`);

// In the package the modules that they start are compiled.
for (const name of ['start.js', 'start-check.js', 'start-orders.js', 'start-database.js']) {
  const source = readFileSync(`bff/${name}`, 'utf8');
  writeFileSync(`lib/bff/${name}`, source.replaceAll(/(import\('.+)\.ts'/g, "$1.js'"));
}
