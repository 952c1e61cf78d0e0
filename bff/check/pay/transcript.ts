import type { ComparedField } from '../../domain/compare-payment.ts';
import type { TriedPayment } from './try-payments.ts';

/** What stays as it is: these say how a payment went, and nothing about a person. */
const PLAIN = /(^|\.)(type|status|currency|pgProvider|provider|bank|brand|issuer|version)$/;

/**
 * What a payment was, for a stranger who is to find out why it differs: each field by its path, with
 * what is personal or secret replaced by its form.
 */
export function transcriptOf(tried: readonly TriedPayment[], version: string): string {
  const parts = tried.map((one) => {
    const { method, item } = one;
    const head = `${method.id}: ${method.payMethod} by ${method.pgProvider}, ${item.price} ${item.currency}`;
    if (one.result === 'passed over') return `${head}\n  passed over`;
    if (one.result === 'failed') return `${head}\n  failed: ${one.code}`;
    const state = `  ${one.status}${one.isHeld ? ', HELD' : ''}`;
    return [head, state, ...one.fields.map(lineOf)].join('\n');
  });
  return `portone-checkout ${version}, check --pay\n\n${parts.join('\n\n')}\n`;
}

function lineOf({ field, verdict, ordered, sent }: ComparedField): string {
  const shown = (value: unknown) =>
    value === undefined ? '(absent)' : JSON.stringify(redacted(value, field));
  const comparison =
    verdict === 'unread' ? shown(sent) : `ordered ${shown(ordered)}, sent ${shown(sent)}`;
  return `  ${verdict.padEnd(7)} ${field}: ${comparison}`;
}

/** Letters and digits by others of their kind, so that only the form of a text is left. */
function redacted(value: unknown, field: string): unknown {
  if (typeof value === 'string') {
    if (PLAIN.test(field)) return value;
    return value
      .replaceAll(/[0-9]/g, '0')
      .replaceAll(/[a-z]/g, 'a')
      .replaceAll(/[A-Z]/g, 'A')
      .replaceAll(/[^\x20-\x7e]/g, '가');
  }
  if (typeof value === 'number') return field.startsWith('amount.') ? value : 0;
  if (Array.isArray(value)) return value.map((part) => redacted(part, field));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, redacted(part, `${field}.${key}`)]),
    );
  }
  return value;
}
