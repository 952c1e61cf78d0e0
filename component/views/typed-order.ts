import { attempt } from '../api/attempt.ts';

/** What a buyer has written and chosen, by the members of the order's request. */
export type Typed = Record<string, string | boolean | undefined>;

/** Of one item of one server, and of this tab: it goes with the tab, and as soon as the item is paid for. */
const keyOf = (server: string, itemId: string) =>
  `portone-checkout:typed:${JSON.stringify([server, itemId])}`;

export function typedBefore(server: string, itemId: string): Typed {
  const typed: unknown = attempt(
    () => JSON.parse(sessionStorage.getItem(keyOf(server, itemId)) ?? '{}'),
    {},
  );
  return typed && typeof typed === 'object' ? (typed as Typed) : {};
}

/** Keeps it for a reload. */
export function keepTyped(server: string, itemId: string, typed: Typed): void {
  attempt(() => sessionStorage.setItem(keyOf(server, itemId), JSON.stringify(typed)), undefined);
}

export function dropTyped(server: string, itemId: string): void {
  attempt(() => sessionStorage.removeItem(keyOf(server, itemId)), undefined);
}
