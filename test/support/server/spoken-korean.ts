import assert from 'node:assert/strict';
import { korean } from '../../../bff/i18n/korean.ts';
import { translator } from '../../../bff/i18n/translate.ts';

/** What an owner who reads Korean is told. */
export const inKorean = await translator('ko', async () => korean);

/** What is quoted, and what Node or a database says between brackets, is not the server's own. */
const OTHERS = /"(?:[^"\\]|\\.)*"|\([^()]*\)|\{ .*? \}|https?:\/\/\S+/g;

/** Three words in a row, or one that stands in sentences only. */
const ENGLISH = /\b[a-z]+ [a-z]+ [a-z]+\b|(?<![\w-])(?:and|or|the|is|of|it|not|with)(?![\w-])/;

/**
 * Asserts that a Korean sentence is known for each message, and leaves nothing of it in English.
 *
 * @param family where they are parts of messages
 */
export function assertInKorean(messages: readonly string[], family?: string): void {
  for (const message of messages) {
    const spoken = inKorean(message, family);
    for (const line of spoken.split('\n').filter((text) => text.trim() !== '')) {
      assert.match(line, /\p{Script=Hangul}/u, `there is no Korean sentence for: ${message}`);
      assert.doesNotMatch(line.replaceAll(OTHERS, '""'), ENGLISH, `of: ${message}`);
    }
  }
}
