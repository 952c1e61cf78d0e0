import { gateways } from '../../bff/catalog/gateways/all.ts';
import { describeRule, describeWhen } from '../../bff/catalog/gateways/describe-rule.ts';
import { everyGateway, gatewaySpecificOptions } from '../../bff/catalog/gateways/every-gateway.ts';
import type { Rule } from '../../bff/catalog/gateways/gateway.ts';
import {
  catalogJsonSchema,
  type JsonSchema,
  paymentRequestJsonSchema,
} from './catalog-json-schema.ts';
import { guide, notes, ownKeys, setAt } from './parameters.ts';

export type Parameter = { path: string; type: string };

/** Every parameter of PortOne's request, parts and parts of parts included. */
export function parameters(): Parameter[] {
  const request = paymentRequestJsonSchema();
  const catalog = catalogJsonSchema();
  const all = parametersOf(request, { $ref: request.$ref ?? '' });
  // The catalog's `bypass` has PayPal's button in it as well.
  const bypass = parametersOf(catalog, { $ref: '#/definitions/BypassSource' }, 'bypass');
  const uiType = { path: 'uiType', type: '`PAYPAL_SPB`' };
  const order = Object.keys(setAt);
  const rank = ({ path }: Parameter) => order.indexOf(path.split('.')[0] as string);
  return [...all.filter(({ path }) => !path.startsWith('bypass.')), ...bypass, uiType]
    .map((parameter, index) => ({ parameter, index }))
    .sort((one, other) => rank(one.parameter) - rank(other.parameter) || one.index - other.index)
    .map(({ parameter }) => parameter);
}

function parametersOf(schema: JsonSchema, start: JsonSchema, prefix = ''): Parameter[] {
  const resolved = (node: JsonSchema): JsonSchema =>
    node.$ref === undefined
      ? node
      : resolved(schema.definitions?.[node.$ref.slice('#/definitions/'.length)] ?? {});
  const walk = (node: JsonSchema, path: string): Parameter[] => {
    const { properties = {} } = resolved(node);
    return Object.entries(properties).flatMap(([key, property]) => {
      const here = path ? `${path}.${key}` : key;
      const whole = resolved(property);
      const inner = whole.items ? resolved(whole.items) : whole;
      return [{ path: here, type: typeOf(whole, resolved) }, ...walk(inner, here)];
    });
  };
  return walk(start, prefix);
}

function typeOf(node: JsonSchema, resolved: (node: JsonSchema) => JsonSchema): string {
  if (node.items) return `list of ${typeOf(resolved(node.items), resolved)}`;
  if (node.enum) {
    const names = node.enum.map(String);
    const plain = names.filter(
      (name) => !names.some((other) => other !== name && name.endsWith(`_${other}`)),
    );
    return plain.length <= 6
      ? plain.map((name) => `\`${name}\``).join(', ')
      : `one of ${plain.length}: \`${plain[0]}\` …`;
  }
  if (node.const !== undefined) return `\`${node.const}\``;
  return (
    { string: 'text', integer: 'whole number', boolean: 'yes or no' }[node.type ?? ''] ??
    node.type ??
    'anything'
  );
}

/** Which gateways mind a parameter, as far as their rules tell. */
export function gatewaysOf(path: string): string {
  const parts: string[] = [];
  const only = /^bypass\.(\w+)/.exec(path)?.[1];
  const owner = [...gateways.values()].find(({ bypass }) => bypass === only);
  if (only && path.split('.').length === 2) parts.push(`only ${owner?.name ?? only}`);
  const some = gatewaySpecificOptions.find(({ option }) => option === path);
  if (some) parts.push(`takes it: ${some.supportedBy.map(nameOf).join(', ')}`);
  const named = (label: string, minds: (rule: Rule) => boolean) => {
    const names = [...gateways.values()]
      .filter(({ rules }) => rules.some(minds))
      .map(({ name, rules }) => {
        const always = rules.some((rule) => minds(rule) && !rule.when);
        return always ? name : `${name} (not always)`;
      });
    if (names.length > 0) parts.push(`${label}: ${names.join(', ')}`);
  };
  const about = (rule: Rule) => 'option' in rule && rule.option === path;
  named('needs it', (rule) => rule.kind === 'required' && about(rule) && rule.effect !== 'warn');
  named('wants it', (rule) => rule.kind === 'required' && about(rule) && rule.effect === 'warn');
  named('refuses it', (rule) => rule.kind === 'unwanted' && about(rule) && rule.effect === 'stop');
  named(
    'makes nothing of it',
    (rule) => rule.kind === 'unwanted' && about(rule) && rule.effect === 'warn',
  );
  named('set by the server', (rule) => rule.kind === 'set' && about(rule));
  named('some values only', (rule) => rule.kind === 'values' && about(rule));
  const byKind: Record<string, Rule['kind']> = {
    currency: 'currencies',
    payMethod: 'payMethods',
    windowType: 'windows',
    orderName: 'orderName',
    paymentId: 'paymentId',
    totalAmount: 'minimum',
  };
  if (path === 'taxFreeAmount' || path === 'vatAmount') {
    named('has a rule about it', (rule) => rule.kind === 'tax' && rule.amount === path);
  }
  const kind = byKind[path];
  if (kind) named('has a rule about it', (rule) => rule.kind === kind);
  const buyerField = /^customer\.(\w+)$/.exec(path)?.[1];
  named(
    'needs it',
    (rule) =>
      rule.kind === 'buyer' && [...rule.pc, ...rule.mobile].some((field) => field === buyerField),
  );
  named('needs it from the page', (rule) => rule.kind === 'page' && rule.field === path);
  if (path === 'products.link') named('needs it', (rule) => rule.kind === 'products');
  return parts.join('; ');
}

const nameOf = (pgProvider: string) => gateways.get(pgProvider)?.name ?? pgProvider;

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** docs/parameters.md */
export function parametersDocument(): string {
  const all = parameters();
  const parts = all.filter(({ path }) => !path.includes('.'));
  const sections = parts.map(({ path: part }) => {
    const rows = all
      .filter(({ path }) => path === part || path.startsWith(`${part}.`))
      .map(({ path, type }) => [
        `\`${path}\`${guide.includes(path) ? ' ●' : ''}`,
        type === 'object' ? '' : type,
        gatewaysOf(path),
        notes[path] ?? '',
      ]);
    return `### \`${part}\`\n\nSet in the ${setAt[part]}.\n\n${table(['parameter', 'value', 'gateways', 'notes'], rows)}`;
  });
  return `# Parameters

What goes into PortOne’s payment request, where it is set, and which gateways mind it. Written by
\`npm run schema\` out of the SDK’s types (@portone/browser-sdk 0.1.11), bff/catalog/gateways/ and
test/tools/parameters.ts; a test fails where it is not up to date.

- ${all.length} parameters, ${guide.length} of them in PortOne’s quick guide (●), ${parts.length} at the top of the request.
- Three places set them: the **catalog** (its store, its methods, its items), the **element** (its
  attributes, its property \`buyer\`, the fields it asks for) and the **order**, which the server makes.
  No page sets an amount, a currency or a name.
- Where a parameter may stand at a method and at an item, the item’s wins. Of an item’s \`bypass\` goes
  along what the method’s gateway reads, laid over the method’s own.
- \`customData\` of method and item are put together; \`item\` is the server’s, which verifies by it.
- PortOne takes many values in two forms, \`BC_CARD\` and \`CARD_COMPANY_BC_CARD\`; so does the catalog.
- An empty column of gateways means that no rule is known, not that every gateway heeds it.
  The rules in words, with their sources: [gateways.md](gateways.md).

A catalog begins with the path of its schema, \`"$schema": "./bff/catalog.schema.json"\`, so that an
editor completes and checks while one types; [catalog.md](catalog.md) has a whole one.

## The catalog’s own keys

${table(
  ['key', 'notes'],
  Object.entries(ownKeys).map(([key, note]) => [`\`${key}\``, note]),
)}

## The request

${sections.join('\n\n')}
`;
}

/** docs/gateways.md */
export function gatewaysDocument(): string {
  const effects: Partial<Record<Rule['kind'], string>> = {
    buyer: 'asks the buyer',
    paymentId: 'held',
    set: 'sets',
    page: 'warns',
    agreements: 'asks',
    limit: 'warns',
    notice: 'notes',
  };
  const effectOf = (rule: Rule) =>
    effects[rule.kind] ?? ('effect' in rule && rule.effect === 'warn' ? 'warns' : 'stops');
  const rows = (rules: readonly Rule[]) =>
    rules.map((rule) => [
      `${describeRule(rule)}${describeWhen(rule.when)}`,
      effectOf(rule),
      rule.source,
    ]);
  const known = [...gateways.values()];
  const count = known.reduce((sum, { rules }) => sum + rules.length, 0);
  const head = ['rule', 'the server', 'source'];
  return `# Gateways

What each gateway takes, refuses or makes nothing of, as far as PortOne or the gateway says so. The
server checks its catalog against these rules at start, before a buyer meets them. Written by
\`npm run schema\` out of bff/catalog/gateways/; a test fails where it is not up to date.

- ${known.length} gateways, ${count} rules of their own, ${everyGateway.length} for all, ${gatewaySpecificOptions.length} options that PortOne names gateways for.
- **stops**: the server does not start, and says which rule. **warns**: it starts and says so.
  **asks the buyer**: the element asks for it and the server checks it. **held**: the ids that this
  server issues are of that form. **sets**: it comes from the order, and what the catalog has there
  is not sent, which the server says at start. **notes**: only the owner can see to it, at the gateway;
  the server says it once at each start, for each gateway.
- Lengths are in bytes. Where a source names no encoding, a Korean letter is counted as two bytes and
  as three (UTF-8): too long in both stops, too long in UTF-8 only warns.
- A gateway that is not here is not checked; PortOne will be the first to. The server says so at start.
- Pages were read in stored copies of PortOne’s documentation, the latest of 2026. These rules have
  not been tried against a gateway: that needs an account at PortOne and a contract with each.

${known
  .map(
    ({ name, pgProvider, bypass, rules }) =>
      `## ${name}\n\n\`pgProvider\` ${pgProvider}, its own options in \`bypass.${bypass}\`, ${rules.length} rules.\n\n${table(head, rows(rules))}`,
  )
  .join('\n\n')}

## Every gateway

${table(head, rows(everyGateway))}

## Options for some gateways

With another gateway the server warns.

${table(
  ['option', 'gateways', 'source'],
  gatewaySpecificOptions.map(({ option, supportedBy, source }) => [
    `\`${option}\``,
    supportedBy.map(nameOf).join(', '),
    source,
  ]),
)}
`;
}
