/** What the documents give to be copied: the blocks between fences of Markdown. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** Every document of the repository, by its path. */
export const documents: readonly string[] = globSync('{*.md,docs/**/*.md}', {
  cwd: root,
}).toSorted();

export type DocumentBlock = {
  document: string;
  /** The heading that it stands under. */
  section: string;
  /** Which of its section's, counted from 1. */
  index: number;
  /** As the fence names it; empty where it names none. */
  language: string;
  text: string;
};

const FENCE = /^(?<indent> *)```(?<language>\S*)\n(?<body>.*?)^\k<indent>```$/gms;

export function readDocument(document: string): string {
  return readFileSync(resolve(root, document), 'utf8');
}

/** The blocks of a document, in order. One in a list is moved to the margin, as a browser shows it. */
export function blocksOf(document: string): DocumentBlock[] {
  const source = readDocument(document);
  const counts = new Map<string, number>();
  return [...source.matchAll(FENCE)].map((match) => {
    const { indent = '', language = '', body = '' } = match.groups ?? {};
    const section = headingBefore(source, match.index);
    const index = (counts.get(section) ?? 0) + 1;
    counts.set(section, index);
    const text = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    return { document, section, index, language, text };
  });
}

/** The last heading before a place; the lines of blocks, such as comments of a shell, are none. */
function headingBefore(source: string, place: number): string {
  const prose = source.slice(0, place).replaceAll(FENCE, '');
  return /.*^#+ (?<heading>[^\n]+)/ms.exec(prose)?.groups?.heading ?? '';
}

/**
 * A block, word for word.
 *
 * @throws where the document has no such block any more
 */
export function documentBlock(document: string, section: string, index = 1): string {
  const block = blocksOf(document).find(
    (candidate) => candidate.section === section && candidate.index === index,
  );
  if (!block) throw new Error(`${document} has no block ${index} under "${section}"`);
  return block.text;
}
