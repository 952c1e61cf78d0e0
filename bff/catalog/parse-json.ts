import { parse, type ValueNode } from '@humanwhocodes/momoa';
import { ConfigError } from '../config.ts';
import { describeJsonMistake, lineAndColumn } from './describe-json-mistake.ts';

/** A key that an object has more than once: JSON takes the last without a word. */
export type RepeatedKey = { path: (string | number)[]; lines: number[] };

/**
 * Reads JSON as it is written by hand.
 *
 * @param name of the file, for the problem
 * @throws {ConfigError} with the line and the column of the mistake, and what to write instead
 */
export function parseJson(
  source: string,
  name: string,
): { json: unknown; repeatedKeys: RepeatedKey[] } {
  const problem = (offset: number) => {
    const { at, text } = describeJsonMistake(source, offset);
    const { line, column } = lineAndColumn(source, at);
    return new ConfigError([
      `The catalog ${name} is not JSON: line ${line}, column ${column}: ${text}`,
    ]);
  };
  if (source.trim() === '') throw new ConfigError([`The catalog ${name} is empty.`]);
  let body: ValueNode;
  try {
    ({ body } = parse(source, { mode: 'json' }));
  } catch (error) {
    throw problem((error as { offset?: number }).offset ?? source.length);
  }
  try {
    return { json: JSON.parse(source), repeatedKeys: repeatedKeysOf(body) };
  } catch {
    // Only a raw line break in a text passes the one parser and not the other.
    throw problem(source.length);
  }
}

function repeatedKeysOf(node: ValueNode, path: (string | number)[] = []): RepeatedKey[] {
  if (node.type === 'Array') {
    return node.elements.flatMap(({ value }, index) => repeatedKeysOf(value, [...path, index]));
  }
  if (node.type !== 'Object') return [];
  const lines = new Map<string, number[]>();
  const inside = node.members.flatMap(({ name, value }) => {
    const key = name.type === 'String' ? name.value : name.name;
    lines.set(key, [...(lines.get(key) ?? []), name.loc.start.line]);
    return repeatedKeysOf(value, [...path, key]);
  });
  const own = [...lines]
    .filter(([, places]) => places.length > 1)
    .map(([key, places]) => ({ path: [...path, key], lines: places }));
  return [...own, ...inside];
}
