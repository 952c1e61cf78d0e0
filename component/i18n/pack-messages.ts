import type { Language } from './locale.ts';
import { messages } from './messages.ts';
import { BREAK } from './unpack-messages.ts';

type Table = { readonly [name: string]: string | Table | undefined };

/** What `unpackMessages()` makes the messages of again. For the build alone. */
export type PackedMessages = { names: string; texts: Record<Language, string> };

/**
 * The names of all messages, once, and of each language its texts in that order.
 *
 * @throws where a text has the sign that stands between two
 */
export function packMessages(): PackedMessages {
  const tables = Object.values(messages) as unknown as Table[];
  const textsIn = (table: unknown) => {
    const texts = textsOf(tables, table as Table);
    const wrong = texts.find((text) => text.includes(BREAK));
    if (wrong) throw new Error(`a message has a "${BREAK}": ${wrong}`);
    return texts.join(BREAK);
  };
  const { ko, en, ja } = messages;
  return {
    names: namesIn(tables),
    texts: { ko: textsIn(ko), en: textsIn(en), ja: textsIn(ja) },
  };
}

/** A name, and the tables that it has in the languages, none where it has a text. */
function* entriesOf(tables: Table[]): Generator<[name: string, inner: Table[]]> {
  for (const name of new Set(tables.flatMap(Object.keys))) {
    const inner = tables.map((table) => table[name]).filter((value) => typeof value === 'object');
    yield [name, inner];
  }
}

function namesIn(tables: Table[]): string {
  return [...entriesOf(tables)]
    .map(([name, inner]) => (inner.length > 0 ? `${name}{${namesIn(inner)}}` : name))
    .join(' ');
}

function textsOf(tables: Table[], table: Table | undefined): string[] {
  return [...entriesOf(tables)].flatMap(([name, inner]) => {
    const value = table?.[name];
    if (inner.length > 0) return textsOf(inner, value as Table);
    return [typeof value === 'string' ? value : ''];
  });
}
