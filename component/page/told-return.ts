import { attempt } from '../api/attempt.ts';
import type { KnownSubject, PaymentResult } from '../state/payment-result.ts';

/** What this tab was told of a payment that another browser ordered: what anybody may read. */
export type ToldReturn = {
  v: 1;
  /** Its address. */
  server: string;
  itemId: string;
  result: PaymentResult & KnownSubject;
  /** Whether the server has seen it come back with success. */
  isReturned: boolean;
  /** In milliseconds since 1970. */
  until: number;
};

const KEY = 'portone-checkout:return';
const TOLD_MS = 30 * 60_000;

/** Tells it again after a reload. */
export function keepTold(told: Omit<ToldReturn, 'v' | 'until'>): void {
  const kept: ToldReturn = { v: 1, ...told, until: Date.now() + TOLD_MS };
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(kept)), undefined);
}

/** @param itemId any where absent */
export function toldReturn(server: string, itemId?: string): ToldReturn | undefined {
  return attempt(() => {
    const told: ToldReturn | null = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    const isMeant =
      told?.v === 1 && !!told.result && told.server === server && told.until > Date.now();
    return isMeant && (itemId ?? told.itemId) === told.itemId ? told : undefined;
  }, undefined);
}

/** Tells it no more: the buyer has gone on to the item. */
export function dropTold(server: string, itemId: string): void {
  if (toldReturn(server, itemId)) sessionStorage.removeItem(KEY);
}
