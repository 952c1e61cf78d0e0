import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { linkPackages } from '../support/server/application.ts';

const root = resolve(import.meta.dirname, '../..');

export type InstalledPackage = {
  tarball: Uint8Array<ArrayBuffer>;
  /** An application's folder, with the package in its node_modules. */
  folder: string;
  /** Of the package there. */
  manifest: { bin: Record<string, string>; dependencies: Record<string, string> };
  /** Runs Node in the application's folder, and answers what it prints. */
  node(...args: string[]): string;
  remove(): void;
};

/**
 * Packs the package as `npm publish` would and installs it, without a registry: what it depends on
 * is linked from this repository's node_modules, and nothing that it does not name.
 *
 * @param alongside what the application has of its own
 */
export function installPackage(alongside: readonly string[]): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const [{ filename }] = JSON.parse(
    // What it says while it builds is on stderr.
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const ours = join(folder, 'node_modules/portone-checkout');
  mkdirSync(ours, { recursive: true });
  execFileSync('tar', ['xzf', join(folder, filename), '-C', ours, '--strip-components', '1']);
  const manifest = JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8'));
  linkPackages(folder, [...Object.keys(manifest.dependencies), ...alongside]);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  return {
    tarball: new Uint8Array(readFileSync(join(folder, filename))),
    folder,
    manifest,
    node: (...args) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
