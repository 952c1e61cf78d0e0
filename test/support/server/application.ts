/** Applications of owners: folders with files of the documents, run as they are. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../../..');

/** Makes packages of this repository's node_modules resolvable in a folder. */
export function linkPackages(folder: string, packages: readonly string[]): void {
  for (const name of packages) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
}

/**
 * Writes an application into a folder of its own.
 *
 * @param files text by name
 * @returns the folder, and what removes it
 */
export function writeApplication(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'application-'));
  linkPackages(folder, packages);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Program = {
  /** Where it listens. */
  url: string;
  /** The address that it listens on, such as `::` or `127.0.0.1`. */
  host: string;
  /** What it has printed, line by line. */
  printed: string[];
  /** Resolves once it has printed so many lines that match; one, unless told. */
  prints(line: RegExp, times?: number): Promise<void>;
  /** Sends SIGTERM, and resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** Ends it at once. */
  kill(): Promise<void>;
};

/** Has a program tell this process once it listens; it knows nothing of it. */
const REPORT_ADDRESS = `data:text/javascript,${encodeURIComponent(`
  import { subscribe } from 'node:diagnostics_channel';
  subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => process.send?.(server.address()));
`)}`;

/**
 * Starts a program of Node's that listens, and waits until it does.
 *
 * @param command Node's arguments: usually the file
 * @throws with what it printed where it ends before
 */
export async function startProgram(
  folder: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Program> {
  const child = spawn(process.execPath, ['--import', REPORT_ADDRESS, ...command], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = new Promise<number | null>((exit) => child.on('close', exit));
  const printed: string[] = [];
  const waiting = new Set<() => void>();
  for (const output of [child.stdout, child.stderr]) {
    if (!output) continue;
    createInterface({ input: output }).on('line', (line) => {
      printed.push(line);
      for (const look of waiting) look();
    });
  }
  const ended = exited.then((code) => {
    throw new Error(`The program ended with ${code}:\n${printed.join('\n')}`);
  });
  ended.catch(() => {});
  const listening = new Promise<AddressInfo>((report) =>
    child.on('message', (message) => {
      // What the program itself tells its parent is something else.
      if (typeof message === 'object' && 'port' in message) report(message as AddressInfo);
    }),
  );
  const { address, port } = await Promise.race([listening, ended]);
  return {
    url: `http://127.0.0.1:${port}`,
    host: address,
    printed,
    prints(line, times = 1) {
      const found = new Promise<void>((enough) => {
        const look = () => {
          if (printed.filter((candidate) => line.test(candidate)).length >= times) enough();
        };
        waiting.add(look);
        look();
      });
      return Promise.race([found, ended]);
    },
    terminate() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
