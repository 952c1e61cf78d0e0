import type { Context } from 'koa';
import type { Catalog } from '../../domain/catalog.ts';
import type { Order } from '../../domain/order.ts';
import {
  type CountedOrder,
  type HoldTerms,
  isCounted,
  type StockStore,
  soldOut,
} from '../../domain/sale/stock.ts';
import { holdingClientOf } from '../holding-client.ts';
import { type ShelfView, shelvesIn } from '../shelf-view.ts';

export type PieceDependencies = {
  currentCatalog: () => Catalog;
  stock: Pick<StockStore, 'hold'>;
  shelves: ShelfView;
  /** Whether there is a ceiling for each client. */
  limitsClients: boolean;
  /** Milliseconds since 1970. */
  clock: () => number;
};

/** Keeps the pieces of orders for their buyers, where pieces are counted. */
export function orderPieces({
  currentCatalog,
  stock,
  shelves,
  limitsClients,
  clock,
}: PieceDependencies) {
  const stockOf = ({ sale }: CountedOrder) => shelvesIn(currentCatalog()).get(sale.stock.shelf);

  const pieces = {
    /** How an order is to hold its pieces; `undefined` where the catalog counts none. */
    terms(ctx: Context, order: Order, instead?: string): HoldTerms | undefined {
      const there = isCounted(order) ? stockOf(order) : undefined;
      if (!isCounted(order) || there === undefined) return undefined;
      return {
        stock: there,
        now: clock(),
        ...(limitsClients && { client: holdingClientOf(ctx.ip, order.sale.stock.shelf) }),
        ...(instead !== undefined && { instead }),
      };
    },

    /**
     * Holds the pieces of an order that is stored.
     *
     * @returns whether it holds them
     * @throws {CheckoutError} `SOLD_OUT`
     */
    async hold(ctx: Context, order: Order): Promise<boolean> {
      const terms = pieces.terms(ctx, order);
      if (!terms || !isCounted(order)) return false;
      return pieces.toldOf(stock.hold(order, terms));
    },

    /**
     * Refuses an order that holds nothing where nothing is left for it.
     *
     * @throws {CheckoutError} `SOLD_OUT`
     */
    async requireLeft(order: Order): Promise<void> {
      if (!isCounted(order)) return;
      const { shelf, quantity } = order.sale.stock;
      const left = (await shelves.left())(shelf);
      if (left !== undefined && left < quantity) throw soldOut(order, left);
    },

    /** Has the shelves read anew once an order has taken pieces, or has found that others have them. */
    async toldOf(taking: Promise<boolean>): Promise<boolean> {
      let isChanged = true;
      try {
        isChanged = await taking;
        return isChanged;
      } finally {
        if (isChanged) shelves.changed();
      }
    },
  };
  return pieces;
}

export type OrderPieces = ReturnType<typeof orderPieces>;
