/** What owners copy from bff/deploy/, read by the lines that count. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../bff/deploy');

/** A file of the folder, word for word. */
export function deployFile(name: string): string {
  return readFileSync(resolve(folder, name), 'utf8');
}

export type Instruction = { name: string; text: string };

/** The Dockerfile's instructions in order, each as one line; options such as `--interval` stay in the text. */
export function dockerInstructions(): Instruction[] {
  const lines = deployFile('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [, name = '', text = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`No instruction: ${line}`);
    return { name, text };
  });
}

/** The text of the only instruction of a name. */
export function dockerInstruction(name: string): string {
  const found = dockerInstructions().filter((instruction) => instruction.name === name);
  if (found.length !== 1) throw new Error(`${found.length} instructions ${name}`);
  return (found[0] as Instruction).text;
}

/** A command as its words, out of `CMD ["…"]` or of what stands after the options of HEALTHCHECK. */
export function dockerCommand(name: 'CMD' | 'HEALTHCHECK'): string[] {
  return JSON.parse(dockerInstruction(name).replace(/^.*?\[/, '['));
}

/** Names and values of `ENV`, where no value is quoted. */
export function dockerEnvironment(): Record<string, string> {
  return assignments(dockerInstruction('ENV').split(' '));
}

/** A directive of a unit: every value that it is given, in order. */
export function unitValues(unit: string, directive: string): string[] {
  return [...deployFile(unit).matchAll(new RegExp(`^${directive}=(.*)$`, 'gm'))].map(
    ([, value = '']) => value,
  );
}

/** What a unit sets, and a file of settings may set otherwise. */
export function unitEnvironment(unit: string): Record<string, string> {
  return assignments(unitValues(unit, 'Environment'));
}

/** Names and values of a file of settings: the lines that are no comments. */
export function settingsIn(text: string): Record<string, string> {
  return assignments(text.split('\n').filter((line) => /^[A-Z]/.test(line)));
}

function assignments(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name, value.join('=')];
    }),
  );
}
