export type FoundAddress = { zipcode: string; address: string };

/** Milliseconds until the search has to be there, and from the frame's `load`, by which it has said so. */
const LIMITS_MS = { total: 8_000, loaded: 1_000 };

/** In CSS pixels. */
const HIGHEST = 2_000;

const isText = (value: unknown, rule: RegExp) => typeof value === 'string' && rule.test(value);

/**
 * Shows the server's search for addresses in a frame, which gets the focus, until an address is picked.
 * Kakao's script runs there and not in the shop's page; of what the frame says an address alone is taken.
 *
 * @param place where the frame stands; its `aria-label` names the frame
 * @param server its address, without a slash at the end
 * @returns what was picked; `undefined` once `signal` is aborted, and where there is no search: the buyer
 * types the address then
 */
export function askPostcode(
  place: HTMLElement,
  server: string,
  lang: string,
  signal: AbortSignal,
  limits = LIMITS_MS,
): Promise<FoundAddress | undefined> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    let timer: ReturnType<typeof setTimeout>;
    const end = (found?: FoundAddress) => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      frame.remove();
      resolve(found);
    };
    const endIn = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(end, ms);
    };
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source !== frame.contentWindow || origin !== new URL(server).origin) return;
      const { height, zipcode, address } = Object(data);
      if (height > 0) {
        clearTimeout(timer);
        frame.onload = null;
        frame.height = `${Math.min(height, HIGHEST)}`;
        return;
      }
      const isFound = isText(zipcode, /^\d{5}$/) && isText(address, /^.{1,200}$/);
      end(isFound ? { zipcode, address } : undefined);
    };
    signal.addEventListener('abort', () => end());
    addEventListener('message', hear);
    frame.className = 'postcode';
    frame.title = place.getAttribute('aria-label') ?? '';
    // With it, Chromium loads the frame in a page with Cross-Origin-Embedder-Policy as well.
    Object.assign(frame, { credentialless: true });
    frame.src = `${server}/postcode?lang=${lang}&origin=${window.origin}`;
    frame.onload = () => endIn(limits.loaded);
    endIn(limits.total);
    place.append(frame);
    frame.focus();
    if (signal.aborted) end();
  });
}
