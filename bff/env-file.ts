import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { ConfigError } from './config.ts';

/**
 * Reads a file of settings into the environment, in which what is set already stays as it is.
 *
 * @param named by `--env-file`; the folder's `.env`, if there is one, where absent
 * @returns the file's path, or `undefined` where there is none
 * @throws {ConfigError} where the named file cannot be read
 */
export function readEnvFile(named: string | undefined): string | undefined {
  const path = resolve(named ?? '.env');
  if (named === undefined && !existsSync(path)) return undefined;
  try {
    loadEnvFile(path);
  } catch (error) {
    throw new ConfigError([
      `--env-file: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).`,
    ]);
  }
  return path;
}

/** A command's own arguments, and the file that `--env-file` names. */
export function takeEnvFile(given: readonly string[]): {
  args: string[];
  file: string | undefined;
} {
  const args = [...given];
  const at = args.findIndex((arg) => arg === '--env-file' || arg.startsWith('--env-file='));
  if (at < 0) return { args, file: undefined };
  const [flag = '', next] = args.splice(at, args[at] === '--env-file' ? 2 : 1);
  return { args, file: flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : (next ?? '') };
}
