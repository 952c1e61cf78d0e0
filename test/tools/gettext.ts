/** What WordPress reads of a gettext translation (`.po`): `.mo` for PHP, JSON for scripts. */

/** One message: its id, with the context before it where it has one, and what it is in the other language. */
type Message = { id: string; text: string };

/**
 * Reads a `.po` without plural forms.
 *
 * @throws Error that names an entry which it does not read
 */
export function readMessages(po: string): Message[] {
  return po
    .trim()
    .split(/\n\n+/)
    .map((entry) => {
      const field = (name: string) => {
        const lines = entry.match(new RegExp(`^${name} ((?:".*"\\n?)+)`, 'm'))?.[1];
        return lines
          ?.trim()
          .split('\n')
          .map((line) => JSON.parse(line))
          .join('');
      };
      const [id, text, context] = ['msgid', 'msgstr', 'msgctxt'].map(field);
      if (id === undefined || text === undefined) throw new Error(`Not read: ${entry}`);
      return { id: context === undefined ? id : `${context}\u0004${id}`, text };
    });
}

const HEADER_BYTES = 28;

/** The `.mo`, as in the GNU gettext manual, "The Format of GNU MO Files", without the optional hash table. */
export function messageCatalog(po: string): Uint8Array {
  const messages = readMessages(po)
    .map(({ id, text }) => [Buffer.from(id), Buffer.from(text)] as const)
    .sort(([one], [other]) => Buffer.compare(one, other));
  const tableBytes = messages.length * 8;
  const head = Buffer.alloc(HEADER_BYTES + 2 * tableBytes);
  const tables = [HEADER_BYTES, HEADER_BYTES + tableBytes];
  const words = [0x950412de, 0, messages.length, ...tables, 0, head.length];
  for (const [index, word] of words.entries()) head.writeUInt32LE(word, index * 4);
  const strings: Buffer[] = [];
  let offset = head.length;
  for (const column of [0, 1] as const) {
    for (const [index, message] of messages.entries()) {
      const string = message[column];
      const at = HEADER_BYTES + column * tableBytes + index * 8;
      head.writeUInt32LE(string.length, at);
      head.writeUInt32LE(offset, at + 4);
      strings.push(string, Buffer.alloc(1));
      offset += string.length + 1;
    }
  }
  return Buffer.concat([head, ...strings]);
}

/** The JSON that `wp_set_script_translations()` loads: Jed's format 1. */
export function scriptTranslations(po: string, domain: string): string {
  const messages = readMessages(po).filter(({ id }) => id !== '');
  const translated = Object.fromEntries(messages.map(({ id, text }) => [id, [text]]));
  const header = { domain, lang: 'ko_KR', 'plural-forms': 'nplurals=1; plural=0;' };
  return JSON.stringify({ domain, locale_data: { [domain]: { '': header, ...translated } } });
}
