import type { Rule, When } from './gateway.ts';

/** A rule in words, as a sentence that goes on after the gateway's name: "takes KRW only". */
export function describeRule(rule: Rule): string {
  switch (rule.kind) {
    case 'payMethods':
      return `takes payMethod ${rule.allowed.join(', ')} only${rule.why ? ` (${rule.why})` : ''}`;
    case 'currencies':
      return `${rule.effect === 'warn' ? 'is sure to charge' : 'takes'} ${rule.allowed.join(', ')} only${because(rule.why)}`;
    case 'windows':
      return `opens on a PC as ${rule.pc.join(' or ')} and on a phone as ${rule.mobile.join(' or ')} only`;
    case 'orderName':
      return [
        rule.letters === undefined ? '' : `takes order names of ${rule.letters} letters at most`,
        rule.bytes === undefined
          ? ''
          : `takes order names of ${rule.bytes} bytes ${rule.encoding ? `in ${rule.encoding} ` : ''}at most`,
        rule.without === undefined
          ? ''
          : `${rule.effect === 'stop' ? 'takes no' : 'advises against'} ${[...rule.without].join(' ')} in an order name`,
      ]
        .filter((part) => part !== '')
        .join(', and ');
    case 'paymentId':
      return `takes a paymentId of the form ${rule.pattern.source}`;
    case 'buyer': {
      const [pc, mobile] = [rule.pc.join(', '), rule.mobile.join(', ')];
      if (pc === mobile) return `needs the buyer’s ${pc}`;
      const devices = [pc && `${pc} on a PC`, mobile && `${mobile} on a phone`];
      return `needs the buyer’s ${devices.filter((part) => part !== '').join(', and ')}`;
    }
    case 'page':
      return `needs ${rule.field} (${rule.why}), which only the page knows: set it in the element’s buyer`;
    case 'agreements':
      return `wants the buyer to agree to ${rule.asked.map(({ label }) => label).join(', ')}, which the page asks for`;
    case 'limit':
      return rule.what;
    case 'notice':
      return `tells PortOne of ${rule.news} only where PortOne’s address is set at the gateway: ${rule.address}, ${rule.where}`;
    case 'tax':
      return `${rule.effect === 'stop' ? 'takes no' : 'warrants no'} ${rule.amount}${because(rule.why)}`;
    case 'set':
      return `gets ${rule.option} from ${rule.from}`;
    case 'productItems':
      return 'needs one of bypass.naverpay.productItems for every product: the one with the product’s id as its uid, else one without a uid, else the only one';
    case 'required':
      return `${rule.effect === 'warn' ? 'wants' : 'needs'} ${rule.option}${because(rule.why)}`;
    case 'values':
      return `${rule.effect === 'stop' ? 'takes' : 'heeds'} for ${rule.option} only ${rule.allowed.join(', ')}${because(rule.why)}`;
    case 'unwanted':
      return `${rule.effect === 'stop' ? 'does not take' : 'makes nothing of'} ${rule.option}${because(rule.why)}`;
    case 'minimum':
      return `${rule.effect === 'stop' ? 'takes' : 'wants'} ${rule.amount} ${rule.currency} at least${because(rule.why)}`;
    case 'products':
      return `needs a ${rule.field} with every product`;
  }
}

/** When a rule holds, in words: " with payMethod CARD and card.cardCompany". Empty where it always does. */
export function describeWhen(when: When | undefined): string {
  if (!when) return '';
  const parts = [
    ...(when.payMethods ? [`with payMethod ${when.payMethods.join(', ')}`] : []),
    ...(when.has ? [`with ${when.has}`] : []),
    ...(when.lacks ? [`without ${when.lacks}`] : []),
    ...Object.entries(when.is ?? {}).map(
      ([option, values]) => `with ${option} ${values.join(', ')}`,
    ),
  ];
  return ` ${parts.join(' and ')}`;
}

const because = (why: string | undefined) => (why ? `: ${why}` : '');
