import type { Agreement, Buyer, Delivery, FieldProblem } from '../../../component/api/contract.ts';
import { canonicalText } from '../canonical-text.ts';
import { checkAgreements } from './check-agreements.ts';
import { problemOfAmount } from './check-amount.ts';
import { checkDelivery } from './check-delivery.ts';
import { checkFields } from './check-fields.ts';
import { type ChosenCombination, chooseOptions } from './choose-options.ts';
import type { PrivateDetails, WrittenField } from './private-details.ts';
import { isNothing } from './said.ts';
import type { GivenAgreement } from './sale.ts';
import type { SaleTerms } from './sale-terms.ts';

/** What a page said of a purchase, each part of which may be anything. */
export type SaidPurchase = Partial<
  Record<'options' | 'fields' | 'amount' | 'delivery' | 'agreements' | 'locale', unknown>
>;

/** What a buyer wants, checked: it has nothing in it that the item does not ask for. */
export type Purchase = ChosenCombination & {
  amount?: number;
  delivery?: Delivery;
  fields: WrittenField[];
  agreements: GivenAgreement[];
};

export type AskedAgreements = {
  /** What the method's gateway wants agreed to. */
  ofMethod: readonly Agreement[];
  /** What those of the item's other methods want. */
  ofOthers: readonly Agreement[];
};

/** Of an item that asks nothing, and of a page that said nothing. */
export const plainPurchase: Purchase = { combination: [], fields: [], agreements: [] };

/**
 * Holds what a page said against what the item asks for. What is asked for and missing, and what
 * is said without being asked for, are problems alike; empty parts say nothing.
 *
 * @param now RFC 3339
 */
export function checkPurchase(
  item: SaleTerms,
  { ofMethod, ofOthers }: AskedAgreements,
  said: SaidPurchase,
  now: string,
): { purchase: Purchase; problems: FieldProblem[] } {
  const { chosen, problems: ofOptions } = chooseOptions(item, said.options);
  const { written, problems: ofFields } = checkFields(item.fields, said.fields);
  const agreements = [...(item.agreements ?? []), ...ofMethod];
  const { given, problems: ofAgreements } = checkAgreements(
    agreements,
    ofOthers,
    said.agreements,
    now,
  );
  const { delivery, problems: ofDelivery } = item.delivery
    ? checkDelivery(said.delivery)
    : { delivery: undefined, problems: unasked('delivery', said.delivery) };
  const amount = item.amount && problemOfAmount(item.amount, said.amount);
  const ofAmount: FieldProblem[] = amount
    ? [{ path: 'amount', reason: amount }]
    : item.amount
      ? []
      : unasked('amount', said.amount);
  const soldOut: FieldProblem[] = item.soldOut ? [{ path: 'itemId', reason: 'sold-out' }] : [];
  return {
    purchase: {
      ...chosen,
      ...(item.amount && { amount: said.amount as number }),
      ...(delivery && { delivery }),
      fields: written,
      agreements: given,
    },
    problems: [...soldOut, ...ofOptions, ...ofAmount, ...ofFields, ...ofDelivery, ...ofAgreements],
  };
}

function unasked(path: string, said: unknown): FieldProblem[] {
  return isNothing(said) ? [] : [{ path, reason: 'unknown' }];
}

/** Whether an item asks its buyer for more than to pay. */
export function asksMore(item: SaleTerms): boolean {
  return (
    !!item.options ||
    !!item.amount ||
    !!item.fields ||
    !!item.delivery ||
    !!item.agreements ||
    !!item.afterPaid
  );
}

/**
 * What is personal about a purchase.
 *
 * @param buyer as it was checked, and as far as it is to be kept: where the item or its method asks the
 * buyer for anything, since what is typed into a field is for the shop to have; else what mail needs
 * @returns none where there is nothing
 */
export function detailsOf(
  { delivery, fields }: Purchase,
  buyer: Buyer | undefined,
  locale: unknown,
): PrivateDetails | undefined {
  const who = kept(buyer);
  if (!who && !delivery && fields.length === 0) return undefined;
  const language = languageOf(locale);
  return {
    ...(who && { buyer: who }),
    ...(delivery && { delivery }),
    ...(fields.length > 0 && { fields }),
    ...(language !== undefined && { locale: language }),
  };
}

function kept({ fullName, firstName, lastName, phoneNumber, email }: Buyer = {}) {
  // As PortOne puts it together.
  const parts = firstName && lastName ? `${lastName} ${firstName}` : undefined;
  const given = Object.entries({ fullName: fullName ?? parts, phoneNumber, email }).flatMap(
    ([key, value]) => {
      const text = value === undefined ? '' : canonicalText(value);
      return text === '' ? [] : [[key, text]];
    },
  );
  return given.length > 0 ? (Object.fromEntries(given) as PrivateDetails['buyer']) : undefined;
}

/** A hint, and no reason to refuse an order. */
function languageOf(locale: unknown): string | undefined {
  if (typeof locale !== 'string' || locale.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}
