import type { OrderLine } from '../../../component/api/contract.ts';
import type { PrivateDetails } from './private-details.ts';
import type { ChosenOption, GivenAgreement, Sale } from './sale.ts';

/** What a message says of the sale beside the item and its quantity. */
export type ToldSale = {
  /** The values that were chosen, in the order of the item's options. */
  options?: ChosenOption[];
  /** The owner's own name for the combination. */
  code?: string;
  /** They add up to `totalAmount`. */
  lines?: OrderLine[];
  /** In the wording that the buyer was shown. */
  agreements?: GivenAgreement[];
};

/** Who bought, where to send it, what was written: it is joined at delivery, and stands in no stored message. */
export type ToldDetails = Pick<PrivateDetails, 'buyer' | 'delivery' | 'fields'>;

export function toldSale(sale: Sale | undefined): ToldSale {
  if (!sale) return {};
  const { options, code, lines, agreements } = sale;
  return {
    ...(options && { options }),
    ...(code !== undefined && { code }),
    lines,
    ...(agreements && { agreements }),
  };
}

/** The text of a message with what is personal in it. Without details it stays as it is, byte by byte. */
export function bodyWithDetails(body: string, details: PrivateDetails | undefined): string {
  if (!details) return body;
  const { buyer, delivery, fields } = details;
  const message = JSON.parse(body) as { data: object };
  const told: ToldDetails = {
    ...(buyer && { buyer }),
    ...(delivery && { delivery }),
    ...(fields && { fields }),
  };
  return JSON.stringify({ ...message, data: { ...message.data, ...told } });
}

/** A text without anything that the buyer wrote: a receiver's error may quote what it was sent. */
export function withoutDetails(text: string, details: PrivateDetails | undefined): string {
  return textsIn(details)
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, written) => rest.replaceAll(written, '…'), text);
}

/** A single letter tells nothing, and stands in every text. */
const SHORTEST_TELLING = 2;

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= SHORTEST_TELLING ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
