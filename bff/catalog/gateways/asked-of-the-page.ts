import type { Agreement, BuyerField, BuyerFields } from '../../../component/api/contract.ts';
import type { OrderNameLimit } from '../../domain/sale/order-name-limit.ts';
import type { Gateway, Rule } from './gateway.ts';
import { type CheckedMethod, holds } from './holds.ts';

/** What a gateway cannot do without about its buyer, by device. */
export function buyerFieldsOf(gateway: Gateway | undefined, method: CheckedMethod): BuyerFields {
  const needs = rulesOf(gateway, method, 'buyer');
  const of = (device: 'pc' | 'mobile'): BuyerField[] => [
    ...new Set(needs.flatMap((rule) => rule[device])),
  ];
  return { pc: of('pc'), mobile: of('mobile') };
}

/** What a gateway wants a buyer to agree to on the shop's page. */
export function agreementsOf(gateway: Gateway | undefined, method: CheckedMethod): Agreement[] {
  return rulesOf(gateway, method, 'agreements').flatMap(({ asked }) => [...asked]);
}

/** What a gateway takes for an order's name. */
export function orderNameLimitsOf(
  gateway: Gateway | undefined,
  method: CheckedMethod,
): OrderNameLimit[] {
  return rulesOf(gateway, method, 'orderName').map(({ letters, bytes, encoding, without }) => ({
    ...(letters !== undefined && { letters }),
    ...(bytes !== undefined && { bytes }),
    ...(encoding && { encoding }),
    ...(without !== undefined && { without }),
  }));
}

function rulesOf<Kind extends Rule['kind']>(
  gateway: Gateway | undefined,
  { payMethod, request }: CheckedMethod,
  kind: Kind,
) {
  return (gateway?.rules ?? []).filter(
    (rule): rule is Extract<Rule, { kind: Kind }> =>
      rule.kind === kind && holds(rule.when, payMethod, request),
  );
}
