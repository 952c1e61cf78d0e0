/** What a channel with manual approval hands to the page once the buyer has agreed to pay. */
export type PaymentToken = { paymentToken: string; txId?: string };

/**
 * A token that waits for PortOne. `isOwn`: the browser that ordered has brought it, by its secret; any
 * other came with a return's address, which a stranger may know. `mark` is the hash of the mark that
 * its visit was given: the browser that redeems it with the secret brought the token.
 */
export type KeptToken = PaymentToken & { isOwn?: true; mark?: string };

/** How many tokens of returns are kept of an order, from the first on and from the latest back. */
const MAX_FIRST = 4;
const MAX_LATEST = 4;
/** How many of the order's own browser: one for each attempt. */
const MAX_OWN = 4;

export function isSameToken(one: PaymentToken, other: PaymentToken): boolean {
  return one.paymentToken === other.paymentToken && one.txId === other.txId;
}

/**
 * The tokens with another one among them. However many are forged, a new one has a place; those of the
 * order's own browser and the first of the returns keep theirs.
 */
export function withToken(kept: readonly KeptToken[], token: KeptToken): KeptToken[] {
  const known = kept.findIndex((other) => isSameToken(other, token));
  const all = known === -1 ? [...kept, token] : kept.with(known, { ...kept[known], ...token });
  const own = all.filter(({ isOwn }) => isOwn);
  const others = all.filter(({ isOwn }) => !isOwn);
  const first = others.slice(0, MAX_FIRST);
  return [...own.slice(-MAX_OWN), ...first, ...others.slice(first.length).slice(-MAX_LATEST)];
}
