import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogJsonSchema } from './catalog-json-schema.ts';
import { notes } from './parameters.ts';

test('the schema carries no sentence of PortOne’s', () => {
  const said = JSON.stringify(catalogJsonSchema()).match(/"description":"[^"]*"/g) ?? [];
  const ours = new Set(Object.values(notes));
  assert.ok(said.length > ours.size / 2);
  assert.ok(!JSON.stringify(catalogJsonSchema()).includes('입력'));
});
