import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewaysOf, parameters } from './parameter-table.ts';
import { guide, notes, setAt } from './parameters.ts';

test('the table knows where each parameter is set, and has each of the guide’s', () => {
  const paths = parameters().map(({ path }) => path);
  assert.deepEqual(
    paths.filter((path) => !path.includes('.') && !setAt[path]),
    [],
  );
  assert.deepEqual(
    guide.filter((path) => !paths.includes(path)),
    [],
  );
  assert.deepEqual(
    Object.keys(notes).filter((path) => !paths.includes(path)),
    [],
  );
  assert.match(gatewaysOf('easyPay.availableCards'), /some values only: KakaoPay/);
});
