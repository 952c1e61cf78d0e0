import type { BuyerField, BuyerFields } from '../../component/api/contract.ts';
import { type CatalogItem, type Method, optionsOf } from '../domain/catalog.ts';
import { gateways } from './gateways/all.ts';
import { buyerFieldsOf } from './gateways/asked-of-the-page.ts';

/**
 * What is asked of a buyer who pays for an item by a method: what the method asks, and what its
 * gateway needs because of the options that the item brings along.
 */
export function buyerFieldsFor(method: Method, item: CatalogItem): BuyerFields {
  const { pgProvider, payMethod, buyerFields } = method;
  const request = optionsOf(method, item);
  return bothOf(buyerFields, buyerFieldsOf(gateways.get(pgProvider), { payMethod, request }));
}

/** Each field once. */
export function bothOf(one: BuyerFields, other: BuyerFields): BuyerFields {
  const of = (some: BuyerField[], more: BuyerField[]) => [...new Set([...some, ...more])];
  return { pc: of(one.pc, other.pc), mobile: of(one.mobile, other.mobile) };
}
