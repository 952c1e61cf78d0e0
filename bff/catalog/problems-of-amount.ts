import { isOnStep } from '../domain/sale/check-amount.ts';
import type { AmountSource, ItemSource } from './catalog-input.ts';
import type { Report } from './report.ts';

/** What is wrong with an amount that the buyer chooses, and with what stands beside it. */
export function problemsOfAmount(item: ItemSource, report: Report): void {
  const { amount, price } = item;
  if (!amount) {
    if (price === undefined) {
      report(
        ['price'],
        'must be a whole number, in the currency’s smallest unit (1,000 won is 1000, 6 dollars are 600). Where the buyer chooses what to pay, the item has an amount instead: { "min": …, "max": … }',
      );
    }
    return;
  }
  problemsOfRange(amount, report);
  const besides: [key: keyof ItemSource, why: string][] = [
    ['price', 'the buyer chooses what to pay'],
    ['options', 'values change a price, and the buyer chooses it'],
    ['variants', 'they have prices of their own, and the buyer chooses it'],
    ['products', 'they add up to a price'],
    ['taxFreeAmount', 'write amount.taxFree where no tax is in it'],
    ['vatAmount', 'it is a part of a price'],
  ];
  for (const [key, why] of besides) {
    if (item[key] !== undefined)
      report([key], `does not stand beside an amount: ${why}. Leave one out.`);
  }
  if ((item.maxQuantity ?? 1) > 1) {
    report(['maxQuantity'], 'does not stand beside an amount, which is paid once. Leave it out.');
  }
}

function problemsOfRange({ min, max, step, presets = [] }: AmountSource, report: Report): void {
  if (min > max) {
    report(['amount'], `has a min (${min}) above its max (${max}).`);
    return;
  }
  if (step !== undefined && !isOnStep({ min, step }, max)) {
    report(
      ['amount', 'step'],
      `of ${step} does not lead from ${min} to ${max}: the nearest max is ${max - ((max - min) % step)}.`,
    );
  }
  for (const [index, preset] of presets.entries()) {
    const place = ['amount', 'presets', index];
    if (preset < min || preset > max)
      report(place, `is ${preset}, and the amount is from ${min} to ${max}.`);
    else if (step !== undefined && !isOnStep({ min, step }, preset)) {
      report(place, `is ${preset}, which no step of ${step} from ${min} on leads to.`);
    }
    if (presets.indexOf(preset) !== index) report(place, `is ${preset} once more.`);
  }
}
