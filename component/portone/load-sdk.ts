import type { LoadPaymentUIRequest, loadPaymentUI, requestPayment } from '@portone/browser-sdk/v2';
import type { Checkout } from '../api/contract.ts';
import { parseAddress } from '../api/page-base.ts';

/** What the element needs of PortOne's script. */
export type PortOneScript = {
  requestPayment: typeof requestPayment;
  loadPaymentUI: typeof loadPaymentUI;
  /** Throws at once; only the npm package's own rejects. */
  updateLoadPaymentUIRequest(request: LoadPaymentUIRequest): unknown;
};

const PORTONE_SCRIPT_URL = 'https://cdn.portone.io/v2/browser-sdk.js';

/** This machine, on which a sandbox runs. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** How long a load may take. */
export type LoadLimits = {
  /** For the whole load. */
  totalMs: number;
  /** For an event of the page's own tag, while the browser has no record of its download … */
  pageTagMs: number;
  /** … and once it has: the tag has run or failed before this script listened. */
  finishedTagMs: number;
};

const LIMITS: LoadLimits = { totalMs: 10_000, pageTagMs: 4_000, finishedTagMs: 250 };

/** Of scripts that browsers run. Consent managers and optimisers turn it into another one. */
const RUNNING_TYPE = /^(module|(text|application)\/(x-)?(java|ecma)script)?$/i;

/** Tags of the page's that will fire no further event. They are the page's: it may still look for them. */
const spentTags = new WeakSet<Element>();

/** Loads under way, by address: several elements on a page share one. A failed one is forgotten. */
const underWay = new Map<string, Promise<PortOneScript>>();

/**
 * The address of PortOne's script. A sandbox has one of its own, which the server that the element's
 * script came from may name at itself or on this machine. Another server's word counts on a page of
 * this machine without nonces only: whoever can write a tag into a page can write its `bff`, and must
 * not get a script for it.
 *
 * @param server that the checkout is of
 * @param own origin of the server that the element's script came from
 */
export function sdkUrlOf(
  { environment, sdkUrl }: Pick<Checkout, 'environment' | 'sdkUrl'>,
  server: string,
  own: string,
): string {
  if (sdkUrl === undefined) return PORTONE_SCRIPT_URL;
  if (environment === 'sandbox' && isBelieved(sdkUrl, server, own)) return sdkUrl;
  console.warn(
    `<portone-checkout> PortOne's script is not loaded from ${sdkUrl}, which ${server} names: ` +
      'a script from there is for a sandbox, on this machine or at the server of this script.',
  );
  return PORTONE_SCRIPT_URL;
}

function isBelieved(sdkUrl: string, server: string, own: string): boolean {
  const url = parseAddress(sdkUrl, server);
  if (!url) return false;
  const isNear = /^https?:$/.test(url.protocol) && LOOPBACK.test(url.hostname);
  if (new URL(server).origin === own) return isNear || url.origin === own;
  return isNear && LOOPBACK.test(location.hostname) && !document.querySelector('script[nonce]');
}

/**
 * Loads PortOne's script and leaves it in `window.PortOne`, where `@portone/browser-sdk` looks
 * first. That package's own loader (0.1.11) keeps a failed load until the page is left, and waits
 * for ever on a script tag that had failed before it was asked; neither can happen here. This file
 * can go once the package has a time limit and forgets failures.
 */
export function loadSdk(url: string, limits: LoadLimits = LIMITS): Promise<PortOneScript> {
  const loaded = loadedSdk();
  if (loaded) return Promise.resolve(loaded);
  const src = new URL(url, document.baseURI).href;
  const current = underWay.get(src);
  if (current) return current;
  const load = findOrInject(src, limits).finally(() => underWay.delete(src));
  underWay.set(src, load);
  return load;
}

/**
 * PortOne's script, if the page has it. The name alone says little: an `id="PortOne"` on the page
 * takes it too, and so may a script of the page's own.
 */
export function loadedSdk(): PortOneScript | undefined {
  const named: Partial<PortOneScript> | undefined = window.PortOne;
  return typeof named?.requestPayment === 'function' ? (named as PortOneScript) : undefined;
}

async function findOrInject(src: string, limits: LoadLimits): Promise<PortOneScript> {
  const deadline = performance.now() + limits.totalMs;
  const pageTag = [...document.scripts].find(
    (script) => script.src === src && !spentTags.has(script) && !isBlocked(script),
  );
  if (pageTag) {
    const finished = performance.getEntriesByName(src, 'resource').length > 0;
    const timeoutMs = finished ? limits.finishedTagMs : limits.pageTagMs;
    try {
      return await scriptOutcome(pageTag, Math.min(timeoutMs, limits.totalMs));
    } catch {
      // Ours, below, reports the reason if it fails too.
      spentTags.add(pageTag);
    }
  }
  const script = document.createElement('script');
  script.src = src;
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) script.nonce = nonce;
  const outcome = scriptOutcome(script, Math.max(0, deadline - performance.now()));
  document.head.append(script);
  try {
    // A page may give each script that it makes another type.
    if (isBlocked(script)) {
      throw new Error(
        `${src} is blocked by the page’s consent manager: list it there as necessary`,
      );
    }
    return await outcome;
  } catch (reason) {
    script.remove();
    throw reason;
  }
}

/** Whether a tag will never run. */
function isBlocked({ type, noModule }: HTMLScriptElement): boolean {
  return noModule || !RUNNING_TYPE.test(type.trim());
}

function scriptOutcome(script: HTMLScriptElement, timeoutMs: number): Promise<PortOneScript> {
  const listening = new AbortController();
  return new Promise<PortOneScript>((resolve, reject) => {
    const settle = (problem: string) => {
      const loaded = loadedSdk();
      if (loaded) resolve(loaded);
      else reject(new Error(`PortOne's script ${script.src} ${problem}`));
    };
    const once = { signal: listening.signal };
    script.addEventListener('load', () => settle('did not define window.PortOne'), once);
    script.addEventListener('error', () => settle('could not be loaded'), once);
    const timer = setTimeout(
      () => settle(`said nothing for ${Math.round(timeoutMs)} ms`),
      timeoutMs,
    );
    listening.signal.addEventListener('abort', () => clearTimeout(timer));
  }).finally(() => listening.abort());
}
