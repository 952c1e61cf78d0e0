import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import packageFile from '../../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(resolve(root, name), 'utf8');

test('.nvmrc and the workflow name the Node that npm brings for the scripts', () => {
  const [, major] = /^\^(\d+)\./.exec(packageFile.devDependencies.node) ?? [];
  assert.equal(read('.nvmrc').trim(), major);
  const [, image] = /container: node:(\d+)/.exec(read('.github/workflows/test.yml')) ?? [];
  assert.equal(image, major);
});
