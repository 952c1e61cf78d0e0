import type { Catalog } from '../domain/catalog.ts';
import type { LeftOn } from '../domain/sale/availability.ts';
import { shelvesOf } from '../domain/sale/shelves.ts';
import type { ShelfCount, StockStore } from '../domain/sale/stock.ts';

/** What is left on the shelves, for answers that many ask for and that may be some seconds old. */
export type ShelfView = {
  /** A promise only where the database has to be read first. */
  left(): LeftOn | Promise<LeftOn>;
  /** This server has changed something: the next answer is to know it. */
  changed(): void;
};

/** After this a question has the shelves read again, and is answered meanwhile. */
const REFRESH_MS = 2_000;
/** After this it waits for what was read: after a long silence the first visitor is not told of long ago. */
const STALE_MS = 30_000;

const shelves = new WeakMap<Catalog, Map<string, number>>();

/** How many there are on each shelf of a catalog. */
export function shelvesIn(catalog: Catalog): ReadonlyMap<string, number> {
  const known = shelves.get(catalog) ?? shelvesOf(catalog.items.values());
  shelves.set(catalog, known);
  return known;
}

/**
 * Counts for all items with one small query, when somebody wants to know: at most every two seconds, and
 * after changes by this server. Where the database does not answer, what was known goes on being said:
 * whether an order gets its pieces is decided by its transaction.
 */
export function shelfView({
  stock,
  currentCatalog,
  clock,
}: {
  stock: Pick<StockStore, 'count' | 'note'>;
  currentCatalog: () => Catalog;
  /** Milliseconds since 1970. */
  clock: () => number;
}): ShelfView {
  let counts: ReadonlyMap<string, ShelfCount> | undefined;
  let noted: Catalog | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let isChanged = false;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const now = clock();
    const catalog = currentCatalog();
    triedAt = now;
    isChanged = false;
    try {
      if (catalog !== noted) await stock.note(shelvesIn(catalog));
      noted = catalog;
      counts = await stock.count(now);
      readAt = now;
    } catch {
      // The health of the database is told of elsewhere.
    } finally {
      reading = undefined;
    }
  }

  const isOlder = (milliseconds: number) => Math.abs(clock() - readAt) >= milliseconds;
  const mayTry = () => Math.abs(clock() - triedAt) >= REFRESH_MS;
  const mustRead = () => isChanged || (mayTry() && (!counts || isOlder(STALE_MS)));

  const leftOn: LeftOn = (shelf) => {
    const there = shelvesIn(currentCatalog()).get(shelf);
    if (!counts || there === undefined) return undefined;
    const { sold, held } = counts.get(shelf) ?? { sold: 0, held: 0 };
    return there - sold - held;
  };

  return {
    left() {
      if (shelvesIn(currentCatalog()).size === 0) return leftOn;
      if (mustRead() || (!counts && reading)) return readFirst();
      if (isOlder(REFRESH_MS) && mayTry()) reading ??= read();
      return leftOn;
    },
    changed() {
      isChanged = true;
    },
  };

  async function readFirst(): Promise<LeftOn> {
    // One that is under way may have begun before the change.
    await reading;
    if (mustRead()) reading ??= read();
    await reading;
    return leftOn;
  }
}
