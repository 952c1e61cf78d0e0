import type { AfterPaid, Agreement } from '../../component/api/contract.ts';
import type { ItemSource, MethodSource } from './catalog-input.ts';
import { problemsOfAmount } from './problems-of-amount.ts';
import { problemsOfChoices } from './problems-of-choices.ts';
import { problemsOfDelivery } from './problems-of-delivery.ts';
import { problemsOfFields } from './problems-of-fields.ts';
import { type Report, repeated } from './report.ts';
import type { StoreTerms } from './sale-terms.ts';

/** What is wrong with what a store says for all its items. */
export function problemsOfStoreSale({ delivery, agreements }: StoreTerms, report: Report): void {
  if (delivery) problemsOfDelivery(delivery, within(report, 'delivery'));
  problemsOfAgreements(agreements ?? [], [], within(report, 'agreements'));
}

/**
 * What is wrong with what an item asks its buyer for.
 *
 * @param gatewayAgreements what the gateways of its methods want the buyer to agree to
 * @returns whether there is nothing, so that all its prices can be computed
 */
export function problemsOfSale(
  item: ItemSource,
  store: StoreTerms,
  gatewayAgreements: readonly Agreement[],
  report: Report,
): boolean {
  let isSound = true;
  const tell: Report = (path, text) => {
    isSound = false;
    report(path, text);
  };
  problemsOfAmount(item, tell);
  problemsOfChoices(item, tell);
  if (item.fields) problemsOfFields(item.fields, within(tell, 'fields'));
  if (item.delivery) problemsOfDelivery(item.delivery, within(tell, 'delivery'));
  const known = [...(store.agreements ?? []), ...gatewayAgreements];
  problemsOfAgreements(item.agreements ?? [], known, within(tell, 'agreements'));
  problemsOfCurrency(item, store, tell);
  problemsOfTaxes(item, tell);
  problemsOfAfterPaid(item.afterPaid, tell);
  problemsOfStock(item, tell);
  return isSound;
}

const within =
  (report: Report, ...start: (string | number)[]): Report =>
  (path, text) =>
    report([...start, ...path], text);

function problemsOfAgreements(
  agreements: readonly Agreement[],
  others: readonly Agreement[],
  report: Report,
): void {
  for (const id of repeated(agreements)) report([], `has the id "${id}" more than once.`);
  for (const [index, { id }] of agreements.entries()) {
    if (others.some((other) => other.id === id)) {
      report(
        [index, 'id'],
        `"${id}" is that of another agreement, which the store or a gateway asks for. Choose another.`,
      );
    }
  }
}

/** Only addresses in Korea are known, and only won are counted there. */
function problemsOfCurrency(item: ItemSource, store: StoreTerms, report: Report): void {
  const delivery = item.delivery ?? store.delivery;
  if (!delivery || item.currency === 'KRW') return;
  report(
    item.delivery ? ['delivery'] : ['currency'],
    `: goods are sent within Korea, for KRW, and this item is sold in ${item.currency}. Write "delivery": false, and see to its delivery yourself.`,
  );
}

/** Taxes are those of a piece at its own price. */
function problemsOfTaxes(item: ItemSource, report: Report): void {
  const changes =
    item.options?.some(({ values }) => values.some(({ price }) => (price ?? 0) !== 0)) ||
    item.variants?.some(({ price }) => price !== undefined && price !== item.price);
  if (!changes || item.amount) return;
  const { price, products, taxFreeAmount, vatAmount } = item;
  const words = 'does not stand beside options or variants that change the price';
  if (products) report(['products'], `${words}: they add up to one. Leave one out.`);
  if (taxFreeAmount !== undefined && taxFreeAmount !== price && taxFreeAmount !== 0) {
    report(['taxFreeAmount'], `${words}, unless all of it is tax-free. Make an item of each.`);
  }
  if (vatAmount !== undefined && vatAmount !== 0) {
    report(['vatAmount'], `${words}. Leave it out: it is computed then.`);
  }
}

function problemsOfAfterPaid(afterPaid: AfterPaid | undefined, report: Report): void {
  if (afterPaid && afterPaid.text === undefined && afterPaid.url === undefined) {
    report(['afterPaid'], 'hands over nothing: give it a text, a url, or both.');
  }
}

function problemsOfStock(
  { stock, variants, showLeft, holdForDeposit }: ItemSource,
  report: Report,
) {
  const isCounted = stock !== undefined || variants?.some((variant) => variant.stock !== undefined);
  if (isCounted) return;
  if (showLeft !== undefined) report(['showLeft'], 'is about a stock, and the item has none.');
  if (holdForDeposit) report(['holdForDeposit'], 'is about a stock, and the item has none.');
}

/** Names that the server gives in `customData` to what was chosen. */
export function problemsOfCustomData(
  item: ItemSource,
  methods: readonly MethodSource[],
  report: Report,
): void {
  if (!item.options?.length) return;
  for (const key of ['options', 'code']) {
    const owner = [item, ...methods].find(({ customData }) => customData && key in customData);
    if (!owner) continue;
    const whose = owner === item ? '' : ` of the method "${owner.id}"`;
    report(
      ['customData', key],
      `${whose} is set by the server for an item with options: it says what was chosen. Choose another name.`,
    );
  }
}
