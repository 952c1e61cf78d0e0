import type {
  AfterPaid,
  Agreement,
  AmountRange,
  DeliveryTerms,
  ItemField,
} from '../../../component/api/contract.ts';

/** What an item asks of its buyer, and what its price depends on, as the catalog has it. */
export type SaleTerms = {
  options?: readonly OptionTerms[];
  variants?: readonly VariantTerms[];
  /** The buyer chooses what to pay. */
  amount?: AmountRange & { taxFree?: boolean };
  fields?: readonly ItemField[];
  /** The item's own, else the store's. */
  delivery?: DeliveryTerms;
  /** The store's, then the item's own. */
  agreements?: readonly Agreement[];
  soldOut?: boolean;
  stock?: number;
  showLeft?: number;
  holdForDeposit?: boolean;
  afterPaid?: AfterPaid;
};

/** A choice that the buyer makes: one of its values. */
export type OptionTerms = { id: string; label: string; values: readonly ValueTerms[] };

export type ValueTerms = {
  id: string;
  label: string;
  /** What it adds to the price of a piece, or takes off. */
  price?: number;
  /** The owner's own name for it. */
  code?: string;
  soldOut?: boolean;
};

/** A combination of values, one of each option. */
export type VariantTerms = {
  options: Readonly<Record<string, string>>;
  /** Of a piece, in place of the item's price and of what the values add. */
  price?: number;
  code?: string;
  stock?: number;
  soldOut?: boolean;
};
