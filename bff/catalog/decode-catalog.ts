import { isUtf8 } from 'node:buffer';
import { ConfigError } from '../config.ts';

/**
 * The text of a catalog's file. UTF-8 with or without a byte order mark is taken, and UTF-16, which
 * some editors call Unicode.
 *
 * @param name of the file, for the problems
 * @throws {ConfigError} where the bytes are text of another encoding, with the line where they are
 */
export function decodeCatalog(bytes: Buffer, name: string): string {
  const utf16 = utf16Of(bytes);
  if (utf16) {
    try {
      return new TextDecoder(utf16, { fatal: true }).decode(bytes);
    } catch {
      throw new ConfigError([
        `The catalog ${name} begins as UTF-16 and is not UTF-16 throughout. Save it as UTF-8.`,
      ]);
    }
  }
  // A line break is no part of another character, neither in UTF-8 nor in EUC-KR.
  const lines = linesOf(bytes);
  const bad = lines.findIndex((line) => !isUtf8(line));
  if (bad < 0) return new TextDecoder().decode(bytes);
  const read = koreanReading(bytes, lines[bad] as Buffer);
  throw new ConfigError([
    `The catalog ${name} is not UTF-8: line ${bad + 1} has letters of another encoding.${read} Save it as UTF-8 (in an editor: 다른 이름으로 저장 > 인코딩 UTF-8), and look at its letters before you do.`,
  ]);
}

/** By the byte order mark, else by the zero in every other byte of what is mostly ASCII. */
function utf16Of([first, second]: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return 'utf-16be';
  return undefined;
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/** What Korean editors write besides, with the line in question for a person to judge by. */
function koreanReading(bytes: Buffer, line: Buffer): string {
  const decoder = new TextDecoder('euc-kr', { fatal: true });
  try {
    decoder.decode(bytes);
  } catch {
    return '';
  }
  const text = decoder.decode(line).trim().slice(0, 80);
  // Node reads the letters of EUC-KR, and of those that CP949 has besides only halves.
  const shown = /\p{Cc}/u.test(text) ? '' : `: ${text}`;
  return ` It can be read as EUC-KR (CP949, which Windows calls ANSI)${shown}.`;
}
