import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { gateways } from '../../../../bff/catalog/gateways/all.ts';
import { agreementsOf, buyerFieldsOf } from '../../../../bff/catalog/gateways/asked-of-the-page.ts';
import { type CheckedItem, checkMethod } from '../../../../bff/catalog/gateways/check-method.ts';
import { describeRule, describeWhen } from '../../../../bff/catalog/gateways/describe-rule.ts';
import {
  everyGateway,
  gatewaySpecificOptions,
} from '../../../../bff/catalog/gateways/every-gateway.ts';
import type { Gateway, Rule } from '../../../../bff/catalog/gateways/gateway.ts';
import type { CheckedMethod } from '../../../../bff/catalog/gateways/holds.ts';
import schema from '../../../../bff/catalog.schema.json' with { type: 'json' };
import { newPaymentId, paymentIdEntropy } from '../../../../bff/domain/payment-id.ts';
import type { Currency, MethodRequest, PayMethod } from '../../../../component/api/contract.ts';
import { assertInKorean } from '../../../support/server/spoken-korean.ts';

const payMethods = Object.keys({
  CARD: 0,
  VIRTUAL_ACCOUNT: 0,
  TRANSFER: 0,
  MOBILE: 0,
  GIFT_CERTIFICATE: 0,
  EASY_PAY: 0,
  PAYPAL: 0,
  ALIPAY: 0,
  CONVENIENCE_STORE: 0,
  ALIPAY_PLUS: 0,
} satisfies Record<PayMethod, 0>) as PayMethod[];

/** A method and an item that break this rule, and as few others as can be. */
function breaking(rule: Rule, gateway?: Gateway): { method: CheckedMethod; item: CheckedItem } {
  const usual = gateway?.rules.find((other) => other.kind === 'payMethods')?.allowed[0] ?? 'CARD';
  const request: Record<string, unknown> = {};
  if (rule.when?.has) set(request, rule.when.has, sample(rule.when.has));
  for (const [option, values] of Object.entries(rule.when?.is ?? {})) {
    set(request, option, values[0]);
  }
  let payMethod = rule.when?.payMethods?.[0] ?? usual;
  const item: CheckedItem = {
    id: 'shoes',
    name: 'shoes',
    price: 100_000,
    currency: 'KRW',
    maxQuantity: 1,
    request: {},
  };
  switch (rule.kind) {
    case 'payMethods':
      payMethod = payMethods.find((other) => !rule.allowed.includes(other)) as PayMethod;
      break;
    case 'currencies':
      item.currency = (['KRW', 'AED'] as Currency[]).find(
        (other) => !rule.allowed.includes(other),
      ) as Currency;
      break;
    case 'windows':
      set(request, 'windowType.pc', rule.pc.includes('UI') ? 'IFRAME' : 'UI');
      break;
    case 'orderName':
      item.name = rule.without ?? 'a'.repeat((rule.letters ?? 0) + (rule.bytes ?? 0) + 1);
      break;
    case 'values':
      set(request, rule.option, 'NO_SUCH_VALUE');
      break;
    case 'unwanted':
      if (!has(request, rule.option)) set(request, rule.option, sample(rule.option));
      break;
    case 'minimum':
      item.price = rule.amount - 1;
      item.currency = rule.currency;
      break;
    case 'set': {
      const [, list, field = ''] = /^(.+\.productItems)\.(\w+)$/.exec(rule.option) ?? [];
      if (list) set(request, list, [{ categoryType: 'a', categoryId: 'b', [field]: 'SOMETHING' }]);
      break;
    }
    case 'productItems':
      set(request, 'bypass.naverpay.productItems', [{ uid: 'hat' }, { uid: 'coat' }]);
      break;
    case 'tax':
      item[rule.amount] = 1;
      break;
    case 'required':
    case 'products':
    case 'page':
    case 'agreements':
    case 'limit':
    case 'notice':
    case 'buyer':
    case 'paymentId':
      break;
    default:
      rule satisfies never;
  }
  return {
    method: { payMethod, request: request as MethodRequest },
    item: { ...item, request: request as MethodRequest },
  };
}

function set(request: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  let part = request;
  for (const key of keys) {
    part[key] ??= {};
    part = part[key] as Record<string, unknown>;
  }
  part[last] = value;
}

const has = (request: object, path: string) =>
  path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], request) !==
  undefined;

const sample = (option: string) => (/(^|\.)(is|use)[A-Z]/.test(option) ? true : 'SOMETHING');

function words({ errors, warnings, notes }: ReturnType<typeof checkMethod>) {
  const found = [...errors, ...warnings].map(({ text }) => text);
  assertInKorean(found, 'finding');
  assertInKorean(notes);
  return {
    stop: errors.map(({ text }) => text).join('\n'),
    warn: [...warnings.map(({ text }) => text), ...notes].join('\n'),
  };
}

for (const gateway of gateways.values()) {
  for (const rule of gateway.rules) {
    if (rule.kind === 'buyer' || rule.kind === 'agreements' || rule.kind === 'paymentId') continue;
    // No method can say its own; what is sent instead is tested with the orders.
    if (rule.kind === 'set' && rule.option === 'orderName') continue;
    const says = `${gateway.name} ${describeRule(rule)}${describeWhen(rule.when)}`;
    const warns = ['page', 'limit', 'notice', 'set'].includes(rule.kind);
    const effect = 'effect' in rule && rule.effect ? rule.effect : warns ? 'warn' : 'stop';

    test(`${effect}s where ${says}`, () => {
      const { method, item } = breaking(rule, gateway);
      const found = words(checkMethod(gateway, gateway.pgProvider, method, [item]));
      assert.ok(
        found[effect].includes(says),
        `${JSON.stringify(method)}\n${JSON.stringify(found)}`,
      );

      // No other rule reports this: without this rule there is no report.
      const without = { ...gateway, rules: gateway.rules.filter((other) => other !== rule) };
      const unsaid = words(checkMethod(without, gateway.pgProvider, method, [item]));
      for (const stop of ['.', ',', ';']) {
        assert.ok(!`${unsaid.stop}\n${unsaid.warn}`.includes(`${says}${stop}`));
      }
    });
  }

  for (const rule of gateway.rules) {
    if (rule.kind !== 'buyer') continue;
    test(`asks the buyer because ${gateway.name} ${describeRule(rule)}${describeWhen(rule.when)}`, () => {
      const { method } = breaking(rule, gateway);
      const asked = buyerFieldsOf(gateway, method);
      for (const field of rule.pc) assert.ok(asked.pc.includes(field));
      for (const field of rule.mobile) assert.ok(asked.mobile.includes(field));
      const without = {
        ...gateway,
        rules: gateway.rules.filter((other) => other.kind !== 'buyer'),
      };
      assert.deepEqual(buyerFieldsOf(without, method), { pc: [], mobile: [] });
    });
  }
}

for (const gateway of gateways.values()) {
  for (const rule of gateway.rules) {
    if (rule.kind !== 'agreements') continue;
    test(`asks the buyer to agree because ${gateway.name} ${describeRule(rule)}${describeWhen(rule.when)}`, () => {
      const { method } = breaking(rule, gateway);
      assert.deepEqual(agreementsOf(gateway, method), rule.asked);
      assert.deepEqual(agreementsOf(gateway, { ...method, request: {} }), []);
    });
  }
}

for (const rule of everyGateway) {
  test(`says of a gateway without rules that it ${describeRule(rule)}${describeWhen(rule.when)}`, () => {
    const { method, item } = breaking(rule);
    const found = words(checkMethod(undefined, 'SOME_PG', method, [item]));
    assert.ok(`${found.stop}\n${found.warn}`.includes(describeRule(rule)));
  });
}

for (const { option, supportedBy } of gatewaySpecificOptions) {
  test(`warns of ${option} with a gateway other than ${supportedBy.join(', ')}`, () => {
    const warned = (gateway: Gateway) => {
      const request: Record<string, unknown> = {};
      set(request, option, 'SOMETHING');
      const { warnings } = checkMethod(
        gateway,
        gateway.pgProvider,
        { payMethod: 'CARD', request: request as MethodRequest },
        [],
      );
      return warnings.some((warning) =>
        warning.text.includes(`it is for ${supportedBy.join(', ')}`),
      );
    };
    assert.ok(warned(gateways.get('TOSSPAYMENTS') as Gateway));
    const supporting = supportedBy.map((name) => gateways.get(name)).find((known) => known);
    if (supporting) assert.ok(!warned(supporting));
  });
}

test('issues payment ids that every gateway takes', () => {
  const rules = [...gateways.values()].flatMap(({ name, rules }) =>
    rules.filter((rule) => rule.kind === 'paymentId').map((rule) => ({ name, rule })),
  );
  assert.ok(rules.length >= 6);
  for (let count = 0; count < 200; count++) {
    const id = newPaymentId(1_700_000_000_000 + count * 86_400_000, randomBytes(paymentIdEntropy));
    for (const { name, rule } of rules) assert.match(id, rule.pattern, name);
  }
});

test('states each rule about an option that the schema has', () => {
  type Node = { $ref?: string; properties?: Record<string, Node>; items?: Node };
  const { definitions } = schema as unknown as { definitions: Record<string, Node> };
  const resolved = (node: Node | undefined): Node | undefined =>
    node?.$ref ? resolved(definitions[node.$ref.slice('#/definitions/'.length)]) : node;
  const members = (node: Node | undefined) => resolved(resolved(node)?.items ?? node)?.properties;
  const exists = (path: string) =>
    path
      .split('.')
      .reduce<Node | undefined>((node, key) => members(node)?.[key], definitions.MethodSource) !==
    undefined;
  const paths = [...everyGateway, ...[...gateways.values()].flatMap(({ rules }) => rules)].flatMap(
    (rule) => [
      ...('option' in rule && rule.option !== 'orderName' ? [rule.option] : []),
      ...(rule.when?.has ? [rule.when.has] : []),
      ...(rule.when?.lacks ? [rule.when.lacks] : []),
      ...Object.keys(rule.when?.is ?? {}),
    ],
  );
  assert.deepEqual(
    [...new Set([...paths, ...gatewaySpecificOptions.map(({ option }) => option)])].filter(
      (path) => !exists(path),
    ),
    [],
  );
});

test('tells what stands in the method once, however many items it pays for', () => {
  const item = breaking({ kind: 'products', field: 'link', source: '' }).item;
  const request: MethodRequest = { isEscrow: true };
  const { errors } = checkMethod(
    gateways.get('KAKAOPAY'),
    'KAKAOPAY',
    { payMethod: 'EASY_PAY', request },
    [
      { ...item, request },
      { ...item, id: 'boots', request },
    ],
  );
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.item, undefined);
});

test('says once what a gateway and PortOne both say', () => {
  const request = { easyPay: { easyPayProvider: 'PAYCO', cashReceiptType: 'ANONYMOUS' } };
  const { warnings } = checkMethod(
    gateways.get('KPN'),
    'KPN',
    { payMethod: 'EASY_PAY', request: request as MethodRequest },
    [],
  );
  assert.deepEqual(
    warnings.map(({ option }) => option),
    ['easyPay.cashReceiptType'],
  );
});

test('does not mind an option that says what goes without saying', () => {
  const request: MethodRequest = { isEscrow: false };
  const { errors } = checkMethod(
    gateways.get('KAKAOPAY'),
    'KAKAOPAY',
    { payMethod: 'EASY_PAY', request },
    [],
  );
  assert.deepEqual(errors, []);
});

test('takes PortOne’s long form of a value for the short one', () => {
  const request = { easyPay: { availableCards: ['CARD_COMPANY_BC_CARD'] } } as MethodRequest;
  const { errors } = checkMethod(
    gateways.get('KAKAOPAY'),
    'KAKAOPAY',
    { payMethod: 'EASY_PAY', request },
    [],
  );
  assert.deepEqual(errors, []);
});

test('warns of a name that is too long in one encoding only, and stops at one too long in both', () => {
  const { method, item } = breaking({ kind: 'products', field: 'link', source: '' });
  const check = (name: string) =>
    checkMethod(gateways.get('NICE_V2'), 'NICE_V2', method, [{ ...item, name }]);
  // 20 letters: 40 bytes in a Korean encoding, 60 in UTF-8.
  assert.deepEqual(check('신'.repeat(20)).errors, []);
  assert.match(
    check('신'.repeat(20))
      .warnings.map(({ text }) => text)
      .join(),
    /has 40, or 60 in UTF-8/,
  );
  assert.match(
    check('신'.repeat(21))
      .errors.map(({ text }) => text)
      .join(),
    /has 42, or 63/,
  );
  assert.deepEqual(check('신'.repeat(13)), { errors: [], warnings: [], notes: [] });
});

test('[L9] a name that its gateway cuts or refuses: with the quantity that the largest order adds', () => {
  const { method, item } = breaking({ kind: 'products', field: 'link', source: '' });
  const { errors } = checkMethod(gateways.get('NICE_V2'), 'NICE_V2', method, [
    { ...item, name: 'a'.repeat(38), maxQuantity: 10 },
  ]);
  assert.match(errors.map(({ text }) => text).join(), /x10" has 42/);
});

test('warns of options for another gateway, and of windows that do not open', () => {
  const request = {
    bypass: { naverpay: { productItems: [] } },
    popup: { center: true },
  } as MethodRequest;
  const check = (more: MethodRequest = {}) =>
    checkMethod(
      gateways.get('KAKAOPAY'),
      'KAKAOPAY',
      { payMethod: 'EASY_PAY', request: { ...request, ...more } },
      [],
    )
      .warnings.map(({ option }) => option)
      .sort();
  assert.deepEqual(check(), ['bypass.naverpay', 'popup']);
  assert.deepEqual(check({ channelGroupId: 'group' }), ['popup']);
});
