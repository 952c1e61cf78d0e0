import assert from 'node:assert/strict';
import { it } from 'node:test';
import { messages } from '../../../component/i18n/messages.ts';
import { packMessages } from '../../../component/i18n/pack-messages.ts';
import { unpackMessages } from '../../../component/i18n/unpack-messages.ts';

it('the built script has the messages of each language, whole and in their places', () => {
  const { names, texts } = packMessages();
  for (const language of ['ko', 'en', 'ja'] as const) {
    assert.deepEqual(unpackMessages(names, texts[language]), messages[language], language);
  }
});
