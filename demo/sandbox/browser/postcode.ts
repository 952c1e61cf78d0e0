/**
 * The script behind `kakao.Postcode`, served as a classic script with its types stripped. Like Kakao's
 * it writes a frame into a blank one with markup and a script of its own, names the page's origin in
 * the frame's address, and is answered there by messages to that origin.
 */
{
  type Picked = Record<string, string>;
  type Size = { width: number; height: number };
  type Options = {
    width?: number | string;
    height?: number | string;
    oncomplete?: (picked: Picked) => void;
    onresize?: (size: Size) => void;
    onclose?: (state: 'FORCE_CLOSE' | 'COMPLETE_CLOSE') => void;
    onsearch?: (search: { q: string; count: number }) => void;
  };
  /** What the search says; `sandbox` is this stand-in's own mark. */
  type Said = { sandbox: 'postcode' } & (
    | { kind: 'complete'; picked: Picked }
    | { kind: 'resize'; size: Size }
    | { kind: 'search'; search: { q: string; count: number } }
  );

  const thisScript = document.currentScript as HTMLScriptElement;
  const server = new URL(thisScript.src).origin;
  let count = 0;

  const cssLength = (length: number | string) =>
    typeof length === 'number' ? `${length}px` : length;

  class Postcode {
    readonly #options: Options;

    constructor(options: Options = {}) {
      this.#options = options;
    }

    /** Shows the search in an element of the page. */
    embed(element: HTMLElement, { q = '', autoClose = true } = {}): void {
      const { width = '100%', height = '100%' } = this.#options;
      const layer = document.createElement('div');
      count += 1;
      layer.id = `__daum__layer_${count}`;
      layer.innerHTML = `<iframe style="border:0;width:100%;height:100%"></iframe>`;
      Object.assign(layer.style, { width: cssLength(width), height: cssLength(height) });
      element.replaceChildren(layer);
      const inner = layer.querySelector('iframe')?.contentWindow;
      if (inner) this.#write(inner, q, () => autoClose && layer.remove());
    }

    /** Shows the search in a window of its own. */
    open({ q = '', autoClose = true } = {}): void {
      const popup = window.open('', '_blank', 'width=500,height=600');
      if (popup) this.#write(popup, q, () => autoClose && popup.close());
    }

    #write(place: Window, q: string, close: () => void): void {
      const { host, protocol, pathname } = location;
      const query = new URLSearchParams({ origin: `${protocol}//${host}`, fullpath: pathname, q });
      Object.assign(place, { hear: (said: Said) => this.#hear(said, close) });
      place.document.open();
      place.document.write(`<!doctype html><title>우편번호 검색</title>
        <body style="margin:0">
        <script>
          addEventListener('message', ({ origin, data }) => {
            if (origin === '${server}' && data.sandbox === 'postcode') hear(data);
          });
        </script>
        <iframe title="우편번호 검색 프레임" id="__daum__viewerFrame_${count}" style="border:0;width:100%;height:100vh"
          src="${server}/postcode/search?${query}"></iframe>`);
      place.document.close();
    }

    #hear(said: Said, close: () => void): void {
      const { oncomplete, onresize, onsearch, onclose } = this.#options;
      if (said.kind === 'resize') onresize?.(said.size);
      if (said.kind === 'search') onsearch?.(said.search);
      if (said.kind !== 'complete') return;
      oncomplete?.(said.picked);
      close();
      onclose?.('COMPLETE_CLOSE');
    }
  }

  const postcode = { load: (then: () => void) => then(), version: 'sandbox' };
  for (const name of ['kakao', 'daum']) {
    Object.assign(window, { [name]: { Postcode, postcode } });
  }
}
