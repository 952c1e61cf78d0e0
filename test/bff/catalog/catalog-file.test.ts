import assert from 'node:assert/strict';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCatalog, readCatalogFile, watchCatalog } from '../../../bff/catalog/catalog-file.ts';
import { ConfigError } from '../../../bff/config.ts';
import { aCatalog, anItem } from '../../support/server/checkout-server.ts';

const root = mkdtempSync(join(tmpdir(), 'catalog-'));
after(() => rmSync(root, { recursive: true }));

const priced = (price: number) => aCatalog({ items: [anItem({ price })] });

/** A folder of its own for each test. */
function aFolder(): string {
  return mkdtempSync(join(root, 'shop-'));
}

/** As an editor saves: whole, under another name, then renamed. */
function save(path: string, source: string): void {
  writeFileSync(`${path}.new`, source);
  renameSync(`${path}.new`, path);
}

/** A link that leads elsewhere from one moment to the next, as `ln -sfn` and Kubernetes do it. */
function link(target: string, path: string): void {
  symlinkSync(target, `${path}.new`);
  renameSync(`${path}.new`, path);
}

/** A watch whose time the test passes: each read happens when it is told to. */
function watched(path: string, options: { bytes?: Buffer } = {}) {
  const seen: (number | string)[] = [];
  let paused = Promise.withResolvers<void>();
  let go = Promise.withResolvers<void>();
  const stop = watchCatalog(
    path,
    ({ items }) => seen.push(items.get('shoes')?.price ?? 'no shoes'),
    (error) => seen.push((error as ConfigError).problems.join()),
    {
      ...options,
      pause() {
        paused.resolve();
        return go.promise;
      },
    },
  );
  return {
    seen,
    stop,
    /** Passes the time until a read, which need not happen. */
    pass() {
      const next = go;
      go = Promise.withResolvers();
      next.resolve();
    },
    async read(times: number) {
      for (let count = 0; count < times; count++) {
        await paused.promise;
        paused = Promise.withResolvers();
        const next = go;
        go = Promise.withResolvers();
        next.resolve();
        await paused.promise;
      }
    },
  };
}

test('says which file is missing', () => {
  assert.throws(
    () => readCatalog(join(root, 'absent.json')),
    (error: ConfigError) => /absent\.json cannot be read \(ENOENT\)/.test(error.problems.join()),
  );
});

test('takes up a catalog when its file changes', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const changed = Promise.withResolvers<number | undefined>();
  const stop = watchCatalog(
    path,
    ({ items }) => changed.resolve(items.get('shoes')?.price),
    changed.reject,
  );
  save(path, priced(2000));
  assert.equal(await changed.promise, 2000);
  stop();
});

/** How a catalog of 1000 won becomes one of 2000, each with a path that stays. */
const changes: Record<string, (folder: string) => { path: string; change: () => void }> = {
  'is replaced, as an editor saves'(folder) {
    const path = join(folder, 'catalog.json');
    save(path, priced(1000));
    return { path, change: () => save(path, priced(2000)) };
  },
  'is written in place, as into a single mounted file'(folder) {
    const path = join(folder, 'catalog.json');
    writeFileSync(path, priced(1000));
    const { ino } = statSync(path);
    const change = () => {
      writeFileSync(path, priced(2000));
      assert.equal(statSync(path).ino, ino);
    };
    return { path, change };
  },
  'is written in place by a copy that keeps the time and has the same size'(folder) {
    const path = join(folder, 'catalog.json');
    writeFileSync(path, priced(1000));
    utimesSync(path, 1, 1);
    const change = () => {
      writeFileSync(path, priced(2000));
      utimesSync(path, 1, 1);
    };
    return { path, change };
  },
  'is in a ConfigMap of Kubernetes, whose ..data is swapped'(folder) {
    for (const [revision, price] of [
      ['..2026_01', 1000],
      ['..2026_02', 2000],
    ] as const) {
      mkdirSync(join(folder, revision));
      writeFileSync(join(folder, revision, 'catalog.json'), priced(price));
    }
    link('..2026_01', join(folder, '..data'));
    link('..data/catalog.json', join(folder, 'catalog.json'));
    const change = () => {
      link('..2026_02', join(folder, '..data'));
      rmSync(join(folder, '..2026_01'), { recursive: true });
    };
    return { path: join(folder, 'catalog.json'), change };
  },
  'is a link whose target changes'(folder) {
    const [path, target] = [join(folder, 'catalog.json'), join(aFolder(), 'shop.json')];
    save(target, priced(1000));
    link(target, path);
    return { path, change: () => save(target, priced(2000)) };
  },
  'is a link that is turned to another target'(folder) {
    const path = join(folder, 'catalog.json');
    const others = aFolder();
    save(join(others, 'one.json'), priced(1000));
    save(join(others, 'two.json'), priced(2000));
    link(join(others, 'one.json'), path);
    return { path, change: () => link(join(others, 'two.json'), path) };
  },
  'is in a folder `current` that is turned to another release'(folder) {
    for (const [release, price] of [
      ['1', 1000],
      ['2', 2000],
    ] as const) {
      mkdirSync(join(folder, release));
      writeFileSync(join(folder, release, 'catalog.json'), priced(price));
    }
    link('1', join(folder, 'current'));
    return {
      path: join(folder, 'current', 'catalog.json'),
      change: () => link('2', join(folder, 'current')),
    };
  },
  'is in a folder that is removed and made anew'(folder) {
    const shop = join(folder, 'shop');
    const write = (price: number) => {
      mkdirSync(shop);
      writeFileSync(join(shop, 'catalog.json'), priced(price));
    };
    write(1000);
    const change = () => {
      rmSync(shop, { recursive: true });
      write(2000);
    };
    return { path: join(shop, 'catalog.json'), change };
  },
  'is removed and copied anew'(folder) {
    const path = join(folder, 'catalog.json');
    save(path, priced(1000));
    save(join(folder, 'next.json'), priced(2000));
    const change = () => {
      unlinkSync(path);
      copyFileSync(join(folder, 'next.json'), path);
    };
    return { path, change };
  },
};

for (const [title, begin] of Object.entries(changes)) {
  test(`[L1] the file changes: takes up a catalog that ${title}`, async () => {
    const { path, change } = begin(aFolder());
    const watch = watched(path);
    await watch.read(3);
    assert.deepEqual(watch.seen, []);
    change();
    await watch.read(2);
    assert.deepEqual(watch.seen, [2000]);
    // Once, and the next change as well.
    await watch.read(6);
    assert.deepEqual(watch.seen, [2000]);
    save(path, priced(3000));
    await watch.read(2);
    assert.deepEqual(watch.seen, [2000, 3000]);
    watch.stop();
  });
}

test('notices a change between the reading of a start and its own first one', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const { bytes } = readCatalogFile(path);
  save(path, priced(2000));
  const watch = watched(path, { bytes });
  await watch.read(2);
  assert.deepEqual(watch.seen, [2000]);
  watch.stop();
});

test('[L2] the file is half written, or away for a moment: written from its beginning, in parts', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const watch = watched(path);
  for (const part of ['', priced(2000).slice(0, 30), priced(2000).slice(0, -3), priced(2000)]) {
    writeFileSync(path, part);
    await watch.read(1);
  }
  assert.deepEqual(watch.seen, []);
  await watch.read(1);
  assert.deepEqual(watch.seen, [2000]);
  watch.stop();
});

test('[L2] the file is half written, or away for a moment: right already, and not yet whole', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const watch = watched(path);
  // A writer that goes over the file from its beginning has been as far as the price.
  writeFileSync(path, priced(1500));
  await watch.read(1);
  writeFileSync(path, priced(2000));
  await watch.read(2);
  assert.deepEqual(watch.seen, [2000]);
  watch.stop();
});

test('[L3] the file stays wrong, or away: only what lasts is said, and what comes back is taken', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const watch = watched(path);
  renameSync(path, `${path}.old`);
  await watch.read(4);
  renameSync(`${path}.old`, path);
  await watch.read(6);
  assert.deepEqual(watch.seen, []);

  renameSync(path, `${path}.old`);
  await watch.read(20);
  assert.equal(watch.seen.length, 1);
  assert.match(String(watch.seen[0]), /catalog\.json cannot be read \(ENOENT\)/);
  renameSync(`${path}.old`, path);
  await watch.read(2);
  assert.deepEqual(watch.seen.slice(1), [1000]);
  watch.stop();
});

// A path to a file that has lost its name, as in a mount of a single file, without being root.
if (existsSync('/proc/self/fd')) {
  test('[L4] a mounted file that was replaced outside', async () => {
    const path = join(aFolder(), 'catalog.json');
    save(path, priced(1000));
    const descriptor = openSync(path, 'r');
    const watch = watched(`/proc/self/fd/${descriptor}`);
    writeFileSync(path, priced(2000));
    await watch.read(2);
    assert.deepEqual(watch.seen, [2000]);
    save(path, priced(3000));
    await watch.read(20);
    assert.equal(watch.seen.length, 2);
    assert.match(String(watch.seen[1]), /replaced or deleted where it is mounted from.*again/);
    watch.stop();
    closeSync(descriptor);
  });
}

test('[L3] the file stays wrong, or away: said once, and the next is taken', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const watch = watched(path);
  save(path, priced(-1));
  await watch.read(20);
  assert.equal(watch.seen.length, 1);
  assert.match(String(watch.seen[0]), /items\[0\]\.price/);
  save(path, priced(3000));
  await watch.read(2);
  assert.deepEqual(watch.seen.slice(1), [3000]);
  watch.stop();
});

test('says of one that is wrong which file it is', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, '{ "store": }');
  assert.throws(
    () => readCatalog(path),
    (error) => error instanceof ConfigError && error.message.includes(`${path} is not JSON`),
  );
});

test('reads no more once it is stopped', async () => {
  const path = join(aFolder(), 'catalog.json');
  save(path, priced(1000));
  const stopped = watched(path);
  const other = watched(path);
  stopped.stop();
  save(path, priced(2000));
  for (let count = 0; count < 6; count++) {
    stopped.pass();
    await other.read(1);
  }
  assert.deepEqual([stopped.seen, other.seen], [[], [2000]]);
  other.stop();
});
