/** The buyer's objection at the card company or the wallet: it may take the money back. */
export type Dispute = {
  /** The gateway's id of it; where it has none, when it began. */
  id: string;
  isResolved: boolean;
  /** RFC 3339 */
  createdAt?: string;
  resolvedAt?: string;
};

/** A refund that was asked for and has moved no money: the gateway refused it, or decides later. */
export type UndoneCancellation = { id: string; amount: number; isFailed: boolean };

/** What becomes of a paid payment beside its refunds, as far as it is known. */
export type LaterEvents = {
  disputes?: Dispute[];
  /** Refunds that the gateway refused. */
  failedCancellations?: { id: string; amount: number }[];
  /** PortOne's ids of refunds on which the gateway decides later. */
  pendingCancellationIds?: string[];
};
