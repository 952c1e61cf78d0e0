import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedFiles } from './generated-files.ts';

for (const [path, content] of await generatedFiles()) {
  const name = path.split('/').slice(-2).join('/');
  test(`${name} is what npm run schema writes`, () => {
    const kept = readFileSync(path, 'utf8');
    if (path.endsWith('.json')) assert.deepEqual(JSON.parse(kept), JSON.parse(content));
    else assert.equal(kept, content);
  });
}
