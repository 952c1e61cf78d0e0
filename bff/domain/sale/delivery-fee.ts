import type { DeliveryTerms, DeliveryZone } from '../../../component/api/contract.ts';

/** What it costs to send goods for this much, without a zone's surcharge. */
export function feeFor({ fee, freeFrom }: DeliveryTerms, goods: number): number {
  return freeFrom !== undefined && goods >= freeFrom ? 0 : fee;
}

/** Where it costs more to send to; none for most places. */
export function zoneOf({ zones = [] }: DeliveryTerms, zipcode: string): DeliveryZone | undefined {
  const wanted = Number(zipcode);
  return zones.find(({ zipcodes }) =>
    zipcodes.some((span) => {
      const { from, to } = spanOf(span);
      return from <= wanted && wanted <= to;
    }),
  );
}

/** A postcode, or a span of them, `63000-63644`. Both ends belong to it. */
export function spanOf(span: string): { from: number; to: number } {
  const [from = '', to = from] = span.split('-');
  return { from: Number(from), to: Number(to) };
}
