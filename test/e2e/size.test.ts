import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { readElementFiles } from '../../bff/http/element-files.ts';
import { BUDGET } from '../bench/element-size.ts';

test('the element, with all its languages, keeps to its budget', () => {
  const { main } = readElementFiles(resolve(import.meta.dirname, '../../dist'));
  assert.ok(main.encoded.br.length <= BUDGET, `${main.encoded.br.length} of ${BUDGET} bytes`);
});
