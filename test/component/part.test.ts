import { expect } from '@open-wc/testing';
import { part } from '../../component/part.ts';

const lost = () => Promise.reject(new Error('lost'));

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'it did not reject',
    (reason: unknown) => String(reason),
  );
}

describe('a part', () => {
  it('is fetched once for all who ask, and is there from then on', async () => {
    let fetches = 0;
    const mine = part('mine', async () => ({ words: ++fetches }));
    expect(mine.now).to.be.undefined;
    const [first, second] = await Promise.all([mine.load(), mine.load()]);
    expect(first).to.equal(second);
    expect(mine.now).to.equal(first);
    expect(fetches).to.equal(1);
  });

  it('is fetched anew after a failure, from beside the main file and under an address of its own', async () => {
    const korean = part<typeof import('../../component/messages-ko-further.ts')>(
      'messages-ko-further',
      lost,
    );
    expect(await rejection(korean.load())).to.contain('lost');
    expect((await korean.load()).messages.paid.title).to.equal('결제가 완료됐어요');
    const asked = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(asked.some((name) => name.includes('portone-checkout.messages-ko-further.js'))).to.be
      .true;
  });

  it('is given up at the time limit', async () => {
    const silent = part('silent', () => new Promise<never>(() => {}), 10);
    expect(await rejection(silent.load())).to.contain('nothing came in 10 ms');
  });
});
