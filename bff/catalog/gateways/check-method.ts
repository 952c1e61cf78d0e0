import type { Currency, MethodRequest, Product } from '../../../component/api/contract.ts';
import { productsOf } from '../../domain/catalog.ts';
import { orderNameOf } from '../../domain/order-name.ts';
import { entryOf } from '../../domain/product-items.ts';
import { koreanBytes, nameWithChoice } from '../../domain/sale/order-name-limit.ts';
import type { OptionTerms } from '../../domain/sale/sale-terms.ts';
import { describeRule, describeWhen } from './describe-rule.ts';
import { everyGateway, gatewaySpecificOptions } from './every-gateway.ts';
import {
  type Effect,
  type Gateway,
  isNamedByFirstProduct,
  type Rule,
  type WindowType,
} from './gateway.ts';
import { type CheckedMethod, given, holds, listed, short, valueAt } from './holds.ts';

/** An item that the method pays for, with its options laid over the method's. */
export type CheckedItem = {
  id: string;
  name: string;
  price: number;
  currency: Currency;
  maxQuantity: number;
  /** What an order of it costs at least; its price where absent. */
  least?: number;
  amount?: { taxFree?: boolean };
  taxFreeAmount?: number;
  vatAmount?: number;
  products?: readonly Product[];
  options?: readonly OptionTerms[];
  request: MethodRequest;
};

/** An option of the method, or of the named item, that is wrong or has no effect. */
export type Finding = { item?: string; option: string; text: string };

/** `notes`: what the owner has to set at the gateway, which no catalog can show to be done. */
export type Findings = { errors: Finding[]; warnings: Finding[]; notes: string[] };

/**
 * Holds a method, and each item that it pays for, against the rules of its gateway.
 *
 * @param gateway none where its rules are not known: what holds for every gateway is still checked
 * @param pgProvider PortOne's name of it, known or not
 */
export function checkMethod(
  gateway: Gateway | undefined,
  pgProvider: string,
  method: CheckedMethod,
  items: readonly CheckedItem[],
): Findings {
  const found = new Map<string, Finding & { effect: Effect }>();
  const report = (effect: Effect, option: string, text: string, item?: string) => {
    const key = `${effect} ${item ?? ''} ${option} ${text}`;
    found.set(key, { effect, option, text, ...(item !== undefined && { item }) });
  };
  const notes = new Set<string>();
  const name = gateway?.name ?? pgProvider;
  const rules = [...everyGateway, ...rulesOfSpecificOptions(gateway), ...(gateway?.rules ?? [])];

  // A method that no item uses is checked by itself; else with what each item makes of it.
  const requests: { request: MethodRequest; item?: string }[] = [
    { request: method.request },
    ...items.map((item) => ({ request: item.request, item: item.id })),
  ];
  for (const rule of rules) {
    for (const { request, item } of requests) {
      if (!holds(rule.when, method.payMethod, request)) continue;
      if (rule.kind === 'notice') {
        notes.add(`${name} ${describeRule(rule)}${describeWhen(rule.when)}. See ${rule.source}`);
      }
      // What an item may bring along is missing only where the item does not bring it.
      if (rule.kind === 'required' && item === undefined && items.length > 0) continue;
      for (const { effect, option, text } of violations(rule, name, method, request)) {
        // Told once, at the method, where the item adds nothing to it.
        const itsOwn =
          rule.kind === 'required'
            ? items.some((other) => given(other.request, option))
            : JSON.stringify(valueAt(method.request, option)) !==
              JSON.stringify(valueAt(request, option));
        report(effect, option, text, itsOwn ? item : undefined);
      }
    }
    for (const item of items) {
      if (!holds(rule.when, method.payMethod, item.request)) continue;
      for (const { effect, option, text } of itemViolations(
        rule,
        name,
        isNamedByFirstProduct(gateway),
        item,
      )) {
        report(effect, option, text, item.id);
      }
    }
  }
  for (const { option, text } of ignoredOptions(gateway, method.request))
    report('warn', option, text);

  const of = (effect: Effect) =>
    [...found.values()]
      .filter((finding) => finding.effect === effect)
      .map(({ effect: _, ...finding }) => finding);
  return { errors: of('stop'), warnings: of('warn'), notes: [...notes] };
}

type Violation = { effect: Effect; option: string; text: string };

function violations(
  rule: Rule,
  name: string,
  { payMethod }: CheckedMethod,
  request: MethodRequest,
): Violation[] {
  const says = `${name} ${describeRule(rule)}${describeWhen(rule.when)}`;
  switch (rule.kind) {
    case 'payMethods':
      if (rule.allowed.includes(payMethod)) return [];
      return [{ effect: 'stop', option: 'payMethod', text: `${says}, not ${payMethod}.` }];
    case 'windows':
      return (['pc', 'mobile'] as const).flatMap((device) => {
        const asked = request.windowType?.[device];
        if (asked === undefined || rule[device].includes(asked)) return [];
        const text = `${says}, not as ${asked}. Write ${rule[device][0]}, or leave it out.`;
        return [{ effect: rule.effect, option: `windowType.${device}`, text }];
      });
    case 'required':
      if (given(request, rule.option)) return [];
      return [{ effect: rule.effect ?? 'stop', option: rule.option, text: `is missing. ${says}.` }];
    case 'unwanted':
      if (!given(request, rule.option)) return [];
      return [{ effect: rule.effect, option: rule.option, text: `${says}. Leave it out.` }];
    case 'values': {
      const strange = listed(valueAt(request, rule.option)).filter(
        (value) => !(rule.allowed as readonly unknown[]).includes(short(value)),
      );
      if (strange.length === 0) return [];
      const text = `${says}, not ${strange.join(', ')}.`;
      return [{ effect: rule.effect, option: rule.option, text }];
    }
    case 'page':
    case 'limit':
      return [{ effect: 'warn', option: 'payMethod', text: `${says}.` }];
    case 'set':
      if (!given(request, rule.option)) return [];
      return [{ effect: 'warn', option: rule.option, text: `${says}. Leave it out.` }];
    default:
      return [];
  }
}

function itemViolations(
  rule: Rule,
  name: string,
  isNamedByProduct: boolean,
  item: CheckedItem,
): Violation[] {
  const says = `${name} ${describeRule(rule)}${describeWhen(rule.when)}`;
  switch (rule.kind) {
    case 'currencies':
      if (rule.allowed.includes(item.currency)) return [];
      return [
        {
          effect: rule.effect ?? 'stop',
          option: 'currency',
          text: `${says}${rule.effect === 'warn' ? '; the order says' : ', not'} ${item.currency}. Give the item another method or another currency.`,
        },
      ];
    case 'minimum': {
      const least = item.least ?? item.price;
      if (item.currency !== rule.currency || least >= rule.amount) return [];
      const option = item.amount ? 'amount.min' : 'price';
      const text =
        least === item.price ? `${says}; the price is ${least}.` : `${says}; ${least} can come up.`;
      return [{ effect: rule.effect, option, text }];
    }
    case 'tax': {
      const amount =
        rule.amount === 'taxFreeAmount' && item.amount?.taxFree ? item.price : item[rule.amount];
      if (amount === undefined || (rule.amount === 'taxFreeAmount' && amount === 0)) return [];
      const text = `${says}; it is ${amount}. Leave it out, or give the item another method.`;
      return [{ effect: rule.effect, option: rule.amount, text }];
    }
    case 'orderName':
      return [
        ...orderNameViolations(rule, says, longestOrderName(item, isNamedByProduct)),
        ...choiceViolations(rule, says, item, isNamedByProduct),
      ];
    case 'productItems': {
      const entries = item.request.bypass?.naverpay?.productItems ?? [];
      const without = productsOf(item).filter(({ id }) => !entryOf(id, entries));
      if (entries.length === 0 || without.length === 0) return [];
      const text = `${says}; ${without.map(({ id }) => id).join(', ')} ${without.length === 1 ? 'has' : 'have'} none.`;
      return [{ effect: 'stop', option: 'bypass.naverpay.productItems', text }];
    }
    case 'products': {
      const bare = item.products?.filter((product) => !product[rule.field]).map(({ id }) => id);
      if (bare?.length === 0) return [];
      const text = bare
        ? `${says}; ${bare.join(', ')} ${bare.length === 1 ? 'has' : 'have'} none.`
        : `${says}. Give the item products, each with a ${rule.field}.`;
      return [{ effect: 'stop', option: 'products', text }];
    }
    default:
      return [];
  }
}

/** That of the largest quantity, with what a gateway adds that names an order by its first product. */
function longestOrderName(item: CheckedItem, isNamedByProduct: boolean): string {
  const more = isNamedByProduct ? productsOf(item).length - 1 : 0;
  const name = orderNameOf(item, item.maxQuantity, isNamedByProduct);
  return more > 0 ? `${name} 외 ${more}개` : name;
}

/** A choice is cut where the gateway takes no more, and what it does not take at all is left out. */
function choiceViolations(
  rule: Extract<Rule, { kind: 'orderName' }>,
  says: string,
  item: CheckedItem,
  isNamedByProduct: boolean,
): Violation[] {
  if (!item.options || (isNamedByProduct && item.products)) return [];
  const longest = item.options.map(({ values }) =>
    values.reduce((label, value) => (value.label.length > label.length ? value.label : label), ''),
  );
  const choice = longest.join(' ');
  const end = isNamedByProduct || item.maxQuantity === 1 ? '' : ` x${item.maxQuantity}`;
  const whole = `${item.name} ${choice}${end}`;
  const said = nameWithChoice(item.name, choice, end, [rule]);
  if (said === whole) return [];
  const text = `${says}; "${whole}" becomes "${said}" there. Shorten the name or the labels.`;
  return [{ effect: 'warn', option: 'options', text }];
}

function orderNameViolations(
  rule: Extract<Rule, { kind: 'orderName' }>,
  says: string,
  orderName: string,
): Violation[] {
  const violations: Violation[] = [];
  const letters = [...orderName];
  if (rule.letters !== undefined && letters.length > rule.letters) {
    const text = `${says}; "${orderName}" has ${letters.length}. Shorten the name.`;
    violations.push({ effect: rule.effect, option: 'name', text });
  }
  if (rule.bytes !== undefined) {
    const utf8 = Buffer.byteLength(orderName);
    const korean = koreanBytes(orderName);
    if (rule.encoding) {
      const bytes = rule.encoding === 'UTF-8' ? utf8 : korean;
      const text = `${says}; "${orderName}" has ${bytes}. Shorten the name.`;
      if (bytes > rule.bytes) violations.push({ effect: rule.effect, option: 'name', text });
    } else if (utf8 > rule.bytes) {
      // Where only one of the encodings is too long, which one the gateway counts decides.
      const effect = korean > rule.bytes ? rule.effect : 'warn';
      const text = `${says}; "${orderName}" has ${korean}, or ${utf8} in UTF-8. Shorten the name.`;
      violations.push({ effect, option: 'name', text });
    }
  }
  const strange = [...new Set(letters)].filter((letter) => rule.without?.includes(letter));
  if (strange.length > 0) {
    const text = `${says}; "${orderName}" has ${strange.join(' ')}. Leave it out.`;
    violations.push({ effect: rule.effect, option: 'name', text });
  }
  return violations;
}

/** Options that reach no gateway, for reasons that do not depend on the gateway. */
function ignoredOptions(gateway: Gateway | undefined, request: MethodRequest) {
  const found: { option: string; text: string }[] = [];
  // A group of channels may have any gateway in it.
  if (gateway?.bypass && request.channelGroupId === undefined) {
    for (const key of Object.keys(request.bypass ?? {})) {
      if (key === gateway.bypass) continue;
      const text = `does not reach ${gateway.name}, which reads bypass.${gateway.bypass} only. Leave it out.`;
      found.push({ option: `bypass.${key}`, text });
    }
  }
  const windows = gateway?.rules.find((rule) => rule.kind === 'windows');
  if (windows) {
    const opened: WindowType[] = [
      ...(request.windowType?.pc ? [request.windowType.pc] : windows.pc),
      ...(request.windowType?.mobile ? [request.windowType.mobile] : windows.mobile),
    ];
    const parts = { popup: 'POPUP', iframe: 'IFRAME' } as const;
    for (const [option, type] of Object.entries(parts) as ['popup' | 'iframe', WindowType][]) {
      if (request[option] === undefined || opened.includes(type)) continue;
      const text = `is about windows of type ${type}; ${gateway?.name} opens as ${[...new Set(opened)].join(' and ')}. Leave it out.`;
      found.push({ option, text });
    }
  }
  return found;
}

function rulesOfSpecificOptions(gateway: Gateway | undefined): Rule[] {
  if (!gateway) return [];
  const own = new Set(gateway.rules.map((rule) => ('option' in rule ? rule.option : undefined)));
  return gatewaySpecificOptions
    .filter(
      ({ option, supportedBy }) => !supportedBy.includes(gateway.pgProvider) && !own.has(option),
    )
    .map(({ option, supportedBy, source }) => ({
      kind: 'unwanted',
      option,
      effect: 'warn',
      why: `it is for ${supportedBy.join(', ')}`,
      source,
    }));
}
