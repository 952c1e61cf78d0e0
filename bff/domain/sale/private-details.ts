import type { Buyer, Delivery } from '../../../component/api/contract.ts';

/**
 * What is personal about an order. It is kept in one table, which one module reads: it stands in no log,
 * metric, address or public answer, and in nothing that PortOne keeps as `customData`.
 */
export type PrivateDetails = {
  buyer?: Pick<Buyer, 'fullName' | 'phoneNumber' | 'email'>;
  delivery?: Delivery;
  /** What the buyer wrote, with the label that it was asked under. */
  fields?: WrittenField[];
  /** The language that the buyer read, a BCP 47 tag: mail is written in it. */
  locale?: string;
};

/** `value` as the buyer saw it: of a select the label, and `choice` its id. */
export type WrittenField = {
  id: string;
  label: string;
  value: string | boolean;
  choice?: string;
};
