/** docs/matrix.md is true: each case that the server has to withstand has its test. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasTest, proofs } from '../tools/matrix-document.ts';
import { matrix } from '../tools/matrix-rows.ts';

const rows = matrix.flatMap((table) => table.rows);

for (const { letter, title, rows } of matrix) {
  test(`every row of table ${letter}, ${title}, has a test, or says why it has none`, () => {
    for (const { id, input, elsewhere, unproven } of rows) {
      const isProven = elsewhere !== undefined || proofs.some((proof) => proof.id === id);
      assert.notEqual(isProven, unproven !== undefined, `[${id}] ${input}`);
    }
  });
}

test('every test that names a row names one that there is, and quotes it', () => {
  for (const { file, id, quote } of proofs) {
    const row = rows.find((candidate) => candidate.id === id);
    assert.ok(row, `${file} has a test of [${id}], which is no row`);
    assert.ok(
      quote === row.input || quote.startsWith(`${row.input}: `),
      `${file}: [${id}] ${quote} does not begin with “${row.input}”`,
    );
  }
});

test('every test that a row points to is there', () => {
  for (const { id, elsewhere } of rows) {
    for (const { file, title } of elsewhere ?? []) {
      assert.ok(hasTest(file, title), `[${id}]: ${file} has no test “${title}”`);
    }
  }
});
