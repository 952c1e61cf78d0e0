import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/**
 * What the compiler says of answers that are written into a program as they arrived: of an unknown
 * field, of a code of another enumeration, of what is missing.
 *
 * @param imports the lines that import the types of the answers
 * @param answers each with its type
 * @returns what is wrong, by the answer's index
 */
export function checkTypes(
  imports: readonly string[],
  answers: readonly { type: string; answer: unknown }[],
): Map<number, string> {
  const folder = mkdtempSync(join(tmpdir(), 'portone-checkout-types-'));
  try {
    const lines = answers.map(
      ({ type, answer }, index) =>
        `export const answer${index}: ${type} = ${JSON.stringify(answer)};`,
    );
    writeFileSync(join(folder, 'answers.mts'), [...imports, ...lines].join('\n'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), files: ['answers.mts'] }),
    );
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { stdout } = spawnSync(tsc, ['-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
    const wrong = new Map<number, string>();
    for (const line of stdout.split('\n').filter(Boolean)) {
      const at = /answers\.mts\((\d+),\d+\): (.*)/.exec(line);
      if (!at && !line.startsWith(' ')) throw new Error(stdout);
      if (at) wrong.set(Number(at[1]) - imports.length - 1, `${at[2]}`);
    }
    return wrong;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The path of a source, as {@link checkTypes} imports it. */
export const sourcePath = (path: string) => join(root, path);
