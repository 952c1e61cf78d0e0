import { problemOfAddress } from './problem-of-address.ts';

/** What an address is sent; `standard` is a Standard Webhook. */
export type AddressFormat = 'standard' | 'apps-script' | 'slack';

export type FulfilmentAddress = { url: string; format: AddressFormat };

/** Hosts that take nothing else. */
const FORMATS: ReadonlyMap<string, AddressFormat> = new Map([
  ['script.google.com', 'apps-script'],
  ['hooks.slack.com', 'slack'],
]);

/** An address may have a comma in it, so that one ends a part only where another address follows. */
const SEPARATOR = /\s*,\s*(?=(?:[a-z-]+\+)?https?:\/\/|$)/i;

const FORMAT = /^(apps-script|slack)\+(?=https?:)/i;

/**
 * The addresses of `FULFILMENT_URL`. `slack+https://…` and `apps-script+https://…` say what an address
 * of another host takes.
 */
export function fulfilmentAddresses(text: string): FulfilmentAddress[] {
  return partsOf(text).map((part) => {
    const said = FORMAT.exec(part)?.[1]?.toLowerCase() as AddressFormat | undefined;
    const url = part.replace(FORMAT, '');
    return { url, format: said ?? FORMATS.get(new URL(url).host) ?? 'standard' };
  });
}

export function problemOfFulfilmentAddresses(text: string): string | undefined {
  const parts = partsOf(text);
  if (parts.length === 0) return problemOfAddress(text);
  if (new Set(parts).size < parts.length) {
    return 'names an address twice, which would be told everything twice: leave one out';
  }
  for (const part of parts) {
    const problem = /,\s/.test(part)
      ? 'has a part that is not an http(s) address: write several as https://shop.example/fulfilment,https://hooks.slack.com/…'
      : problemOfAddress(part.replace(FORMAT, ''));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function partsOf(text: string): string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
