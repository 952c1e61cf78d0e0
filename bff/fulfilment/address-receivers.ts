import { hash } from 'node:crypto';
import type { Deliver, Receiver } from './deliver-events.ts';
import type { Language } from './owner-text.ts';
import { appsScriptWebhook, fulfilmentWebhook, slackWebhook } from './webhook-receiver.ts';

/** An address, and what it understands: a Standard Webhook, unless it is of Google's or Slack's kind. */
export type FulfilmentAddress = { url: string; format: 'standard' | 'apps-script' | 'slack' };

/** The receivers at the addresses of `FULFILMENT_URL`. */
export function addressReceivers(
  addresses: readonly FulfilmentAddress[],
  { secret, language }: { secret: string | undefined; language: Language },
): Receiver[] {
  return addresses.map((address) => {
    const name = nameOf(address.url);
    // One message a second is what Slack takes of a webhook.
    const concurrency = address.format === 'slack' ? { concurrency: 1 } : {};
    return { name, deliver: deliveryTo(address, secret, language), ...concurrency };
  });
}

function deliveryTo(
  { url, format }: FulfilmentAddress,
  secret: string | undefined,
  language: Language,
): Deliver {
  switch (format) {
    case 'apps-script':
      return appsScriptWebhook(url);
    case 'slack':
      return slackWebhook(url, language);
    case 'standard':
      if (secret === undefined) throw new Error('an address that checks signatures needs a secret');
      return fulfilmentWebhook(url, secret);
  }
}

/** Names an address without saying it: that of a sheet or a channel is a secret. */
function nameOf(url: string): string {
  return `${new URL(url).host}#${hash('sha256', url, 'hex').slice(0, 8)}`;
}
