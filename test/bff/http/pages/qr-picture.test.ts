import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qrPictures } from '../../../../bff/http/pages/qr-picture.ts';

const address = (item: number) => `https://pay.example/checkout/${item}`;

test('draws a picture once, whoever asks, at once or later', async () => {
  const picture = qrPictures();
  const [first, second] = await Promise.all([
    picture(address(0), 'png'),
    picture(address(0), 'png'),
  ]);
  assert.equal(first, second);
  assert.equal(await picture(address(0), 'png'), first);
  assert.notDeepEqual(await picture(address(1), 'png'), first);
  assert.match(String(await picture(address(0), 'svg')), /^<svg/);
});

test('keeps the 200 pictures that were asked for last', async () => {
  const picture = qrPictures();
  const kept = await picture(address(0), 'png');
  const given = await picture(address(1), 'png');
  for (let item = 2; item < 201; item += 1) {
    await picture(address(item), 'svg');
    await picture(address(0), 'png');
  }
  assert.equal(await picture(address(0), 'png'), kept);
  const again = await picture(address(1), 'png');
  assert.ok(again !== given, 'the oldest is forgotten');
  assert.deepEqual(again, given);
});
