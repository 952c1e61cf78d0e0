import type { AfterPaid, OrderLine } from '../../../component/api/contract.ts';

/**
 * What was sold, beside the item and its quantity: as it was agreed, and nothing personal. It is kept with
 * the order's terms, and what the catalog says later changes nothing about it.
 */
export type Sale = {
  /** The values that were chosen, in the order of the item's options. */
  options?: ChosenOption[];
  /** The owner's own name for the combination. */
  code?: string;
  /** Of a piece, where the buyer chose it. */
  amount?: number;
  /** They add up to the order's total. */
  lines: OrderLine[];
  agreements?: GivenAgreement[];
  /** What it takes from the shelf; absent where nothing is counted. */
  stock?: StockClaim;
  afterPaid?: AfterPaid;
  /** What the buyer wrote is kept apart, under the order's id. */
  hasPrivateDetails?: true;
  /**
   * Of what the buyer wrote, under the order's secret, which is not kept: whether the same was written
   * again can be told, and nothing be found out by trying.
   */
  detailsSeal?: string;
};

export type ChosenOption = {
  id: string;
  label: string;
  value: { id: string; label: string; code?: string };
};

/** An agreement in the wording that the buyer was shown. */
export type GivenAgreement = {
  id: string;
  label: string;
  url?: string;
  required: boolean;
  agreed: boolean;
  /** RFC 3339 */
  at: string;
};

/** A shelf, an item's or a variant's, and how many pieces an order takes from it. */
export type StockClaim = {
  shelf: string;
  quantity: number;
  /** An account that waits for its deposit holds them until it ends. */
  holdForDeposit?: true;
};
