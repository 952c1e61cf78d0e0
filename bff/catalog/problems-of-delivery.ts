import type { DeliveryTerms } from '../../component/api/contract.ts';
import { spanOf } from '../domain/sale/delivery-fee.ts';
import type { Report } from './report.ts';

/** What is wrong with a store's or an item's delivery. Its path begins at the delivery itself. */
export function problemsOfDelivery({ zones = [] }: DeliveryTerms, report: Report): void {
  const spans = zones.flatMap(({ zipcodes }, zone) =>
    zipcodes.map((text, index) => ({ ...spanOf(text), text, zone, index })),
  );
  for (const { from, to, text, zone, index } of spans) {
    if (from > to) {
      report(['zones', zone, 'zipcodes', index], `"${text}" ends before it begins.`);
    }
  }
  for (const [index, span] of spans.entries()) {
    const other = spans
      .slice(0, index)
      .find(({ zone, from, to }) => zone !== span.zone && from <= span.to && span.from <= to);
    if (other) {
      report(
        ['zones', span.zone, 'zipcodes', span.index],
        `"${span.text}" is in zones[${other.zone}] as well ("${other.text}"): a place has one surcharge.`,
      );
    }
  }
}
