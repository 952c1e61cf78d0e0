import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { linkPackages } from '../support/server/application.ts';

const root = resolve(import.meta.dirname, '../..');

export type InstalledPackage = {
  /** The name of the packed file. */
  filename: string;
  tarball: Uint8Array<ArrayBuffer>;
  /** An application's folder, with the package in its node_modules. */
  folder: string;
  /** Of the package there. */
  manifest: { bin: Record<string, string>; dependencies: Record<string, string> };
  /** Runs Node in the application's folder, and answers what it prints. */
  node(...args: string[]): string;
  /** What TypeScript has to say of a folder of the application's, the package's own declarations among it. */
  typeErrors(project: string): string[];
  remove(): void;
};

const tsc = join(root, 'node_modules/typescript/lib/tsc.js');

/** Packs the package into a folder, and returns the name of the file. */
export function packInto(folder: string): string {
  const [{ filename }] = JSON.parse(
    // What it says while it builds is on stderr.
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  return filename;
}

/**
 * Packs the package as `npm publish` would and installs it, without a registry: what it depends on
 * is linked from this repository's node_modules, and nothing that it does not name. Its commands are
 * where npm puts them.
 *
 * @param alongside what the application has of its own
 */
export function installPackage(alongside: readonly string[]): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const filename = packInto(folder);
  const ours = join(folder, 'node_modules/portone-checkout');
  mkdirSync(ours, { recursive: true });
  execFileSync('tar', ['xzf', join(folder, filename), '-C', ours, '--strip-components', '1']);
  const manifest = JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8'));
  linkPackages(folder, [...Object.keys(manifest.dependencies), ...alongside]);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  linkCommands(folder, manifest.bin);
  const node = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return {
    filename,
    tarball: new Uint8Array(readFileSync(join(folder, filename))),
    folder,
    manifest,
    node,
    typeErrors(project) {
      try {
        node(tsc, '-p', project);
        return [];
      } catch (error) {
        const { stdout } = error as { stdout: string };
        // Its declarations export some names twice (0.1.11), which `skipLibCheck` passes over.
        return stdout
          .split('\n')
          .filter((line) => line && !line.includes('/@portone/browser-sdk/'));
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function linkCommands(folder: string, commands: Record<string, string>): void {
  mkdirSync(join(folder, 'node_modules/.bin'));
  for (const [name, file] of Object.entries(commands)) {
    const program = join(folder, 'node_modules/portone-checkout', file);
    chmodSync(program, 0o755);
    symlinkSync(program, join(folder, 'node_modules/.bin', name));
  }
}
